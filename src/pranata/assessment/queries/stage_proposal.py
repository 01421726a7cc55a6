"""Dates proposed for the stages of a call: from the call before it, from a source, or a span divided.

A proposal says where it comes from and how sure that is. Nothing of it is kept until somebody plans the call.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pranata.assessment.models import ORDER, Campaign, CampaignState, Stage
from pranata.assessment.regulations import Regulation
from pranata.assessment.regulations.process import Span, Timeline
from pranata.engine.scoring import Certainty

Days = Mapping[Stage, tuple[dt.date, dt.date]]
# How `process.yaml` names the stages; what is called otherwise is no stage with dates.
NAMED = {
    "mandiri": Stage.SELF,
    "dokumen": Stage.DOCUMENT,
    "intervi": Stage.INTERVIEW,
    "wawancara": Stage.INTERVIEW,
    "visitasi": Stage.VISIT,
}
LONGEST_DAYS = 3 * 366


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """Days for stages, both ends included; `said` is where they come from, `certainty` how sure that is."""

    days: Days
    said: str
    certainty: Certainty


def proposal(organiser_id: int, law: Regulation, year: int, zone: ZoneInfo) -> Proposal | None:
    """Return what is surest: the call before this one, else a source that dates stages. Two queries."""
    return from_last_call(organiser_id, law.id, year, zone) or from_source(law, year)


def from_last_call(organiser_id: int, instrument: str, year: int, zone: ZoneInfo) -> Proposal | None:
    """Return the dates of the organiser's latest call of an earlier year, moved to this one.

    One of the same instrument comes before any other. Two queries.
    """
    calls = Campaign.objects.filter(instansi_id=organiser_id, year__lt=year)
    calls = calls.exclude(state=CampaignState.CANCELLED).prefetch_related("stages")
    found = sorted(calls, key=lambda call: (call.instrument == instrument, call.year, call.pk))
    if not found:
        return None
    last = found[-1]
    by = year - last.year
    dated = {Stage(row.stage): (row.opens_at, row.closes_at) for row in last.stages.all()}
    days = {
        stage: (moved(opens.astimezone(zone).date(), by), moved(closes.astimezone(zone).date(), by))
        for stage, (opens, closes) in dated.items()
    }
    said = _("Dari panggilan “%(name)s” %(year)s, digeser %(by)s tahun.")
    said %= {"name": last.name, "year": last.year, "by": by}
    return Proposal(days=days, said=said, certainty=Certainty.DERIVED)


def from_source(law: Regulation, year: int) -> Proposal | None:
    """Return the dates of the first timeline of the instrument that dates its stages, moved to the year."""
    line = next((line for line in law.process.timelines if line.spans), None)
    if line is None:
        return None
    days = {Stage(span.stage): _in(year, span) for span in line.spans}
    said = _("Menurut sumber tentang tahun %(year)s: %(text)s.")
    said %= {"year": line.year, "text": (line.text or "").rstrip(".")}
    if law.process.timeline_conflict:
        said = " ".join((said, _("Sumber lain menyebut tanggal lain; lihat linimasa di bawah.")))
    return Proposal(days=days, said=said, certainty=_certainty(line, year))


def span_of_source(law: Regulation, year: int) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day a source gives to the whole exercise, moved to the year."""
    line = next((line for line in law.process.timelines if line.whole), None)
    return _in(year, line.whole) if line and line.whole else None


def divided(law: Regulation, exercise: str, first: dt.date, last: dt.date) -> Proposal | None:
    """Return the span divided evenly among the stages of the exercise, or None where it is too short."""
    stages = stages_named(law, exercise)
    length = (last - first).days + 1
    if not len(stages) <= length <= LONGEST_DAYS:
        return None
    starts = [first + dt.timedelta(days=length * place // len(stages)) for place in range(len(stages) + 1)]
    ends = [start - dt.timedelta(days=1) for start in starts[1:]]
    said = _("Rentang dibagi rata di antara %(count)s tahap; ini hitungan, bukan ketetapan.")
    return Proposal(
        days=dict(zip(stages, zip(starts, ends, strict=False), strict=True)),
        said=said % {"count": len(stages)},
        certainty=Certainty.UNCERTAIN,
    )


def stages_named(law: Regulation, exercise: str) -> tuple[Stage, ...]:
    """Return the stages an exercise of the instrument has, in order; of all its kinds where none is named."""
    kinds = [kind.stages for kind in law.process.kinds if kind.name == exercise]
    texts: Sequence[str] = kinds[0] if kinds else law.process.stages
    if not texts:
        texts = max((kind.stages for kind in law.process.kinds), key=len, default=())
    found = {stage for text in texts for word, stage in NAMED.items() if word in text.lower()}
    return tuple(stage for stage in ORDER if stage in found | {Stage.SELF})


def moved(day: dt.date, years: int) -> dt.date:
    """Return the same day some years on; the 28th of February where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _in(year: int, span: Span) -> tuple[dt.date, dt.date]:
    first, last = (
        moved(dt.date.fromisoformat(f"2000-{day}"), year - 2000) for day in (span.begins, span.ends)
    )
    return first, last


def _certainty(line: Timeline, year: int) -> Certainty:
    """Dates of another year than the source speaks of are never surer than a guess."""
    return line.certainty if line.year == year else Certainty.UNCERTAIN
