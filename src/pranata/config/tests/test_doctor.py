"""The doctor finds what is wrong, says what to do, and calls a sound installation sound."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pranata.config.doctor import EXAMINATIONS, Severity, authority, machine, web
from pranata.foundation.environment import Environment
from pranata.foundation.testing.processes import run_pranata
from pranata.organisation.tests.cast import make_cast

LONG_KEY = "k3y-" + "abcdefghijklmnopqrstuvwxyz0123456789" * 2


def environment(home: Path = Path("/"), **variables: str) -> Environment:
    return Environment.of_process({"PRANATA_HOME": str(home), "PRANATA_SECRET_KEY": LONG_KEY, **variables})


def test_a_prepared_installation_is_sound(home: Path):
    done = run_pranata("doctor", "--json", home=home)
    document = json.loads(done.stdout)
    assert [e["code"] for e in document["examinations"]] == [e.code for e in EXAMINATIONS]
    wrong = [f for e in document["examinations"] for f in e["findings"] if f["severity"] == "error"]
    assert (wrong, document["healthy"], done.returncode) == ([], True, 0)


def test_it_makes_nothing_where_nothing_is(fresh: Path):
    done = run_pranata("doctor", home=fresh)
    assert done.returncode == 1
    assert "Belum ada basis data" in done.stdout
    assert not (fresh / "postgres").exists()


def test_an_installation_without_database_is_told_so_and_the_rest_is_examined(fresh: Path):
    nowhere = "postgresql://pranata_app@/pranata?host=/nowhere"
    done = run_pranata("doctor", home=fresh, DATABASE_APP_URL=nowhere)
    assert done.returncode == 1
    assert "Basis data tidak dapat dihubungi" in done.stdout
    assert "Tindakan:" in done.stdout
    assert "Pemisahan antarinstansi (basis data tidak terjangkau)" in done.stdout
    assert "Regulasi" in done.stdout


def test_a_secret_that_others_can_read_is_found(tmp_path: Path):
    env = environment(tmp_path)
    (tmp_path / "secrets").mkdir(mode=0o700)
    (tmp_path / "secrets" / "django").write_text("x")
    (tmp_path / "secrets" / "django").chmod(0o640)
    (finding,) = machine.secrets(env)
    assert "secrets/django dapat dibaca pengguna lain" in finding.what


def test_a_home_that_others_can_write_is_found(tmp_path: Path):
    tmp_path.chmod(0o777)
    (finding,) = machine.home(environment(tmp_path))
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("examination", "variables"),
    [
        (web.hosts, {"PRANATA_HOSTS": "*"}),
        (web.demonstration, {"PRANATA_DEMO": "1", "PRANATA_HOSTS": "spbe.kota.go.id"}),
        (web.debug, {"PRANATA_DEBUG": "1", "PRANATA_HOSTS": "spbe.kota.go.id"}),
        (web.secret_key, {"PRANATA_SECRET_KEY": "pendek"}),
        (web.secret_key, {"PRANATA_SECRET_KEY": "a" * 80}),
        (web.secret_key, {"PRANATA_SECRET_KEY": "django-insecure-" + LONG_KEY}),
    ],
)
def test_what_must_not_be_on_a_server_is_an_error(examination, variables):
    (finding,) = examination(environment(**variables))
    assert finding.severity is Severity.ERROR
    assert finding.what
    assert finding.why
    assert finding.remedy


@pytest.mark.parametrize(
    ("examination", "variables"),
    [
        (web.hosts, {"PRANATA_HOSTS": "spbe.kota.go.id"}),
        (web.debug, {"PRANATA_DEBUG": "1"}),
        (web.mail, {"PRANATA_HOSTS": "spbe.kota.go.id"}),
    ],
)
def test_what_had_better_be_changed_is_a_warning(examination, variables):
    (finding,) = examination(environment(**variables))
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize("examination", [web.hosts, web.demonstration, web.debug, web.secret_key, web.mail])
def test_a_laptop_without_any_setting_is_sound(examination):
    assert examination(replace(environment(), demonstration=True)) == []


@pytest.mark.django_db
def test_a_role_over_the_whole_instansi_that_sits_below_its_top_unit_is_a_warning():
    assert authority.far_posts(environment()) == []
    cast = make_cast()
    (finding,) = authority.far_posts(environment())
    assert finding.severity is Severity.WARNING
    assert finding.what.startswith(f"{cast.instansi.name}: 1 peran")
    assert cast.diskominfo.name in finding.what
