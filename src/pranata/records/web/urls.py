"""Addresses under `/arsip/`."""

import datetime as dt

from django.urls import path, register_converter

from pranata.records.web.views import (
    content,
    disposal,
    document,
    erasures,
    evidence,
    holds,
    integrity,
    proof,
    retention,
    schedules,
    sheets,
    tus,
    upload,
)


class Day:
    """A day in an address: `2026-03-04`."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> dt.date:
        """Return the day. Raises ValueError, which makes the address unknown."""
        return dt.date.fromisoformat(value)

    def to_url(self, value: dt.date) -> str:
        """Return the day as it stands in the address."""
        return value.isoformat()


register_converter(Day, "day")

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
    path("naskah/<uuid:public_id>/kejadian/", holds.trigger, name="trigger"),
    path("naskah/<uuid:public_id>/tahan/", holds.place_on_document, name="hold_document"),
    path("retensi/", retention.index, name="retention"),
    path("retensi/daftar.<str:form>", retention.export, name="retention_export"),
    path("retensi/jadwal/", schedules.index, name="schedules"),
    path("retensi/jadwal/contoh/", schedules.try_example, name="schedule_example"),
    path("retensi/jadwal/templat.<str:form>", schedules.template, name="schedule_template"),
    path("retensi/jadwal/<uuid:public_id>/", schedules.schedule, name="schedule"),
    path(
        "retensi/jadwal/<uuid:public_id>/aturan.<str:form>", schedules.schedule_export, name="schedule_export"
    ),
    path("retensi/jadwal/<uuid:public_id>/tarik/", schedules.withdraw, name="schedule_withdraw"),
    path("retensi/berkas/<int:pk>/", schedules.file, name="schedule_file"),
    path("retensi/berkas/<int:pk>/unduh", schedules.download, name="schedule_download"),
    path("retensi/berkas/<int:pk>/<str:act>/", schedules.decide, name="schedule_decide"),
    path("retensi/penahanan/", holds.index, name="holds"),
    path("retensi/penahanan/tahan/", holds.place, name="hold_place"),
    path("retensi/penahanan/<uuid:public_id>/lepas/", holds.release, name="hold_release"),
    path("retensi/hapus/", erasures.index, name="erasures"),
    path("retensi/hapus/catat/", erasures.record, name="erasure_record"),
    path("retensi/hapus/tenggat/", erasures.term, name="erasure_term"),
    path("retensi/hapus/<uuid:public_id>/", erasures.erasure, name="erasure"),
    path("retensi/hapus/<uuid:public_id>/tunjuk/<uuid:document_id>/", erasures.name, name="erasure_name"),
    path("lembar/", sheets.index, name="sheets"),
    path("lembar/<day:day>.pdf", sheets.sheet_pdf, name="sheet_pdf"),
    path("lembar/<day:day>/", sheets.book, name="sheet_book"),
    path("lembar/<day:day>/ralat/", sheets.correct, name="sheet_correct"),
    path("lembar/saksi/", sheets.bring, name="bring"),
    path("lembar/cap", sheets.checkpoint_file, name="checkpoint_file"),
    path("penyusutan/", disposal.index, name="disposals"),
    path("penyusutan/usul/", disposal.propose, name="propose"),
    path("penyusutan/<uuid:public_id>/", disposal.disposal, name="disposal"),
    path("penyusutan/<uuid:public_id>/<slug:name>/", disposal.step, name="disposal_step"),
    path("bukti/", evidence.index, name="evidence_list"),
    path("bukti/daftar.<str:form>", evidence.export, name="evidence_export"),
    path("bukti/<uuid:public_id>/", evidence.evidence, name="evidence"),
    path("bukti/<uuid:public_id>/tarik/", evidence.withdraw, name="withdraw"),
    path("bukti/<uuid:public_id>/ekspor/", proof.export_evidence, name="export_evidence"),
    path("paket/<uuid:export_id>/", proof.proof, name="proof"),
    path("paket/<uuid:export_id>/unduh", proof.download_proof, name="download_proof"),
]
