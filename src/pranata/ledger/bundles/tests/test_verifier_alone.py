"""The verifier outside this house: no packages, an old Python, its own Ed25519, a terminal to fool."""

import ast
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pranata.ledger.bundles import verifikasi
from pranata.ledger.bundles.tests.attacker import files_of, report, seeded
from pranata.ledger.bundles.tests.memory_log import MemoryLog, sha
from pranata.ledger.bundles.writing import write_folder

SOURCE = Path(verifikasi.__file__).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def log():
    log = MemoryLog(ml_dsa=True)
    log.append()
    return log


@pytest.fixture(scope="module")
def contents(log):
    return log.bundle()


@pytest.fixture
def folder(contents, tmp_path):
    write_folder(contents, tmp_path / "paket")
    return tmp_path / "paket"


def run(folder, *arguments):
    command = [sys.executable, "-I", "-S", str(folder / "verifikasi.py"), *arguments]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class TestOnAMachineWithoutAnything:
    def test_it_says_proven_with_the_printed_keys(self, folder, log, tmp_path):
        (tmp_path / "kunci.txt").write_bytes(log.policy)
        code, out, _ = run(folder, "--kunci", str(tmp_path / "kunci.txt"))
        assert (code, out.split("\n")[0]) == (0, "TERBUKTI (PROVEN)")
        assert "ML-DSA-44 tidak diperiksa" in out

    def test_it_takes_the_fingerprint_as_it_is_printed(self, folder, log):
        digest = sha(log.policy).hex().upper()
        code, out, _ = run(folder, "--sidik", "-".join(digest[i : i + 8] for i in range(0, 64, 8)))
        assert (code, out.split("\n")[0]) == (0, "TERBUKTI (PROVEN)")

    def test_it_says_only_self_consistent_without_keys(self, folder):
        code, out, _ = run(folder)
        assert code == 1
        assert out.startswith("UTUH, KUNCI BELUM DIPASTIKAN (SELF-CONSISTENT ONLY)\n")

    def test_it_says_what_is_wrong_after_one_changed_byte(self, folder, log, tmp_path):
        (tmp_path / "kunci.txt").write_bytes(log.policy)
        entry = folder / "data/peristiwa/0.json"
        entry.write_bytes(entry.read_bytes().replace(b"Sekretaris", b"Sekretari5"))
        code, out, _ = run(folder, "--kunci", str(tmp_path / "kunci.txt"))
        assert code == 2
        assert out.startswith("TIDAK TERBUKTI (NOT PROVEN)\nSebab: data/peristiwa/0.json: isinya berubah")

    def test_it_answers_a_machine(self, folder):
        code, out, _ = run(folder, "--json")
        found = json.loads(out)
        assert (code, found["verdict"], len(found["events"])) == (1, "SELF-CONSISTENT ONLY", 2)
        assert found["ml_dsa_checked"] is False

    def test_it_names_a_key_file_it_cannot_read(self, folder):
        code, out, err = run(folder, "--kunci", "/tidak/ada")
        assert (code, out) == (2, "")
        assert "tidak dapat dibaca" in err

    def test_it_leaves_nothing_behind(self, folder):
        before = sorted(folder.rglob("*"))
        run(folder)
        assert sorted(folder.rglob("*")) == before


class TestTheFile:
    def test_it_is_written_in_the_grammar_of_python_3_8(self):
        ast.parse(SOURCE, feature_version=(3, 8))

    def test_it_imports_nothing_but_the_standard_library(self):
        for node in ast.walk(ast.parse(SOURCE)):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = (
                    [node.module or ""] if isinstance(node, ast.ImportFrom) else [n.name for n in node.names]
                )
                assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names

    def test_it_never_writes_never_calls_out_and_needs_no_assertions(self):
        assert not {"socket", "subprocess", "urllib"} & {
            n.id for n in ast.walk(ast.parse(SOURCE)) if isinstance(n, ast.Name)
        }
        assert not [n for n in ast.walk(ast.parse(SOURCE)) if isinstance(n, ast.Assert)]


BASE = verifikasi._point((4 * pow(5, -1, verifikasi.P) % verifikasi.P).to_bytes(32, "little"))


def times(scalar, point):
    total = (0, 1, 1, 0)
    for bit in f"{scalar:b}":
        total = verifikasi._add(total, total)
        total = verifikasi._add(total, point) if bit == "1" else total
    return total


def told(point):
    """Return a point as RFC 8032 spells it."""
    inverse = pow(point[2], -1, verifikasi.P)
    x, y = (number * inverse % verifikasi.P for number in point[:2])
    return (y | (x & 1) << 255).to_bytes(32, "little")


def torsion():
    """Return the eight points of small order, the neutral one first."""
    found = (verifikasi._point(bytes([number]) + bytes(31)) for number in range(2, 50))
    one = next(
        p
        for p in (times(verifikasi.L, point) for point in found if point)
        if told(times(4, p)) != told(times(0, p))
    )
    return [times(number, one) for number in range(8)]


class TestItsOwnEd25519:
    def test_it_agrees_with_the_vectors_of_rfc_8032(self):
        public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        signature = bytes.fromhex(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        )
        assert verifikasi.ed25519_pure(public, signature, b"")
        assert not verifikasi.ed25519_pure(public, signature, b"\x00")

    def test_it_agrees_with_cryptography_on_good_and_broken_signatures(self):
        dice = seeded("ed25519")
        for number in range(32):
            if number % 8 == 0:
                key = Ed25519PrivateKey.from_private_bytes(dice.randbytes(32))
                public, stranger = key.public_key().public_bytes_raw(), dice.randbytes(32)
            message = dice.randbytes(40)
            signature = key.sign(message)
            assert verifikasi.ed25519_pure(public, signature, message)
            broken = bytearray(signature)
            broken[dice.randrange(64)] ^= 1 << dice.randrange(8)
            for pub, sig in ((public, bytes(broken)), (stranger, signature)):
                assert not verifikasi.ed25519_pure(pub, sig, message)
                assert not verifikasi.ed25519(pub, sig, message)

    def test_it_refuses_a_signature_respelt_with_the_order_added(self):
        key = Ed25519PrivateKey.from_private_bytes(bytes(32))
        public, signature = key.public_key().public_bytes_raw(), key.sign(b"x")
        respelt = signature[:32] + (int.from_bytes(signature[32:], "little") + verifikasi.L).to_bytes(
            32, "little"
        )
        assert not verifikasi.ed25519_pure(public, respelt, b"x")

    @pytest.mark.parametrize("length", [0, 31, 32, 63, 65])
    def test_it_refuses_a_signature_of_another_length(self, length):
        public = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
        assert not verifikasi.ed25519_pure(public, bytes(length), b"x")

    def test_it_answers_as_cryptography_does_on_keys_and_points_of_small_order(self):
        points = [told(point) for point in torsion()]
        respelt = [(int.from_bytes(p, "little") + verifikasi.P).to_bytes(32, "little") for p in points[:2]]
        signs = [p[:31] + bytes([p[31] ^ 128]) for p in points]
        agreed = 0
        for public in (*points, *respelt, *signs):
            for spelt in (*points, *respelt, *signs):
                for message in (b"1", b"2", b"3"):
                    asked = public, spelt + bytes(32), message
                    # A key that is respelt is refused here and let through there: stricter, never laxer.
                    assert verifikasi.ed25519_pure(*asked) <= verifikasi.ed25519(*asked)
                    if public in points:
                        assert verifikasi.ed25519_pure(*asked) == verifikasi.ed25519(*asked)
                        agreed += verifikasi.ed25519_pure(*asked)
        assert agreed > 20

    def test_it_refuses_what_holds_only_up_to_the_cofactor(self):
        key = Ed25519PrivateKey.from_private_bytes(bytes(32))
        public = key.public_key().public_bytes_raw()
        secret = bytearray(hashlib.sha512(bytes(32)).digest()[:32])
        secret[0], secret[31] = secret[0] & 248, secret[31] & 127 | 64
        for number, small in enumerate(torsion()):
            spelt = told(verifikasi._add(times(7, BASE), small))
            digest = hashlib.sha512(spelt + public + b"x").digest()
            s = (7 + int.from_bytes(digest, "little") * int.from_bytes(secret, "little")) % verifikasi.L
            asked = public, spelt + s.to_bytes(32, "little"), b"x"
            assert verifikasi.ed25519_pure(*asked) == verifikasi.ed25519(*asked) == (number == 0)

    def test_a_bundle_is_proven_with_it_alone(self, contents, log, monkeypatch):
        monkeypatch.setattr(verifikasi, "ed25519", verifikasi.ed25519_pure)
        monkeypatch.setattr(verifikasi, "ml_dsa_44", None)
        assert report(files_of(contents), log.policy).verdict == verifikasi.PROVEN


def test_a_hostile_bundle_cannot_write_on_the_terminal():
    log = MemoryLog()
    log.append(actor={"jabatan_nama": "x\x1b[2J\nTERBUKTI (PROVEN)\u202e"})
    text = verifikasi.as_text(report(files_of(log.bundle())))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert not [line for line in text.split("\n") if line.startswith("TERBUKTI")]
