"""What the tests of records share: the cast, an archivist, a store of its own, and quick documents."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.tests.blobs import samples
from pranata.organisation.models import Role, Unit
from pranata.organisation.policies import Actor
from pranata.organisation.tests.cast import NOW, TODAY, Cast, make_account, make_actor, make_cast
from pranata.records.models import Document, Evidence, Upload, Version
from pranata.records.operations.add_document import Description, add_document
from pranata.records.operations.add_evidence import Claim, Part, add_evidence
from pranata.records.uploads import accept, begin, receive

SK = Description(title="Keputusan Wali Kota tentang Arsitektur SPBE", kind="keputusan", security="B")


@dataclass(frozen=True)
class Archive:
    """The cast with an archivist (Ratna), in an open scope, keeping bytes in a folder of the test."""

    cast: Cast
    ratna: Actor
    ratna_account: Account
    home: Path

    def upload(
        self,
        content: bytes = samples.PDF,
        name: str = "sk.pdf",
        actor: Actor | None = None,
        now: dt.datetime = NOW,
    ) -> Upload:
        """Return an accepted upload."""
        who = actor or self.cast.bob
        begun = begin(name=name, length=len(content), actor=who, now=now)
        return accept(receive(begun, offset=0, piece=content))

    def version(
        self,
        content: bytes = samples.PDF,
        name: str = "sk.pdf",
        *,
        unit: Unit | None = None,
        actor: Actor | None = None,
        **described: Any,
    ) -> Version:
        """Return the first version of a new document, of the health service unless said otherwise."""
        who = actor or self.cast.bob
        return add_document(
            upload=self.upload(content, name, who),
            unit=unit or self.cast.dinkes,
            description=Description(**{**vars(SK), **described}),
            actor=who,
            now=NOW,
        )

    def document(self, **given: Any) -> Document:
        """Return a new document."""
        return self.version(**given).document

    def evidence(self, *versions: Version, **claimed: Any) -> Evidence:
        """Return a new item of evidence of the health service."""
        claim = {"title": "Arsitektur SPBE ditetapkan", "effective_on": TODAY, **claimed}
        return add_evidence(
            unit=self.cast.dinkes,
            claim=Claim(**claim),
            parts=[Part(version=v) for v in versions or (self.version(),)],
            actor=self.cast.bob,
            now=NOW,
        )


@contextmanager
def archive_at(home: Path, settings: Any) -> Iterator[Archive]:
    """Make the cast with an archivist and open the scope of their instansi."""
    settings.BLOB_URL, settings.BLOB_COPY_URL = str(home / "blobs"), str(home / "copy")
    settings.UPLOADS, settings.CLAMAV = home / "uploads", None
    settings.DESTRUCTION_JOURNAL = home / "destruction" / "journal"
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        account = make_account("Ratna")
        ratna = make_actor(
            cast.diskominfo,
            account,
            title="Arsiparis Ahli Muda",
            role=Role.ARCHIVIST,
            on=cast.root,
        )
        yield Archive(cast, ratna, account, home)
