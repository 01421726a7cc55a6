"""Routes under `/meja/`."""

from django.urls import URLPattern, URLResolver, path

from pranata.desk.web import notices, receipts, views

app_name = "desk"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("pemberitahuan/", notices.notices, name="notices"),
    path("pemberitahuan/baca/", notices.read, name="notices_read"),
    path("pemberitahuan/surat/", notices.letter, name="notices_letter"),
    path("pemberitahuan/kalender/", notices.feed, name="notices_feed"),
    path("kalender/<int:instansi>/<str:secret>.ics", notices.calendar, name="calendar"),
    path("bukti/", receipts.receipts, name="receipts"),
    path("bukti/<str:form>", receipts.export, name="receipts_export"),
]
