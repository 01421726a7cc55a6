"""Routes under `/meja/` for leaving office: handovers, and one's own proof."""

from django.urls import URLPattern, URLResolver, path

from pranata.handover.web.views import former, handovers, own_proof

app_name = "handover"

urlpatterns: list[URLPattern | URLResolver] = [
    path("serah-terima/", handovers.index, name="list"),
    path("serah-terima/<int:pk>/", handovers.detail, name="detail"),
    path("serah-terima/<int:pk>/mulai/", handovers.begin, name="begin"),
    path("serah-terima/<int:pk>/memori/", handovers.note, name="note"),
    path("serah-terima/<int:pk>/tanda-tangan/", handovers.sign, name="sign"),
    path("serah-terima/<int:pk>/kecualikan/", handovers.waive, name="waive"),
    path("serah-terima/<int:pk>/berkas.<str:form>", handovers.file, name="file"),
    path("serah-terima/saya/<int:pk>/", former.detail, name="former"),
    path("serah-terima/saya/<int:pk>/memori/", former.note, name="former_note"),
    path("serah-terima/saya/<int:pk>/tanda-tangan/", former.sign, name="former_sign"),
    path("serah-terima/saya/<int:pk>/berkas.<str:form>", former.file, name="former_file"),
    path("bukti/pribadi/", own_proof.index, name="own_proof"),
    path("bukti/pribadi/<int:person_id>/paket/", own_proof.make, name="own_export"),
    path("bukti/pribadi/<int:person_id>/daftar.pdf", own_proof.printed, name="own_printed"),
    path("bukti/pribadi/<int:person_id>/paket/<uuid:export_id>/", own_proof.package, name="own_package"),
    path(
        "bukti/pribadi/<int:person_id>/paket/<uuid:export_id>/unduh/",
        own_proof.download,
        name="own_download",
    ),
]
