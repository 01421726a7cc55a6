"""What of retention differs from the entries that fixed it: schedules with their rules, and holds."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from pranata.ledger.canonical import Json, canonical
from pranata.ledger.queries.acts_on import acts_on
from pranata.ledger.queries.detail import CannotOpen, DetailErased, open_detail
from pranata.ledger.queries.history import HistoryLine
from pranata.records import events
from pranata.records.models import Hold, RetentionRule, RetentionSchedule

RULE = ("classification_code", "series", "active_years", "inactive_years", "fate", "trigger", "note")


def rules_digest(rules: Iterable[RetentionRule]) -> str:
    """Return the SHA-256 of rules in canonical JSON, by code: what the entry of a schedule fixes."""
    lines = [{name: _plain(getattr(rule, name)) for name in RULE} for rule in rules]
    ordered = sorted(lines, key=lambda line: str(line["classification_code"]))
    return hashlib.sha256(canonical(ordered)).hexdigest()


def altered_schedules() -> Iterator[str]:
    """Yield the schedules of the open scope that are not as they were adopted, or gone. Some queries each."""
    acts = acts_on("retentionschedule")
    rows = {str(row.public_id): row for row in RetentionSchedule.objects.prefetch_related("rules")}
    for public_id in sorted({*acts, *rows}):
        row = rows.get(public_id)
        if row is None or not _is_as_adopted(row, acts.get(public_id, [])):
            yield row.title if row else public_id


def altered_holds() -> Iterator[str]:
    """Yield the holds of the open scope that are not as they were placed and released, or gone."""
    acts = acts_on("hold")
    holds = Hold.objects.select_related("document", "placed_person")
    rows = {str(row.public_id): row for row in holds}
    for public_id in sorted({*acts, *rows}):
        row = rows.get(public_id)
        if row is None or not _is_as_placed(row, acts.get(public_id, [])):
            yield row.reference or row.reason if row else public_id


def _is_as_adopted(row: RetentionSchedule, lines: list[HistoryLine]) -> bool:
    by_action = {line.action: line for line in lines}
    adopted, is_withdrawn = by_action.get(events.SCHEDULE_ADOPTED.code), row.withdrawn_at is not None
    rules = row.rules.all()
    said: dict[str, Json] = {
        "nama": row.title,
        "dasar_hukum": row.legal_basis,
        "mulai": row.valid_from.isoformat(),
        "kepastian": row.certainty,
        "jumlah_aturan": len(rules),
        "sidik_aturan": rules_digest(rules),
    }
    return (
        adopted is not None
        and row.sha256 in {thing["sha256"] for thing in adopted.document["objects"]}
        and is_withdrawn == (events.SCHEDULE_WITHDRAWN.code in by_action)
        and row.valid_to is None
        and _says(adopted, said)
    )


def _is_as_placed(row: Hold, lines: list[HistoryLine]) -> bool:
    by_action = {line.action: line for line in lines}
    placed, is_released = by_action.get(events.HOLD_PLACED.code), row.released_at is not None
    if placed is None or is_released != (events.HOLD_RELEASED.code in by_action):
        return False
    documents = {thing["id"] for thing in placed.document["objects"] if thing["type"] == "document"}
    actor = placed.document["actor"]
    # A unit may have another name by now; that one was named cannot have changed.
    said: dict[str, Json] = {
        "dasar": row.ground,
        "nomor": row.reference,
        "alasan": row.reason,
        "klasifikasi": row.classification,
    }
    return (
        documents == ({str(row.document.public_id)} if row.document else set())
        and (actor["unit"], actor["person"]) == (str(row.placed_unit_id), str(row.placed_person.public_id))
        and _says(placed, said, named={"unit": row.unit_id is not None})
    )


def _says(line: HistoryLine, values: Mapping[str, Json], named: Mapping[str, bool] | None = None) -> bool:
    """Whether the sealed detail of an entry holds these values; true where it was lawfully destroyed."""
    try:
        detail = open_detail(line.event_id)
    except DetailErased:
        return True
    except CannotOpen:
        return False
    if not isinstance(detail, Mapping):
        return False
    is_named = all(bool(detail.get(key)) == there for key, there in (named or {}).items())
    return is_named and all(detail.get(key) == value for key, value in values.items())


def _plain(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)
