"""Nobody learns whether an assessment of others exists: each role tries every route with another's object.

Table driven from the addresses: a route with a name or a part that no table knows fails until it is placed.
An assessor's task opens the evidence of its indicators and no other file, whatever its address.
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, reverse
from tests.contracts.reach import all_roles, answered, learned, parts_of, tries, with_objects

from pranata.assessment.models import AnswerChange, AssessorPart, FilledFile, Participation
from pranata.assessment.operations.attach_evidence import attach_evidence
from pranata.assessment.operations.end_assessor_task import end_assessor_task
from pranata.assessment.tests.judging_scenes import Call, close, give_task, make_call, submit
from pranata.assessment.tests.scenes import LATER
from pranata.assessment.web.urls import urlpatterns
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.tests.blobs import samples
from pranata.organisation.models import Role
from pranata.organisation.tests.cast import NOW, TODAY, make_account, make_actor
from pranata.records.operations.add_evidence import Claim, Part, add_evidence
from pranata.records.tests.scenes import Archive

MISSING = 987_654_321
# Parts of addresses that name no object of anybody: the same for what exists and for what does not.
PLAIN = {"number": "11", "key": "2.1", "version": 1, "page": 1, "stage": "internal", "what": "perpanjang"}
# Routes that name no object: lists of one's own, and beginning something of one's own.
OWN = {"list", "new", "tasks", "report_template", "report_template_restore", "report_template_file"} | {
    "campaigns",
    "campaign_new",
}
ROUTES: list[Any] = urlpatterns


@dataclass(frozen=True)
class Scene:
    """The call, the ids of what is in it, and the files of its evidence by how they stand to the task."""

    call: Call
    there: dict[str, object]
    task_id: int
    files: dict[str, uuid.UUID]


@pytest.fixture(scope="module")
def scene(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    """Handed on, with evidence and a task for indicator 11; all of it is rolled back after the last test."""
    home = tmp_path_factory.mktemp("bukti")
    with django_db_blocker.unblock(), override_settings(), transaction.atomic():
        settings.BLOB_URL, settings.BLOB_COPY_URL = str(home / "blobs"), str(home / "copy")
        settings.UPLOADS, settings.CLAMAV = home / "uploads", None
        call = make_call()
        files = _evidence(call, Archive(call.cast, call.cast.alice, call.cast.alice_account, home))
        close(call)
        submit(call)
        task = give_task(call, call.eva, AssessorPart.ASSESSOR, indicators=["11"])
        yield Scene(call, _there(call, task.pk, files["seen"]), task.pk, files)
        transaction.set_rollback(True)


def _evidence(call: Call, archive: Archive) -> dict[str, uuid.UUID]:
    """Attach evidence to indicator 11, one of it closed, and to 12; leave one unattached."""
    cast, unit = call.cast, call.cast.diskominfo
    with tenant_scope(cast.instansi.pk):
        made = {
            name: archive.version(samples.PDF + name.encode(), unit=unit, actor=cast.alice, **how)
            for name, how in {"seen": {}, "closed": {"security": "R"}, "elsewhere": {}, "loose": {}}.items()
        }
        for name, indicator in (("seen", "11"), ("closed", "11"), ("elsewhere", "12")):
            claim = Claim(title=name, effective_on=TODAY)
            parts = [Part(version=made[name])]
            item = add_evidence(unit=unit, claim=claim, parts=parts, actor=cast.alice, now=NOW)
            attach_evidence(
                assessment=call.assessment, indicator=indicator, requirement="2.1", items=[item.public_id],
                pages="", actor=cast.alice, now=LATER,
            )  # fmt: skip
    with tenant_scope(cast.other_instansi.pk):
        made["other"] = archive.version(samples.PDF + b"lain", unit=cast.other_root, actor=cast.charlie)
    return {name: version.document.public_id for name, version in made.items()}


def _there(call: Call, task_id: int, document: uuid.UUID) -> dict[str, object]:
    with tenant_scope(call.cast.instansi.pk):
        change = AnswerChange.objects.first()
        campaign_id = Participation.objects.get(assessment=call.assessment).campaign_id
        assert change is not None
        file = FilledFile.objects.create(
            instansi=call.cast.instansi, assessment=call.assessment, file_name="isian.xlsx", content=b"",
            sha256="0" * 64, uploaded_at=NOW, uploaded_by_id=call.cast.alice.assignment_id,
        )  # fmt: skip
    return {
        **PLAIN,
        "pk": call.assessment.pk,
        "task_id": task_id,
        "change_id": change.pk,
        "batch": change.batch or uuid.uuid4(),
        "document": document,
        "file_id": file.pk,
        "campaign pk": campaign_id,
        "campaign_act pk": campaign_id,
    }


def nowhere(there: dict[str, object]) -> dict[str, object]:
    """Return ids that nothing has, in the place of each."""
    made: dict[type, object] = {int: MISSING, uuid.UUID: uuid.UUID(int=MISSING)}
    return {name: one if name in PLAIN else made[type(one)] for name, one in there.items()}


def objects() -> Iterator[tuple[str, list[str]]]:
    """Yield the routes that name an object, with the parts of their address."""
    return with_objects([one for one in ROUTES if isinstance(one, URLPattern) and one.name not in OWN])


@pytest.fixture(scope="module")
def people(scene: Scene) -> dict[str, Account | None]:
    """Every role in another instansi, and nobody."""
    call, found = scene.call, dict[str, Account | None](anonymous=None)
    with tenant_scope(call.cast.other_instansi.pk):
        for role in Role:
            found[role.value] = account = make_account(f"Seberang {role.value}")
            root, title = call.cast.other_root, f"Seberang {role.value}"
            make_actor(root, account, title=title, role=role, on=root)
    return found


@pytest.fixture(scope="module")
def nearest(scene: Scene) -> dict[str, Account | None]:
    """Somebody with every role elsewhere; in the organiser, an assessor without and one after their task."""
    call = scene.call
    with tenant_scope(call.cast.other_instansi.pk):
        everything = all_roles(call.cast.other_root)
    ended = give_task(call, call.eko, AssessorPart.LEAD)
    with tenant_scope(call.organiser.pk):
        end_assessor_task(task_id=ended.pk, actor=call.prita, now=LATER)
    return {
        "every role": everything,
        "former assessor": call.accounts["eko"],
        "assessor without task": call.accounts["rina"],
    }


def test_the_page_of_a_refusal_says_the_same_too(scene: Scene):
    client = Client()
    client.force_login(scene.call.cast.charlie_account)
    pages = set()
    for pk in (scene.there["pk"], MISSING):
        page = client.get(reverse("assessment:detail", args=[pk])).content.decode()
        pages.add(
            re.sub(r'(nonce|value)="[^"]{20,}"', "", page).replace(str(MISSING), str(scene.there["pk"]))
        )
    assert len(pages) == 1


def test_every_part_of_an_address_is_placed(scene: Scene):
    lost = [(name, part) for name, parts in objects() for part in parts if part not in scene.there]
    assert lost == []
    assert [str(r.name) for r in ROUTES if not parts_of(r) and str(r.name) not in OWN] == []


def test_a_stranger_of_any_role_is_answered_as_if_it_did_not_exist(
    scene: Scene, nearest: dict[str, Account | None], people: dict[str, Account | None]
):
    found = learned(nearest, people, tries("assessment", objects(), scene.there, nowhere(scene.there)))
    assert not found, "\n".join(found)


def test_who_holds_no_task_of_an_assessor_learns_nothing_of_tasks(scene: Scene):
    cast, accounts = scene.call.cast, scene.call.accounts
    tasks = ((name, parts) for name, parts in objects() if "task_id" in parts and "pk" not in parts)
    wanted = tries("assessment", tasks, scene.there, nowhere(scene.there))
    insiders = {
        "own coordinator": cast.alice_account,
        "own contributor": cast.bob_account,
        "own administrator": cast.olga_account,
        "own leader": accounts["lena"],
    }
    found = learned({"own assessor": cast.dana_account, "caller": accounts["prita"]}, insiders, wanted)
    assert not found, "\n".join(found)


def test_a_task_opens_the_evidence_of_its_indicators_and_no_other_file(scene: Scene):
    client, task = Client(), scene.task_id
    client.force_login(scene.call.accounts["eva"])

    def seen(name: str, number: str = "11") -> set[tuple[int, str]]:
        place = [task, number, scene.files.get(name, uuid.UUID(int=MISSING)), 1]
        routes = {"task_show": place, "task_download": place, "task_page": [*place, 1]}
        return {answered(client, "get", reverse(f"assessment:{n}", args=at)) for n, at in routes.items()}

    assert 200 in {status for status, _text in seen("seen")}
    none = seen("none")
    assert {status for status, _text in none} == {404}
    for name in ("closed", "elsewhere", "loose", "other"):
        assert seen(name) == none, name
    assert seen("elsewhere", "12") == none
