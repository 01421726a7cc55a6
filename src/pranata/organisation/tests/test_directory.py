"""The directory of government bodies, and matching the names that others write."""

import time

import pytest

from pranata.foundation.errors import NotPermitted
from pranata.organisation.directory import bodies, name_key, rows
from pranata.organisation.models import Instansi
from pranata.organisation.operations.load_directory import load_directory
from pranata.organisation.queries.directory import match_instansi, read_directory
from pranata.organisation.tests.cast import NOW, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    return load_directory(now=NOW)


def test_it_creates_every_province_kabupaten_and_kota(loaded):
    counts = {kind: Instansi.objects.filter(kind=kind).count() for kind in ("provinsi", "kabupaten", "kota")}
    assert counts == {"provinsi": 38, "kabupaten": 416, "kota": 98}


def test_it_knows_code_province_population_and_zone(loaded):
    body = Instansi.objects.get(slug="kota-bandar-lampung")
    assert (body.region_code, body.evaluation_code, body.province_name) == ("18.71", "5972", "Lampung")
    assert body.population is not None
    assert body.population > 1_000_000
    zones = {
        slug: Instansi.objects.get(slug=slug).time_zone
        for slug in ("kota-bandar-lampung", "kabupaten-badung", "kabupaten-merauke")
    }
    assert list(zones.values()) == ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]


def test_running_it_again_changes_nothing(loaded):
    again = load_directory(now=NOW)
    assert (again.created, again.updated, again.unchanged) == (0, 0, loaded.created)


def test_it_repairs_what_was_changed_and_keeps_the_colour(loaded):
    Instansi.objects.filter(slug="kota-metro").update(province_name="Banten", accent="#0049b8")
    assert load_directory(now=NOW).updated == 1
    body = Instansi.objects.get(slug="kota-metro")
    assert (body.province_name, body.accent) == ("Lampung", "#0049b8")


def test_it_loads_within_three_seconds_and_few_statements(django_assert_max_num_queries):
    started = time.process_time()
    with django_assert_max_num_queries(10):
        load_directory(now=NOW)
    assert time.process_time() - started < 3


def test_it_refuses_an_official():
    with pytest.raises(NotPermitted):
        load_directory(actor=make_cast().olga, now=NOW)
    assert Instansi.objects.count() == 2


def test_no_two_bodies_share_an_address():
    slugs = [body.slug for body in bodies()]
    assert len(slugs) == len(set(slugs))


@pytest.mark.parametrize(
    ("written", "kind", "province", "slug"),
    [
        ("Pemerintah Kota Bandar Lampung", "kota", "Lampung", "kota-bandar-lampung"),
        ("Pemerintah Kab. Banjar", "kab", "Kalimantan Selatan", "kabupaten-banjar"),
        ("Pemerintah Kota Banjar", "kota", "Jawa Barat", "kota-banjar"),
        ("Kab. Fak-Fak", "kabupaten", "", "kabupaten-fak-fak"),
        ("Pemerintah Kab. Ogan Komering Ulu Sel.", "kab", "", "kabupaten-ogan-komering-ulu-selatan"),
        ("Pemerintah Kota KotaMobagu", "kota", "Sulawesi Utara", "kota-kotamobagu"),
        ("Pemerintah Kab. Kotabaru", "kab", "Kalimantan Selatan", "kabupaten-kotabaru"),
        ("Pemerintah Aceh", "prov", "Aceh", "provinsi-aceh"),
        ("Pemerintah D.I. Yogyakarta", "prov", "Daerah Istimewa Yogyakarta", "provinsi-di-yogyakarta"),
        ("Pemerintah Provinsi NTB", "prov", "", "provinsi-nusa-tenggara-barat"),
        ("Sekretariat Jenderal Ombudsman", "lns", "", "ombudsman-republik-indonesia"),
        ("Markas Besar Kepolisian Republik Indonesia", "lembaga", "", "kepolisian-negara-republik-indonesia"),
    ],
)
def test_a_written_name_finds_its_body(loaded, written, kind, province, slug):
    body = match_instansi(written, kind, province)
    assert body is not None
    assert body.slug == slug


def test_a_kota_is_not_taken_for_the_kabupaten_of_the_same_name(loaded):
    assert match_instansi("Bandung", "kota") != match_instansi("Bandung", "kabupaten")


def test_a_name_nobody_has_and_a_wrong_province_match_nothing(loaded):
    assert match_instansi("Kota Atlantis", "kota") is None
    assert match_instansi("Kota Bandar Lampung", "kota", "Banten") is None


def test_a_former_body_points_to_the_one_that_took_its_place(loaded):
    old = match_instansi("Lembaga Sandi Negara", "lembaga")
    assert old is not None
    assert old.superseded_by == match_instansi("Badan Siber dan Sandi Negara", "lpnk")


def test_many_names_cost_one_query(loaded, django_assert_num_queries):
    with django_assert_num_queries(1):
        directory = read_directory()
        names = [row["nama_instansi"] for row in rows("instansi_pemda.csv")]
        found = [directory.match(name, "kota" if name.startswith("Kota") else "kab") for name in names]
    assert sum(body is not None for body in found) == len(names) - 34


@pytest.mark.parametrize("hostile", ["", "   ", "Kota", "%", "Kota \x00", "'; DROP TABLE", "ﷺ" * 500])
def test_strange_names_match_nothing_and_break_nothing(loaded, hostile):
    assert match_instansi(hostile, "kota") is None


def test_a_key_ignores_case_punctuation_and_spacing():
    assert name_key("  KAB.  Tojo  Una-Una ", "kab") == name_key("Kabupaten Tojo Unauna", "kabupaten")
