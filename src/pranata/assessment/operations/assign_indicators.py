"""Giving indicators to posts: one that answers for each, and any number that help."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events, regulations, tellings
from pranata.assessment.models import Assessment, Part, Responsibility
from pranata.assessment.operations._change import IndicatorUnknown, assessment_ref, authority
from pranata.assessment.operations._responsibility import end, lock_division
from pranata.assessment.policies import require_may_manage
from pranata.foundation.errors import ProductError
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.models import Position
from pranata.organisation.notices import notify
from pranata.organisation.policies import Actor
from pranata.organisation.queries.tree import on_day


class PositionUnknown(ProductError):
    """There is no such post today in this instansi."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Jabatan itu tidak ada atau sudah berakhir."),
            why=_("Indikator hanya dapat diberikan kepada jabatan yang masih ada."),
            remedy=_("Pilih jabatan lain dari daftar."),
        )


class NothingGiven(ProductError):
    """No indicator was chosen, or the post holds all of them so already."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Tidak ada pembagian yang berubah."),
            why=_("Belum ada indikator yang dipilih, atau semuanya sudah dibagi seperti itu."),
            remedy=_("Centang indikatornya, lalu pilih jabatannya."),
        )


@dataclass(frozen=True, kw_only=True)
class Given:
    """One indicator for one post."""

    indicator: str
    position_id: int
    part: Part


@transaction.atomic
def assign_indicators(
    *, assessment: Assessment, given: Sequence[Given], actor: Actor, now: dt.datetime
) -> list[Responsibility]:
    """Give the indicators, all or none, as one act, and return the new rows.

    Whoever answered for one before no longer does; a post that helped and now answers, or the other way
    round, changes its part. What is so already is left alone. Raises NotPermitted, AssessmentNotOpen,
    IndicatorUnknown, PositionUnknown or NothingGiven.
    """
    require_may_manage(actor, assessment.instansi_id)
    assessment = lock_division(assessment)
    _require_known(assessment, given, actor.local_date(now))
    rows = _divide(assessment, given, actor=actor, now=now)
    if not rows:
        raise NothingGiven
    _append(assessment, rows, actor=actor, now=now)
    _tell(assessment, rows, actor, now)
    return rows


def _tell(assessment: Assessment, rows: Sequence[Responsibility], actor: Actor, now: dt.datetime) -> None:
    """Tell each post, but not the one that divides, what it was given."""
    given: dict[int, list[str]] = {}
    for row in rows:
        given.setdefault(row.position_id, []).append(row.indicator)
    notify(
        tellings.DIVISION_GIVEN,
        instansi_id=assessment.instansi_id,
        positions={
            position: {"numbers": ", ".join(numbers)}
            for position, numbers in given.items()
            if position != actor.position_id
        },
        key=f"{assessment.pk}:{now.isoformat()}",
        link=f"/penilaian/{assessment.pk}/perangkat-daerah/",
        now=now,
    )


def _require_known(assessment: Assessment, given: Iterable[Given], on: dt.date) -> None:
    instrument = regulations.load(assessment.instrument).instrument
    numbers = {item.number for item in instrument.indicators}
    for one in given:
        if one.indicator not in numbers:
            raise IndicatorUnknown(one.indicator)
    wanted = {one.position_id for one in given}
    if _present(wanted, assessment, on) != wanted:
        raise PositionUnknown


def _present(wanted: Collection[int], assessment: Assessment, on: dt.date) -> set[int]:
    posts = Position.objects.filter(on_day(on), instansi_id=assessment.instansi_id, pk__in=wanted)
    return set(posts.values_list("pk", flat=True))


def _divide(
    assessment: Assessment, given: Sequence[Given], *, actor: Actor, now: dt.datetime
) -> list[Responsibility]:
    """End and write what differs from the division as it stands. Three statements, however many are given."""
    held = {
        (row.indicator, row.position_id): row
        for row in Responsibility.objects.filter(assessment=assessment, ended_at__isnull=True)
    }
    wanted = _after({key: row.part for key, row in held.items()}, given)
    ended = [row.pk for key, row in held.items() if wanted.get(key) != row.part]
    end(Responsibility.objects.filter(pk__in=ended), actor=actor, now=now)
    return Responsibility.objects.bulk_create(
        Responsibility(
            instansi_id=assessment.instansi_id,
            assessment=assessment,
            indicator=indicator,
            position_id=position_id,
            part=part,
            given_at=now,
            given_by_id=actor.assignment_id,
        )
        for (indicator, position_id), part in wanted.items()
        if (indicator, position_id) not in held or held[indicator, position_id].part != part
    )


def _after(division: Mapping[tuple[str, int], str], given: Iterable[Given]) -> dict[tuple[str, int], str]:
    """Return the division once all is given, in order: the last that answers for an indicator does."""
    found = dict(division)
    for one in given:
        if one.part == Part.RESPONSIBLE:
            found = {key: part for key, part in found.items() if key[0] != one.indicator or part != one.part}
        found[one.indicator, one.position_id] = one.part
    return found


def _append(
    assessment: Assessment, rows: Sequence[Responsibility], *, actor: Actor, now: dt.datetime
) -> None:
    responsible: dict[str, Json] = {}
    helping: dict[str, list[Json]] = {}
    for row in rows:
        if row.part == Part.RESPONSIBLE:
            responsible[row.indicator] = str(row.position_id)
        else:
            helping.setdefault(row.indicator, []).append(str(row.position_id))
    append_entry(
        Act(
            action=events.INDICATORS_GIVEN,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={"penanggung_jawab": responsible, "pendukung": {**helping}},
            authority=authority(assessment),
        )
    )
