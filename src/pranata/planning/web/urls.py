"""Routes under `/rencana/`."""

from django.urls import URLPattern, URLResolver, path

from pranata.planning.web.views import plans

app_name = "planning"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", plans.index, name="home"),
    path("<int:pk>/", plans.detail, name="plan"),
]
