"""What proves a document or an item of evidence: its acts, and the files they fix."""

import uuid
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from pranata.foundation.blobs import blobs_of
from pranata.foundation.errors import ProductError
from pranata.ledger.bundles.listing import EXPORT_ACTION
from pranata.ledger.bundles.writing import Contents, Document
from pranata.ledger.models import Entry
from pranata.ledger.queries.bundle import bundle_of
from pranata.ledger.queries.history import HistoryLine, history_of
from pranata.organisation.policies import Actor
from pranata.records import models
from pranata.records.policies import readable
from pranata.records.queries.live import live_versions

MOST_ACTS = 2_000


class TooManyActs(ProductError):
    """More acts than one bundle is made of; leaving some out silently would be worse than refusing."""

    def __init__(self) -> None:
        super().__init__(
            _("Riwayatnya lebih dari %(most)d tindakan, terlalu banyak untuk satu paket.")
            % {"most": MOST_ACTS},
            remedy=_("Mintalah pengelola sistem mengekspornya."),
        )


class BundleClosed(ProductError):
    """The export was somebody else's, or holds a document that is closed to the actor by now."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            _("Paket bukti ini tidak ada, atau bukan Anda yang mengekspornya."),
            remedy=_("Buka naskah atau buktinya, lalu tekan Unduh bukti."),
        )


def acts_of_document(document: models.Document) -> list[HistoryLine]:
    """Return the acts on a document itself, latest first. One query. Raises TooManyActs.

    That an item of evidence was made of it is an act on that item, which may hold documents that are closed.
    """
    about = _all("document", str(document.public_id))
    return [line for line in about if any(thing["role"] == "naskah" for thing in line.document["objects"])]


def acts_of_evidence(evidence: models.Evidence) -> list[HistoryLine]:
    """Return the acts on an item, and on each document it is made of. One query each. Raises TooManyActs."""
    found = _all("evidence", str(evidence.public_id))
    for document in documents_of(evidence):
        found += acts_of_document(document)
    return found


def documents_of(evidence: models.Evidence) -> list[models.Document]:
    """Return the documents an item is made of. One query."""
    return list(models.Document.objects.filter(versions__parts__evidence=evidence).distinct())


def own_export(export_id: uuid.UUID, actor: Actor) -> Entry:
    """Return the entry of an export that the actor made. Raises BundleClosed."""
    found = Entry.objects.filter(event_id=export_id).first()
    if found is None or not _is_own(found.document, actor):
        raise BundleClosed
    return found


def proof_bundle(export_id: uuid.UUID, *, actor: Actor, policy: bytes, checked: bool = False) -> Contents:
    """Return the bundle of the actor's own export; nothing of it that they may not read any more.

    With `checked` each file is re-hashed as it is opened. Raises BundleClosed, what `bundle_of` raises, and
    when a file is opened BlobMissing or BlobDamaged.
    """
    own_export(export_id, actor)
    return bundle_of(export_id, policy=policy, document=partial(_document, actor, checked=checked))


def _all(kind: str, public_id: str) -> list[HistoryLine]:
    found = history_of(kind, public_id, limit=MOST_ACTS + 1)
    if len(found) > MOST_ACTS:
        raise TooManyActs
    return found


def _is_own(entry: dict[str, Any], actor: Actor) -> bool:
    return bool(
        entry["action"] == EXPORT_ACTION and entry["actor"].get("person") == str(actor.person_public_id)
    )


def _document(actor: Actor, sha256: str, *, checked: bool) -> Document:
    version = live_versions().filter(readable(actor, "document__"), sha256=sha256).first()
    if version is None:
        raise BundleClosed
    store = blobs_of(version.instansi_id)
    if checked:
        store.verify(sha256)
    return Document(version.size, partial(store.open, sha256))


def digests(lines: list[HistoryLine]) -> Iterator[str]:
    """Yield the SHA-256 of every file that acts name."""
    for line in lines:
        yield from (thing["sha256"] for thing in line.document["objects"] if thing["sha256"])
