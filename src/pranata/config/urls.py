"""Every route of the product. Order matters only where a prefix is shared."""

from django.urls import URLPattern, URLResolver, include, path

from pranata.foundation.web import components, health
from pranata.foundation.web.language import set_language
from pranata.portal.web import demonstration

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("komponen/", components.components, name="components"),
    path("bahasa/", set_language, name="set_language"),
    path("peragaan/", demonstration.persona_list, name="demo_personas"),
    path("peragaan/<int:account_id>/masuk/", demonstration.enter, name="demo_enter"),
    path("akun/", include("pranata.foundation.web.accounts.urls")),
    path("kelola/", include("pranata.organisation.web.urls")),
    path("penilaian/", include("pranata.assessment.web.urls")),
    path("rencana/", include("pranata.planning.web.urls")),
    path("pembinaan/", include("pranata.coaching.web.urls")),
    path("perbandingan/", include("pranata.insights.web.urls")),
    path("arsip/", include("pranata.records.web.urls")),
    path("meja/", include("pranata.handover.web.urls")),
    path("meja/", include("pranata.receipts.web.urls")),
    path("meja/", include("pranata.desk.web.urls")),
    path("log/", include("pranata.ledger.web.urls")),
    path("", include("pranata.portal.web.urls")),
]

handler400 = "pranata.foundation.web.errors.bad_request"
handler403 = "pranata.foundation.web.errors.permission_denied"
handler404 = "pranata.foundation.web.errors.not_found"
handler500 = "pranata.foundation.web.errors.server_error"
