"""Putting an instansi's own estimates in place of the catalogue, as one act that can be undone."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import regulations
from pranata.assessment.queries.fixed import digest
from pranata.engine.gaps import Place
from pranata.engine.optimise import circle
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, ObjectRef, append_entry
from pranata.organisation.models import Instansi
from pranata.organisation.policies import Actor
from pranata.planning import events
from pranata.planning.models import EstimateCertainty, EstimateChange, StepEstimate
from pranata.planning.policies import require_may_keep
from pranata.planning.queries.estimates import kept_as
from pranata.planning.queries.steps import offered_steps
from pranata.planning.question import Offered, place_text


class NothingChanged(ProductError):
    """Everything is so already."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Tidak ada perkiraan yang berubah."), remedy=_("Ubah sedikitnya satu nilai."))


class InCircle(ProductError):
    """Steps would wait for each other."""

    status = 422

    def __init__(self, named: str) -> None:
        super().__init__(
            _("Prasyarat melingkar: %(steps)s.") % {"steps": named},
            why=_("Langkah-langkah ini saling menunggu, sehingga tidak satu pun dapat dimulai."),
            remedy=_("Hapus salah satu prasyarat di antaranya."),
        )


class SourceMissing(ProductError):
    """A value that is said to be surer than an assumption names no source."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Sumber belum diisi."),
            why=_("Perkiraan yang bukan anggapan harus menyebut asalnya, misalnya DPA atau standar harga."),
            remedy=_("Isilah sumbernya, atau tandai sebagai anggapan."),
        )


class EstimatesChangedMeanwhile(ProductError):
    """Somebody changed one of them after the act that would be undone."""

    def __init__(self, named: str) -> None:
        super().__init__(
            _("Perkiraan %(step)s sudah diubah sesudahnya.") % {"step": named},
            why=_("Mengurungkan hanya mengembalikan yang belum disentuh orang lain."),
            remedy=_("Ubah langkah itu satu per satu."),
        )


@dataclass(frozen=True, kw_only=True)
class Given:
    """One estimate as given; not available means that the step is never planned."""

    offered: Offered
    is_available: bool = True


@transaction.atomic
def save_estimates(
    *,
    instansi_id: int,
    instrument: str,
    given: Sequence[Given],
    actor: Actor,
    now: dt.datetime,
    reason: str = "",
) -> uuid.UUID:
    """Keep the estimates that differ from those there, and why; return what names the act.

    Raises NotPermitted, NothingChanged, InCircle or SourceMissing.
    """
    require_may_keep(actor, instansi_id)
    Instansi.objects.select_for_update().get(pk=instansi_id)
    _require_sources(given)
    _require_no_circle(instansi_id, instrument, given, actor.local_date(now))
    before = _present(instansi_id, instrument)
    after = {one.offered.step.reaches: kept_as(one.offered, is_available=one.is_available) for one in given}
    changed = {place: values for place, values in after.items() if before.get(place) != values}
    if not changed:
        raise NothingChanged
    return _write(instansi_id, instrument, before, changed, actor=actor, now=now, reason=reason)


@transaction.atomic
def drop_estimate(
    *, instansi_id: int, instrument: str, place: Place, actor: Actor, now: dt.datetime, reason: str = ""
) -> uuid.UUID:
    """Let the catalogue hold for a step again; return what names the act.

    Raises NotPermitted, NothingChanged, or InCircle where the catalogue's prerequisites would close one.
    """
    require_may_keep(actor, instansi_id)
    Instansi.objects.select_for_update().get(pk=instansi_id)
    before = _present(instansi_id, instrument)
    if place not in before:
        raise NothingChanged
    batch = _write(instansi_id, instrument, before, {place: None}, actor=actor, now=now, reason=reason)
    _require_no_circle(instansi_id, instrument, (), actor.local_date(now))
    return batch


@transaction.atomic
def undo_estimates(*, instansi_id: int, batch: uuid.UUID, actor: Actor, now: dt.datetime) -> uuid.UUID:
    """Take one act back as a whole: what was there before it, is there again.

    Raises NotPermitted, NothingChanged or EstimatesChangedMeanwhile.
    """
    require_may_keep(actor, instansi_id)
    Instansi.objects.select_for_update().get(pk=instansi_id)
    changes = list(EstimateChange.objects.filter(instansi_id=instansi_id, batch=batch))
    if not changes:
        raise NothingChanged
    instrument = changes[0].instrument
    present = _present(instansi_id, instrument)
    back: dict[Place, Mapping[str, Any] | None] = {}
    for change in changes:
        place = (change.indicator, change.level)
        if present.get(place) != change.values_after:
            raise EstimatesChangedMeanwhile(place_text(place))
        back[place] = change.values_before
    return _write(instansi_id, instrument, present, back, actor=actor, now=now, undoes=batch)


def _require_sources(given: Iterable[Given]) -> None:
    sure = (one.offered for one in given if one.offered.certainty != EstimateCertainty.ASSUMPTION)
    if any(not offered.source.strip() for offered in sure):
        raise SourceMissing


def _require_no_circle(instansi_id: int, instrument: str, given: Sequence[Given], on: dt.date) -> None:
    offered = offered_steps(instansi_id, regulations.load(instrument), on)
    steps = {one.step.reaches: one.step for one in offered}
    steps |= {one.offered.step.reaches: one.offered.step for one in given if one.is_available}
    found = circle(steps.values())
    if found:
        raise InCircle(" → ".join(place_text(step.reaches) for step in (*found, found[0])))


def _present(instansi_id: int, instrument: str) -> dict[Place, Mapping[str, Any]]:
    rows = StepEstimate.objects.filter(instansi_id=instansi_id, instrument=instrument)
    return {(row.indicator, row.level): row.to_document() for row in rows}


def _write(
    instansi_id: int,
    instrument: str,
    before: Mapping[Place, Mapping[str, Any]],
    changed: Mapping[Place, Mapping[str, Any] | None],
    *,
    actor: Actor,
    now: dt.datetime,
    undoes: uuid.UUID | None = None,
    reason: str = "",
) -> uuid.UUID:
    batch, words = uuid.uuid4(), " ".join(reason.split())[:500]
    for (indicator, level), values in changed.items():
        key: dict[str, Any] = {
            "instansi_id": instansi_id,
            "instrument": instrument,
            "indicator": indicator,
            "level": level,
        }
        if values is None:
            StepEstimate.objects.filter(**key).delete()
        else:
            StepEstimate.objects.update_or_create(
                **key, defaults={**values, "learned_from": None, "changed_at": now}
            )
    EstimateChange.objects.bulk_create(
        EstimateChange(
            instansi_id=instansi_id,
            instrument=instrument,
            indicator=place[0],
            level=place[1],
            batch=batch,
            undoes=undoes,
            before=before.get(place),
            after=values,
            reason=words,
            **actor.made(now),
        )
        for place, values in changed.items()
    )
    _append(instansi_id, instrument, batch, changed, actor=actor, now=now, reason=words)
    return batch


def _append(
    instansi_id: int,
    instrument: str,
    batch: uuid.UUID,
    changed: Mapping[Place, Mapping[str, Any] | None],
    *,
    actor: Actor,
    now: dt.datetime,
    reason: str,
) -> None:
    values = {place_text(place): found for place, found in changed.items()}
    append_entry(
        Act(
            action=events.ESTIMATES_CHANGED,
            tenant_id=instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(ObjectRef(role="perkiraan", type="estimates", id=str(batch), sha256=digest(values)),),
            detail={
                "instrumen": instrument,
                "langkah": sorted(values),
                "sidik_nilai": digest(values),
                "alasan": reason,
            },
            authority=regulations.load(instrument).legal_basis[0].number,
        )
    )
