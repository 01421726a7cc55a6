"""Adding an instrument is adding a folder; a mistake in it is named by file and field."""

import textwrap
from fractions import Fraction
from typing import Any

import pytest

from pranata.assessment.regulations import RegulationInvalid, available, differences, load, load_folder
from pranata.engine.scoring import score

FILES = {
    "regulation.yaml": """
        schema_name: pranata.regulation/1
        id: contoh-2030
        title: Instrumen contoh tiga indikator
        short_title: Contoh 2030
        status: in_force
        certainty: uncertain
        certainty_note: Hanya contoh.
        rechecked_on: 2026-11-21
        wording_policy: Ditulis sendiri.
        validity: {first_year: 2030, last_year: null, certainty: uncertain}
        legal_basis:
          - {number: Peraturan Contoh 1/2030, certainty: uncertain, citations: [contoh]}
        """,
    "scoring.yaml": """
        level_range: {minimum: "1", maximum: "3", step: "1", certainty: official, citations: [contoh]}
        scales:
          tangga: {levels: {1: Awal, 2: Tengah, 3: Akhir}, certainty: official, citations: [contoh]}
        formula: {aspect: rata-rata, index: rata-rata, certainty: official, citations: ["contoh:hal.2"]}
        rounding: {decimals: 2, mode: half_up, cascade: false, rule: Setengah ke atas, certainty: derived}
        predikat:
          certainty: official
          citations: [contoh]
          bands:
            - {name: Rendah, minimum: "1", maximum: "2"}
            - {name: Tinggi, minimum: "2", maximum: "3", includes_maximum: true}
          comparison:
            default: {basis: exact, finding: Tertulis, certainty: official, citations: [contoh]}
        """,
    "process.yaml": "{certainty: uncertain, stages: [penilaian mandiri]}",
    "domains.yaml": """
        domains:
          - number: "1"
            name: Domain
            weight: "100"
            certainty: official
            aspects:
              - {number: "1", name: Aspek, weight: "100", certainty: official, citations: [contoh]}
        """,
    "aspects/1.yaml": """
        aspect: "1"
        inherited: {certainty: official, evidence_certainty: derived, typical_opd_certainty: derived}
        indicators:
          - &satu
            number: "1"
            name: Indikator satu
            short_name: Satu
            weight: "100/3"
            scale: tangga
            citations: ["contoh:hal.3"]
            levels: {1: {requirements: [Ada]}, 2: {requirements: [Baik]}, 3: {requirements: [Terbaik]}}
            evidence: [Surat]
            typical_opd: [{name: Diskominfo, basis: [contoh]}]
          - {<<: *satu, number: "2"}
          - {<<: *satu, number: "3", certainty: uncertain}
        """,
    "sources.yaml": "contoh: {short: Contoh, title: Peraturan contoh, kind: primer, location: tidak ada}",
    "cases/contoh.yaml": """
        - name: Tingkat 1, 2, dan 3 menjadikan indeks 2,00
          id: contoh-1
          source: Peraturan contoh
          citation: "contoh:hal.4"
          levels: {"1": 1, "2": 2, "3": 3}
          expect: {index: "2.00", predikat: Tinggi}
        """,
}


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "contoh-2030"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return root


def rewrite(folder, name, old, new):
    path = folder / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


class TestAMadeUpInstrument:
    def test_it_is_found_in_the_added_folder_beside_the_packaged_ones(self, folder, monkeypatch):
        monkeypatch.setenv("PRANATA_REGULATIONS", str(folder.parent))
        assert available() == ("contoh-2030", "pemdi-2026", "spbe-2020", "spbe-2018")
        assert load("contoh-2030").title == "Instrumen contoh tiga indikator"

    def test_it_scores_exactly(self, folder):
        found = score(load_folder(folder).instrument, {"1": 1, "2": 2, "3": 2})
        assert found.index == Fraction(5, 3)
        assert found.predikat.applied == "Rendah"

    def test_its_case_comes_out(self, folder):
        regulation = load_folder(folder)
        assert differences(regulation.instrument, regulation.cases[0]) == ()

    def test_an_indicator_takes_over_what_it_does_not_say(self, folder):
        regulation = load_folder(folder)
        assert [item.certainty for item in regulation.indicators] == ["official", "official", "uncertain"]

    def test_it_may_not_take_the_place_of_a_packaged_one(self, folder, monkeypatch):
        folder.rename(folder.parent / "spbe-2020")
        monkeypatch.setenv("PRANATA_REGULATIONS", str(folder.parent))
        assert len(load("spbe-2020").indicators) == 47

    def test_nobody_can_change_it_after_loading(self, folder):
        regulation = load_folder(folder)
        names: Any = regulation.scoring.scales["tangga"].levels
        with pytest.raises(TypeError):
            names[1] = "Lain"
        with pytest.raises(ValueError, match="frozen"):
            setattr(regulation.criteria("1"), "name", "Lain")  # noqa: B010 -- the type checker knows it is frozen


MISTAKES = [
    ("domains.yaml", 'weight: "100"', "weight: 100.0", r"domains\[0\].weight: .* found 100.0"),
    ("domains.yaml", "certainty: official", "", r"domains\[0\].certainty: Field required"),
    ("domains.yaml", 'number: "1", name: Aspek', 'number: "7", name: Aspek', "aspect 7 has no file"),
    ("domains.yaml", 'Aspek, weight: "100"', 'Aspek, weight: "99"', "aspect 1 weighs 99"),
    ("domains.yaml", "domains:", "domain:", "domain: Extra inputs"),
    ("scoring.yaml", 'minimum: "2"', 'minimum: "2.1"', "Tinggi must begin where Rendah ends"),
    ("scoring.yaml", "basis: exact", "basis: rounding", r"predikat.comparison.default.basis"),
    ("scoring.yaml", "tangga:", "lain:", "scales: tangga is not described"),
    ("scoring.yaml", "{minimum", "[minimum", "not readable as YAML"),
    ("scoring.yaml", "level_range:", "scales: {}\nlevel_range:", "'scales' occurs twice"),
    (
        "aspects/1.yaml",
        "3: {requirements: [Terbaik]}",
        "4: {requirements: [Terbaik]}",
        "level 4 lies outside",
    ),
    ("aspects/1.yaml", "weight:", "bobot:", r"indicators\[0\]"),
    ("aspects/1.yaml", '["contoh:hal.3"]', '["permen:hal.3"]', "no source for the citation 'permen:hal.3'"),
    ("aspects/1.yaml", 'number: "2"', 'number: "1"', "indicator 1 occurs twice"),
    ("regulation.yaml", "2026-11-21", "kemarin", "rechecked_on"),
    ("regulation.yaml", "id: contoh-2030", "id: contoh-2031", "is not the folder's name"),
    ("cases/contoh.yaml", "levels:", "tingkat:", r"\[0\].tingkat"),
]


@pytest.mark.parametrize(("name", "old", "new", "message"), MISTAKES)
def test_a_mistake_is_named_by_file_and_field(folder, name, old, new, message):
    rewrite(folder, name, old, new)
    with pytest.raises(RegulationInvalid, match=message):
        load_folder(folder)


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("cases")])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(RegulationInvalid):
        load_folder(folder)


def test_two_files_of_one_aspect_are_refused(folder):
    (folder / "aspects/2.yaml").write_text((folder / "aspects/1.yaml").read_text())
    with pytest.raises(RegulationInvalid, match="has a file already"):
        load_folder(folder)


def test_bytes_that_are_no_text_are_refused(folder):
    (folder / "process.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RegulationInvalid, match="not readable as YAML"):
        load_folder(folder)
