"""Plans, coaching, the log and every list: who is not of a house learns nothing of it there either.

Every address of the product is placed: in a suite that tries objects of others, among the lists that are
swept here for words of another house, or among the public ones, each with a reason.
"""

import datetime as dt
import io
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from tests.contracts import test_office_reach as office_reach
from tests.contracts.reach import all_roles, answered, learned, parts_of, tries, with_objects

from pranata.assessment.queries.deadlines import deadlines_for
from pranata.assessment.tests.scenes import LATER
from pranata.coaching.operations.agree_follow_up import Agreed, agree_follow_up
from pranata.coaching.operations.begin_coaching import begin_coaching
from pranata.coaching.operations.plan_visit import Plan, plan_visit
from pranata.coaching.queries.waiting import days_for
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import InstansiKind, Role, UnitKind
from pranata.organisation.policies import Actor
from pranata.organisation.tests.cast import (
    NOW,
    TODAY,
    Cast,
    make_account,
    make_actor,
    make_cast,
    make_instansi,
    make_unit,
)
from pranata.planning.models import Action, BudgetFile, BudgetLine, Commitment
from pranata.planning.queries.action_deadlines import action_deadlines
from pranata.planning.tests.action_scenes import begun
from pranata.planning.tests.roadmap_scenes import make_planner, make_roadmap
from pranata.planning.tests.scenes import make_assessment

MISSING = 987_654_321
SECRET = "Rahasia rumah ini"
# Parts that name no object of anybody: of one's own house, or of the law.
PLAIN = {"form": "csv", "what": "perkiraan", "indicator": "11", "level": 2, "act": "batal"} | {
    "extension": "csv",
    "slug": "kota-contoh",
}
SUITES = {*office_reach.ROUTES, "assessment", "planning", "coaching"}
# What is public by its nature; an address of a house that is public is a decision, written here.
PUBLIC = {
    "": "health, language, the sign-in itself and the personas of a demonstration",
    "portal": "published results, the law, the calculator and the check of evidence",
    "ledger": "the public log: digests only, the same for everybody",
    "insights:body": "what its owner shares",
    "insights:indicator": "what its owners share",
    "desk:calendar": "a secret address, see test_office_reach",
    "organisation:account_link": "a secret by itself",
}
# Of the reader's own account, by the session: an id of another's is one that does not exist.
OWN_ACCOUNT = {"account_end_session", "mfa_remove_webauthn", "mfa_edit_webauthn"}


def every_route(resolver: Any = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield every address of the product with its namespace."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield space, one
        else:
            yield from every_route(one, one.namespace or space)


def policy(route: URLPattern) -> str:
    """Return who may open a route at all."""
    return str(getattr(route.callback, "access_policy", ""))


def test_every_address_is_placed():
    lost = []
    for space, route in every_route():
        name = f"{space}:{route.name}"
        if policy(route) == "public":
            is_placed = space in PUBLIC or name in PUBLIC
        elif policy(route) == "signed_in":
            is_placed = not parts_of(route) or route.name in OWN_ACCOUNT or space in SUITES
        else:
            is_placed = space in SUITES or set(parts_of(route)) <= PLAIN.keys()
        if not is_placed:
            lost.append(name)
    assert lost == []


@dataclass(frozen=True)
class Scene:
    """A house with plans, roadmap, budget and a coach; the ids there, and a stranger of every role."""

    cast: Cast
    there: dict[str, object]
    account: Account
    actor: Actor


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """Made once; all of it is rolled back after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        ids: dict[str, object] = {**PLAIN, **_coached(cast)}
        with tenant_scope(cast.instansi.pk):
            ids |= _planned(cast)
        with tenant_scope(cast.other_instansi.pk):
            account = all_roles(cast.other_root)
            actor = make_actor(cast.other_root, make_account("Lain"), title="Lain", role=Role.COORDINATOR)
        yield Scene(cast, ids, account, actor)
        transaction.set_rollback(True)


def _coached(cast: Cast) -> dict[str, object]:
    """Let a third house coach ours, with a visit and a follow-up."""
    cast.instansi.kind, cast.instansi.province_name = InstansiKind.KOTA, "Lampung"
    cast.instansi.save()
    body = make_instansi("Provinsi Pembina", kind="provinsi")
    body.province_name = "Lampung"
    body.save()
    with tenant_scope(body.pk):
        root = make_unit(body, body.name, kind=UnitKind.ROOT)
        coach = make_actor(root, make_account("Pembina"), title="Pembina", role=Role.COACH)
        given: dict[str, Any] = {"actor": coach, "now": NOW}
        coaching = begin_coaching(instansi=cast.instansi, scope=SECRET, starts_on=TODAY, **given)
        plan = Plan(on=TODAY, starts_at=dt.time(9), ends_at=dt.time(10), agenda=SECRET)
        visit = plan_visit(coaching_id=coaching.pk, plan=plan, **given)
        agreed = Agreed(what=SECRET, owner="Bappeda", due_on=TODAY)
        item = agree_follow_up(coaching_id=coaching.pk, agreed=agreed, **given)
    names = ("detail", "note", "end", "visit_plan", "visit", "agree", "follow_up")
    return {**{f"{name} pk": coaching.pk for name in names}, "visit_id": visit.pk, "item_id": item.pk}


def _planned(cast: Cast) -> dict[str, object]:
    """Make an accepted plan with its actions and commitments, an edition, and a budget."""
    planner = make_planner(cast)
    book = begun(make_assessment(cast.alice), cast.bob, cast.alice)
    Action.objects.update(output=SECRET)
    roadmap, item = make_roadmap(planner)
    file = BudgetFile.objects.create(
        instansi=cast.instansi, file_name=SECRET, content=b"", sha256="0" * 64, uploaded_at=LATER,
        uploaded_by_id=planner.assignment_id, person_name="P", position_title="P",
    )  # fmt: skip
    line = BudgetLine.objects.create(
        instansi=cast.instansi, file=file, fiscal_year=2027, sub_activity="1", account="1", name=SECRET,
        unit=cast.dinkes, amount=1,
    )  # fmt: skip
    acts = ("", "_decide", "_progress", "_show", "_offer", "_fund", "_propose", "_move", "_edit")
    action, commitment = Action.objects.all()[0], Commitment.objects.first()
    edition = ["", "_item_new", "_item", "_item_remove", "_fill", "_propose", "_revise"]
    edition += ["_compare", "_download", "_act"]
    return {
        "pk": book.plan_id,
        "batch": uuid.uuid4(),
        "item_pk": item.pk,
        "other": roadmap.pk,
        **{f"roadmap{name} pk": roadmap.pk for name in edition},
        **{f"action{name} pk": action.pk for name in acts},
        **{f"commitment{name} pk": commitment.pk if commitment else MISSING - 1 for name in ("", "_sign")},
        **{f"budget_file{name} pk": file.pk for name in ("", "_decide")},
        "budget_line pk": line.pk,
    }


def nowhere(there: dict[str, object]) -> dict[str, object]:
    """Return ids that nothing has, in the place of each."""
    made: dict[type, object] = {int: MISSING, uuid.UUID: uuid.UUID(int=MISSING)}
    return {name: one if name in PLAIN else made[type(one)] for name, one in there.items()}


def of_objects(space: str) -> list[URLPattern]:
    """Return the addresses of an app that name something of a house."""
    return [one for where, one in every_route() if where == space and not set(parts_of(one)) <= PLAIN.keys()]


@pytest.mark.parametrize("space", ["planning", "coaching"])
def test_a_stranger_of_every_role_is_answered_as_if_it_did_not_exist(space: str, scene: Scene):
    wanted = tries(space, with_objects(of_objects(space)), scene.there, nowhere(scene.there))
    found = learned({"every role": scene.account}, {"anonymous": None}, wanted)
    assert not found, "\n".join(found)


def test_no_list_of_anybody_shows_a_word_of_another_house(scene: Scene):
    """Every list and export a stranger of every role can open, the desk, its bell and its days among them."""
    client, words = Client(), (SECRET, scene.cast.bob.person_name, "Integrasi layanan kependudukan")
    client.force_login(scene.account)
    shown, opened = [], 0
    for space, route in every_route():
        parts = {part: PLAIN.get(part, "") for part in parts_of(route)}
        if not space or "" in parts.values() or policy(route) == "public":
            continue
        with transaction.atomic():
            answer = client.get(reverse(f"{space}:{route.name}", kwargs=parts))
            text = _text(answer.getvalue())
            transaction.set_rollback(True)
        opened += answer.status_code == 200
        shown += [f"{space}:{route.name} shows {word}" for word in words if word in text]
    assert shown == []
    assert opened > 40
    with tenant_scope(scene.cast.other_instansi.pk):
        assert [*deadlines_for(scene.actor), *action_deadlines(scene.actor), *days_for(scene.actor)] == []


def _text(content: bytes) -> str:
    """Return what a file says; a workbook is a zip of texts."""
    if content[:2] != b"PK":
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def test_the_public_log_says_the_same_to_everybody(scene: Scene):
    known, unknown = Client(), Client()
    known.force_login(scene.account)
    places: dict[str, dict[str, Any]] = {
        "checkpoint": {},
        "checkpoint_of": {"number": 1},
        "proof": {"number": 1, "seq": 0},
        "entries": {"number": 1, "place": "000.p/1"},
        "tile": {"number": 1, "level": 0, "place": "000.p/1"},
    }
    for name, parts in places.items():
        address = reverse(f"ledger:{name}", kwargs=parts)
        said = answered(unknown, "get", address)
        assert said == answered(known, "get", address)
        assert not any(word in said[1] for word in (SECRET, scene.cast.bob.person_name))
