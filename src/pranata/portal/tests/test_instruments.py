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
