"""What disposal and erasure ask of a position: whose step a proposal waits for, and what is to be decided."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pranata.desk.queries.task import Task
from pranata.foundation.ui.numbers import date_written
from pranata.organisation.models import Role
from pranata.organisation.policies import Actor
from pranata.records.models import DisposalProposal
from pranata.records.models.disposal import PATIENCE
from pranata.records.policies import keeps_all, may_see_disposal
from pranata.records.queries.disposal_way import open_steps
from pranata.records.queries.erasure import current_term, undecided_requests

SHOWN = 5
STEPS = {
    "nilai": (gettext_lazy("Nilai usul penyusutan %(number)d"), gettext_lazy("Nilai")),
    "setujui": (gettext_lazy("Setujui usul penyusutan %(number)d"), gettext_lazy("Periksa")),
    "mulai": (gettext_lazy("Laksanakan pemusnahan usul %(number)d, orang pertama"), gettext_lazy("Buka")),
    "musnahkan": (gettext_lazy("Laksanakan pemusnahan usul %(number)d, orang kedua"), gettext_lazy("Buka")),
    "lanjutkan": (gettext_lazy("Teruskan pemusnahan usul %(number)d"), gettext_lazy("Buka")),
    "serahkan": (gettext_lazy("Serahkan naskah usul %(number)d"), gettext_lazy("Buka")),
    "terima": (gettext_lazy("Catat tanda terima usul %(number)d"), gettext_lazy("Catat")),
}


def disposal_tasks(actor: Actor, *, now: dt.datetime) -> list[Task]:
    """Return a task for each step a proposal waits for from this position, the oldest first.

    Two queries for who has a part in disposal, three more for the archivist of the instansi, else none.
    """
    tasks = []
    if may_see_disposal(actor):
        steps = [(one, name) for one, name in open_steps(actor, now=now) if name in STEPS]
        tasks = [_step(proposal, name) for proposal, name in steps[:SHOWN]]
    if actor.has_role(Role.ARCHIVIST) and keeps_all(actor):
        tasks += _erasures(actor.local_date(now))
    return tasks


def _step(proposal: DisposalProposal, name: str) -> Task:
    title, action = STEPS[name]
    when = _("sejak %(day)s") % {"day": date_written(proposal.changed_at.date(), short=True)}
    if name == "musnahkan":
        when = _("sebelum %(day)s") % {
            "day": date_written((proposal.changed_at + PATIENCE).date(), short=True)
        }
    return Task(
        icon="archive",
        title=title % {"number": proposal.number},
        detail=proposal.note,
        url=reverse("records:disposal", args=[proposal.public_id]),
        action=str(action),
        when=when,
    )


def _erasures(today: dt.date) -> list[Task]:
    """One task for the requests that wait for a decision; who asked is not said here."""
    waiting = list(undecided_requests())
    if not waiting:
        return []
    term = current_term()
    due_on = min(term.due_on(one) for one in waiting) if term else None
    title = ngettext(
        "Putuskan %(count)d permintaan hapus", "Putuskan %(count)d permintaan hapus", len(waiting)
    )
    first = waiting[0]
    address = reverse("records:erasure", args=[first.public_id])
    return [
        Task(
            icon="user",
            title=title % {"count": len(waiting)},
            detail=_late(due_on, today) if due_on else _("Instansi belum menetapkan tenggat menjawabnya."),
            url=address if len(waiting) == 1 else reverse("records:erasures"),
            action=_("Putuskan"),
            when=date_written(due_on, short=True) if due_on else "",
        )
    ]


def _late(due_on: dt.date, today: dt.date) -> str:
    if due_on < today:
        return _("Tenggat yang ditetapkan instansi sudah lewat.")
    return _("Tenggatnya ditetapkan instansi sendiri.")
