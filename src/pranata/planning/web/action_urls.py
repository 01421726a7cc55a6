"""Routes under `/rencana/aksi/`."""

from django.urls import URLPattern, URLResolver, path

from pranata.planning.web.views import action, actions

urlpatterns: list[URLPattern | URLResolver] = [
    path("", actions.index, name="actions"),
    path("mulai/<int:pk>/", actions.start, name="actions_start"),
    path("unduh/aksi.<str:form>", actions.export, name="actions_export"),
    path("<int:pk>/", action.detail, name="action"),
    path("<int:pk>/ubah/", action.edit, name="action_edit"),
]
