"""Routes under `/meja/`."""

from django.urls import URLPattern, URLResolver, path

from pranata.desk.web import views

app_name = "desk"

urlpatterns: list[URLPattern | URLResolver] = [path("", views.home, name="home")]
