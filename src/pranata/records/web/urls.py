"""Addresses under `/arsip/`."""

from django.urls import path

from pranata.records.web.views import content, document, evidence, integrity, proof, tus, upload

app_name = "records"

urlpatterns = [
    path("", document.index, name="documents"),
    path("daftar.<str:form>", document.export, name="documents_export"),
    path("unggah/", upload.add, name="add"),
    path("unggahan/", tus.uploads_root, name="uploads"),
    path("unggahan/<uuid:public_id>/", tus.upload_piece, name="upload_piece"),
    path("naskah/<uuid:public_id>/", document.document, name="document"),
    path("naskah/<uuid:public_id>/ralat/", document.describe, name="describe"),
    path("naskah/<uuid:public_id>/versi/", upload.new_version, name="new_version"),
    path("naskah/<uuid:public_id>/v<int:number>/lihat", content.show, name="show"),
    path("naskah/<uuid:public_id>/v<int:number>/<int:page>.png", content.page, name="page"),
    path("naskah/<uuid:public_id>/v<int:number>/unduh", content.download, name="download"),
    path("keutuhan/", integrity.integrity_page, name="integrity"),
    path("naskah/<uuid:public_id>/ekspor/", proof.export_document, name="export_document"),
    path("bukti/", evidence.index, name="evidence_list"),
    path("bukti/daftar.<str:form>", evidence.export, name="evidence_export"),
    path("bukti/<uuid:public_id>/", evidence.evidence, name="evidence"),
    path("bukti/<uuid:public_id>/tarik/", evidence.withdraw, name="withdraw"),
    path("bukti/<uuid:public_id>/ekspor/", proof.export_evidence, name="export_evidence"),
    path("paket/<uuid:export_id>/", proof.proof, name="proof"),
    path("paket/<uuid:export_id>/unduh", proof.download_proof, name="download_proof"),
]
