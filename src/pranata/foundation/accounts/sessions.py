"""The sign-ins of an account: opened, kept in step with Django's session, listed and ended."""

import datetime as dt
import uuid

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from pranata.foundation.accounts.client import Client
from pranata.foundation.models import Account, SignInSession

NOTE = "pranata_sign_in"
SEEN_EVERY = dt.timedelta(minutes=5)


def open_session(
    account: Account, session: SessionBase, *, client: Client, now: dt.datetime
) -> SignInSession:
    """Record a sign-in. Call it after Django has given the session its new key."""
    if session.session_key is None:
        session.save()
    row = SignInSession.objects.create(
        account=account,
        session_key=session.session_key or "",
        device=client.device,
        address_digest=client.address_digest,
        created_at=now,
        last_seen_at=now,
    )
    session[NOTE] = {"id": str(row.public_id), "key": session.session_key, "seen": now.timestamp()}
    return row


def keep_session(session: SessionBase, *, now: dt.datetime) -> None:
    """Follow a changed session key, and note at most every five minutes that the session is in use.

    One query when there is something to note, none otherwise. Saving the session then also prolongs it.
    """
    note = session.get(NOTE)
    if note is None or session.session_key is None:
        return
    if note["key"] == session.session_key and now.timestamp() - note["seen"] < SEEN_EVERY.total_seconds():
        return
    SignInSession.objects.filter(public_id=note["id"]).update(
        session_key=session.session_key, last_seen_at=now
    )
    session[NOTE] = {"id": note["id"], "key": session.session_key, "seen": now.timestamp()}


def sessions_of(account: Account, *, now: dt.datetime) -> QuerySet[SignInSession]:
    """Return the sign-ins of an account that would be let in right now, latest seen first. One query."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    return SignInSession.objects.filter(Exists(alive), account=account, ended_at__isnull=True).order_by(
        "-last_seen_at"
    )


def current_sign_in(session: SessionBase) -> uuid.UUID | None:
    """Return the public id of the sign-in a session belongs to; None outside one. No query."""
    note = session.get(NOTE)
    return uuid.UUID(note["id"]) if note else None


@transaction.atomic
def end_sessions(
    account: Account,
    *,
    now: dt.datetime,
    only: uuid.UUID | None = None,
    all_but: uuid.UUID | None = None,
) -> int:
    """End one sign-in of an account, or all but one, or all; return how many there were.

    Django's session goes with it, so the very next request of that browser is nobody's. A request that is
    under way there cannot bring the session back: saving a session that is gone is refused.
    """
    rows = SignInSession.objects.filter(account=account, ended_at__isnull=True)
    if only is not None:
        rows = rows.filter(public_id=only)
    if all_but is not None:
        rows = rows.exclude(public_id=all_but)
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    SignInSession.objects.filter(session_key__in=keys).update(ended_at=now)
    return len(keys)
