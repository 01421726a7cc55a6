"""What a report says of a result, as text: the same for PDF and Word, for the shipped template and one's own.

The page of the template lists the fields (`web/report_fields.py`); a template may name these and no others.
"""

import datetime as dt
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from pranata.assessment.levels import level_text
from pranata.assessment.models import MinutesPart, MinutesSignature
from pranata.assessment.queries.conclusions import Concluded
from pranata.assessment.queries.minutes import Signatures
from pranata.assessment.queries.result import AssessmentResult
from pranata.assessment.queries.stage_scores import StageScore
from pranata.assessment.wording import BASIS_NAMES, CERTAINTY_NAMES, decimal_text, warning_sentences
from pranata.engine.scoring import Aspect
from pranata.foundation.ui.numbers import date_written, signed, written

LARGEST_MOVES = 6


def report_fields(
    found: AssessmentResult,
    concluded: tuple[Concluded, ...],
    signatures: Signatures,
    *,
    body: str,
    on: dt.date,
) -> dict[str, Any]:
    """Return every field of a report. All are texts, lists and maps of texts, or yes and no. No query."""
    score, before = found.score, found.before
    return {
        "instansi": body,
        "tahun": str(found.assessment.year),
        "contoh": found.assessment.is_example,
        "sementara": not (found.latest.is_final or found.latest.source),
        "sumber": found.assessment.source,
        "instrumen": found.regulation.title,
        "instrumen_singkat": found.regulation.short_title,
        "kepastian": _(CERTAINTY_NAMES[found.regulation.certainty]),
        "tahap": found.latest.label,
        "tanggal": date_written(on),
        "indeks": written(score.index),
        "indeks_eksak": _exact(score.index),
        "predikat": score.predikat.applied,
        "pembanding": _(BASIS_NAMES[score.predikat.comparison.basis]),
        "tahun_lalu": str(before.year) if before else "",
        "indeks_lalu": written(before.score.index) if before else "",
        "predikat_lalu": before.score.predikat.applied if before else "",
        "selisih": signed(score.index - before.score.index) if before else "",
        "ringkasan": _summary(found),
        "peringatan": list(warning_sentences(found.regulation, score)),
        "bagian": _parts(found),
        "tahap_tahap": [_stage(stage) for stage in found.stages],
        "perubahan": _changes(found),
        "aspek": [_aspect(item, found) for item in concluded],
        "belum_disimpulkan": [f"{item.name} ({written(item.value)})" for item in concluded if item.is_empty],
        "radar_teks": _radar_words(found),
        "pengesahan": [_signatures(stage, signatures) for stage in found.stages if stage.result],
        "dasar": [basis.number for basis in found.regulation.legal_basis],
        "sidik_instrumen": score.instrument.digest,
    }


def _exact(value: Fraction) -> str:
    text = decimal_text(value)
    return text if value.denominator == 1 else f"{text} ({value.numerator}/{value.denominator})"


def _summary(found: AssessmentResult) -> list[str]:
    """Say the finding in sentences: where it stands, where it comes from, what holds and what carries it."""
    score = found.score
    words = {"index": written(score.index), "predikat": score.predikat.applied, "year": found.assessment.year}
    sentences = [_("Indeks SPBE tahun %(year)s adalah %(index)s dengan predikat %(predikat)s.") % words]
    if found.before:
        sentences.append(_since(score.index, found.before))
    parts = sorted(score.aspects, key=lambda part: part.value)
    sentences.append(
        _("Aspek dengan nilai tertinggi adalah %(high)s (%(top)s); yang terendah %(low)s (%(bottom)s).")
        % {
            "high": parts[-1].name,
            "top": written(parts[-1].value),
            "low": parts[0].name,
            "bottom": written(parts[0].value),
        }
    )
    low = sum(level <= 2 for level in score.levels)
    sentences.append(
        _("Sebanyak %(low)s dari %(total)s indikator berada di tingkat 2 atau di bawahnya.")
        % {"low": low, "total": len(score.levels)}
    )
    return sentences


def _since(index: Fraction, before: StageScore) -> str:
    step = index - before.score.index
    words = {
        "by": written(abs(step)),
        "year": before.year,
        "old": written(before.score.index),
        "predikat": before.score.predikat.applied,
    }
    if step > 0:
        return _("Indeks naik %(by)s dari tahun %(year)s, yaitu %(old)s (%(predikat)s).") % words
    if step < 0:
        return _("Indeks turun %(by)s dari tahun %(year)s, yaitu %(old)s (%(predikat)s).") % words
    return _("Indeks sama dengan tahun %(year)s, yaitu %(old)s (%(predikat)s).") % words


def _parts(found: AssessmentResult) -> list[dict[str, Any]]:
    return [
        {
            "nomor": row.number,
            "nama": row.name,
            "domain": row.is_domain,
            "bobot": written(row.weight),
            "lalu": "" if row.before is None else written(row.before),
            "nilai": written(row.values[-1]),
            "selisih": "" if row.before is None else signed(row.values[-1] - row.before),
        }
        for row in found.rows
    ]


def _stage(stage: StageScore) -> dict[str, str]:
    result = stage.result
    return {
        "nama": stage.label,
        "indeks": written(stage.score.index),
        "eksak": str(stage.score.index),
        "predikat": stage.score.predikat.applied,
        "ditutup": date_written(result.closed_at) if result else "",
        "oleh": f"{result.person_name}, {result.position_title}" if result else "",
    }


def _signatures(stage: StageScore, signed: Signatures) -> dict[str, Any]:
    given = signed.get(stage.result.pk, {}) if stage.result else {}
    return {
        "tahap": stage.label,
        "ketua": _signer(given.get(MinutesPart.ASSESSOR)),
        "koordinator": _signer(given.get(MinutesPart.COORDINATOR)),
    }


def _signer(one: MinutesSignature | None) -> dict[str, str]:
    if one is None:
        return dict.fromkeys(("nama", "jabatan", "tanggal"), "")
    return {"nama": one.person_name, "jabatan": one.position_title, "tanggal": date_written(one.signed_at)}


def _radar_words(found: AssessmentResult) -> str:
    """Say in words what the radar draws, for whoever does not see it."""
    values = "; ".join(f"{part.name} {written(part.value)}" for part in found.score.aspects)
    return _("Radar nilai menurut aspek: %(values)s.") % {"values": values}


def _changes(found: AssessmentResult) -> list[dict[str, Any]]:
    """Every passage in which something moved, with the indicators that moved the index most."""
    return [
        {
            "dari": passage.before.label,
            "ke": passage.after.label,
            "selisih": signed(passage.difference.index, 4),
            "sisa": max(len(passage.difference.moved) - LARGEST_MOVES, 0),
            "indikator": [
                {
                    "nomor": moved.number,
                    "nama": moved.name,
                    "sebelum": level_text(moved.before),
                    "sesudah": level_text(moved.after),
                    "pengaruh": signed(moved.effect, 4),
                    "alasan": passage.why[moved.number].text if moved.number in passage.why else "",
                }
                for moved in passage.difference.moved[:LARGEST_MOVES]
            ],
        }
        for passage in found.passages
        if passage.difference.moved
    ]


def _aspect(item: Concluded, found: AssessmentResult) -> dict[str, Any]:
    aspect = next(a for a in found.regulation.instrument.aspects if a.number == item.number)
    return {
        "nomor": item.number,
        "nama": item.name,
        "nilai": written(item.value),
        "lalu": "" if item.before is None else written(item.before),
        "kekuatan": list(item.texts.strengths),
        "kelemahan": list(item.texts.weaknesses),
        "rekomendasi": list(item.texts.recommendations),
        "disimpulkan": not item.is_empty,
        "oleh": f"{item.who}, {item.title}" if item.who else "",
        "indikator": _indicators(aspect, found),
    }


def _indicators(aspect: Aspect, found: AssessmentResult) -> list[dict[str, Any]]:
    numbers = [item.number for item in found.regulation.instrument.indicators]
    now = dict(zip(numbers, found.score.levels, strict=True))
    before = dict(zip(numbers, found.before.score.levels, strict=True)) if found.before else {}
    return [
        {
            "nomor": item.number,
            "nama": item.short_name,
            "bobot": written(item.weight),
            "lalu": level_text(before.get(item.number)),
            "tingkat": level_text(now[item.number]),
            "kosong": item.number in found.score.missing,
        }
        for item in aspect.indicators
    ]
