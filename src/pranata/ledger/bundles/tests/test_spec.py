"""The specification of the bundle: its vector is proven, and what it shows is what the vector holds."""

import re
import zipfile
from pathlib import Path

from pranata.ledger.bundles import verifikasi
from pranata.ledger.bundles.tests.attacker import files_of
from pranata.ledger.bundles.tests.vector import FOLDER, vector

SPEC = (FOLDER.parent / "evidence-bundle.md").read_text(encoding="utf-8")
VECTOR = dict(re.findall(r"^(zip|keys|fingerprint|export) +(\S+)$", SPEC, re.MULTILINE))
ZIP = FOLDER.parent / VECTOR["zip"]


def test_the_vector_is_proven_with_its_keys_and_with_its_fingerprint():
    keys = (FOLDER.parent / VECTOR["keys"]).read_bytes()
    for found in (
        verifikasi.verify_path(ZIP, keys),
        verifikasi.verify_path(ZIP, fingerprint=VECTOR["fingerprint"]),
    ):
        assert (found.verdict, found.export) == (verifikasi.PROVEN, VECTOR["export"])


def test_the_vector_is_only_self_consistent_without_keys():
    assert verifikasi.verify_path(ZIP).verdict == verifikasi.SELF_CONSISTENT


def test_the_proof_of_the_page_is_in_the_vector():
    [shown] = re.findall(r"^```proof\n(.*?\n)```$", SPEC, re.MULTILINE | re.DOTALL)
    with zipfile.ZipFile(ZIP) as archive:
        assert archive.read(f"bukti-{VECTOR['export']}/data/bukti/3.tlog-proof").decode() == shown


def test_todays_code_writes_the_same_entries_as_the_vector():
    _, contents = vector()
    today = files_of(contents)
    with zipfile.ZipFile(ZIP) as archive:
        for name in ("data/peristiwa/1.json", "data/peristiwa/2.json", "kebijakan.txt", "bagit.txt"):
            assert archive.read(f"bukti-{VECTOR['export']}/{name}") == today[name]


def test_the_page_names_every_file_a_bundle_must_hold():
    for name in verifikasi.TAGS | {"tagmanifest-sha256.txt", "data/naskah/", "data/buka/"}:
        assert name in SPEC


def test_the_instructions_are_one_page():
    page = Path(verifikasi.__file__).with_name("BACA-SAYA.txt").read_text(encoding="utf-8")
    assert page.count("\n") <= 60
    assert max(map(len, page.splitlines())) <= 108
