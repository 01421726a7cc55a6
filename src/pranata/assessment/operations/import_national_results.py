"""Take the results that public bodies printed into the public table."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from importlib.resources import files

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment.events import RESULTS_IMPORTED
from pranata.assessment.models import PublishedResult
from pranata.assessment.printed_results import PrintedBody, PrintedResult, national_results, published_cases
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.ledger.operations.append_entry import Act, ObjectRef, append_entry
from pranata.organisation.directory import name_key
from pranata.organisation.models import Instansi
from pranata.organisation.policies import Actor
from pranata.organisation.queries.directory import read_directory

SOURCES = ("national_results.csv", "published_cases.json")
IDENTITY = ["instansi_id", "year", "instrument", "origin"]
PRINTED = [
    "index", "exact", "exact_min", "exact_max", "predikat", "domains", "aspects", "levels", "remark",
    "is_suspect", "source",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ImportOutcome:
    """How many results were new, changed or already there."""

    created: int
    updated: int
    unchanged: int


class UnknownBodies(ProductError):
    """The directory does not know bodies that the reports name."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__(
            _("%(count)d instansi dalam laporan tidak dikenal, misalnya %(name)s.")
            % {"count": len(names), "name": names[0]},
            why=_("Hasil tanpa instansi tidak dapat ditampilkan, jadi tidak ada yang diimpor."),
            remedy=_("Muat dulu daftar instansi, lalu ulangi impor."),
        )


@transaction.atomic
def import_national_results(*, actor: Actor | None = None, now: datetime) -> ImportOutcome:
    """Bring the public table in line with the packaged reports: bulk, all or nothing, repeatable.

    Only the installation itself may do this (`actor` None); raises NotPermitted for a person, UnknownBodies
    before the directory is loaded. A run that changes nothing writes nothing, the ledger included. What an
    instansi published itself is left alone.
    """
    _require_system(actor)
    printed = (*national_results(), *published_cases())
    bodies = _find_bodies({result.body for result in printed})
    outcome = _write([_row(result, bodies[result.body]) for result in printed])
    if outcome.created or outcome.updated:
        _append(outcome, now)
    return outcome


def _require_system(actor: Actor | None) -> None:
    if actor is not None:
        raise NotPermitted(
            _("Hasil evaluasi nasional tidak dapat diimpor oleh pengguna."),
            why=_("Hasil ini berlaku bagi semua instansi, bukan milik satu instansi."),
            remedy=_("Pengelola server menjalankannya bersama pembaruan data."),
        )


def _find_bodies(bodies: set[PrintedBody]) -> dict[PrintedBody, Instansi]:
    """Lead each printed name to its body in the directory (one query)."""
    directory = read_directory()
    found = {body: directory.match(body.name, body.level, body.province) for body in bodies}
    unknown = sorted(body.name for body, instansi in found.items() if instansi is None)
    if unknown:
        raise UnknownBodies(unknown)
    return {body: instansi for body, instansi in found.items() if instansi is not None}


def _row(result: PrintedResult, instansi: Instansi) -> PublishedResult:
    fields = {name: getattr(result, name) for name in ("year", "instrument", "origin", *PRINTED)}
    fields["remark"] = " ".join(filter(None, (result.remark, _other_name(result.body, instansi))))
    for number in ("index", "exact_min", "exact_max"):
        fields[number] = Decimal(fields[number]) if fields[number] else None
    return PublishedResult(instansi_id=instansi.pk, **fields)


def _other_name(body: PrintedBody, instansi: Instansi) -> str:
    """Say the printed name where it is more than a spelling of ours: what was matched is not hidden."""
    if name_key(body.name, instansi.kind) == name_key(instansi.name, instansi.kind):
        return ""
    return f"Dalam sumber ini tertulis “{body.name}”."


def _write(wanted: list[PublishedResult]) -> ImportOutcome:
    present = _present({row.instansi_id for row in wanted})
    new = [row for row in wanted if _values(row, IDENTITY) not in present]
    changed = [
        row for row in wanted
        if _values(row, IDENTITY) in present and present[_values(row, IDENTITY)] != _values(row, PRINTED)
    ]  # fmt: skip
    PublishedResult.objects.bulk_create(
        [*new, *changed],
        update_conflicts=True,
        unique_fields=["instansi", "year", "instrument", "origin"],
        update_fields=PRINTED,
    )
    return ImportOutcome(
        created=len(new),
        updated=len(changed),
        unchanged=len(wanted) - len(new) - len(changed),
    )


def _present(instansi_ids: set[int]) -> Mapping[tuple[object, ...], tuple[object, ...]]:
    rows = PublishedResult.with_withdrawn.filter(instansi_id__in=instansi_ids)
    return {_values(row, IDENTITY): _values(row, PRINTED) for row in rows}


def _values(row: PublishedResult, names: list[str]) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in names)


def _append(outcome: ImportOutcome, now: datetime) -> None:
    append_entry(
        Act(
            action=RESULTS_IMPORTED,
            tenant_id=None,
            actor={"system": "import"},
            occurred_at=now,
            objects=tuple(
                ObjectRef(role="sumber", type="published_results", id=name, sha256=_digest(name))
                for name in SOURCES
            ),
            detail=asdict(outcome),
            authority="PermenPANRB 59/2020",
        )
    )


def _digest(name: str) -> str:
    return hashlib.sha256(files("pranata.assessment").joinpath("data", name).read_bytes()).hexdigest()
