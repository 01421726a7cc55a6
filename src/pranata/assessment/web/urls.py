"""Routes under `/penilaian/`."""

from django.urls import URLPattern, URLResolver, path

from pranata.assessment.web.views import (
    agency,
    batches,
    create,
    detail,
    division,
    downloads,
    evidence,
    excel,
    history,
    indicator,
    levels,
    listing,
    requirements,
    result,
    state,
    trace,
)

app_name = "assessment"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", listing.assessments, name="list"),
    path("baru/", create.new, name="new"),
    path("<int:pk>/", detail.assessment, name="detail"),
    path("<int:pk>/tingkat/", detail.save_levels, name="levels"),
    path("<int:pk>/indikator/<str:number>/", indicator.indicator, name="indicator"),
    path("<int:pk>/indikator/<str:number>/syarat/<str:key>/", requirements.judge, name="judge"),
    path("<int:pk>/indikator/<str:number>/bukti/<str:key>/", evidence.evidence, name="evidence"),
    path("<int:pk>/pembagian/", division.division, name="division"),
    path("<int:pk>/pembagian/ubah/", division.divide, name="divide"),
    path("<int:pk>/perangkat-daerah/", agency.agency, name="agency"),
    path("<int:pk>/hitungan/", trace.calculation, name="trace"),
    path("<int:pk>/hitungan.json", trace.calculation_json, name="trace_json"),
    path("<int:pk>/hasil/", result.result, name="result"),
    path("<int:pk>/hasil.json", result.recompute_json, name="recompute_json"),
    path("<int:pk>/riwayat/", history.changes, name="history"),
    path("<int:pk>/riwayat/<int:change_id>/urungkan/", history.undo, name="undo"),
    path("<int:pk>/unggah/", levels.upload, name="upload"),
    path("<int:pk>/unggah/terapkan/", levels.apply, name="apply"),
    path("<int:pk>/excel/", excel.excel, name="excel"),
    path("<int:pk>/excel/isian.xlsx", excel.download, name="excel_download"),
    path("<int:pk>/excel/<int:file_id>/", excel.file, name="excel_file"),
    path("<int:pk>/excel/<int:file_id>/terapkan/", excel.apply, name="excel_apply"),
    path("<int:pk>/salin/", batches.copy, name="copy"),
    path("<int:pk>/kumpulan/<uuid:batch>/urungkan/", batches.undo, name="undo_batch"),
    path("<int:pk>/tutup/", state.close, name="close"),
    path("<int:pk>/buka/", state.reopen, name="reopen"),
    path("<int:pk>/umumkan/", state.publish, name="publish"),
    path("<int:pk>/tarik/", state.withdraw, name="withdraw"),
    path("<int:pk>/formulir.xlsx", downloads.template_xlsx, name="template"),
    path("<int:pk>/hasil.xlsx", downloads.result_as_xlsx, name="xlsx"),
    path("<int:pk>/hasil.pdf", downloads.result_as_pdf, name="pdf"),
]
