"""Routes under `/rencana/aksi/`."""

from django.urls import URLPattern, URLResolver, path

from pranata.planning.web.views import action, action_acts, action_views, actions, commitments

urlpatterns: list[URLPattern | URLResolver] = [
    path("", actions.index, name="actions"),
    path("mulai/<int:pk>/", actions.start, name="actions_start"),
    path("unduh/aksi.<str:form>", actions.export, name="actions_export"),
    path("jadwal/", action_views.gantt, name="actions_gantt"),
    path("rapat/", action_views.meeting, name="actions_meeting"),
    path("prakiraan/", action_views.forecast, name="actions_forecast"),
    path("semula/", action_views.baseline, name="actions_baseline"),
    path("komitmen/", commitments.commitments, name="commitments"),
    path("komitmen/<int:pk>/", commitments.commitment, name="commitment"),
    path("komitmen/<int:pk>/nyatakan/", commitments.sign, name="commitment_sign"),
    path("komitmen/<int:pk>/jabatan/", commitments.name_post, name="commitment_post"),
    path("usulan/<int:pk>/", action_acts.decide, name="action_decide"),
    path("<int:pk>/kemajuan/", action_acts.progress, name="action_progress"),
    path("<int:pk>/bukti/", action_acts.show, name="action_show"),
    path("<int:pk>/pasang/", action_acts.offer, name="action_offer"),
    path("<int:pk>/anggaran/", action_acts.fund, name="action_fund"),
    path("<int:pk>/usul/", action_acts.propose, name="action_propose"),
    path("<int:pk>/geser/", action_acts.move, name="action_move"),
    path("<int:pk>/", action.detail, name="action"),
    path("<int:pk>/ubah/", action.edit, name="action_edit"),
]
