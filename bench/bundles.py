"""What it costs to check an evidence bundle of 1,000 acts, with and without `cryptography`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from bench.harness import Figure, cpu_ms
from pranata.ledger.bundles import verifikasi
from pranata.ledger.bundles.tests.attacker import as_bundle, files_of
from pranata.ledger.bundles.tests.memory_log import MemoryLog
from pranata.ledger.bundles.writing import Contents

ACTS = 1_000


def figures() -> list[Figure]:
    """Measure a bundle whose entries share one checkpoint, and one whose entries have one each."""
    log = MemoryLog()
    for _ in range(ACTS):
        log.append()
    shared = log.bundle()
    apart = replace(shared, proofs={i: log.proof(i, size=i + 1) for i in shared.entries})
    named = f"bundle of {ACTS:,} acts verified"
    measured = [
        Figure(name=f"{named}, one checkpoint", value=_seconds(shared, log), unit="s CPU", limit=2),
        Figure(name=f"{named}, {ACTS + 1:,} checkpoints", value=_seconds(apart, log), unit="s CPU", limit=2),
    ]
    with _standard_library_alone():
        for kind, contents in (("one checkpoint", shared), (f"{ACTS + 1:,} checkpoints", apart)):
            name = f"{named}, {kind}, standard library alone"
            measured.append(Figure(name=name, value=_seconds(contents, log), unit="s CPU", limit=2))
    return measured


def _seconds(contents: Contents, log: MemoryLog) -> float:
    files = files_of(contents)

    def check() -> None:
        verifikasi._multiples.cache_clear()
        assert verifikasi.verify(as_bundle(files), log.policy).verdict == verifikasi.PROVEN

    return cpu_ms(check, times=2, warm=0) / 1000


@contextmanager
def _standard_library_alone() -> Iterator[None]:
    fast: Callable[[bytes, bytes, bytes], bool] = verifikasi.ed25519
    verifikasi.ed25519 = verifikasi.ed25519_pure
    try:
        yield
    finally:
        verifikasi.ed25519 = fast
