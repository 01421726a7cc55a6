"""Ten thousand random mutations of a bundle, all rejected; in half the attacker recomputes the manifests."""

import pytest

from pranata.ledger.bundles import verifikasi
from pranata.ledger.bundles.tests.attacker import files_of, report, seeded, with_manifests
from pranata.ledger.bundles.tests.memory_log import MemoryLog, sealed, sha

ROUNDS, PARTS = 5_000, 4
DOCUMENT = b"Rencana SPBE 2026\n"


@pytest.fixture(scope="module")
def log():
    log = MemoryLog(ml_dsa=True)
    log.append()
    return log


@pytest.fixture(scope="module")
def files(log):
    payload, opened = sealed({"tingkat": "2", "catatan": "Kepala\u2028Bidang"})
    uploaded = log.append("arsip.unggah", documents=[sha(DOCUMENT).hex()], payload=payload)
    log.append(prev=[uploaded])
    made = files_of(log.bundle([1, 2], documents=[DOCUMENT], opened=opened))
    assert report(made, log.policy).verdict == verifikasi.PROVEN
    return made


def flipped(files, dice):
    """Return the files with one bit changed, and where: each file is as likely as any other."""
    name = dice.choice(sorted(files))
    content = bytearray(files[name])
    at = dice.randrange(len(content))
    content[at] ^= 1 << dice.randrange(8)
    return files | {name: bytes(content)}, (name, at)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_flipped_bit_passes(files, log, part):
    dice = seeded(f"flip {part}")
    for _ in range(ROUNDS // PARTS):
        changed, where = flipped(files, dice)
        assert report(changed, log.policy).verdict == verifikasi.NOT_PROVEN, where


@pytest.mark.parametrize("part", range(PARTS))
def test_no_flipped_bit_passes_when_the_attacker_recomputes_all_manifests(files, log, part):
    dice = seeded(f"recomputed {part}")
    for _ in range(ROUNDS // PARTS):
        changed, where = flipped({n: c for n, c in files.items() if "manifest" not in n}, dice)
        assert report(with_manifests(changed, recount=False), log.policy).verdict == verifikasi.NOT_PROVEN, (
            where
        )


def test_no_cut_or_doubled_or_emptied_file_passes(files, log):
    for name, content in files.items():
        for changed in (b"", content[:-1], content + b"\n", content * 2, content[: len(content) // 2]):
            again = with_manifests(files | {name: changed})
            for attempt in (files | {name: changed}, again):
                assert attempt == files or report(attempt, log.policy).verdict == verifikasi.NOT_PROVEN, name


def test_no_file_can_be_left_out_added_or_take_the_place_of_another(files, log):
    dice = seeded("places")
    for name in files:
        rest = {n: c for n, c in files.items() if n != name}
        swapped = dice.choice([n for n in rest if files[n] != files[name]])
        for attempt in (rest, files | {name: files[swapped]}, files | {f"{name}.1": files[name]}):
            assert report(attempt, log.policy).verdict == verifikasi.NOT_PROVEN, name
            if "manifest" not in name:
                assert report(with_manifests(attempt), log.policy).verdict == verifikasi.NOT_PROVEN, name
