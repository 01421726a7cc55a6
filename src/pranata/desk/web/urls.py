"""Routes under `/meja/`."""

from django.urls import URLPattern, URLResolver, path

from pranata.desk.web import receipts, views

app_name = "desk"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("bukti/", receipts.receipts, name="receipts"),
    path("bukti/<str:form>", receipts.export, name="receipts_export"),
]
