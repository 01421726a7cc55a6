"""Writing and removing what stands in a draft."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _

from pranata.assessment.queries.fixed import digest
from pranata.foundation.errors import ProductError
from pranata.ledger.canonical import Json
from pranata.organisation.models import Position, Unit
from pranata.organisation.policies import Actor
from pranata.planning import events
from pranata.planning.models import ItemKind, Roadmap, RoadmapItem, RoadmapState, RoadmapYear
from pranata.planning.operations._roadmap import RoadmapRefused, append, content_of, held, years_of
from pranata.planning.policies_roadmap import require_may_write
from pranata.planning.roadmap_rules import HIGHEST, LOWEST, rules

CRITERIA = ("effectiveness", "feasibility", "efficiency")
ABOVE = {ItemKind.PROGRAM: ItemKind.INITIATIVE, ItemKind.ACTIVITY: ItemKind.PROGRAM}
LARGEST = 10**15
LENGTHS = {
    "name": 300, "output": 300, "baseline": 200, "rpjmd_code": 40, "rpjmd_goal": 300, "sub_activity": 40,
}  # fmt: skip


class ItemChanged(ProductError):
    """Somebody else saved the item since it was opened."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _("Butir ini sudah diubah orang lain sejak Anda membukanya."),
            why=_("Supaya tulisan rekan Anda tidak tertimpa, isian Anda belum disimpan."),
            remedy=_("Bandingkan dengan yang tersimpan, lalu simpan sekali lagi."),
        )


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is written on an item. `scores` are 1 to 3 by criterion, `years` target and rupiah by year."""

    name: str
    content: str = ""
    unit: Unit | None = None
    pic: Position | None = None
    output: str = ""
    baseline: str = ""
    rpjmd_code: str = ""
    rpjmd_goal: str = ""
    sub_activity: str = ""
    scores: Mapping[str, int | None] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    years: Mapping[int, tuple[str, int]] = field(default_factory=dict)


@transaction.atomic
def add_roadmap_item(
    *,
    roadmap: Roadmap,
    kind: ItemKind,
    parent: RoadmapItem | None,
    words: Words,
    actor: Actor,
    now: dt.datetime,
) -> RoadmapItem:
    """Add an item to a draft, below the one it belongs to.

    Raises NotPermitted, RoadmapNotSo or RoadmapRefused.
    """
    require_may_write(actor, roadmap.instansi_id)
    roadmap = held(roadmap, RoadmapState.DRAFT)
    wanted = ABOVE.get(kind)
    if (parent.kind if parent else None) != wanted or (parent and parent.roadmap_id != roadmap.pk):
        raise RoadmapRefused(_("Program berada di bawah inisiatif, dan kegiatan di bawah program."))
    last = roadmap.items.aggregate(last=Max("position"))["last"] or 0
    item = RoadmapItem(
        instansi_id=roadmap.instansi_id,
        roadmap=roadmap,
        parent=parent,
        kind=kind,
        key=uuid.uuid4(),
        position=last + 1,
    )
    return _write(roadmap, item, words, actor=actor, now=now)


@transaction.atomic
def change_roadmap_item(
    *, item: RoadmapItem, words: Words, expected_version: int, actor: Actor, now: dt.datetime
) -> RoadmapItem:
    """Write an item of a draft anew. Raises NotPermitted, RoadmapNotSo, ItemChanged or RoadmapRefused."""
    require_may_write(actor, item.instansi_id)
    roadmap = held(item.roadmap, RoadmapState.DRAFT)
    stands = RoadmapItem.objects.select_related("parent").filter(pk=item.pk, version=expected_version).first()
    if stands is None:
        raise ItemChanged
    stands.version += 1
    return _write(roadmap, stands, words, actor=actor, now=now)


@transaction.atomic
def remove_roadmap_item(*, item: RoadmapItem, actor: Actor, now: dt.datetime) -> None:
    """Remove an item nothing hangs on from a draft. Raises NotPermitted, RoadmapNotSo or RoadmapRefused."""
    require_may_write(actor, item.instansi_id)
    roadmap = held(item.roadmap, RoadmapState.DRAFT)
    if item.children.exists() or item.budget_lines.exists():
        raise RoadmapRefused(
            _("Butir ini masih punya butir di bawahnya atau anggaran yang terkait."),
            remedy=_("Buang atau pindahkan kaitannya dahulu."),
        )
    detail: dict[str, Json] = {"butir": str(item.key), "jenis": str(item.kind), "uraian": item.name}
    append(roadmap, events.ROADMAP_ITEM_REMOVED, actor=actor, now=now, detail=detail)
    RoadmapItem.objects.filter(pk=item.pk).delete()


def _write(
    roadmap: Roadmap, item: RoadmapItem, words: Words, *, actor: Actor, now: dt.datetime
) -> RoadmapItem:
    for name, longest in LENGTHS.items():
        setattr(item, name, " ".join(getattr(words, name).split())[:longest])
    if not item.name:
        raise RoadmapRefused(_("Uraian belum diisi."), "name")
    item.content = item.parent.content if item.parent else words.content
    if item.content not in {one.code for one in rules().contents}:
        raise RoadmapRefused(_("Pilih salah satu dari tujuh muatan."), "content")
    item.unit, item.pic = words.unit, words.pic
    for code in CRITERIA:
        _score(item, code, words.scores.get(code), " ".join(words.reasons.get(code, "").split())[:300])
    item.save()
    _pass_on(item)
    _write_years(roadmap, item, words.years)
    said_years = years_of(RoadmapItem.objects.prefetch_related("years").get(pk=item.pk))
    detail: dict[str, Json] = {
        "butir": str(item.key),
        "jenis": str(item.kind),
        "muatan": item.content,
        "uraian": item.name,
        "anggaran": {year: str(budget) for year, (_target, budget) in said_years.items()},
        "sidik_isi": digest(content_of(item, said_years)),
    }
    append(roadmap, events.ROADMAP_ITEM_WRITTEN, actor=actor, now=now, detail=detail)
    return item


def _pass_on(item: RoadmapItem) -> None:
    """What stands below an item belongs to the same of the seven contents."""
    below = RoadmapItem.objects.filter(Q(parent=item) | Q(parent__parent=item))
    below.exclude(content=item.content).update(content=item.content, version=F("version") + 1)


def _score(item: RoadmapItem, code: str, score: int | None, reason: str) -> None:
    if score is not None and not LOWEST <= score <= HIGHEST:
        raise RoadmapRefused(_("Nilai 1 sampai 3."), code)
    if score is not None and not reason:
        raise RoadmapRefused(_("Tulis alasan nilainya."), f"{code}_reason")
    setattr(item, code, score)
    setattr(item, f"{code}_reason", reason)


def _write_years(roadmap: Roadmap, item: RoadmapItem, years: Mapping[int, tuple[str, int]]) -> None:
    if item.kind != ItemKind.ACTIVITY and any(budget for _target, budget in years.values()):
        raise RoadmapRefused(_("Anggaran ditulis pada kegiatan; di atasnya dijumlahkan."))
    item.years.all().delete()
    for year, (target, budget) in sorted(years.items()):
        if year not in roadmap.years or not 0 <= budget <= LARGEST:
            raise RoadmapRefused(_("Tahun di luar masa Peta Rencana, atau jumlahnya tidak dapat dipakai."))
        if target or budget:
            RoadmapYear.objects.create(
                instansi_id=roadmap.instansi_id, item=item, year=year, target=target[:120], budget=budget
            )
