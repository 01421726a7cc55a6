"""Routes under `/perbandingan/`."""

from django.urls import URLPattern, URLResolver, path

from pranata.insights.web.views import comparison, solved

app_name = "insights"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", comparison.own, name="own"),
    path("<slug:slug>/", comparison.body, name="body"),
    path("<slug:instrument>/indikator/<str:number>/", solved.indicator, name="indicator"),
]
