"""Nobody learns whether something of others exists: each role tries every route with another's object.

Table driven from the addresses: a route with a name or a part that no table knows fails until it is placed.
The answer for an object of another instansi must be, in status and text, the answer for one that does not
exist. Refusals are asked for as JSON: the page says the same words, and drawing thousands would take minutes.
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from pranata.assessment.models import AnswerChange, AssessorPart, Participation
from pranata.assessment.operations.end_assessor_task import end_assessor_task
from pranata.assessment.tests.judging_scenes import Call, close, give_task, make_call, submit
from pranata.assessment.tests.scenes import LATER
from pranata.assessment.web.urls import urlpatterns
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Role
from pranata.organisation.tests.cast import make_account, make_actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]

MISSING = 987_654_321
METHOD_NOT_ALLOWED = 405
# Parts of addresses that name no object of anybody: the same for what exists and for what does not.
PLAIN = {"number": "11", "key": "2.1", "version": 1, "page": 1, "stage": "internal", "what": "perpanjang"}
# Routes that name no object: lists of one's own, and beginning something of one's own.
OWN = {"list", "new", "tasks", "report_template", "report_template_restore", "report_template_file"} | {
    "campaigns",
    "campaign_new",
}
# Who comes nearest tries both methods everywhere; the others what a route takes first.
NEAREST = ("other coordinator", "other external_assessor", "former assessor", "own assessor", "caller")


@dataclass(frozen=True)
class Objects:
    """The ids of the other's objects by the part of an address that names them."""

    ids: dict[str, object]

    def named(self, route: str, part: str, *, real: bool) -> object:
        """Return the other's id, or one that nothing has."""
        if part in PLAIN:
            return PLAIN[part]
        found = self.ids["campaign" if route.startswith("campaign") else part]
        if real:
            return found
        return uuid.UUID(int=MISSING) if isinstance(found, uuid.UUID) else MISSING


def parts_of(route: URLPattern) -> list[str]:
    return sorted(route.pattern.converters)


def trying() -> Iterator[tuple[str, list[str]]]:
    """Yield the routes that name an object, with the parts of their address."""
    for route in urlpatterns:
        assert isinstance(route, URLPattern)
        if parts_of(route):
            yield str(route.name), parts_of(route)


@pytest.fixture
def call() -> Call:
    found = make_call()
    close(found)
    submit(found)
    return found


@pytest.fixture
def objects(call: Call) -> Objects:
    task = give_task(call, call.eva, AssessorPart.ASSESSOR)
    with tenant_scope(call.cast.instansi.pk):
        change = AnswerChange.objects.first()
        campaign_id = Participation.objects.get(assessment=call.assessment).campaign_id
    assert change is not None
    return Objects(
        {
            "pk": call.assessment.pk,
            "campaign": campaign_id,
            "task_id": task.pk,
            "change_id": change.pk,
            "batch": change.batch or uuid.uuid4(),
            "document": uuid.uuid4(),
            "file_id": 1,
        }
    )


def strangers(call: Call) -> dict[str, Account | None]:
    """Every role in another instansi; in the organiser, an assessor without and one after their task."""
    found: dict[str, Account | None] = {"anonymous": None}
    with tenant_scope(call.cast.other_instansi.pk):
        for role in Role:
            account = make_account(f"Seberang {role.value}")
            make_actor(
                call.cast.other_root,
                account,
                title=f"Seberang {role.value}",
                role=role,
                on=call.cast.other_root,
            )
            found[f"other {role.value}"] = account
    ended = give_task(call, call.eko, AssessorPart.LEAD)
    with tenant_scope(call.organiser.pk):
        end_assessor_task(task_id=ended.pk, actor=call.prita, now=LATER)
    return found | {"former assessor": call.accounts["eko"], "assessor without task": call.accounts["rina"]}


def insiders(call: Call) -> dict[str, Account | None]:
    """Roles of the assessed instansi itself, who hold no task of an assessor."""
    cast = call.cast
    return {
        "own coordinator": cast.alice_account,
        "own contributor": cast.bob_account,
        "own assessor": cast.dana_account,
        "own administrator": cast.olga_account,
        "own leader": call.accounts["lena"],
    }


def answered(
    client: Client, method: str, name: str, parts: list[str], objects: Objects, *, real: bool
) -> tuple[int, str]:
    """Return status and text of the answer, without the address that was asked."""
    address = reverse(f"assessment:{name}", kwargs={p: objects.named(name, p, real=real) for p in parts})
    response = getattr(client, method)(address, headers={"Accept": "application/json"})
    text = "" if response.streaming else response.content.decode(errors="replace")
    led = response.headers.get("Location", "")
    return response.status_code, f"{led}{text}".replace(address, "HERE").replace(
        quote(address, safe=""), "HERE"
    )


def learned(
    people: dict[str, Account | None], objects: Objects, wanted: list[tuple[str, list[str]]]
) -> list[str]:
    """Return where somebody was answered otherwise for the other's object than for none, or let in."""
    found = []
    for who, account in people.items():
        client = Client(raise_request_exception=False)
        if account is not None:
            client.force_login(account)
        for name, parts in wanted:
            for method in ("get", "post"):
                there = answered(client, method, name, parts, objects, real=True)
                if there[0] == METHOD_NOT_ALLOWED:
                    continue
                is_enough = who not in NEAREST
                nowhere = answered(client, method, name, parts, objects, real=False)
                if there != nowhere:
                    found.append(f"{who} learns from {method} {name}: {there[0]} and {nowhere[0]}")
                elif there[0] < 300 or there[0] >= 500:
                    found.append(f"{who} is answered {there[0]} by {method} {name}")
                if is_enough:
                    break
    return found


def test_the_page_of_a_refusal_says_the_same_too(call: Call, objects: Objects):
    client = Client()
    client.force_login(call.cast.charlie_account)
    pages = set()
    for pk in (objects.ids["pk"], MISSING):
        page = client.get(reverse("assessment:detail", args=[pk])).content.decode()
        pages.add(
            re.sub(r'(nonce|value)="[^"]{20,}"', "", page).replace(str(MISSING), str(objects.ids["pk"]))
        )
    assert len(pages) == 1


def test_every_part_of_an_address_is_placed(objects: Objects):
    known = {*PLAIN, *objects.ids}
    assert [(name, part) for name, parts in trying() for part in parts if part not in known] == []
    routes = [route for route in urlpatterns if isinstance(route, URLPattern)]
    assert [str(r.name) for r in routes if not parts_of(r) and str(r.name) not in OWN] == []


def test_a_stranger_of_any_role_is_answered_as_if_it_did_not_exist(call: Call, objects: Objects):
    found = learned(strangers(call), objects, list(trying()))
    assert not found, "\n".join(found)


def test_who_holds_no_task_of_an_assessor_learns_nothing_of_tasks(call: Call, objects: Objects):
    tasks = [(name, parts) for name, parts in trying() if "task_id" in parts and "pk" not in parts]
    found = learned(insiders(call) | {"caller": call.accounts["prita"]}, objects, tasks)
    assert not found, "\n".join(found)
