"""Archive, handover, receipts and organisation: every role of another instansi tries every address there.

All ids are real ones of the other's house; a route or a part that no table knows fails until it is placed.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.urls import URLPattern, reverse
from tests.contracts.reach import all_roles, learned, parts_of, tries, with_objects

from pranata.foundation.clock import utc_now
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.handover.web.urls import urlpatterns as handover_routes
from pranata.organisation.models import Grant, PendingImport, Role
from pranata.organisation.tests.cast import NOW, TODAY, Cast, make_account, make_actor
from pranata.organisation.web.urls import urlpatterns as organisation_routes
from pranata.receipts.models import Ground
from pranata.receipts.operations.dispute_entry import dispute_entry
from pranata.receipts.policies import Claimant
from pranata.receipts.tests.scenes import record
from pranata.receipts.web.urls import urlpatterns as receipts_routes
from pranata.records.models import ScheduleFile
from pranata.records.operations.export_proof import export_document_proof
from pranata.records.operations.record_erasure_request import Wish, record_erasure_request
from pranata.records.tests.disposal_scenes import disposal_in
from pranata.records.tests.retention_scenes import a_hold, a_schedule
from pranata.records.tests.scenes import Archive, archive_at
from pranata.records.web.urls import urlpatterns as records_routes

MISSING = 987_654_321
NONE = uuid.UUID(int=MISSING)
# Parts that name no object of anybody.
PLAIN = {"number": 1, "page": 1, "form": "csv", "act": "terapkan", "name": "nilai", "kind": "unit"} | {
    "extension": "csv",
    "day": TODAY,
    "token": "bukan-tanda-siapa-pun",
}
# Routes whose parts are all plain: lists of one's own house as files, its sheets, and a secret by itself.
OWN = {
    "records": {
        "documents_export", "retention_export", "schedule_template", "evidence_export", "sheet_pdf",
        "sheet_book", "sheet_correct",
    },
    "organisation": {"import_template", "account_link"},
    "handover": set(),
    "receipts": set(),
}  # fmt: skip
ROUTES: dict[str, list[Any]] = {
    "records": records_routes,
    "organisation": organisation_routes,
    "handover": handover_routes,
    "receipts": receipts_routes,
}


@pytest.fixture(scope="module")
def archive(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    """The archive of the other house; all of it is rolled back after the last test."""
    home: Path = tmp_path_factory.mktemp("arsip")
    with django_db_blocker.unblock(), override_settings(), transaction.atomic():
        with archive_at(home, settings) as found:
            yield found
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def there(archive: Archive) -> dict[str, object]:
    """The ids of what stands in the other house, by route and part, else by part."""
    cast = archive.cast
    return {
        **PLAIN,
        **_of_records(archive),
        **_of_organisation(cast),
        **_of_receipts(cast),
        "person_id": cast.bob.person_id,
    }


def _of_records(archive: Archive) -> dict[str, object]:
    document, disposal = archive.document(), disposal_in(archive)
    export = export_document_proof(
        document=document, policy=b"quorum none\n", actor=archive.cast.bob, now=NOW
    )
    ratna = archive.ratna
    file = ScheduleFile.objects.create(
        instansi=archive.cast.instansi, title="JRA", certainty="official", valid_from=TODAY,
        file_name="j.csv", content=b"", sha256="0" * 64, uploaded_at=NOW, person_name="R",
        uploaded_by_id=ratna.assignment_id,
    )  # fmt: skip
    wish = Wish(requester="Budi", wish="Hapus", received_on=TODAY)
    schedule = a_schedule(archive, valid_from=TODAY).public_id
    request = record_erasure_request(wish=wish, actor=ratna, now=NOW).public_id
    proposal, evidence = disposal.proposed().public_id, archive.evidence().public_id
    return {
        "public_id": document.public_id,
        "document_id": document.public_id,
        "export_id": export.event_id,
        "upload_piece public_id": archive.upload().public_id,
        "hold_release public_id": a_hold(archive, document=document).public_id,
        **dict.fromkeys(("schedule public_id", "schedule_withdraw public_id"), schedule),
        **dict.fromkeys(("erasure public_id", "erasure_name public_id"), request),
        **dict.fromkeys(("disposal public_id", "disposal_step public_id"), proposal),
        **dict.fromkeys(("evidence public_id", "withdraw public_id", "export_evidence public_id"), evidence),
        **dict.fromkeys(("schedule_file pk", "schedule_download pk", "schedule_decide pk"), file.pk),
    }


def _of_organisation(cast: Cast) -> dict[str, object]:
    units = ("unit", "unit_register", "unit_end", "unit_move", "position_create")
    posts = ("position", "position_end", "position_superior", "position_assign")
    people = (
        "person",
        "person_end",
        "account_end",
        "person_invite",
        "person_link_resend",
        "person_link_cancel",
    )
    waiting = PendingImport.objects.create(
        instansi=cast.instansi, kind="unit", file_name="u.csv", content=b"", sha256="0" * 64,
        effective_on=TODAY, uploaded_at=NOW, uploaded_by_id=cast.olga.assignment_id,
    )  # fmt: skip
    grant = Grant.objects.filter(position_id=cast.bob.position_id).get()
    return {
        "pk": cast.bob.assignment_id,
        **{f"{name} pk": cast.dinkes.pk for name in units},
        **{f"{name} pk": cast.bob.position_id for name in posts},
        **{f"{name} pk": cast.bob.person_id for name in people},
        **{f"{name} pk": waiting.pk for name in ("import", "import_file", "import_decide")},
        "role_revoke pk": grant.pk,
    }


def _of_receipts(cast: Cast) -> dict[str, object]:
    event = record(cast.alice)
    dispute = dispute_entry(
        event_id=event, ground=Ground.NOT_ME, statement="Saya di provinsi.",
        claimant=Claimant.official(cast.alice), now=utc_now(),
    )  # fmt: skip
    return {"event_id": event, "disputed pk": dispute.pk, "answer pk": dispute.pk}


def nowhere(there: dict[str, object]) -> dict[str, object]:
    """Return ids that nothing has, in the place of each."""
    made = {int: MISSING, uuid.UUID: NONE}
    return {name: one if name in PLAIN else made[type(one)] for name, one in there.items()}


def routes_of(namespace: str) -> list[URLPattern]:
    """Return the routes of an app that name something of somebody."""
    return [one for one in ROUTES[namespace] if one.name not in OWN[namespace]]


@dataclass(frozen=True)
class Strangers:
    """Somebody who holds every role in another instansi; one person for each role there, and nobody."""

    nearest: dict[str, Account | None]
    others: dict[str, Account | None]


@pytest.fixture(scope="module")
def strangers(archive: Archive) -> Strangers:
    root, others = archive.cast.other_root, dict[str, Account | None](anonymous=None)
    with tenant_scope(archive.cast.other_instansi.pk):
        for role in Role:
            others[role.value] = account = make_account(f"Seberang {role.value}")
            make_actor(root, account, title=f"Seberang {role.value}", role=role, on=root)
        return Strangers({"every role": all_roles(root)}, others)


def test_every_part_of_an_address_is_placed(there: dict[str, object]):
    for namespace in ROUTES:
        lost = [
            (route.name, part)
            for route in routes_of(namespace)
            for part in parts_of(route)
            if f"{route.name} {part}" not in there and part not in there
        ]
        assert lost == []


@pytest.mark.parametrize("namespace", ROUTES)
def test_a_stranger_of_any_role_is_answered_as_if_it_did_not_exist(
    namespace: str, there: dict[str, object], strangers: Strangers
):
    wanted = tries(namespace, with_objects(routes_of(namespace)), there, nowhere(there))
    found = learned(strangers.nearest, strangers.others, wanted)
    assert not found, "\n".join(found)


def test_a_calendar_of_others_is_as_empty_as_one_of_nobody(archive: Archive, client: Any):
    """The address is the secret; a guess is answered with a calendar that holds nothing."""
    for instansi in (archive.cast.instansi.pk, MISSING):
        answer = client.get(reverse("desk:calendar", args=[instansi, "x" * 43]))
        assert b"VEVENT" not in answer.content
