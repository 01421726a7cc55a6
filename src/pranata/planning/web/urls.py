"""Routes under `/rencana/`."""

from django.urls import URLPattern, URLResolver, include, path

from pranata.planning.web.views import plans

app_name = "planning"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", plans.index, name="home"),
    path("aksi/", include("pranata.planning.web.action_urls")),
    path("<int:pk>/", plans.detail, name="plan"),
]
