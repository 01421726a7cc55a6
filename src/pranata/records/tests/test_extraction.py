"""Finding text: each kind, and files that are broken, huge or made to harm."""

import io
import os
import zipfile

import pytest
import typst
from openpyxl import Workbook
from PIL import Image

from pranata.foundation.blobs import blobs_of
from pranata.foundation.tests.blobs import samples
from pranata.organisation.tests.cast import NOW
from pranata.records.destruction.erasing import forget_words
from pranata.records.extraction import finding, pictures
from pranata.records.extraction.finding import NotReadable, find_text, find_waiting, run_reader
from pranata.records.models import Document, PagePicture, TextState, VersionText

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def read(tmp_path):
    def run(content, media, patience_s=60.0):
        path = tmp_path / "berkas"
        path.write_bytes(content)
        with path.open("rb") as file:
            return run_reader(file, media, patience_s=patience_s)

    return run


def pdf(text):
    return typst.compile(text.encode(), format="pdf")


def word(text):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", text)
    return made.getvalue()


class TestReading:
    def test_a_pdf_with_its_pages(self, read):
        found = read(pdf("Arsitektur SPBE #pagebreak() Lampiran kedua"), "application/pdf")
        assert found.pages == 2
        assert "Arsitektur SPBE" in found.text
        assert "Lampiran kedua" in found.text

    def test_a_letter(self, read):
        xml = '<w:d xmlns:w="x"><w:p><w:r><w:t>Dengan hormat</w:t></w:r></w:p><w:p>Yth.</w:p></w:d>'
        assert read(word(xml), WORD).text == "Dengan hormat Yth."

    def test_a_workbook(self, read):
        book, out = Workbook(), io.BytesIO()
        book.create_sheet("Rencana").append(["Anggaran", 582])
        book.save(out)
        assert "Anggaran 582" in read(out.getvalue(), SHEET).text

    def test_a_plain_text(self, read):
        assert read("\ufeffJalan\x00 Raden Intan".encode(), "text/plain").text == "Jalan  Raden Intan"

    def test_a_picture_has_none(self, read):
        assert read(samples.PNG, "image/png").text == ""


class TestHarm:
    BOMB = (
        '<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        + "".join(f'<!ENTITY {y} "{f"&{x};" * 10}">' for x, y in zip("bcdefghi", "cdefghij", strict=True))
        + "]><l>&j;</l>"
    )

    @pytest.mark.parametrize(
        ("content", "media"),
        [
            (b"%PDF-1.4 rusak", "application/pdf"),
            (b"PK\x03\x04rusak", WORD),
            (word("<a>"), WORD),
            (word(BOMB), WORD),
            (os.urandom(5000), SHEET),
        ],
        ids=["pdf", "zip", "xml", "bomb", "noise"],
    )
    def test_a_broken_or_hostile_file_is_not_readable(self, read, content, media):
        with pytest.raises(NotReadable):
            read(content, media)

    def test_a_part_that_unpacks_without_end_is_passed_over(self, read):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"\0" * (65 << 20))
        assert read(made.getvalue(), WORD).text == ""

    def test_a_reader_that_takes_too_long_is_ended(self, read):
        with pytest.raises(NotReadable):
            read(samples.PDF, "application/pdf", patience_s=0.001)

    def test_more_text_than_is_kept_is_cut(self, read):
        assert len(read(b"kata " * 200_000, "text/plain").text) <= 300_000


class TestKeeping:
    def test_what_is_found_is_kept_and_counted(self, archive):
        version = archive.version(pdf("Pertanggungjawaban layanan"))
        assert find_waiting(patience_s=60) == 1
        row = VersionText.objects.get(version=version)
        assert (row.state, row.pages) == (TextState.FOUND, 1)
        assert find_waiting(patience_s=60) == 0

    def test_a_file_without_text_says_so(self, archive):
        assert find_text(archive.version(samples.PNG, "a.png"), patience_s=60).state == TextState.EMPTY

    def test_a_reader_that_fails_is_tried_three_times(self, archive):
        version = archive.version(samples.PDF + b"%rusak")
        states = [find_text(version, patience_s=0.001).state for _ in range(3)]
        assert states == [TextState.WAITING, TextState.WAITING, TextState.FAILED]

    def test_missing_bytes_are_tried_again_later(self, archive):
        version = archive.version()
        blobs_of(version.instansi_id).remove(version.sha256)
        assert find_text(version, patience_s=60).state == TextState.WAITING

    def test_nobody_waits_longer_than_agreed(self, archive, monkeypatch):
        archive.version()
        monkeypatch.setattr(finding, "find_text", lambda *_a, **_k: pytest.fail("begun"))
        assert find_waiting(patience_s=0) == 0


class TestDrawing:
    def test_a_page_becomes_a_picture(self, archive):
        drawn = finding.draw_page(archive.version(made_pdf(), "a.pdf"), 1, patience_s=60)
        assert drawn.startswith(b"\x89PNG")
        assert Image.open(io.BytesIO(drawn)).convert("RGB").size[0] == 1000

    def test_a_page_is_drawn_once_and_the_oldest_pictures_give_way(self, archive, monkeypatch):
        version, other = (archive.version(made_pdf(words), f"{words}.pdf") for words in ("a", "b"))
        drawn = pictures.picture_of(version, 1, patience_s=60)
        with monkeypatch.context() as without:
            without.setattr(pictures, "draw_page", lambda *_a, **_k: pytest.fail("drawn again"))
            assert pictures.picture_of(version, 1, patience_s=60) == drawn
        monkeypatch.setattr(pictures, "MOST_KEPT", 1)
        pictures.picture_of(other, 1, patience_s=60)
        assert [row.version for row in PagePicture.objects.all()] == [other]

    def test_no_picture_of_a_destroyed_document_is_kept(self, archive):
        version = archive.version(made_pdf(), "a.pdf")
        pictures.picture_of(version, 1, patience_s=60)
        forget_words(version.document)
        assert not PagePicture.objects.exists()
        Document.objects.update(destroyed_at=NOW)
        pictures.picture_of(version, 1, patience_s=60)
        assert not PagePicture.objects.exists()

    @pytest.mark.parametrize("content", [samples.PDF[:40], samples.PDF.replace(b"/Pages", b"/Pag\x00s")])
    def test_a_hostile_file_is_not_readable_and_nothing_falls(self, archive, content):
        with pytest.raises(NotReadable):
            finding.draw_page(archive.version(content, "a.pdf"), 1, patience_s=60)

    def test_a_page_that_is_not_there_is_not_readable(self, archive):
        with pytest.raises(NotReadable):
            finding.draw_page(archive.version(made_pdf(), "a.pdf"), 9, patience_s=60)


def made_pdf(words: str = "Peta rencana") -> bytes:
    return typst.compile(f"= {words}".encode(), format="pdf")
