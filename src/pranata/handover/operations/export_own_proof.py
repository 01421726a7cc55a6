"""Taking one's own proof along."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import NotPermitted, ProductError
from pranata.handover.queries.own_proof import acts_about_leaving, acts_in_part, own_contents, own_dossiers
from pranata.ledger.operations.append_entry import EntryRef
from pranata.ledger.operations.export_bundle import export_bundle
from pranata.organisation.models import Person
from pranata.organisation.queries.actor import owner


class NothingDone(ProductError):
    """There is nothing to prove yet."""

    def __init__(self) -> None:
        super().__init__(
            _("Belum ada tindakan Anda yang tercatat di instansi ini."),
            remedy=_("Bukti pribadi dapat dibuat setelah tindakan resmi pertama Anda."),
        )


@transaction.atomic
def export_own_proof(
    *, person: Person, account_id: int, part: int = 1, policy: bytes, now: dt.datetime
) -> EntryRef:
    """Record the export of a person's own acts, and of what was written when they handed a position over.

    The person acts for themselves, with or without a position. A dozen queries, however many acts. Raises
    NotPermitted for any account but the person's, or NothingDone.
    """
    if person.account_id is None or person.account_id != account_id:
        raise NotPermitted(
            _("Ini bukti orang lain."),
            why=_("Bukti pribadi hanya untuk orangnya sendiri."),
            remedy=_("Masuk dengan akun Anda sendiri."),
        )
    wanted = {act.event_id for act in acts_in_part(person, part)}
    if not wanted:
        raise NothingDone
    wanted |= acts_about_leaving(person)
    return export_bundle(
        event_ids=wanted,
        readable=own_dossiers(person),
        opened=own_contents(wanted),
        policy=policy,
        tenant_id=person.instansi_id,
        actor=owner(person),
        now=now,
    )
