"""What was prepared is not prepared again; what was not, or may not have been, is."""

import shutil
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pranata.config import prepared
from pranata.foundation.database import embedded, owner_url
from pranata.foundation.environment import Environment
from pranata.foundation.testing.processes import run_pranata


@pytest.fixture
def env(home: Path) -> Iterator[Environment]:
    """A prepared installation whose database answers."""
    embedded.start(home)
    yield Environment.of_process({"PRANATA_HOME": str(home)})
    embedded.stop(home)


def note_of(env: Environment) -> str | None:
    with psycopg.connect(owner_url(env)) as database:
        row = database.execute(prepared._KNOWN).fetchone()
    assert row is not None
    return None if row[0] is None else str(row[0])


def test_what_was_prepared_is_not_prepared_again(env: Environment):
    assert prepared.is_prepared(env, demo=False)
    done = run_pranata("prepare", "--if-needed", home=env.home)
    assert done.returncode == 0
    assert "Siap dalam" in done.stdout


def test_without_the_demonstration_it_is_not_prepared_for_it(env: Environment):
    assert not prepared.is_prepared(env, demo=True)


def test_changed_code_prepares_again(env: Environment, tmp_path: Path, monkeypatch):
    copied = tmp_path / "src" / "pranata"
    shutil.copytree(prepared.PACKAGE, copied)
    monkeypatch.setattr(prepared, "PACKAGE", copied)
    before = prepared.sources_digest(env)
    (copied / "config" / "urls.py").write_text("# another\n", encoding="utf-8")
    assert prepared.sources_digest(env) != before


def test_a_changed_regulation_prepares_again(home: Path, env: Environment, tmp_path: Path):
    law = tmp_path / "law" / "uji-2026"
    law.mkdir(parents=True)
    (law / "regulation.yaml").write_text("id: uji-2026\n", encoding="utf-8")
    added = Environment.of_process({"PRANATA_HOME": str(home), "PRANATA_REGULATIONS": str(law.parent)})
    before = prepared.sources_digest(added)
    assert before != prepared.sources_digest(env)
    (law / "regulation.yaml").write_text("id: uji-2027\n", encoding="utf-8")
    assert prepared.sources_digest(added) != before


def test_another_package_prepares_again(env: Environment, tmp_path: Path, monkeypatch):
    before = prepared.sources_digest(env)
    (tmp_path / "django-9.9.dist-info").mkdir()
    monkeypatch.setattr(sysconfig, "get_path", lambda _name: str(tmp_path))
    assert prepared.sources_digest(env) != before


def test_static_files_that_are_gone_or_of_other_sources_prepare_again(env: Environment):
    stamp = env.home / "static" / prepared.COLLECTED
    stamp.write_text("by another checkout", encoding="utf-8")
    assert not prepared.is_prepared(env, demo=False)
    shutil.rmtree(stamp.parent)
    assert not prepared.is_prepared(env, demo=False)


def test_who_is_stopped_half_way_has_prepared_nothing(env: Environment):
    shutil.rmtree(env.home / "static")
    (env.home / "static").write_text("no folder", encoding="utf-8")
    assert run_pranata("prepare", home=env.home).returncode != 0
    assert note_of(env) is None
    (env.home / "static").unlink()
    assert run_pranata("prepare", "--if-needed", home=env.home).returncode == 0
    assert prepared.is_prepared(env, demo=False)


def test_a_restored_backup_is_prepared_again(env: Environment, tmp_path: Path):
    archive = tmp_path / "backup.tar"
    assert run_pranata("backup", str(archive), home=env.home).returncode == 0
    assert run_pranata("restore", "--replace", str(archive), home=env.home).returncode == 0
    embedded.start(env.home)
    assert note_of(env) is None
    assert not prepared.is_prepared(env, demo=False)


def test_the_application_cannot_write_the_note(env: Environment):
    with (
        psycopg.connect(
            host=str(embedded.socket_directory(env.home)), user="pranata_app", dbname="pranata"
        ) as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        app.execute("COMMENT ON TABLE public.django_migrations IS 'x'")


def test_a_database_that_does_not_answer_is_not_prepared(home: Path):
    assert not prepared.is_prepared(Environment.of_process({"PRANATA_HOME": str(home)}), demo=False)
