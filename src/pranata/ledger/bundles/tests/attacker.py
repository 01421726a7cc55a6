"""What an attacker does with a bundle: its files as a mapping, manifests recomputed, and the verdict."""

import hashlib
import io
import random

from pranata.ledger.bundles import verifikasi
from pranata.ledger.bundles.writing import Contents, bundle_files


def files_of(contents: Contents) -> dict[str, bytes]:
    """Return the bytes of every file of a bundle by name."""
    return {file.name: file.document.open().read() for file in bundle_files(contents)}


def as_bundle(files: dict[str, bytes]) -> verifikasi.Bundle:
    return verifikasi.Bundle({n: len(c) for n, c in files.items()}, lambda name: io.BytesIO(files[name]))


def report(files, keys=None, fingerprint=""):
    return verifikasi.verify(as_bundle(files), keys, fingerprint)


def seeded(name):
    """Return dice that fall the same way each time."""
    return random.Random(name)  # noqa: S311 - a repeatable attack, not a secret


def with_manifests(files, *, recount=True):
    """Return the files with both manifests and the bag's count as a careful attacker writes them."""
    files = {n: c for n, c in files.items() if "manifest-sha256" not in n}
    payload = {n: c for n, c in files.items() if n.startswith("data/")}
    if recount and "bag-info.txt" in files:
        head = files["bag-info.txt"].rpartition(b"Payload-Oxum: ")[0]
        oxum = f"Payload-Oxum: {sum(map(len, payload.values()))}.{len(payload)}\n"
        files["bag-info.txt"] = (head + oxum.encode()) if head else files["bag-info.txt"]
    files["manifest-sha256.txt"] = manifest(payload)
    files["tagmanifest-sha256.txt"] = manifest({n: c for n, c in files.items() if n not in payload})
    return files


def manifest(files):
    lines = sorted((name, hashlib.sha256(content).hexdigest()) for name, content in files.items())
    return "".join(f"{digest}  {name}\n" for name, digest in lines).encode()


def rejected(files, keys, reason):
    """Assert that the bundle is not proven, and why; without the keys too."""
    for given in (keys, None):
        found = report(files, given)
        assert found.verdict == verifikasi.NOT_PROVEN, found.verdict
        assert reason in found.reason, found.reason
