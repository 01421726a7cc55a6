"""Changing what an action is: who answers for it, what it leaves behind, what it waits for."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.organisation.models import Position, Unit
from pranata.organisation.policies import Actor
from pranata.organisation.queries.tree import on_day
from pranata.planning import events
from pranata.planning.models import Action, ActionAct, ActionActKind, ActionDependency, Commitment
from pranata.planning.moving import has_circle
from pranata.planning.operations._action import act_row, append, changed, locked_action, tidy
from pranata.planning.policies_actions import require_may_manage
from pranata.planning.queries.owners import owners_on


class NothingChanged(ProductError):
    """The form says what stands there already."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Tidak ada yang berubah pada aksi ini."), remedy=_("Ubah isiannya, lalu simpan."))


class OwnerUnknown(ProductError):
    """The unit or post does not exist today in this instansi."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Perangkat daerah atau jabatan itu tidak ada atau sudah berakhir."),
            why=_("Aksi hanya dapat diberikan kepada jabatan yang masih ada."),
            remedy=_("Pilih yang lain dari daftar."),
        )


class RequirementUnknown(ProductError):
    """An action that should come before is none of this plan, or is the action itself."""

    status = 422

    def __init__(self, number: object) -> None:
        super().__init__(
            _("Aksi %(number)s tidak dapat menjadi prasyarat di sini.") % {"number": str(number)[:8]},
            why=_("Prasyarat adalah aksi lain dari rencana yang sama."),
            remedy=_("Tulis nomor aksinya, dipisah koma, misalnya 3, 7."),
        )


class GoesInCircle(ProductError):
    """The actions would wait for each other without end."""

    status = 422

    def __init__(self, number: int) -> None:
        super().__init__(
            _("Dengan prasyarat itu, aksi %(number)d menunggu dirinya sendiri.") % {"number": number},
            why=_("Aksi-aksi saling menunggu melingkar, sehingga tidak satu pun dapat dimulai."),
            remedy=_("Hapus salah satu prasyaratnya."),
        )


class RequirementTooLate(ProductError):
    """What should come before ends after this action begins."""

    status = 422

    def __init__(self, other: Action, number: int) -> None:
        super().__init__(
            _("Aksi %(other)d baru selesai sesudah aksi %(number)d dimulai.")
            % {"other": other.number, "number": number},
            why=_("Aksi dimulai sesudah semua prasyaratnya selesai."),
            remedy=_("Geser dahulu salah satunya, lalu tambahkan prasyaratnya."),
        )


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What an action should be. `requires` are the numbers of the actions it waits for."""

    unit_id: int | None
    position_id: int | None
    output: str
    evidence_expected: str
    budget_link: str
    risk: str
    requires: tuple[int, ...]


@transaction.atomic
def edit_action(*, action: Action, edit: Edit, version: int, actor: Actor, now: dt.datetime) -> Action:
    """Change an action and return it. `version` is what was read.

    Raises NotPermitted, ActionPlanEnded, ActionChanged, OwnerUnknown, RequirementUnknown, GoesInCircle,
    RequirementTooLate or NothingChanged.
    """
    require_may_manage(actor, action.instansi_id)
    held = locked_action(action, version)
    _require_owner(edit, held, actor.local_date(now))
    before, after = changed(held, _values(edit))
    was, becomes = _waiting(held), _required(held, edit)
    if not after and {one.pk for one in was} == {one.pk for one in becomes}:
        raise NothingChanged
    _require_possible(held, becomes)
    for name, value in _values(edit).items():
        setattr(held, name, value)
    held.version, held.changed_at = held.version + 1, now
    held.save()
    waits = _depend(held, was, becomes)
    _commit(held, actor.local_date(now))
    said = append(
        events.ACTION_EDITED,
        held.action_plan,
        [held],
        actor=actor,
        now=now,
        detail={
            "nomor": held.action_plan.plan.number,
            "aksi": held.number,
            "ubahan": {name: None if value is None else str(value) for name, value in after.items()},
            "prasyarat": waits,
        },
    )
    if waits is not None:
        before, after = {**before, "requires": sorted(o.number for o in was)}, {**after, "requires": waits}
    row = act_row(held, ActionActKind.EDITED, said, actor=actor, now=now, before=before, after=after)
    ActionAct.objects.bulk_create([row])
    return held


def _values(edit: Edit) -> dict[str, object]:
    return {
        "unit_id": edit.unit_id,
        "position_id": edit.position_id,
        "output": tidy(edit.output, 600),
        "evidence_expected": tidy(edit.evidence_expected, 1200),
        "budget_link": tidy(edit.budget_link, 200),
        "risk": tidy(edit.risk, 600),
    }


def _require_owner(edit: Edit, action: Action, on: dt.date) -> None:
    """Whoever is new must exist today; what stands there already may have ended."""
    wanted = ((Unit, edit.unit_id, action.unit_id), (Position, edit.position_id, action.position_id))
    for model, pk, was in wanted:
        if pk is None or pk == was:
            continue
        if not model.objects.filter(on_day(on), pk=pk, instansi_id=action.instansi_id).exists():
            raise OwnerUnknown


def _waiting(action: Action) -> list[Action]:
    return [link.requires for link in action.waits_for.select_related("requires")]


def _required(action: Action, edit: Edit) -> list[Action]:
    known = {
        one.number: one
        for one in Action.objects.filter(action_plan_id=action.action_plan_id).exclude(pk=action.pk)
    }
    for number in edit.requires:
        if number not in known:
            raise RequirementUnknown(number)
    return [known[number] for number in dict.fromkeys(edit.requires)]


def _require_possible(action: Action, requires: Sequence[Action]) -> None:
    waits: dict[int, list[int]] = {
        pk: []
        for pk in Action.objects.filter(action_plan_id=action.action_plan_id).values_list("pk", flat=True)
    }
    links = ActionDependency.objects.filter(action__action_plan_id=action.action_plan_id)
    for one, other in links.exclude(action=action).values_list("action_id", "requires_id"):
        waits[one].append(other)
    waits[action.pk] = [other.pk for other in requires]
    if has_circle(waits):
        raise GoesInCircle(action.number)
    late = next((one for one in requires if one.ends_on > action.starts_on and not one.is_done), None)
    if late is not None:
        raise RequirementTooLate(late, action.number)


def _depend(action: Action, was: Sequence[Action], becomes: Sequence[Action]) -> list[int] | None:
    """Write what changed of what it waits for; return the numbers, None where nothing did."""
    old, new = {one.pk for one in was}, {one.pk for one in becomes}
    if old == new:
        return None
    action.waits_for.filter(requires_id__in=old - new).delete()
    ActionDependency.objects.bulk_create(
        ActionDependency(instansi_id=action.instansi_id, action=action, requires=one)
        for one in becomes
        if one.pk not in old
    )
    return sorted(one.number for one in becomes)


def _commit(action: Action, on: dt.date) -> None:
    """An OPD that has an action for the first time is to commit, too."""
    if action.unit_id is None:
        return
    known: Mapping[str, int] = {"action_plan_id": action.action_plan_id, "unit_id": action.unit_id}
    if Commitment.objects.filter(**known).exists():
        return
    unit = Unit.objects.get(pk=action.unit_id)
    head = owners_on(on).head(unit)
    Commitment.objects.create(instansi_id=action.instansi_id, position=head, **known)
