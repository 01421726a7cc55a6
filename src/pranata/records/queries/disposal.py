"""Proposals of disposal: what may be on one, the lists, and one of them with its steps."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pranata.engine.retention import RetentionState
from pranata.organisation.models import Assignment
from pranata.organisation.policies import Actor
from pranata.organisation.queries.tree import on_day
from pranata.records.models import (
    DisposalItem,
    DisposalPath,
    DisposalProposal,
    DisposalStep,
    Document,
    ErasureRequest,
    Fate,
    ItemState,
    ProposalState,
)
from pranata.records.models.disposal import LISTED
from pranata.records.policies import EXECUTORS, may_read, readable
from pranata.records.queries.erasure import granted_for
from pranata.records.queries.retention import Retention, due_documents

FATES = {
    DisposalPath.DESTROY: (Fate.DESTROY, Fate.REAPPRAISE),
    DisposalPath.HAND_OVER: (Fate.PERMANENT, Fate.REAPPRAISE),
}
OPEN_STATES = [s.value for s in ProposalState if s not in (ProposalState.DONE, ProposalState.WITHDRAWN)]


def fits(retention: Retention, path: str) -> bool:
    """Whether a document may go this way: due by a schedule that is law, not held, of such a fate."""
    fates = FATES[DisposalPath(path)]
    return retention.state == RetentionState.DUE and retention.is_certain and retention.fate in fates


def basis_of(retention: Retention) -> str:
    """Return, in words, the rule that makes a document due: what the list says of it for good."""
    rule, schedule = retention.rule, retention.schedule
    if rule is None or schedule is None or retention.inactive_until is None:
        return ""
    return _(
        "%(schedule)s, kode %(code)s: aktif %(active)d tahun, inaktif %(inactive)d tahun, %(fate)s; "
        "jatuh tempo %(day)s."
    )[:500] % {
        "schedule": schedule.title[:200],
        "code": rule.classification_code,
        "active": rule.active_years,
        "inactive": rule.inactive_years,
        "fate": str(Fate(rule.fate).label).lower(),
        "day": date_format(retention.inactive_until, "j F Y"),
    }


def proposable(actor: Actor, path: str, *, on: dt.date) -> list[Retention]:
    """Return what the actor may put on a new list of this path, the earliest due first."""
    listed = DisposalItem.objects.filter(state__in=LISTED).values("document_id")
    free = Document.objects.filter(readable(actor), destroyed_at__isnull=True).exclude(pk__in=listed)
    return [found for found in due_documents(actor.instansi_id, on=on, documents=free) if fits(found, path)]


def proposals() -> QuerySet[DisposalProposal]:
    """Return the proposals of the open scope, those that are open first, with how many documents each has."""
    counted = DisposalProposal.objects.annotate(
        documents=Count("items"), done=Count("items", filter=Q(items__state=ItemState.DONE))
    )
    is_open = Q(state__in=OPEN_STATES)
    return counted.annotate(is_open=is_open).order_by("-is_open", "-changed_at", "-pk")


@dataclass(frozen=True, kw_only=True)
class ListedDocument:
    """One line of a list, as one reader sees it: without a title where the document is closed to them."""

    item: DisposalItem
    readable: bool
    versions: int
    used: int
    erasures: list[ErasureRequest]

    @property
    def title(self) -> str:
        """The title, or that it is closed."""
        return self.item.document.title if self.readable else _("Naskah yang tertutup bagi Anda")


def listed_documents(proposal: DisposalProposal, actor: Actor) -> list[ListedDocument]:
    """Return the lines of a list. Three queries."""
    erasures = granted_for(list(proposal.items.values_list("document_id", flat=True)))
    items = proposal.items.select_related("document__unit").annotate(
        versions=Count("document__versions", distinct=True),
        used=Count(
            "document__versions__parts__evidence",
            filter=Q(document__versions__parts__evidence__withdrawn_at__isnull=True),
            distinct=True,
        ),
    )
    return [
        ListedDocument(
            item=item,
            readable=may_read(actor, unit_id=item.document.unit_id, security=item.document.security),
            versions=item.versions,
            used=item.used,
            erasures=erasures.get(item.document_id, []),
        )
        for item in items.order_by("pk")
    ]


def steps_of(proposal: DisposalProposal) -> list[DisposalStep]:
    """Return the steps, the earliest first. One query."""
    return list(proposal.steps.select_related("document", "by").order_by("at", "pk"))


def executing_units(on: dt.date) -> frozenset[int]:
    """Return the units with a post, held that day, that may take part in a destruction. One query."""
    granted = Q(position__grants__role__in=EXECUTORS, position__grants__starts_on__lte=on) & (
        Q(position__grants__ends_on__isnull=True) | Q(position__grants__ends_on__gt=on)
    )
    held = Assignment.objects.filter(on_day(on)).filter(granted)
    return frozenset(held.values_list("position__unit_id", flat=True))


def waiting_for(actor: Actor) -> int:
    """Return how many proposals are open; none for who has no part in them. One query."""
    return DisposalProposal.objects.filter(state__in=OPEN_STATES).count()
