"""The instrument browser, from the list down to a level's requirements."""

import pytest
from django.test import Client

from pranata.assessment.regulations import available, load

pytestmark = pytest.mark.django_db

EVERY_INDICATOR = [(name, item.number) for name in available() for item in load(name).indicators]


def text_of(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_offers_every_instrument_and_says_which_is_unconfirmed():
    page = text_of("/instrumen/")
    for name in available():
        assert f"/instrumen/{name}/" in page
    assert load("pemdi-2026").certainty_note in page


@pytest.mark.parametrize("name", available())
def test_an_instrument_shows_weights_bounds_basis_and_sources(name: str):
    regulation, page = load(name), text_of(f"/instrumen/{name}/")
    for item in regulation.indicators:
        assert item.short_name.replace("'", "&#x27;") in page
    for band in regulation.scoring.predikat.bands:
        assert band.name in page
    assert regulation.legal_basis[0].number in page


@pytest.mark.parametrize(("name", "number"), EVERY_INDICATOR)
def test_every_indicator_has_a_page_with_all_its_requirements(name: str, number: str):
    page = text_of(f"/instrumen/{name}/indikator/{number}/")
    for level in load(name).criteria(number).levels.values():
        for requirement in level.requirements:
            assert requirement.split("'")[0].split('"')[0].split("<")[0].split("&")[0] in page


@pytest.mark.parametrize("number", ["1", "20"])
def test_every_page_of_an_unconfirmed_instrument_says_so(number: str):
    assert "Naskah resmi belum diperoleh" in text_of(f"/instrumen/pemdi-2026/indikator/{number}/")
    assert "Naskah resmi belum diperoleh" in text_of("/instrumen/pemdi-2026/")


@pytest.mark.parametrize(
    "path",
    ["/instrumen/spbe-1999/", "/instrumen/spbe-2020/indikator/48/", "/instrumen/spbe-2020/indikator/0/"],
)
def test_what_does_not_exist_is_not_found(path: str):
    assert Client().get(path).status_code == 404


def test_the_change_of_instruments_is_told_in_both_directions_with_its_ground():
    page = text_of("/instrumen/perubahan/?dari=spbe-2018&ke=spbe-2020")
    assert "23 dari 37 indikator SPBE 2018 berlanjut dalam SPBE 2020" in page
    assert "Layanan naskah dinas termasuk dalam layanan kearsipan dinamis." in page
    assert "Lebih luas" in page
    assert "Audit TIK tidak dinilai pada 2018." in page
    back = text_of("/instrumen/perubahan/?dari=spbe-2020&ke=spbe-2018")
    assert "Lebih sempit" in back
    only = text_of("/instrumen/perubahan/?dari=spbe-2018&ke=spbe-2020&kepastian=uncertain")
    assert "Layanan Publik Sektor 1" in only
    assert "Audit TIK tidak dinilai pada 2018." not in only


def test_the_change_to_an_unconfirmed_instrument_says_so_and_an_unknown_pair_is_not_found():
    assert "Tidak satu pun padanan ini pasti" in text_of("/instrumen/perubahan/")
    assert Client().get("/instrumen/perubahan/?dari=spbe-2018&ke=pemdi-2026").status_code == 404


def test_an_indicator_says_what_it_is_in_the_other_instruments():
    page = text_of("/instrumen/spbe-2020/indikator/37/")
    assert "Dalam instrumen lain" in page
    assert "/instrumen/spbe-2018/indikator/25/" in page
    assert "/instrumen/pemdi-2026/indikator/15/" in page
    assert "Kepuasan pengguna tidak dinilai pada 2020." in text_of("/instrumen/pemdi-2026/indikator/20/")
