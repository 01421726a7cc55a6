"""A backup brings everything back, replaces nothing unasked, and is nobody else's to read."""

import subprocess
from pathlib import Path

from pranata.foundation.testing.processes import run_pranata


def owner_says(home: Path, statement: str) -> str:
    done = run_pranata("psql", "--role", "administrator", "-Atc", statement, home=home)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def policies(home: Path) -> str:
    return owner_says(
        home,
        "SELECT string_agg(concat_ws(' ', relname, relowner::regrole, relacl, relforcerowsecurity), ';' "
        "ORDER BY relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace",
    )


def backup(home: Path, target: Path) -> "subprocess.CompletedProcess[str]":
    return run_pranata("backup", str(target), home=home)


def test_another_installation_becomes_what_the_first_one_was(home: Path, fresh: Path, tmp_path: Path):
    owner_says(home, "CREATE TABLE kept AS SELECT 42 AS answer")
    owner_says(home, "ALTER TABLE kept OWNER TO pranata_owner")
    (home / "blobs" / "ab").mkdir(parents=True)
    (home / "blobs" / "ab" / "abc").write_bytes(b"bukti")
    target = tmp_path / "cadangan.tar"
    done = backup(home, target)
    assert done.returncode == 0, done.stderr
    assert target.stat().st_mode & 0o777 == 0o600
    done = run_pranata("restore", str(target), home=fresh)
    assert done.returncode == 0, done.stderr
    assert owner_says(fresh, "SELECT answer FROM kept") == "42"
    assert policies(fresh) == policies(home)
    assert (fresh / "blobs" / "ab" / "abc").read_bytes() == b"bukti"
    assert (fresh / "secrets" / "django").read_text() == (home / "secrets" / "django").read_text()
    assert (fresh / "secrets" / "django").stat().st_mode & 0o777 == 0o600
    assert run_pranata("migrate", home=fresh).stdout == "Tidak ada migrasi yang tertunda.\n"


def test_what_is_there_is_replaced_only_when_that_is_said(home: Path, tmp_path: Path):
    target = tmp_path / "cadangan.tar"
    assert backup(home, target).returncode == 0
    owner_says(home, "CREATE TABLE later AS SELECT 1")
    refused = run_pranata("restore", str(target), home=home)
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert owner_says(home, "SELECT count(*) FROM later") == "1"
    assert run_pranata("restore", str(target), "--replace", home=home).returncode == 0
    assert owner_says(home, "SELECT to_regclass('later') IS NULL") == "t"


def test_a_file_that_is_no_whole_backup_changes_nothing(home: Path, tmp_path: Path):
    target = tmp_path / "cadangan.tar"
    assert backup(home, target).returncode == 0
    assert "sudah ada" in backup(home, target).stderr
    broken = tmp_path / "rusak.tar"
    broken.write_bytes(target.read_bytes()[: target.stat().st_size // 2])
    done = run_pranata("restore", str(broken), "--replace", home=home)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert owner_says(home, "SELECT count(*) > 0 FROM django_migrations") == "t"
