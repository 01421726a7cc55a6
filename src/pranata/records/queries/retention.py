"""How long a document is kept: by which rule, since when, until when, and what keeps it longer."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects

from pranata.engine.retention import RetentionState, Span, span, state_on
from pranata.records.codes import trigger_of, with_its_parents
from pranata.records.models import (
    Document,
    ErasureItem,
    ErasureOutcome,
    Fate,
    Hold,
    RetentionRule,
    RetentionSchedule,
    TriggerEvent,
)
from pranata.records.queries.holds import holds_of

BATCH = 1_000


@dataclass(frozen=True, kw_only=True)
class Retention:
    """How one document stands on a day. Each `until` is the first day after its period.

    `trigger` is the act that started the periods; None also where they started by themselves on
    `started_on`. `erasure` is the granted request that waits for the document's destruction.
    """

    document: Document
    on: dt.date
    schedule: RetentionSchedule | None
    rule: RetentionRule | None
    trigger: TriggerEvent | None
    started_on: dt.date | None
    active_until: dt.date | None
    inactive_until: dt.date | None
    fate: Fate | None
    holds: tuple[Hold, ...]
    erasure: ErasureItem | None
    state: RetentionState

    @property
    def is_certain(self) -> bool:
        """Whether the schedule it follows is law here."""
        return self.schedule is not None and self.schedule.is_certain

    @property
    def may_be_destroyed(self) -> bool:
        """Whether destruction may be proposed: due, to be destroyed, not held, by a schedule that is law."""
        return self.state == RetentionState.DUE and self.fate == Fate.DESTROY and self.is_certain


def schedule_on(instansi_id: int, on: dt.date) -> RetentionSchedule | None:
    """Return the schedule in force on a day. One query."""
    begun = RetentionSchedule.objects.filter(
        instansi_id=instansi_id, withdrawn_at__isnull=True, valid_from__lte=on
    )
    latest = begun.order_by("-valid_from").first()
    ended = latest is not None and latest.valid_to is not None and latest.valid_to <= on
    return None if ended else latest


def retention_of(document: Document, *, on: dt.date) -> Retention:
    """Return how a document stands on a day. At most six queries."""
    return next(iter(retentions_of([document], on=on)))


def retentions_of(documents: Sequence[Document], *, on: dt.date) -> list[Retention]:
    """Return how documents of the open scope stand, in their order. Six queries however many they are."""
    if not documents:
        return []
    reading = _Reading.of(documents[0].instansi_id, on)
    return [reading.judge(document) for document in reading.beside(documents)]


def due_documents(
    instansi_id: int, *, on: dt.date, documents: QuerySet[Document] | None = None
) -> list[Retention]:
    """Return what is due and not held, the earliest first: what a proposal may hold.

    `documents` narrows it, as to those an actor may see. Eight queries for each thousand candidates.
    """
    found = falling_due(instansi_id, on=on, before=on + dt.timedelta(days=1), documents=documents)
    return [retention for retention in found if retention.state == RetentionState.DUE]


def falling_due(
    instansi_id: int, *, on: dt.date, before: dt.date, documents: QuerySet[Document] | None = None
) -> list[Retention]:
    """Return what has fallen due and what will before a day, held or not, the earliest first."""
    wanted = Document.objects.all() if documents is None else documents
    found = [
        (retention.inactive_until, retention.document.pk, retention)
        for retention in _standing(instansi_id, on, before, wanted.filter(instansi_id=instansi_id))
        if retention.inactive_until is not None and retention.inactive_until < before
    ]
    earliest_first = [retention for _day, _pk, retention in sorted(found, key=lambda line: line[:2])]
    prefetch_related_objects([retention.document for retention in earliest_first], "unit")
    return earliest_first


def _standing(
    instansi_id: int, on: dt.date, before: dt.date, wanted: QuerySet[Document]
) -> Iterator[Retention]:
    reading = _Reading.of(instansi_id, on)
    if not reading.rules:
        return
    # Whatever began later than this cannot have run out by then, whichever rule it follows.
    begun_by = _years_earlier(before, min(r.active_years + r.inactive_years for r in reading.rules.values()))
    begun = TriggerEvent.objects.filter(document=OuterRef("pk"), happened_on__lte=begun_by)
    candidates = wanted.filter(destroyed_at__isnull=True, handed_over_at__isnull=True)
    candidates = candidates.exclude(classification="").filter(Q(dated_on__lte=begun_by) | Exists(begun))
    found = candidates.order_by("pk").iterator(BATCH)
    while batch := list(islice(found, BATCH)):
        yield from map(reading.judge, reading.beside(batch))


def _years_earlier(day: dt.date, years: int) -> dt.date:
    """Return a day from which the years have not run out before `day`, or one not much earlier."""
    if day.year - years < dt.MINYEAR:
        return dt.date.min
    return dt.date(day.year - years, day.month, 1) + dt.timedelta(days=day.day - 1)


@dataclass
class _Reading:
    """The rules of a day, and what is known of a batch of documents."""

    on: dt.date
    schedule: RetentionSchedule | None
    rules: dict[str, RetentionRule]
    triggers: dict[tuple[int, str], TriggerEvent]
    holds: dict[int, tuple[Hold, ...]]
    erasures: dict[int, ErasureItem]
    ended: dict[int, RetentionState]

    @classmethod
    def of(cls, instansi_id: int, on: dt.date) -> "_Reading":
        schedule = schedule_on(instansi_id, on)
        rules = {rule.classification_code: rule for rule in schedule.rules.all()} if schedule else {}
        return cls(on, schedule, rules, {}, {}, {}, {})

    def beside(self, documents: Sequence[Document]) -> Sequence[Document]:
        """Read what is known of these documents and return them."""
        events = TriggerEvent.objects.filter(document__in=documents)
        latest = events.order_by("document_id", "kind", "-pk").distinct("document_id", "kind")
        self.triggers = {(event.document_id, event.kind): event for event in latest}
        self.holds = holds_of(documents)
        granted = ErasureItem.objects.filter(document__in=documents, outcome=ErasureOutcome.GRANTED)
        self.erasures = {item.document_id: item for item in granted.order_by("-pk")}
        self.ended = _ended(documents)
        return documents

    def judge(self, document: Document) -> Retention:
        """Return how one of the documents stands."""
        rule = self._rule(document)
        trigger, started_on = self._start(document, rule)
        periods = _periods(rule, started_on)
        holds = self.holds.get(document.pk, ())
        return Retention(
            document=document,
            on=self.on,
            schedule=self.schedule,
            rule=rule,
            trigger=trigger,
            started_on=started_on,
            active_until=periods.active_until if periods else None,
            inactive_until=periods.inactive_until if periods else None,
            fate=Fate(rule.fate) if rule else None,
            holds=holds,
            erasure=self.erasures.get(document.pk),
            state=state_on(
                self.on,
                ruled=rule is not None,
                periods=periods,
                held=bool(holds),
                ended=self.ended.get(document.pk),
            ),
        )

    def _rule(self, document: Document) -> RetentionRule | None:
        codes = with_its_parents(document.classification)
        return next((self.rules[code] for code in codes if code in self.rules), None)

    def _start(
        self, document: Document, rule: RetentionRule | None
    ) -> tuple[TriggerEvent | None, dt.date | None]:
        if rule is None:
            return None, None
        recorded = self.triggers.get((document.pk, rule.trigger))
        if recorded is not None and recorded.happened_on is not None:
            return recorded, recorded.happened_on
        return None, _own_start(document, trigger_of(rule.trigger).counts)


def _own_start(document: Document, counts: str) -> dt.date | None:
    """Return the day on which periods start by themselves, for the kinds that do."""
    day = document.dated_on
    if day is None or not counts:
        return None
    if counts == "document":
        return day
    return dt.date(day.year + 1, 1, 1) if day.year < dt.MAXYEAR else None


def _periods(rule: RetentionRule | None, started_on: dt.date | None) -> Span | None:
    if rule is None or started_on is None:
        return None
    return span(started_on, active_years=rule.active_years, inactive_years=rule.inactive_years)


def _ended(documents: Sequence[Document]) -> dict[int, RetentionState]:
    """Return, by document, what was done with it for good."""
    ended = {d.pk: RetentionState.HANDED_OVER for d in documents if d.handed_over_at is not None}
    return ended | {d.pk: RetentionState.DESTROYED for d in documents if d.destroyed_at is not None}
