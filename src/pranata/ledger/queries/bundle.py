"""The bundle of a recorded export, once the log is signed and witnessed far enough."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from pranata.engine.merkle import TileReader, inclusion_path
from pranata.foundation.errors import ProductError
from pranata.ledger.bundles.listing import LIST_ROLE, export_list
from pranata.ledger.bundles.writing import Contents, Document, Opened
from pranata.ledger.canonical import canonical
from pranata.ledger.models import Entry
from pranata.ledger.notes import Note, Policy, PolicyNotMet, TlogProof
from pranata.ledger.queries.detail import DetailErased, open_with_salt
from pranata.ledger.queries.tiles import read_tile

LOOKED_AT = 32

FindDocument = Callable[[str], Document]


class NotYetWitnessed(ProductError):
    """An entry of the bundle has no checkpoint yet that satisfies the policy; `sequenced` says how far."""

    status = 409

    def __init__(self, *, sequenced: bool) -> None:
        self.sequenced = sequenced
        state = _("sudah terkunci, tetapi belum disaksikan") if sequenced else _("belum terkunci")
        super().__init__(
            _("Paket bukti belum dapat dibuat: catatannya %(state)s.") % {"state": state},
            why=_("Paket hanya berisi bukti yang sudah ditandatangani log dan saksi menurut kebijakan."),
            remedy=_("Tunggu beberapa detik, lalu ulangi. Bila lama, beri tahu pengelola buku catatan."),
        )


class ExportOutdated(ProductError):
    """Since the export was recorded, something that goes into its bundle changed or was destroyed."""

    status = 409


def bundle_of(
    export_id: uuid.UUID, *, policy: bytes, document: FindDocument, most_heads: int | None = None
) -> Contents:
    """Return the contents of the bundle of an export in the open tenant scope.

    `document` gives a document by its SHA-256. Each entry comes with the earliest checkpoint that satisfies
    the policy; with `most_heads`, runs of entries share one, so that there are about so many in all: a
    verifier without `cryptography` needs two milliseconds for each. Some queries, one for each detail that
    is opened, and about log2(size) for each entry. Raises Entry.DoesNotExist, NotYetWitnessed,
    ExportOutdated (also when a detail that was to be opened was lawfully destroyed since), DetailErased when
    the list of the export itself was, or CannotOpen.
    """
    export = Entry.objects.get(event_id=export_id)
    listed = _list_of(export)
    _require_current(listed, policy)
    ids = [uuid.UUID(name) for name in listed["entries"]]
    entries = {entry.event_id: entry for entry in Entry.objects.filter(event_id__in=[*ids, export_id])}
    proofs = dict(_proofs(entries, Policy.parse(policy), most_heads))
    documents = {sha256: document(sha256) for sha256 in listed["documents"]}
    return Contents(
        entries={proof.index: bytes(entries[event_id].entry) for event_id, proof in proofs.items()},
        proofs={proof.index: proof.document.encode() for proof in proofs.values()},
        documents=documents | {_list_digest(export): Document.of_bytes(canonical(listed))},
        opened=dict(_opened(listed["opened"], entries)),
        policy=policy,
    )


def require_ready(export_id: uuid.UUID, *, policy: bytes) -> None:
    """Ask whether `bundle_of` can be made, without making it: a handful of queries, however many entries.

    Raises Entry.DoesNotExist, NotYetWitnessed or ExportOutdated.
    """
    listed = _list_of(Entry.objects.get(event_id=export_id))
    _require_current(listed, policy)
    latest = {place.log: place for place in _places([*map(uuid.UUID, listed["entries"]), export_id])}
    for place in latest.values():
        _head(place, Policy.parse(policy))


def _list_of(export: Entry) -> dict[str, Any]:
    _salt, listed = open_with_salt(export)
    if not isinstance(listed, dict):
        raise TypeError("the detail of an export is its list")
    return listed


def _list_digest(export: Entry) -> str:
    [digest] = [o["sha256"] for o in export.document["objects"] if o["role"] == LIST_ROLE]
    return str(digest)


def _require_current(listed: dict[str, Any], policy: bytes) -> None:
    fields = {name: listed[name] for name in ("entries", "documents", "opened", "withheld")}
    if export_list(**fields, policy=policy) != canonical(listed):
        raise ExportOutdated(
            _("Ekspor ini dibuat menurut kebijakan kunci atau pemeriksa yang sudah berganti."),
            why=_("Yang tertulis pada ekspor harus sama persis dengan isi paket."),
            remedy=_("Buat ekspor baru untuk catatan yang sama."),
        )


def _opened(commits: list[str], entries: dict[uuid.UUID, Entry]) -> Iterator[tuple[str, Opened]]:
    for entry in entries.values():
        commit = (entry.document["payload"] or {}).get("commit")
        if commit in commits:
            yield commit, _open(entry)


def _open(entry: Entry) -> Opened:
    try:
        return Opened(*open_with_salt(entry))
    except DetailErased as gone:
        raise ExportOutdated(
            _("Rincian yang dicantumkan ekspor ini sudah dimusnahkan sesudah ekspor dibuat."),
            why=_("Yang tertulis pada ekspor harus sama persis dengan isi paket."),
            remedy=_("Buat ekspor baru untuk catatan yang sama."),
        ) from gone


@dataclass(frozen=True)
class _Place:
    event_id: uuid.UUID
    log: int
    index: int


def _proofs(
    entries: dict[uuid.UUID, Entry], policy: Policy, most_heads: int | None
) -> Iterator[tuple[uuid.UUID, TlogProof]]:
    log, size, note, read = -1, 0, Note("", ()), TileReader(0, partial(read_tile, 0))
    for place, last in _with_last(_places(list(entries)), most_heads):
        # Places come in order: the earliest head of the one before is that of this one too, if it covers it.
        if log != place.log or size <= place.index:
            log, (size, note) = place.log, _head(last, policy)
            read = TileReader(size, partial(read_tile, log))
        path = inclusion_path(place.index, size, read)
        yield place.event_id, TlogProof(place.index, tuple(path), note)


def _with_last(places: list[_Place], most_heads: int | None) -> Iterator[tuple[_Place, _Place]]:
    """Yield each place with the last one of its run: of one log, and no more runs than there may be heads."""
    length = -(-len(places) // most_heads) if most_heads else 1
    for log in sorted({place.log for place in places}):
        of_log = [place for place in places if place.log == log]
        for number, place in enumerate(of_log):
            yield place, of_log[min(number - number % length + length, len(of_log)) - 1]


def _places(event_ids: list[uuid.UUID]) -> list[_Place]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event_id, log, seq FROM ledger.leaf WHERE event_id = ANY(%s) ORDER BY log, seq",
            [event_ids],
        )
        places = [_Place(*row) for row in cursor.fetchall()]
    if len(places) < len(event_ids):
        raise NotYetWitnessed(sequenced=False)
    return places


_HEADS = """
    SELECT size, note, array(
        SELECT line FROM ledger.cosignature AS seen WHERE seen.log = head.log AND seen.size = head.size
        ORDER BY witness
    )
    FROM ledger.checkpoint AS head WHERE log = %s AND size > %s AND (
        %s OR EXISTS (SELECT FROM ledger.cosignature AS seen
                      WHERE seen.log = head.log AND seen.size = head.size))
    ORDER BY size LIMIT %s
"""


def _head(place: _Place, policy: Policy) -> tuple[int, Note]:
    """Return the earliest checkpoint over an entry that the policy accepts, with lines of its keys only."""
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, [place.log, place.index, policy.quorum == "none", LOOKED_AT])
        rows = cursor.fetchall()
    for size, note, lines in rows:
        known = _of_known_keys(note + "".join(f"{line.rstrip()}\n" for line in lines), policy)
        try:
            policy.accept(known)
        except PolicyNotMet:
            continue
        return size, known
    raise NotYetWitnessed(sequenced=True)


def _of_known_keys(note: str, policy: Policy) -> Note:
    # A bundle names every signer in it, so that nothing in it goes unchecked.
    keys = {(key.name, key.key_id) for key in (*policy.logs, *policy.witnesses.values())}
    parsed = Note.parse(note.encode())
    return Note(parsed.text, tuple(s for s in parsed.signatures if (s.name, s.key_id) in keys))
