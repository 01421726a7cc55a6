"""What of documents differs from the entries that fixed it: description, versions, retention, fate."""

from collections.abc import Iterator, Mapping, Sequence

from pranata.ledger.canonical import Json
from pranata.ledger.queries.acts_on import acts_on
from pranata.ledger.queries.detail import CannotOpen, DetailErased, open_detail
from pranata.ledger.queries.history import HistoryLine
from pranata.records import events
from pranata.records.models import DisposalItem, Document, ItemState, TriggerEvent

AT_ONCE = 200
SAID_AS = {
    "title": "judul",
    "number": "nomor",
    "kind": "jenis",
    "classification": "klasifikasi",
    "security": "keamanan",
    "dated_on": "tanggal",
}
"""The fields of a description, and how the entry of a document calls them."""


class NoDetail(Exception):
    """An entry that must have a detail has none of the kind."""


def altered_documents() -> Iterator[str]:
    """Yield the documents of the open scope that are not what their entries say. About a millisecond each."""
    for rows, acts in _batches():
        erasing = _being_erased(rows)
        for row in rows:
            if not _is_as_said(row, acts.get(str(row.public_id), []), is_erasing=row.pk in erasing):
                yield row.title


def altered_triggers() -> Iterator[str]:
    """Yield the documents of the open scope whose days of retention are not those that were recorded."""
    for rows, acts in _batches():
        for row in rows:
            lines = _of(acts.get(str(row.public_id), []), events.TRIGGER_RECORDED.code)
            days = sorted(row.triggers.all(), key=lambda day: day.pk)
            pairs = zip(days, lines, strict=False)
            if len(days) != len(lines) or not all(_is_as_recorded(*pair) for pair in pairs):
                yield row.title


def _batches() -> Iterator[tuple[Sequence[Document], Mapping[str, list[HistoryLine]]]]:
    pks = list(Document.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), AT_ONCE):
        some = pks[start : start + AT_ONCE]
        rows = list(Document.objects.filter(pk__in=some).prefetch_related("triggers", "versions"))
        yield rows, acts_on("document", [str(row.public_id) for row in rows])


def _being_erased(rows: Sequence[Document]) -> set[int]:
    found = DisposalItem.objects.filter(document__in=rows, state=ItemState.ERASING)
    return set(found.values_list("document_id", flat=True))


def _is_as_said(row: Document, lines: list[HistoryLine], *, is_erasing: bool) -> bool:
    is_destroyed = bool(_of(lines, events.DOCUMENT_DESTROYED.code)) or is_erasing
    own = [thing for line in lines for thing in line.document["objects"] if thing["id"] == str(row.public_id)]
    return (
        (row.destroyed_at is not None) == is_destroyed
        and (row.handed_over_at is not None) == ("diterima" in {thing["role"] for thing in own})
        and {version.sha256 for version in row.versions.all()} <= {thing["sha256"] for thing in own}
        and _is_described(row, lines)
    )


def _is_described(row: Document, lines: list[HistoryLine]) -> bool:
    """Whether the description is the first one with every correction; true where that was destroyed."""
    try:
        [added] = [_opened(line) for line in _of(lines, events.DOCUMENT_ADDED.code)]
        said = {name: str(added[key] or "") for name, key in SAID_AS.items()}
        # Documents kept before the unit was part of the detail have none there to be compared with.
        said["unit_id"] = str(added.get("unit", row.unit_id))
        for line in _of(lines, events.DOCUMENT_DESCRIBED.code):
            after = _opened(line)["sesudah"]
            said |= {name: str(value) for name, value in after.items()} if isinstance(after, dict) else {}
    except DetailErased:
        return True
    except (CannotOpen, NoDetail, KeyError, ValueError):
        return False
    return said == {name: str(getattr(row, name) or "") for name in said}


def _is_as_recorded(day: TriggerEvent, line: HistoryLine) -> bool:
    on = day.happened_on.isoformat() if day.happened_on else None
    try:
        return _opened(line) == {"kejadian": day.kind, "tanggal": on, "keterangan": day.note}
    except DetailErased:
        return True
    except (CannotOpen, NoDetail):
        return False


def _of(lines: list[HistoryLine], action: str) -> list[HistoryLine]:
    return [line for line in lines if line.action == action]


def _opened(line: HistoryLine) -> dict[str, Json]:
    detail = open_detail(line.event_id)
    if not isinstance(detail, dict):
        raise NoDetail(line.action)
    return detail
