"""Every route of the product. Order matters only where a prefix is shared."""

from django.urls import URLPattern, URLResolver, include, path

from pranata.foundation.web import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("kelola/", include("pranata.organisation.web.urls")),
    path("penilaian/", include("pranata.assessment.web.urls")),
    path("meja/", include("pranata.desk.web.urls")),
    path("", include("pranata.portal.web.urls")),
]
