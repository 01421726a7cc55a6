"""Routes under `/pembinaan/`."""

from django.urls import URLPattern, URLResolver, path

from pranata.coaching.web import board, follow_ups, pages, visits

app_name = "coaching"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", board.board, name="board"),
    path("mulai/<slug:slug>/", pages.begin, name="begin"),
    path("<int:pk>/", pages.coaching, name="detail"),
    path("<int:pk>/catatan/", pages.note, name="note"),
    path("<int:pk>/akhiri/", pages.end, name="end"),
    path("<int:pk>/kunjungan/", visits.plan, name="visit_plan"),
    path("<int:pk>/kunjungan/<int:visit_id>/", visits.visit, name="visit"),
    path("<int:pk>/tindak-lanjut/", follow_ups.agree, name="agree"),
    path("<int:pk>/tindak-lanjut/<int:item_id>/", follow_ups.follow_up, name="follow_up"),
]
