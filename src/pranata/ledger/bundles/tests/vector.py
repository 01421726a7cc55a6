"""Writes the test vector of docs/spec/evidence-bundle.md: `python -m pranata.ledger.bundles.tests.vector`.

Only when the format changes: a released vector stays, so that old bundles are known to stay provable.
"""

from pathlib import Path

from pranata.ledger.bundles.tests.memory_log import MemoryLog, sealed, sha
from pranata.ledger.bundles.writing import write_zip

FOLDER = Path(__file__).resolve().parents[5] / "docs" / "spec" / "vectors"
DOCUMENT = b"Rencana SPBE Kota Contoh 2026\n"


def vector():
    """Return the log of the vector and the contents of its bundle."""
    log = MemoryLog(origin="contoh.example/log/1")
    payload, opened = sealed({"catatan": "Peraturan wali kota sudah ditetapkan", "indikator": "11"})
    log.append()
    uploaded = log.append("arsip.unggah", documents=[sha(DOCUMENT).hex()])
    log.append("asesmen.tingkat_isi", payload=payload, prev=[uploaded])
    return log, log.bundle([1, 2], documents=[DOCUMENT], opened=opened)


if __name__ == "__main__":
    log, contents = vector()
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / "evidence-bundle.zip").open("wb") as target:
        write_zip(contents, target)
    (FOLDER / "evidence-bundle.keys.txt").write_bytes(log.policy)
