"""A list of documents on its way to destruction, with everybody who takes a step."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from pranata.foundation.models import Account
from pranata.foundation.tests.blobs import samples
from pranata.organisation.models import Role
from pranata.organisation.policies import Actor
from pranata.organisation.tests.cast import NOW, make_account, make_actor
from pranata.records.destruction.carrying_out import carry_out
from pranata.records.models import DisposalItem, DisposalPath, DisposalProposal, Document, Version
from pranata.records.operations.appraise_disposal import appraise_disposal
from pranata.records.operations.approve_disposal import Letter, approve_disposal
from pranata.records.operations.begin_destruction import begin_destruction
from pranata.records.operations.order_destruction import order_destruction
from pranata.records.operations.propose_disposal import propose_disposal
from pranata.records.tests.retention_scenes import a_schedule
from pranata.records.tests.scenes import Archive

LONG_AGO = dt.date(2018, 3, 1)
LETTER = Letter(issuer="Wali Kota", number="045/12/2026", dated_on=dt.date(2026, 3, 1))


@dataclass(frozen=True)
class Disposal:
    """The archive with a schedule; Sari leads and approves, Indra audits and is the second person."""

    archive: Archive
    sari: Actor
    indra: Actor
    sari_account: Account
    indra_account: Account

    @property
    def ratna(self) -> Actor:
        return self.archive.ratna

    @property
    def alice(self) -> Actor:
        return self.archive.cast.alice

    def version(self, content: bytes = samples.PDF, name: str = "notula.pdf", **given: Any) -> Version:
        """Return a version whose document is due to be destroyed."""
        described = {"classification": "000.1", "dated_on": LONG_AGO, "title": f"Notula {name}", **given}
        return self.archive.version(content, name, **described)

    def proposed(self, *documents: Document, path: str = DisposalPath.DESTROY) -> DisposalProposal:
        listed = documents or (self.version().document,)
        return propose_disposal(
            documents=listed, path=DisposalPath(path), note="Jatuh tempo", actor=self.ratna, now=NOW
        )

    def appraised(self, *documents: Document, path: str = DisposalPath.DESTROY) -> DisposalProposal:
        return appraise_disposal(
            proposal=self.proposed(*documents, path=path),
            kept={},
            panel="Alice, Dana",
            note="",
            actor=self.alice,
            now=NOW,
        )

    def approved(self, *documents: Document, path: str = DisposalPath.DESTROY) -> DisposalProposal:
        return approve_disposal(
            proposal=self.appraised(*documents, path=path),
            upload=self.archive.upload(samples.PDF + b"\n%surat", "surat.pdf", self.sari),
            letter=LETTER,
            actor=self.sari,
            now=NOW,
        )

    def begun(self, *documents: Document) -> DisposalProposal:
        return begin_destruction(proposal=self.approved(*documents), actor=self.ratna, now=NOW)

    def ordered(self, *documents: Document) -> DisposalProposal:
        return order_destruction(proposal=self.begun(*documents), actor=self.indra, now=NOW)

    def destroyed(self, *documents: Document) -> DisposalProposal:
        found = self.ordered(*documents)
        self.carry_out()
        found.refresh_from_db()
        return found

    def carry_out(self, now: dt.datetime = NOW) -> dict[str, int]:
        return dict(carry_out(on=now.date(), now=now))

    def item(self, document: Document) -> DisposalItem:
        return DisposalItem.objects.get(document=document)

    def places_of(self, version: Version) -> list[str]:
        """Return the places that hold the bytes of a version."""
        return [name for name in ("blobs", "copy") if list((self.archive.home / name).rglob(version.sha256))]


def disposal_in(archive: Archive) -> Disposal:
    """Add a schedule, a leader and an auditor to an archive."""
    a_schedule(archive)
    sari_account, indra_account = make_account("Sari"), make_account("Indra")
    cast = archive.cast
    return Disposal(
        archive=archive,
        sari=make_actor(cast.root, sari_account, title="Wali Kota", role=Role.LEADER),
        indra=make_actor(cast.inspektorat, indra_account, title="Inspektur", role=Role.AUDITOR, on=cast.root),
        sari_account=sari_account,
        indra_account=indra_account,
    )
