from django.urls import URLPattern, URLResolver, path

from pranata.portal.web import instruments

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("instrumen/", instruments.instruments, name="instruments"),
    path("instrumen/<slug:instrument_id>/", instruments.instrument, name="instrument"),
    path("instrumen/<slug:instrument_id>/indikator/<slug:number>/", instruments.indicator, name="indicator"),
]
