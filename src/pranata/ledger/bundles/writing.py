"""Laying out a bundle (docs/spec/evidence-bundle.md): pure, and the same bytes for the same contents."""

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pranata.ledger.bundles.listing import tag_files
from pranata.ledger.canonical import Json, canonical

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # The first instant a zip can name.


@dataclass(frozen=True)
class Document:
    """A document of any size: how long it is, and how to open it."""

    size: int
    open: Callable[[], IO[bytes]]

    @classmethod
    def of_bytes(cls, content: bytes) -> "Document":
        """Return a document that is in memory."""
        return cls(len(content), lambda: io.BytesIO(content))


@dataclass(frozen=True)
class Opened:
    """A sealed detail and the salt that proves it is the one committed to."""

    salt: bytes
    detail: Json


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What goes into a bundle.

    `entries` are exact bytes and `proofs` C2SP tlog-proofs, both by the index in the log, the export entry
    included and newest. `documents` are by SHA-256 and hold the export list. `opened` are by commitment.
    The caller answers for what the receiver may read.
    """

    entries: Mapping[int, bytes]
    proofs: Mapping[int, bytes]
    documents: Mapping[str, Document]
    opened: Mapping[str, Opened]
    policy: bytes


@dataclass(frozen=True)
class BundleFile:
    """One file of a bundle, ready to be written."""

    name: str
    document: Document


def bundle_files(contents: Contents) -> list[BundleFile]:
    """Return every file of the bundle, payload first, by name. A document's bytes are not read."""
    payload = dict(sorted(_payload(contents)))
    hashes = {name: _digest(name, document) for name, document in payload.items()}
    tags = tag_files(contents.policy) | {
        "bagit.txt": BAGIT,
        "bag-info.txt": _bag_info(contents, payload),
        "manifest-sha256.txt": _manifest(hashes),
    }
    tags["tagmanifest-sha256.txt"] = _manifest({n: hashlib.sha256(c).hexdigest() for n, c in tags.items()})
    files = [BundleFile(name, document) for name, document in payload.items()]
    return files + [BundleFile(name, Document.of_bytes(content)) for name, content in sorted(tags.items())]


def write_folder(contents: Contents, folder: Path) -> None:
    """Write the bundle into a folder, which is made; a file that stands there already is an error."""
    for file in bundle_files(contents):
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as target, file.document.open() as source:
            shutil.copyfileobj(source, target)


def write_zip(contents: Contents, target: IO[bytes]) -> None:
    """Write the bundle as a zip of one folder; uncompressed, because compressors differ."""
    top = f"bukti-{_export(contents)['event_id']}"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for file in bundle_files(contents):
            info = zipfile.ZipInfo(f"{top}/{file.name}", EARLIEST)
            info.external_attr, info.create_system = 0o100644 << 16, 3
            info.file_size = file.document.size
            with archive.open(info, "w") as member, file.document.open() as source:
                shutil.copyfileobj(source, member)


def _payload(contents: Contents) -> Iterator[tuple[str, Document]]:
    for index, entry in contents.entries.items():
        yield f"data/peristiwa/{index}.json", Document.of_bytes(entry)
    for index, proof in contents.proofs.items():
        yield f"data/bukti/{index}.tlog-proof", Document.of_bytes(proof)
    for digest, document in contents.documents.items():
        yield f"data/naskah/{digest}", document
    for commit, opened in contents.opened.items():
        detail = canonical({"salt": opened.salt.hex(), "detail": opened.detail})
        yield f"data/buka/{commit}.json", Document.of_bytes(detail)


def _digest(name: str, document: Document) -> str:
    """Return the SHA-256; a document's is its name, so that its gigabytes are read only to be written."""
    if name.startswith("data/naskah/"):
        return name.rpartition("/")[2]
    with document.open() as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _manifest(hashes: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items())).encode()


def _bag_info(contents: Contents, payload: Mapping[str, Document]) -> bytes:
    export = _export(contents)
    oxum = f"{sum(document.size for document in payload.values())}.{len(payload)}"
    return (
        f"Bagging-Date: {export['recorded_at'][:10]}\n"
        f"External-Identifier: {export['event_id']}\n"
        f"Payload-Oxum: {oxum}\n"
    ).encode()


def _export(contents: Contents) -> dict[str, str]:
    export: dict[str, str] = json.loads(contents.entries[max(contents.entries)])
    return export
