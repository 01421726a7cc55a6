"""What the workbook to fill outside says: whose it is, and every row as it stands for one official."""

import datetime as dt
import hashlib
from collections.abc import Collection
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pranata.assessment import regulations
from pranata.assessment.checklist import requirements
from pranata.assessment.exports.filling_xlsx import FilledBook, FindingLine, LevelLine
from pranata.assessment.levels import level_text
from pranata.assessment.levels_file import filled
from pranata.assessment.models import Answer, Assessment, Cause, Finding, FindingVerdict
from pranata.assessment.policies import answerable
from pranata.assessment.queries.checklist import Shown, evidence_of, must_hold_until
from pranata.assessment.queries.detail import AssessmentDetail, IndicatorRow, assessment_detail
from pranata.assessment.queries.division import division_of
from pranata.organisation.models import Unit
from pranata.organisation.policies import Actor


@lru_cache(maxsize=32)
def checklist_digest(instrument: str) -> str:
    """Return what tells one text of an instrument from another: its arithmetic and every requirement."""
    regulation = regulations.load(instrument)
    asked = (
        f"{item.number}/{one.key} {one.text}"
        for item in regulation.indicators
        for one in requirements(instrument, item.number)
    )
    return hashlib.sha256("\n".join([regulation.instrument.digest, *asked]).encode()).hexdigest()


def filled_book(assessment: Assessment, agency: Unit | None, actor: Actor, now: dt.datetime) -> FilledBook:
    """Return the workbook of an assessment, or of what one OPD was given. Fifteen queries at most."""
    detail = assessment_detail(assessment)
    on = actor.local_date(now)
    numbers = {row.number for row in detail.rows}
    if agency is not None:
        numbers &= division_of(assessment, on).of_agency(agency.pk).keys()
    is_draft = assessment.state == "draft"
    mine = answerable(actor, assessment.pk, numbers) if is_draft else frozenset()
    rows = [row for row in detail.rows if row.number in numbers]
    return FilledBook(
        title=_("Isian penilaian %(year)d: %(name)s")
        % {"year": assessment.year, "name": actor.instansi_name},
        identity=_identity(assessment, agency, actor, now),
        score=detail.regulation.instrument.score,
        verdicts=[str(label) for label in FindingVerdict.labels],
        causes=[str(label) for label in Cause.labels],
        levels=_levels(detail, rows, mine),
        findings=_findings(assessment, rows, mine, actor, on),
    )


def _identity(
    assessment: Assessment, agency: Unit | None, actor: Actor, now: dt.datetime
) -> list[tuple[str, str, str]]:
    taken = now.astimezone(ZoneInfo(actor.time_zone)).isoformat(sep=" ", timespec="seconds")
    return [
        (filled.INSTANSI_NAME, _("Instansi"), actor.instansi_name),
        (filled.INSTANSI, _("Kode instansi"), assessment.instansi.slug),
        (filled.YEAR, _("Tahun yang dinilai"), str(assessment.year)),
        (filled.INSTRUMENT, _("Instrumen"), assessment.instrument),
        (filled.DIGEST, _("Sidik instrumen"), checklist_digest(assessment.instrument)),
        (filled.ASSESSMENT, _("Nomor penilaian"), str(assessment.pk)),
        (filled.SCOPE, _("Bagian"), agency.name if agency else _("Seluruh penilaian")),
        (filled.TAKEN_AT, _("Diunduh"), taken),
        ("", _("Diunduh oleh"), actor.position_title),
        (
            "",
            _("Versi baris"),
            _("Kolom Versi menyebut keadaan baris saat diunduh; dengannya perubahan orang lain terlihat."),
        ),
    ]


def _levels(detail: AssessmentDetail, rows: list[IndicatorRow], mine: Collection[str]) -> list[LevelLine]:
    aspects = {row.number: aspect.name for d in detail.domains for aspect in d.aspects for row in aspect.rows}
    reasons = dict(Answer.objects.filter(assessment=detail.assessment).values_list("indicator", "reason"))
    return [
        LevelLine(
            indicator=row.number,
            name=row.name,
            aspect=aspects[row.number],
            previous=level_text(row.previous),
            level=row.level,
            note=row.note,
            reason=reasons[row.number],
            version=row.version,
            is_open=row.number in mine,
        )
        for row in rows
    ]


def _findings(
    assessment: Assessment, rows: list[IndicatorRow], mine: Collection[str], actor: Actor, on: dt.date
) -> list[FindingLine]:
    found = list(Finding.objects.filter(answer__assessment=assessment).select_related("answer"))
    shown = evidence_of(found, actor, must_hold_until(assessment, on))
    by_place = {(row.answer.indicator, row.requirement): row for row in found}
    lines = []
    for row in rows:
        for one in requirements(assessment.instrument, row.number):
            now = by_place.get((row.number, one.key))
            lines.append(
                FindingLine(
                    indicator=row.number,
                    name=row.short_name,
                    requirement=one.key,
                    level=one.level,
                    text=one.text,
                    verdict=str(now.get_verdict_display()) if now and now.verdict else "",
                    cause=str(now.get_cause_display()) if now and now.cause else "",
                    explanation=now.explanation if now else "",
                    evidence=evidence_names(shown.get(now.pk, ())) if now else "",
                    version=now.version if now else 0,
                    is_open=row.number in mine,
                )
            )
    return lines


def evidence_names(shown: Collection[Shown]) -> str:
    """Return the names of the evidence, one a line, with pages; what is closed to the reader says so."""
    return "\n".join(evidence_name(one) for one in shown)


def evidence_name(one: Shown) -> str:
    """Return the name of one item of evidence with its pages."""
    return named(
        one.evidence.title if one.evidence else _("Bukti yang tertutup bagi jabatan Anda"), one.pages
    )


def named(name: str, pages: str) -> str:
    """Return a name with its pages, where there are any."""
    return _("%(name)s, hal. %(pages)s") % {"name": name, "pages": pages} if pages else name
