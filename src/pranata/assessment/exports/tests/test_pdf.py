"""The sheet is archival, readable by machines and screen readers, and carries its own proof."""

import io
import json
from datetime import date

import pytest
from pypdf import PdfReader

from pranata.assessment.exports import result_pdf
from pranata.assessment.regulations import available, load
from pranata.engine.scoring import OnMissing, replay, score


@pytest.fixture(scope="module")
def bandar_lampung():
    regulation = load("spbe-2020")
    case = next(case for case in regulation.cases if case.year == 2023)
    return regulation, score(regulation.instrument, case.levels, year=2023)


def read(content):
    return PdfReader(io.BytesIO(content))


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


class TestTheSheet:
    def test_it_declares_itself_as_tagged_archival_pdf(self, bandar_lampung):
        reader = read(result_pdf(*bandar_lampung))
        metadata = reader.xmp_metadata.rdf_root.toxml()
        assert "<pdfaid:part>3</pdfaid:part>" in metadata
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert reader.trailer["/Root"]["/Lang"] == "id"

    def test_it_says_index_predikat_and_every_part_as_published(self, bandar_lampung):
        text = text_of(read(result_pdf(*bandar_lampung, body="Pemerintah Kota Bandar Lampung")))
        for expected in (
            "Pemerintah Kota Bandar Lampung",
            "2,15",
            "Cukup",
            "2,1545 (4309/2000)",
            "3,04",
            "2,33",
        ):
            assert expected in text

    def test_it_fits_two_pages(self, bandar_lampung):
        assert len(read(result_pdf(*bandar_lampung)).pages) == 2

    def test_its_attachment_replays_to_the_index(self, bandar_lampung):
        attached = read(result_pdf(*bandar_lampung)).attachments["jejak.json"][0]
        assert replay(json.loads(attached)) == bandar_lampung[1].index

    def test_the_same_arguments_give_the_same_bytes(self, bandar_lampung):
        on = date(2026, 11, 21)
        assert result_pdf(*bandar_lampung, printed_on=on) == result_pdf(*bandar_lampung, printed_on=on)

    def test_it_shows_the_day_it_was_printed_on_in_indonesian(self, bandar_lampung):
        content = result_pdf(*bandar_lampung, printed_on=date(2026, 8, 17))
        assert "dicetak 17 Agustus 2026" in text_of(read(content))


@pytest.mark.parametrize("name", available())
def test_every_instrument_has_a_sheet(name):
    regulation = load(name)
    found = score(regulation.instrument, {"1": 2}, on_missing=OnMissing.FLOOR)
    text = text_of(read(result_pdf(regulation, found)))
    assert "dihitung sebagai tingkat" in text
    assert ("Instrumen ini belum pasti" in text) == regulation.is_uncertain


def test_text_from_outside_is_never_taken_for_markup(bandar_lampung):
    body = '#read("/etc/passwd") *tebal* $x$ \\ " <label>'
    assert '#read("/etc/passwd")' in text_of(read(result_pdf(*bandar_lampung, body=body)))
