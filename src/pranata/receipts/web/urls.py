"""Routes under `/meja/` for one entry of Bukti Anda, and for disputes."""

from django.urls import URLPattern, URLResolver, path

from pranata.receipts.web.views import disputes, entry

app_name = "receipts"

urlpatterns: list[URLPattern | URLResolver] = [
    path("bukti/catatan/<uuid:event_id>/", entry.detail, name="entry"),
    path("bukti/catatan/<uuid:event_id>/sangkal/", entry.dispute, name="dispute"),
    path("sangkalan/", disputes.index, name="disputes"),
    path("sangkalan/<int:pk>/", disputes.detail, name="disputed"),
    path("sangkalan/<int:pk>/jawab/", disputes.answer, name="answer"),
]
