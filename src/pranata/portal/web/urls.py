"""Addresses of the public pages."""

from django.urls import URLPattern, URLResolver, path

from pranata.portal.web import (
    about,
    body,
    calculator,
    check_evidence,
    compare,
    data,
    home,
    instrument_change,
    instruments,
    key_sheet,
    results,
    search,
)

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("hasil/", results.results, name="results"),
    path("hasil/unduh.<str:form>", results.export, name="results_export"),
    path("instansi/<str:slug>/", body.body, name="instansi"),
    path("instansi/<str:slug>/<int:year>/hitung-ulang.json", body.recompute, name="recompute"),
    path("banding/", compare.compare, name="compare"),
    path("cari/", search.find, name="find"),
    path("cari.json", search.directory_json, name="search"),
    path("data/", data.data, name="data"),
    path("data/hasil.csv", data.results_csv, name="data_results"),
    path("data/rata-rata.csv", data.averages_csv, name="data_averages"),
    path("dasar-hukum/", about.legal, name="legal"),
    path("hitung-ulang/", about.replay, name="replay"),
    path("aksesibilitas/", about.accessibility, name="accessibility"),
    path("kalkulator/", calculator.calculator, name="calculator"),
    path("kalkulator/unduh.<str:kind>", calculator.download, name="calculator_download"),
    path("kalkulator/formulir/<slug:instrument_id>.xlsx", calculator.blank_form, name="calculator_blank"),
    path("cek-bukti/", check_evidence.check_evidence, name="check_evidence"),
    path("cek-bukti/verifikasi.py", check_evidence.download_verifier, name="download_verifier"),
    path("cek-bukti/sidik/<str:sha256>/", check_evidence.check_fingerprint, name="check_fingerprint"),
    path("cek-bukti/lembar-kunci/", key_sheet.key_sheet, name="key_sheet"),
    path("cek-bukti/kebijakan.txt", key_sheet.download_policy, name="download_policy"),
    path("cek-bukti/<str:code>/", check_evidence.check_code, name="check_code"),
    path("instrumen/", instruments.instruments, name="instruments"),
    path("instrumen/perubahan/", instrument_change.changes, name="instrument_changes"),
    path("instrumen/<slug:instrument_id>/", instruments.instrument, name="instrument"),
    path("instrumen/<slug:instrument_id>/indikator/<slug:number>/", instruments.indicator, name="indicator"),
]
