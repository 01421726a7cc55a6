"""Pages of text that follow the regulations held."""

import pytest

pytestmark = pytest.mark.django_db


def test_every_instrument_is_told_with_its_weights_and_how_sure_we_are(client):
    text = client.get("/dasar-hukum/").content.decode()
    assert "PermenPANRB 59/2020" in text
    assert "Belum pasti" in text
    assert "45,50%" in text


def test_an_instrument_without_domains_shows_its_aspects_and_nothing_unsaid(client):
    text = client.get("/dasar-hukum/").content.decode()
    assert "tidak ada domain" not in text
    assert ">None<" not in text


def test_an_outsider_is_shown_how_to_recompute_on_a_published_result(client):
    shown = client.get("/hitung-ulang/").content.decode()
    assert "215,4500 dibagi 100,00 adalah 4309/2000, yaitu 2,1545; ditampilkan 2,15" in shown
    assert "pranata index hitung-ulang.json" in shown
    assert shown.count('data-l="Nilai"') == 9
