"""Writing a judged file, and remembering what an undo has to take back."""

from typing import Any

from pranata.organisation.models import Assignment, ImportKind, Person, Position, Unit
from pranata.organisation.operations._proof import require_proved_holders
from pranata.organisation.operations.assign_person import SelfAssignment, carries_roles
from pranata.organisation.policies import Actor
from pranata.organisation.queries.importing.plan import ADDED, CHANGED, Plan, Row, in_levels

Changes = dict[str, Any]


def write_plan(plan: Plan, actor: Actor) -> Changes:
    """Write every row and return `{"created": {model: ids}, "changed": [{model, id, before, after}]}`."""
    writer = {
        ImportKind.UNITS: _write_units,
        ImportKind.POSITIONS: _write_positions,
        ImportKind.PEOPLE: _write_people,
    }[ImportKind(plan.kind)]
    changes: Changes = {"created": {}, "changed": []}
    writer(plan, actor, changes)
    return changes


def _added(plan: Plan) -> list[Row]:
    return [row for row in plan.rows if row.action == ADDED]


def _write_units(plan: Plan, actor: Actor, changes: Changes) -> None:
    known = dict(Unit.objects.order_by("starts_on").values_list("code", "pk"))
    changes["created"]["unit"] = []
    for level in in_levels(_added(plan), "code", "parent"):
        units = Unit.objects.bulk_create(
            Unit(
                instansi_id=actor.instansi_id,
                parent_id=known[row.new["parent"]],
                **_fields(row, "code", "name", "kind", "legal_basis", "starts_on", "ends_on"),
            )
            for row in level
        )
        known |= {unit.code: unit.pk for unit in units}
        changes["created"]["unit"] += [unit.pk for unit in units]
    _write_changed(plan, "unit", changes)


def _write_positions(plan: Plan, actor: Actor, changes: Changes) -> None:
    units = dict(Unit.objects.order_by("starts_on").values_list("code", "pk"))
    known = dict(Position.objects.order_by("starts_on").values_list("code", "pk"))
    changes["created"]["position"] = []
    for level in in_levels(_added(plan), "code", "superior"):
        positions = Position.objects.bulk_create(
            Position(
                instansi_id=actor.instansi_id,
                unit_id=units[row.new["unit"]],
                superior_id=known.get(row.new["superior"]),
                **_fields(row, "code", "title", "starts_on", "ends_on"),
            )
            for row in level
        )
        known |= {position.code: position.pk for position in positions}
        changes["created"]["position"] += [position.pk for position in positions]
    for row in plan.rows:
        if "superior" in row.changes:
            row.changes["superior_id"] = (row.existing.superior_id, known[row.changes.pop("superior")[1]])
    _write_changed(plan, "position", changes)


def _fields(row: Row, *names: str) -> Changes:
    return {name: row.new[name] for name in names}


def _write_people(plan: Plan, actor: Actor, changes: Changes) -> None:
    positions = {found.code: found for found in Position.objects.order_by("starts_on")}
    people: dict[str, int] = {}
    created: dict[str, list[int]] = {"person": [], "assignment": []}
    for row in plan.rows:
        if row.action not in (ADDED, CHANGED):
            continue
        person = row.existing.pk if row.existing else people.get(row.new["key"])
        if person is None:
            person = _new_person(row, actor)
            created["person"].append(person)
        people[row.new["key"]] = person
        if row.new.get("assign"):
            created["assignment"].append(_assign(row, person, positions[row.new["position"]], actor))
    require_proved_holders(Assignment.objects.filter(pk__in=created["assignment"]))
    changes["created"] |= created
    _write_changed(plan, "person", changes)


def _new_person(row: Row, actor: Actor) -> int:
    return int(
        Person.objects.create(instansi_id=actor.instansi_id, **_fields(row, "name", "nip", "email")).pk
    )


def _assign(row: Row, person_id: int, position: Position, actor: Actor) -> int:
    if person_id == actor.person_id and carries_roles(position, row.new["starts_on"]):
        raise SelfAssignment
    fields = _fields(row, "capacity", "decree_number", "starts_on", "ends_on")
    made = Assignment.objects.create(
        instansi_id=actor.instansi_id, position=position, person_id=person_id, **fields
    )
    return int(made.pk)


MODELS: dict[str, Any] = {"unit": Unit, "position": Position, "person": Person, "assignment": Assignment}


def _write_changed(plan: Plan, model: str, changes: Changes) -> None:
    for row in plan.rows:
        if not row.changes:
            continue
        before = {name: pair[0] for name, pair in row.changes.items()}
        after = {name: pair[1] for name, pair in row.changes.items()}
        MODELS[model].objects.filter(pk=row.existing.pk).update(**after)
        changes["changed"].append({"model": model, "id": row.existing.pk, "before": before, "after": after})
