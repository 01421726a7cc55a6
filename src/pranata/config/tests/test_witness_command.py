"""`pranata witness`: made, told of a log, served, and carried by file."""

import json
import signal
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from pranata.config.command import main
from pranata.foundation.testing.processes import PRANATA, clean_environment, eventually, free_port
from pranata.ledger.notes import Note, verify
from pranata.ledger.notes.note import verifiers
from pranata.ledger.witness.client import WitnessAddress, WitnessSilent
from pranata.ledger.witness.tests.shown import NAME, ORIGIN, Shown

LOG = Shown()


def pranata(*arguments: object) -> str:
    done = CliRunner().invoke(main, ["witness", *map(str, arguments)])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "saksi"
    pranata("init", path, "--name", NAME)
    pranata("add-log", path, *(key.verifier.vkey for key in LOG.keys))
    return path


def keys_of(folder: Path) -> list[str]:
    vkeys: list[str] = json.loads(pranata("key", folder, "--json"))["vkeys"]
    return vkeys


def test_it_says_what_it_saw_last(folder: Path, tmp_path: Path):
    assert "belum pernah" in pranata("status", folder)
    (tmp_path / "in").write_bytes(LOG.submission(0, 5))
    pranata("sign-file", folder, tmp_path / "in", tmp_path / "out")
    assert "5 catatan" in pranata("status", folder)
    (log,) = json.loads(pranata("status", folder, "--json"))["logs"]
    assert (log["origin"], log["size"]) == (ORIGIN, 5)


def test_a_file_is_cosigned_as_over_the_network(folder: Path, tmp_path: Path):
    (tmp_path / "in").write_bytes(LOG.submission(0, 5))
    pranata("sign-file", folder, tmp_path / "in", tmp_path / "out")
    note = Note.parse((tmp_path / "out").read_bytes())
    assert note.text == LOG.note(5).text
    assert len(verify(note, verifiers(keys_of(folder)))) == 2


@pytest.mark.parametrize(
    ("body", "told"), [(Shown("other").submission(5, 7), "422"), (LOG.submission(0, 7), "--old 5")]
)
def test_a_file_that_does_not_continue_is_refused(folder: Path, tmp_path: Path, body: bytes, told: str):
    (tmp_path / "in").write_bytes(LOG.submission(0, 5))
    pranata("sign-file", folder, tmp_path / "in", tmp_path / "out")
    (tmp_path / "in").write_bytes(body)
    arguments = ["witness", "sign-file", *map(str, (folder, tmp_path / "in", tmp_path / "second"))]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    assert told in done.output
    assert not (tmp_path / "second").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["status", "/nowhere"],
        ["init", "saksi", "--name", "with space"],
        ["add-log", "saksi", "not a key"],
        ["serve", "saksi", "--listen", "8200"],
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(folder: Path, arguments: list[str], monkeypatch):
    monkeypatch.chdir(folder.parent)
    done = CliRunner().invoke(main, ["witness", *arguments])
    assert done.exit_code in (1, 2)
    assert "Traceback" not in done.output


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_without_django_until_told_to_stop(folder: Path, number: int):
    port = free_port()
    process = subprocess.Popen(
        [*PRANATA, "witness", "serve", str(folder), "--listen", f"127.0.0.1:{port}"],
        env=clean_environment(),
        stdout=subprocess.DEVNULL,
    )
    address = WitnessAddress(f"http://127.0.0.1:{port}", verifiers(keys_of(folder)))

    def answers() -> bool:
        try:
            return address.last_seen(ORIGIN) is None
        except WitnessSilent:
            return False

    try:
        eventually(answers)
        maps = Path(f"/proc/{process.pid}/maps").read_text()
        assert "psycopg" not in maps
        process.send_signal(number)
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()
