"""Brings the packaged directory of government bodies into the database."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import NotPermitted
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.directory import Body, bodies, canonical_key, successors
from pranata.organisation.models import Instansi
from pranata.organisation.operations._act import act
from pranata.organisation.policies import Actor

FIELDS = (
    "kind",
    "name",
    "evaluation_code",
    "region_code",
    "province_name",
    "population",
    "time_zone",
)


@dataclass(frozen=True, kw_only=True)
class DirectoryLoaded:
    """How many bodies were added, brought up to date, and already right."""

    created: int
    updated: int
    unchanged: int


@transaction.atomic
def load_directory(*, actor: Actor | None = None, now: dt.datetime) -> DirectoryLoaded:
    """Create or bring up to date every body of the packaged directory; running it again changes and
    records nothing.

    Bodies are known by their slug; colours and bodies added otherwise are left alone. Six statements
    whatever the number of bodies. The directory belongs to the installation and not to one instansi, so
    an official may not load it: raises NotPermitted when an actor is given.
    """
    if actor is not None:
        raise NotPermitted(
            _("Daftar instansi hanya dapat dimuat oleh pengelola pemasangan."),
            why=_("Daftar ini milik semua instansi, bukan milik satu instansi."),
            remedy=_("Mintalah pengelola pemasangan menjalankan perintah muat daftar instansi."),
        )
    loaded = _write(bodies())
    linked = _link_successors()
    if loaded.created or loaded.updated or linked:
        append_entry(
            act(
                events.DIRECTORY_LOADED,
                actor=None,
                instansi_id=None,
                now=now,
                detail={"ditambah": loaded.created, "diperbarui": loaded.updated},
            )
        )
    return loaded


def _write(found: list[Body]) -> DirectoryLoaded:
    known = {body.slug: body for body in Instansi.objects.all()}
    new = [Instansi(slug=body.slug, **_values(body)) for body in found if body.slug not in known]
    changed = [known[body.slug] for body in found if body.slug in known and _renew(known[body.slug], body)]
    Instansi.objects.bulk_create(new)
    Instansi.objects.bulk_update(changed, FIELDS)
    return DirectoryLoaded(
        created=len(new), updated=len(changed), unchanged=len(found) - len(new) - len(changed)
    )


def _values(body: Body) -> dict[str, str | int | None]:
    return {field: getattr(body, field) for field in FIELDS}


def _renew(known: Instansi, body: Body) -> bool:
    differing = [field for field in FIELDS if getattr(known, field) != getattr(body, field)]
    for field in differing:
        setattr(known, field, getattr(body, field))
    return bool(differing)


def _link_successors() -> int:
    by_key = {canonical_key(body.name, body.kind): body for body in Instansi.objects.all()}
    changed = []
    for old, new in successors():
        if by_key[old].superseded_by_id != by_key[new].pk:
            by_key[old].superseded_by = by_key[new]
            changed.append(by_key[old])
    Instansi.objects.bulk_update(changed, ["superseded_by"])
    return len(changed)
