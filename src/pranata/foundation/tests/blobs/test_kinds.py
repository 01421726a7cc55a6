"""Files are taken by what they are, not by what they are called."""

import io

import pytest

from pranata.foundation.blobs import kinds
from pranata.foundation.blobs.kinds import KindRefused, recognise
from pranata.foundation.tests.blobs import samples


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (samples.PDF, "SK Wali Kota.PDF", kinds.PDF),
        (samples.PNG, "foto.png", kinds.PNG),
        (samples.JPEG, "foto.jpeg", kinds.JPEG),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a.webp", kinds.WEBP),
        (b"II*\x00rest", "pindai.tif", kinds.TIFF),
        (b"\x00\x00\x00\x18ftypheic", "IMG_1.HEIC", kinds.HEIC),
        (b"\x00\x00\x00\x18ftypisom", "rapat.mp4", kinds.MP4),
        (samples.DOCX, "notula.docx", kinds.DOCX),
        (samples.XLSX, "daftar.xlsx", kinds.XLSX),
        (samples.ODT, "notula.odt", kinds.ODT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 9, "lama.doc", kinds.OFFICE),
        (b"nama;nilai\nJalan Raden Intan;3\n", "daftar.csv", kinds.TEXT),
        ("é".encode() * 5000, "panjang.txt", kinds.TEXT),
        (b"x" + "é".encode() * 5000, "panjang.txt", kinds.TEXT),
    ],
)
def test_a_kind_is_recognised_by_its_bytes(content, name, kind):
    file = io.BytesIO(content)
    assert recognise(file, name) is kind
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00", "setup.exe"),
        (b"MZ\x90\x00", "laporan.pdf"),
        (b"<script>alert(1)</script>", "halaman.html"),
        (b"<svg onload='x'/>", "logo.svg"),
        (b"#!/bin/sh\nrm -rf /", "a.sh"),
        (b"", "kosong.txt"),
        (b"\x00\x01\x02", "data.txt"),
        (samples.container(a=b"x"), "arsip.zip"),
        (b"PK\x03\x04rusak", "rusak.docx"),
        (samples.MACRO, "makro.docx"),
        (samples.PDF, "gambar.png"),
        (samples.PNG, "tanpa-akhiran"),
        (b"nama\n", "nota.pdf"),
        (b" " * 4000 + b"\x00", "x.txt"),
    ],
)
def test_anything_else_is_refused(content, name):
    with pytest.raises(KindRefused) as refused:
        recognise(io.BytesIO(content), name)
    assert "PDF" in str(refused.value.remedy)


def test_a_huge_table_of_contents_is_not_read():
    bomb = samples.container(content_types=b" " * (kinds.PART_LIMIT + 1))
    with pytest.raises(KindRefused):
        recognise(io.BytesIO(bomb), "bom.docx")


def test_every_kind_is_found_again_by_its_media_type():
    assert all(kinds.kind_of_media(kind.media) is kind for kind in kinds.KINDS)
    assert len(set(kinds.ENDINGS)) == len(kinds.ENDINGS)
