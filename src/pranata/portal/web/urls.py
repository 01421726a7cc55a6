from django.urls import URLPattern, URLResolver, path

from pranata.portal.web import calculator, instruments

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("kalkulator/", calculator.calculator, name="calculator"),
    path("kalkulator/unduh.<str:kind>", calculator.download, name="calculator_download"),
    path("kalkulator/formulir/<slug:instrument_id>.xlsx", calculator.blank_form, name="calculator_blank"),
    path("instrumen/", instruments.instruments, name="instruments"),
    path("instrumen/<slug:instrument_id>/", instruments.instrument, name="instrument"),
    path("instrumen/<slug:instrument_id>/indikator/<slug:number>/", instruments.indicator, name="indicator"),
]
