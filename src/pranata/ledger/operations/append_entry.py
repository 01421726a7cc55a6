"""Appending an entry: the one way an act becomes evidence."""

import datetime as dt
import platform
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

from django.db import DatabaseError, IntegrityError, OperationalError, connection
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.foundation.tenancy import current_scope
from pranata.ledger.actions import ActionKind, known_actions
from pranata.ledger.canonical import Json, canonical
from pranata.ledger.sealing import Sealed, seal

SCHEMA = "ledger.0007"
OCCURRED_BASES = frozenset({"server", "claimed", "paper", "import_srikandi"})


class NotInTransaction(RuntimeError):
    """There is no transaction to append in, so act and evidence could part."""


class UnknownAction(ValueError):
    """The action was not declared with `pranata.ledger.actions.declare`."""


class DetailDoesNotFit(ValueError):
    """The detail does not have the form that the action was declared with; told by key, never by value."""


class OutsideTenant(RuntimeError):
    """The act names a tenant whose scope is not open: evidence is written only where the act may be done."""


class AlreadyRecorded(RuntimeError):
    """An entry with this event id exists."""


class EntryTooLarge(ProductError):
    """The canonical entry would exceed 65,535 bytes."""

    status = 413


@dataclass(frozen=True, kw_only=True)
class ObjectRef:
    """Something the act is about. With bytes behind it, `sha256` (lower-case hex) fixes which.

    `security` is the class of a document: B (biasa), T (terbatas), R (rahasia), SR (sangat rahasia). Anybody
    who holds a document of class B may ask whether it is in the log.
    """

    role: str
    type: str
    id: str
    sha256: str | None = None
    size: int | None = None
    media: str | None = None
    security: str | None = None

    def document(self) -> dict[str, Json]:
        """Return the reference as it stands in an entry."""
        reference: dict[str, Json] = {
            "role": self.role,
            "type": self.type,
            "id": self.id,
            "sha256": self.sha256,
        }
        measured = {"size": self.size, "media": self.media, "keamanan": self.security}
        return reference | {name: value for name, value in measured.items() if value is not None}


@dataclass(frozen=True, kw_only=True)
class Act:
    """What was done, by whom as what, to what. `docs/spec/ledger-entry.md` says what each field means.

    `detail` is for everything personal: it is sealed, never written in clear. `event_id` (a UUIDv7) is
    given only by a caller that must be able to repeat itself without recording twice.
    """

    action: ActionKind
    tenant_id: int | None
    actor: Mapping[str, Json]
    occurred_at: dt.datetime
    objects: Sequence[ObjectRef] = ()
    detail: Json = None
    authority: str | Mapping[str, Json] | None = None
    occurred_basis: str = "server"
    on_behalf_of: Mapping[str, Json] | None = None
    auth: Mapping[str, Json] | None = None
    to: Sequence[Mapping[str, Json]] = ()
    thread: str | None = None
    prev: Sequence[uuid.UUID] = ()
    result: Mapping[str, Json] | None = None
    event_id: uuid.UUID | None = None


@dataclass(frozen=True)
class EntryRef:
    """Where the act now stands in evidence."""

    event_id: uuid.UUID
    leaf_hash: bytes


def append_entry(act: Act) -> EntryRef:
    """Append the act to the ledger, inside the transaction that carries it out. One statement.

    Raises NotInTransaction, UnknownAction, DetailDoesNotFit, OutsideTenant, AlreadyRecorded, EntryTooLarge,
    what the scope's `require_open` raises, or NotCanonical for a value an entry cannot hold. After the last
    six the transaction can only be rolled back: an act without its entry must not be committed.
    """
    _require_place(act)
    sealed = None if act.detail is None else seal(act.detail)
    document = canonical(_document(act, sealed)).decode()
    event_id, leaf_hash = _write(document, act.tenant_id, sealed)
    return EntryRef(event_id, leaf_hash)


def _require_place(act: Act) -> None:
    if not connection.in_atomic_block:
        raise NotInTransaction("append_entry must run inside the transaction of the act")
    if known_actions().get(act.action.code) is not act.action:
        raise UnknownAction(act.action.code)
    _require_form(act)
    scope = current_scope()
    if act.tenant_id is not None and act.tenant_id != scope.tenant_id:
        raise OutsideTenant(f"the act names tenant {act.tenant_id}, the open scope is {scope}")
    if scope.require_open is not None:
        scope.require_open(act.occurred_at)


def _require_form(act: Act) -> None:
    form = act.action.detail
    if form is None:
        fault = None if act.detail is None else "the action has no detail"
    else:
        fault = form.fault(act.detail)
    if fault:
        raise DetailDoesNotFit(f"{act.action.detail_schema}: {fault}")


def _document(act: Act, sealed: Sealed | None) -> dict[str, Json]:
    """Return the fields the caller answers for; the database adds `v`, `log` and `recorded_at`."""
    return {
        "event_id": str(act.event_id) if act.event_id else None,
        "tenant": act.tenant_id,
        "occurred_at": _second(act.occurred_at),
        "occurred_basis": _basis(act.occurred_basis),
        "action": act.action.code,
        "actor": dict(act.actor),
        "for": act.on_behalf_of,
        "auth": act.auth,
        "objects": [thing.document() for thing in act.objects],
        "to": list(act.to),
        "authority": {"rule": act.authority} if isinstance(act.authority, str) else act.authority,
        "payload": {"schema": act.action.detail_schema, "commit": sealed.commit.hex()} if sealed else None,
        "thread": act.thread,
        "prev": [str(event_id) for event_id in act.prev],
        "retention": {"class": act.action.retention.code},
        "result": act.result,
        "system": _system(),
    }


def _second(instant: dt.datetime) -> str:
    if instant.tzinfo is None:
        raise ValueError("occurred_at has no time zone")
    return instant.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _basis(basis: str) -> str:
    if basis not in OCCURRED_BASES:
        raise ValueError(f"{basis!r} is not one of {sorted(OCCURRED_BASES)}")
    return basis


@cache
def _system() -> dict[str, Json]:
    return {"app": f"pranata {version('pranata')}", "schema": SCHEMA, "node": platform.node()}


_APPEND = "SELECT event_id, leaf_hash FROM ledger.append(%s::jsonb)"
# One round trip: a data-modifying WITH always runs to its end, whether or not its rows are read.
_SEAL_AND_APPEND = f"""
    WITH key AS (INSERT INTO keystore.dek (key_id, tenant_id, master_id, wrapped) VALUES (%s, %s, %s, %s)),
         box AS (INSERT INTO ledger.sealed (commit, tenant_id, key_id, nonce_ct) VALUES (%s, %s, %s, %s))
    {_APPEND}
"""  # noqa: S608 - a constant


def _write(document: str, tenant_id: int | None, sealed: Sealed | None) -> tuple[uuid.UUID, bytes]:
    boxed: list[Any] = []
    if sealed:
        boxed = [sealed.key_id, tenant_id, sealed.master_id, sealed.wrapped]
        boxed += [sealed.commit, tenant_id, sealed.key_id, sealed.nonce_ct]
    try:
        with connection.cursor() as cursor:
            cursor.execute(_SEAL_AND_APPEND if sealed else _APPEND, [*boxed, document])
            event_id, leaf_hash = cursor.fetchone()
    except (IntegrityError, OperationalError) as error:
        _raise_refusal(error)
        raise
    return event_id, bytes(leaf_hash)


def _raise_refusal(error: DatabaseError) -> None:
    """Raise what a caller understands for what the database said, if there is such a thing."""
    state = getattr(error.__cause__, "sqlstate", None)
    if state == "23505":  # unique_violation
        raise AlreadyRecorded(str(error)) from error
    if state == "54000":  # program_limit_exceeded
        raise EntryTooLarge(
            _("Catatan tindakan ini terlalu besar untuk disimpan sebagai bukti."),
            why=_("Satu catatan bukti paling besar 65.535 bita agar dapat diperiksa di luar sistem."),
            remedy=_("Bagilah tindakan ini menjadi beberapa bagian, lalu ulangi."),
        ) from error
