"""A bundle as a zip: the same bytes each time, and no archive that means harm is unpacked."""

import io
import stat
import struct
import zipfile

import pytest

from pranata.ledger.bundles import verifikasi
from pranata.ledger.bundles.tests.attacker import files_of, seeded
from pranata.ledger.bundles.tests.memory_log import MemoryLog
from pranata.ledger.bundles.writing import write_folder, write_zip


@pytest.fixture(scope="module")
def log():
    return MemoryLog()


@pytest.fixture(scope="module")
def contents(log):
    log.append()
    return log.bundle()


def zipped(contents):
    target = io.BytesIO()
    write_zip(contents, target)
    return target.getvalue()


def verdict(content, keys, tmp_path):
    path = tmp_path / "paket.zip"
    path.write_bytes(content)
    return verifikasi.verify_path(path, keys)


def repacked(contents, extra=(), method=zipfile.ZIP_DEFLATED, top="paket/"):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files_of(contents).items():
            archive.writestr(top + name, content)
        for name, content in extra:
            archive.writestr(name, content)
    return target.getvalue()


class TestHonestZips:
    def test_the_same_contents_are_the_same_bytes(self, contents):
        assert zipped(contents) == zipped(contents)

    def test_a_zip_and_a_folder_are_both_proven(self, contents, log, tmp_path):
        write_folder(contents, tmp_path / "paket")
        assert verifikasi.verify_path(tmp_path / "paket", log.policy).verdict == verifikasi.PROVEN
        assert verdict(zipped(contents), log.policy, tmp_path).verdict == verifikasi.PROVEN

    @pytest.mark.parametrize("top", ["", "paket lain/"])
    def test_a_zip_made_again_by_hand_is_still_proven(self, contents, log, tmp_path, top):
        folder = [] if not top else [(zipfile.ZipInfo(top), b"")]
        again = repacked(contents, folder, top=top)
        assert verdict(again, log.policy, tmp_path).verdict == verifikasi.PROVEN

    def test_a_flipped_bit_is_rejected_or_changes_no_file(self, contents, log, tmp_path):
        whole, dice = zipped(contents), seeded("zip")
        for _ in range(400):
            broken = bytearray(whole)
            broken[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
            if verdict(bytes(broken), log.policy, tmp_path).verdict == verifikasi.PROVEN:
                assert read(bytes(broken)) == files_of(contents)

    def test_a_truncated_zip_is_rejected(self, contents, log, tmp_path):
        whole = zipped(contents)
        for length in (0, 1, 22, len(whole) // 2, len(whole) - 1):
            assert verdict(whole[:length], log.policy, tmp_path).verdict == verifikasi.NOT_PROVEN


def read(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


class TestHostileZips:
    def reason(self, content, log, tmp_path):
        found = verdict(content, log.policy, tmp_path)
        assert found.verdict == verifikasi.NOT_PROVEN
        return found.reason

    @pytest.mark.parametrize(
        "name", ["../../etc/cron.d/x", "/etc/passwd", "paket/../x", "paket//x", "paket/./x", "paket\\x"]
    )
    def test_a_path_that_leads_out_is_refused(self, contents, log, tmp_path, name):
        assert "berbahaya" in self.reason(repacked(contents, [(name, b"x")]), log, tmp_path)

    def test_a_symbolic_link_is_refused(self, contents, log, tmp_path):
        link = zipfile.ZipInfo("paket/data/naskah/" + "0" * 64)
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        assert "tautan" in self.reason(repacked(contents, [(link, b"/etc/passwd")]), log, tmp_path)

    def test_a_symbolic_link_in_a_folder_is_refused(self, contents, log, tmp_path):
        write_folder(contents, tmp_path / "paket")
        (tmp_path / "paket" / "data" / "lain").symlink_to("/etc")
        found = verifikasi.verify_path(tmp_path / "paket", log.policy)
        assert "tautan" in found.reason

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_a_name_that_stands_twice_is_refused(self, contents, log, tmp_path):
        twice = repacked(contents, [("paket/kebijakan.txt", b"x")])
        assert "dua kali" in self.reason(twice, log, tmp_path)

    def test_a_bomb_is_refused_before_it_is_unpacked(self, contents, log):
        bomb = io.BytesIO(repacked(contents, [("paket/data/naskah/" + "0" * 64, bytes(2**22))]))
        with pytest.raises(verifikasi.Rejected, match="lebih besar dari batas"):
            verifikasi.of_zip(bomb, total_limit=2**21)

    def test_parts_that_overlap_are_refused(self, contents, log, tmp_path):
        whole = bytearray(zipped(contents))
        at = whole.index(b"PK\x01\x02")
        struct.pack_into("<II", whole, at + 20, 2**31 - 1, 2**31 - 1)
        assert self.reason(bytes(whole), log, tmp_path)

    def test_an_encrypted_zip_is_refused(self, contents, log, tmp_path):
        whole = bytearray(zipped(contents))
        whole[whole.index(b"PK\x01\x02") + 8] |= 1
        assert "disandikan" in self.reason(bytes(whole), log, tmp_path)

    def test_a_rare_compression_is_refused(self, contents, log, tmp_path):
        rare = repacked(contents, method=zipfile.ZIP_LZMA)
        assert "cara yang tidak dikenal" in self.reason(rare, log, tmp_path)

    def test_two_folders_are_refused(self, contents, log, tmp_path):
        assert "satu folder" in self.reason(repacked(contents, [("lain/x", b"x")]), log, tmp_path)

    def test_something_that_is_no_zip_is_refused(self, log, tmp_path):
        assert "tidak dapat dibaca" in self.reason(b"%PDF-1.7", log, tmp_path)
