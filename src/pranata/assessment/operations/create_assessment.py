"""Beginning an assessment for a year under an instrument."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events, regulations
from pranata.assessment.models import Assessment, StepKind
from pranata.assessment.operations._begin import find_or_insert
from pranata.assessment.operations._change import assessment_ref, authority
from pranata.assessment.operations._step import add_step
from pranata.assessment.policies import require_may_manage
from pranata.engine.scoring import Instrument
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


class InstrumentUnknown(ProductError):
    """No regulation of that id is installed."""

    status = 422

    def __init__(self, instrument: str) -> None:
        super().__init__(
            _("Instrumen “%(id)s” tidak tersedia.") % {"id": instrument[:40]},
            remedy=_("Pilih salah satu instrumen dari daftar."),
        )


class YearOutsideInstrument(ProductError):
    """The instrument was not in use in that year."""

    status = 422

    def __init__(self, year: int, instrument: Instrument) -> None:
        first, last = instrument.years
        words = {"year": year, "title": instrument.title, "first": first, "last": last}
        super().__init__(
            _("Tahun %(year)d tidak dinilai dengan %(title)s.") % words,
            why=_("Instrumen ini berlaku untuk %(first)d sampai %(last)d.") % words
            if last
            else _("Instrumen ini berlaku sejak %(first)d.") % words,
            remedy=_("Pilih tahun lain atau instrumen yang berlaku pada tahun itu."),
        )


class AssessmentExists(ProductError):
    """There is one already for this year and instrument. `assessment_id` leads to it."""

    def __init__(self, assessment: Assessment) -> None:
        super().__init__(
            _("Penilaian %(year)d dengan instrumen ini sudah ada.") % {"year": assessment.year},
            why=_("Satu tahun dan instrumen hanya mempunyai satu penilaian."),
            remedy=_("Buka penilaian itu dan lanjutkan mengisinya."),
        )
        self.assessment_id = assessment.pk


@transaction.atomic
def create_assessment(
    *, year: int, instrument: str, actor: Actor, now: dt.datetime, is_example: bool = False, source: str = ""
) -> Assessment:
    """Create a draft with one empty answer an indicator, under the instrument's digest of today.

    Raises NotPermitted, InstrumentUnknown, YearOutsideInstrument or AssessmentExists.
    """
    require_may_manage(actor, actor.instansi_id)
    law = usable_instrument(instrument, year)
    assessment = _insert(year=year, law=law, actor=actor, now=now, is_example=is_example, source=source)
    add_step(assessment, StepKind.CREATED, actor=actor, now=now)
    append_entry(
        Act(
            action=events.ASSESSMENT_CREATED,
            tenant_id=actor.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={"tahun": year, "instrumen": law.id, "sidik_instrumen": law.digest},
            authority=authority(assessment),
        )
    )
    return assessment


def usable_instrument(instrument: str, year: int) -> Instrument:
    """Return the instrument for the year, or raise InstrumentUnknown or YearOutsideInstrument."""
    if instrument not in regulations.available():
        raise InstrumentUnknown(instrument)
    law = regulations.load(instrument).instrument
    if not law.covers(year):
        raise YearOutsideInstrument(year, law)
    return law


def _insert(
    *, year: int, law: Instrument, actor: Actor, now: dt.datetime, is_example: bool, source: str
) -> Assessment:
    assessment, is_new = find_or_insert(
        actor.instansi_id,
        year=year,
        law=law,
        by=actor.assignment_id,
        now=now,
        is_example=is_example,
        source=source,
    )
    if not is_new:
        raise AssessmentExists(assessment)
    return assessment
