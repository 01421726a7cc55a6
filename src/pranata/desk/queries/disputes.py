"""Disputes that wait for an answer, as tasks of those who answer them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pranata.desk.queries.task import Task
from pranata.foundation.ui.numbers import date_written
from pranata.organisation.policies import Actor
from pranata.receipts.queries.disputes import waiting_disputes


def dispute_tasks(actor: Actor) -> list[Task]:
    """Return one task for all that wait. Two queries for who answers, else none."""
    waiting = list(waiting_disputes(actor).values_list("pk", "person_name", "made_at"))
    if not waiting:
        return []
    pk, name, made_at = waiting[0]
    title = ngettext("Jawab %(count)d sangkalan catatan", "Jawab %(count)d sangkalan catatan", len(waiting))
    one = len(waiting) == 1
    return [
        Task(
            icon="flag",
            title=title % {"count": len(waiting)},
            detail=_("Yang tertua dari %(name)s: catatan yang menyebut namanya keliru.") % {"name": name},
            url=reverse("receipts:disputed", args=[pk]) if one else reverse("receipts:disputes"),
            action=_("Periksa"),
            when=_("sejak %(day)s") % {"day": date_written(made_at.date(), short=True)},
        )
    ]
