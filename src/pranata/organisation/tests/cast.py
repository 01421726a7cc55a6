"""The cast of characters: real rows of two instansi, and the actors who work in them.

Alice coordinates SPBE, Bob answers indicators for one unit, Dana assesses internally and Olga keeps the
organisation, all in one city. Charlie is the coordinator of another: whatever he may do at home, he may do
nothing here. Everybody holds office since 2020 and still does.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment, Grant, Instansi, Person, Position, Role, Unit, UnitKind
from pranata.organisation.policies import Actor
from pranata.organisation.queries.actor import actor_of

PASSWORD = "rahasia-sekali-2026"
SINCE = dt.date(2020, 1, 1)
TODAY = dt.date(2026, 3, 2)
NOW = dt.datetime(2026, 3, 2, 3, 0, tzinfo=dt.UTC)


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Rows and actors made by `make_cast`; tenant rows are seen inside `tenant_scope(instansi.pk)` only."""

    instansi: Instansi
    other_instansi: Instansi
    root: Unit
    diskominfo: Unit
    dinkes: Unit
    inspektorat: Unit
    other_root: Unit
    alice: Actor
    bob: Actor
    charlie: Actor
    dana: Actor
    olga: Actor
    alice_account: Account
    bob_account: Account
    charlie_account: Account
    dana_account: Account
    olga_account: Account


def make_instansi(name: str, kind: str = "kota") -> Instansi:
    """Create a body of the directory; its slug is its name."""
    return Instansi.objects.create(kind=kind, name=name, slug=slugify(name))


def make_unit(instansi: Instansi, name: str, *, parent: Unit | None = None, kind: str = UnitKind.OPD) -> Unit:
    """Create a unit since 2020. Needs the tenant's scope."""
    return Unit.objects.create(
        instansi=instansi, parent=parent, kind=kind, code=slugify(name), name=name, starts_on=SINCE
    )


def make_account(name: str) -> Account:
    """Create an account `name@contoh.test` that signs in with PASSWORD."""
    return Account.objects.create(email=f"{slugify(name)}@contoh.test", name=name, password=_hashed())


def make_actor(
    unit: Unit, account: Account, *, title: str, role: str | None, on: Unit | None = None
) -> Actor:
    """Create position, person, definitif assignment and grant since 2020 or the unit began; return who acts.

    The grant is on `on`, by default the position's own unit. Needs the tenant's scope.
    """
    instansi, since = unit.instansi, max(SINCE, unit.starts_on)
    position = Position.objects.create(
        instansi=instansi, unit=unit, code=slugify(title), title=title, starts_on=since
    )
    person = Person.objects.create(instansi=instansi, account=account, name=account.name, email=account.email)
    if role is not None:
        Grant.objects.create(
            instansi=instansi, position=position, unit=on or unit, role=role, starts_on=since
        )
    assignment = Assignment.objects.create(
        instansi=instansi, position=position, person=person, decree_number="SK 1/2020", starts_on=since
    )
    return actor_of(assignment, TODAY)


def make_cast() -> Cast:
    """Create both instansi with their units, accounts, positions and grants."""
    instansi, other = make_instansi("Kota Contoh"), make_instansi("Kota Seberang")
    accounts = {name: make_account(name.title()) for name in ("alice", "bob", "charlie", "dana", "olga")}
    with tenant_scope(other.pk):
        other_root = make_unit(other, other.name, kind=UnitKind.ROOT)
        charlie = make_actor(other_root, accounts["charlie"], title="Koordinator SPBE", role=Role.COORDINATOR)
    with tenant_scope(instansi.pk):
        units = _units(instansi)
        actors = _officials(units, accounts)
    parts: dict[str, Any] = {f"{name}_account": account for name, account in accounts.items()}
    parts |= {**units, **actors, "charlie": charlie, "other_root": other_root}
    return Cast(instansi=instansi, other_instansi=other, **parts)


def _units(instansi: Instansi) -> dict[str, Unit]:
    root = make_unit(instansi, instansi.name, kind=UnitKind.ROOT)
    return {
        "root": root,
        "diskominfo": make_unit(instansi, "Dinas Komunikasi dan Informatika", parent=root),
        "dinkes": make_unit(instansi, "Dinas Kesehatan", parent=root),
        "inspektorat": make_unit(instansi, "Inspektorat", parent=root),
    }


def _officials(units: dict[str, Unit], accounts: dict[str, Account]) -> dict[str, Actor]:
    root = units["root"]
    posts = {
        "alice": ("diskominfo", "Kepala Dinas Komunikasi dan Informatika", Role.COORDINATOR, root),
        "bob": ("dinkes", "Sekretaris Dinas Kesehatan", Role.CONTRIBUTOR, None),
        "dana": ("inspektorat", "Auditor Muda", Role.INTERNAL_ASSESSOR, root),
        "olga": ("root", "Kepala Bagian Organisasi", Role.ADMINISTRATOR, root),
    }
    return {
        name: make_actor(units[unit], accounts[name], title=title, role=role, on=on)
        for name, (unit, title, role, on) in posts.items()
    }


@cache
def _hashed() -> str:
    # One slow hash a process instead of one an account.
    return make_password(PASSWORD)
