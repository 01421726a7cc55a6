"""The report of an evaluation (laporan hasil evaluasi) as PDF/A-3, with the file to recompute it attached."""

import json
import math
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from pranata.assessment.exports.lettering import printable
from pranata.engine.scoring import PartScore, Score, display
from pranata.foundation.fonts import FONTS
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop, language

HERE = Path(__file__).parent
# What stands in the report itself; the template has no words of its own.
LABELS = {
    "kind": gettext_noop("Laporan hasil evaluasi"),
    "spbe": gettext_noop("Sistem Pemerintahan Berbasis Elektronik"),
    "year": gettext_noop("Tahun {year}"),
    "page": gettext_noop("Halaman {page} dari {pages}"),
    "example": gettext_noop("Contoh. Isi laporan ini dibuat untuk peragaan."),
    "draft": gettext_noop("Sementara"),
    "draft_text": gettext_noop("{stage} masih berjalan; nilainya dapat berubah."),
    "warning": gettext_noop("Perhatian"),
    "summary": gettext_noop("Ringkasan"),
    "index": gettext_noop("Indeks SPBE"),
    "exact": gettext_noop("nilai eksak {exact}"),
    "before": gettext_noop("tahun {year}"),
    "parts": gettext_noop("Nilai domain dan aspek"),
    "shape": gettext_noop("Bentuk hasil menurut aspek"),
    "part": gettext_noop("Domain dan aspek"),
    "weight": gettext_noop("Bobot"),
    "difference": gettext_noop("Selisih"),
    "stages": gettext_noop("Nilai tiap tahap penilaian"),
    "stage": gettext_noop("Tahap"),
    "closed": gettext_noop("Ditutup"),
    "by": gettext_noop("oleh"),
    "predikat": gettext_noop("Predikat"),
    "moved": gettext_noop("{from} ke {to}: {by}"),
    "more": gettext_noop("dan {count} indikator lain"),
    "indicator": gettext_noop("Indikator"),
    "effect": gettext_noop("Pengaruh"),
    "why": gettext_noop("Alasan"),
    "conclusions": gettext_noop("Kekuatan, kelemahan, dan rekomendasi"),
    "strengths": gettext_noop("Kekuatan"),
    "weaknesses": gettext_noop("Kelemahan"),
    "recommendations": gettext_noop("Rekomendasi"),
    "nothing": gettext_noop("Tidak disebut."),
    "unconcluded": gettext_noop("Belum ada aspek yang disimpulkan oleh asesor."),
    "unconcluded_rest": gettext_noop("Belum disimpulkan oleh asesor:"),
    "levels": gettext_noop("Tingkat tiap indikator"),
    "level": gettext_noop("Tingkat"),
    "empty": gettext_noop("Belum diisi; dihitung pada tingkat terendah."),
    "basis": gettext_noop("Dasar dan cara menghitung ulang"),
    "law": gettext_noop("Dasar hukum"),
    "instrument": gettext_noop("Instrumen"),
    "comparison": gettext_noop("Pembanding predikat"),
    "source": gettext_noop("Sumber tingkat"),
    "digest": gettext_noop("Sidik instrumen"),
    "replay": gettext_noop("Hitung ulang"),
    "replay_text": gettext_noop(
        "Indeks adalah jumlah bobot kali tingkat dibagi jumlah bobot, dihitung eksak dan dibulatkan hanya "
        "saat dicetak. Lampiran hitung-ulang.json di dalam berkas ini memuat semua tingkat; perintah "
        "pranata index membacanya dan menolak bila hasilnya berbeda."
    ),
    "signed": gettext_noop("Pengesahan"),
    "signed_text": gettext_noop(
        "Nilai tiap tahap disahkan dalam berita acara tersendiri, yang ditandatangani ketua tim asesor, lalu "
        "koordinator SPBE atau pimpinan."
    ),
    "lead": gettext_noop("Ketua tim asesor"),
    "coordinator": gettext_noop("Koordinator SPBE"),
    "unsigned": gettext_noop("Belum ditandatangani"),
    "approved": gettext_noop("Mengetahui,"),
    "approved_by": gettext_noop("Nama, jabatan, dan tanggal"),
    "attached": gettext_noop("Semua tingkat dan indeks yang dihasilkannya, untuk dihitung ulang"),
}


def lhe_pdf(
    fields: Mapping[str, Any],
    score: Score,
    before: Score | None,
    *,
    recompute: Mapping[str, Any],
    printed_on: date,
) -> bytes:
    """Return the report as tagged PDF/A-3 with `hitung-ulang.json` attached. About 0.2 s of CPU.

    The same arguments give the same bytes. `fields` are those of `queries.report`.
    """
    content = _compiler("lhe.typ").compile(
        format="pdf",
        pdf_standards=["a-3a"],
        sys_inputs={
            "report": json.dumps(_document(printable(fields), score, before, printed_on), ensure_ascii=False),
            "recompute": json.dumps(recompute, ensure_ascii=False, indent=1),
        },
    )
    return _single(content)


def radar_png(score: Score, before: Score | None) -> bytes:
    """Return the radar alone as a picture, for a report in Word."""
    drawn = json.dumps(_radar(score, before), ensure_ascii=False)
    content = _compiler("lhe_radar.typ").compile(format="png", ppi=220, sys_inputs={"radar": drawn})
    return _single(content)


def _single(content: object) -> bytes:
    if not isinstance(content, bytes):
        raise TypeError("typst gave no single document")
    return content


@lru_cache(maxsize=2)
def _compiler(template: str) -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(input=HERE / template, root=HERE, font_paths=fonts)


def _document(
    fields: Mapping[str, Any], score: Score, before: Score | None, printed_on: date
) -> dict[str, Any]:
    names = [band.name for band in score.instrument.bands]
    return {
        **fields,
        "labels": {key: _(text) for key, text in LABELS.items()},
        "language": language(),
        "date": [printed_on.year, printed_on.month, printed_on.day],
        "rank": names.index(score.predikat.applied),
        "bands": _bands(score),
        "place": _place(score.index, score),
        "place_before": None if before is None else _place(before.index, score),
        "radar": _radar(score, before),
    }


def _bands(score: Score) -> list[dict[str, Any]]:
    bands = score.instrument.bands
    ends = [band.minimum for band in bands[1:]] + [score.instrument.score.maximum]
    return [
        {
            "name": band.name,
            "minimum": display(band.minimum, 1).replace(".", ","),
            "start": _place(band.minimum, score),
            "end": _place(end, score),
            "rank": rank,
            "applies": band.name == score.predikat.applied,
        }
        for rank, (band, end) in enumerate(zip(bands, ends, strict=True))
    ]


def _place(value: Fraction, score: Score) -> float:
    """Where a value lies between the lowest and the highest level, for drawing only."""
    span = score.instrument.score
    return float((value - span.minimum) / (span.maximum - span.minimum))


def _radar(score: Score, before: Score | None) -> dict[str, Any]:
    """Return axes and shapes as points around zero, at most one away from it."""
    parts, top = score.aspects, float(score.instrument.score.maximum)
    spokes = [_point(k, len(parts), 1.0) for k in range(len(parts))]
    return {
        "axes": [
            {"name": part.name, "value": display(part.value).replace(".", ","), "end": spoke}
            for part, spoke in zip(parts, spokes, strict=True)
        ],
        "rings": int(top),
        "own": _shape(parts, top),
        "before": None if before is None else _shape(before.aspects, top),
        "names": [str(score.year), *([str(before.year)] if before else [])],
    }


def _shape(parts: Sequence[PartScore], top: float) -> list[tuple[float, float]]:
    return [_point(k, len(parts), float(part.value) / top) for k, part in enumerate(parts)]


def _point(k: int, count: int, reach: float) -> tuple[float, float]:
    angle = 2 * math.pi * k / count
    return round(reach * math.sin(angle), 5), round(-reach * math.cos(angle), 5)
