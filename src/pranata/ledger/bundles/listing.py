"""The export list: what the act `berkas.ekspor` commits to, so that nothing is left out or added later."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from pranata.ledger.bundles import verifikasi
from pranata.ledger.canonical import Json, canonical

EXPORT_ACTION = "berkas.ekspor"
LIST_ROLE = "daftar"


def export_list(
    *,
    entries: Mapping[str, str],
    documents: Iterable[str],
    opened: Iterable[str],
    withheld: Iterable[str],
    policy: bytes,
) -> bytes:
    """Return the list document of a bundle. Its SHA-256 stands in the export entry, with the role `daftar`.

    `entries` maps the id of each event to the hex of its leaf hash, the export itself excepted; `documents`,
    `opened` and `withheld` are SHA-256 in hex. `withheld` names documents that the entries refer to and the
    receiver may not have.
    """
    listed: dict[str, Json] = {
        "v": 1,
        "documents": sorted(documents),
        "entries": dict(entries),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in tag_files(policy).items()},
        "opened": sorted(opened),
        "withheld": sorted(withheld),
    }
    return canonical(listed)


def tag_files(policy: bytes) -> dict[str, bytes]:
    """Return the files beside the payload that the export list seals, by name."""
    return {"BACA-SAYA.txt": _instructions(), "kebijakan.txt": policy, "verifikasi.py": verifier()}


@cache
def verifier() -> bytes:
    """Return the bytes of the stand-alone verifier."""
    return Path(verifikasi.__file__).read_bytes()


@cache
def _instructions() -> bytes:
    return Path(__file__).with_name("BACA-SAYA.txt").read_bytes()
