"""What was destroyed stays destroyed: in a real installation, by its commands, killed and restored."""

import json
import signal
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pranata.config.tests.test_anchor_commands import pranata
from pranata.foundation.database import embedded
from pranata.foundation.testing.processes import clean_environment, run_pranata
from pranata.ledger.bundles import verifikasi
from pranata.ledger.keys import all_kept_keys

STEP = [
    *(sys.executable, "-c"),
    "import django; django.setup(); from pranata.config.tests.destroying import main; main()",
]
BACK = "1 naskah yang sudah dimusnahkan ada kembali."
WELL = "baik  Naskah yang dimusnahkan"


@dataclass(frozen=True)
class Installation:
    """A home with two copies of each file, and the two documents in it: one that goes, one that stays."""

    home: Path
    going: str = ""
    staying: str = ""

    def step(self, name: str, number: int = 0) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*STEP, name, str(self.home), str(number)],
            env=clean_environment(
                PRANATA_HOME=str(self.home),
                BLOB_COPY_URL=str(self.home / "copy"),
                DJANGO_SETTINGS_MODULE="pranata.config.settings",
            ),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def done(self, name: str) -> None:
        finished = self.step(name)
        assert finished.returncode == 0, finished.stderr

    def killed(self, name: str, number: int) -> None:
        assert self.step(name, number).returncode == -signal.SIGKILL

    def says(self, *arguments: object) -> str:
        return pranata(self.home, *arguments, BLOB_COPY_URL=str(self.home / "copy"))

    def doctor(self) -> str:
        done = run_pranata("doctor", home=self.home, BLOB_COPY_URL=str(self.home / "copy"))
        return done.stdout + done.stderr

    def bring_back(self, backup: Path) -> None:
        """Put the bytes of the document back where the backup has them, and nothing else."""
        with tarfile.open(backup) as kept:
            (name,) = (name for name in kept.getnames() if name.endswith(self.going))
            kept.extract(name, self.home, filter="data")

    def places_of(self, digest: str) -> list[str]:
        return [name for name in ("blobs", "copy") if list((self.home / name).rglob(digest))]


@pytest.fixture
def installed(home: Path) -> Iterator[Installation]:
    embedded.start(home)
    Installation(home).done("prepare")
    yield Installation(home, **json.loads((home / "scene.json").read_text()))
    embedded.stop(home)


def test_killed_half_way_restored_and_proven_it_is_gone_for_good(installed: Installation, tmp_path: Path):
    home, going = installed.home, installed.going
    installed.says("backup", tmp_path / "cadangan.tar")
    installed.done("order")

    # Killed between the two places, it is finished by the command, and recorded once.
    installed.killed("carry_out", 2)
    assert len(installed.places_of(going)) == 1
    assert "1 naskah dimusnahkan" in installed.says("records", "destroy")
    assert (installed.places_of(going), len(installed.places_of(installed.staying))) == ([], 2)

    # Its entries are in the log and are proven, without the bytes; a bundle torn by a kill is made once more.
    installed.says("ledger", "sequence", "--once")
    (log,) = all_kept_keys(home)
    keys = home / "kunci.txt"
    keys.write_text("".join(f"log {key.vkey}\n" for key in log.verifiers) + "quorum none\n")
    installed.done("export")
    installed.says("ledger", "sequence", "--once")
    installed.killed("bundle", 5)
    torn = verifikasi.verify_path(home / "bukti.zip", keys.read_bytes())
    assert torn.verdict == verifikasi.NOT_PROVEN
    installed.done("bundle")
    found = json.loads(installed.says("verify", home / "bukti.zip", "--policy", keys, "--json"))
    assert (found["verdict"], found["destroyed"]) == ("PROVEN", [going])
    assert [event["action"] for event in found["events"]].count("arsip.musnah") == 1

    # A backup from before brings it back, and it is taken out again at once.
    told = installed.says("restore", tmp_path / "cadangan.tar", "--replace")
    assert "1 naskah yang sudah dimusnahkan, dimusnahkan lagi." in told
    assert (installed.places_of(going), len(installed.places_of(installed.staying))) == ([], 2)
    assert WELL in installed.doctor()

    # Bytes that come back by another way are seen by the doctor and taken out by the command.
    installed.bring_back(tmp_path / "cadangan.tar")
    assert BACK in installed.doctor()
    assert "1 naskah dimusnahkan lagi" in installed.says("records", "replay")
    assert installed.places_of(going) == []

    # Whoever alters the journal destroys nothing with it.
    journal = home / "destruction" / "journal"
    journal.write_bytes(journal.read_bytes().replace(going.encode(), installed.staying.encode()))
    assert "jurnal pemusnahan tidak utuh" in installed.doctor()
    assert run_pranata("records", "replay", home=home).returncode != 0
    assert len(installed.places_of(installed.staying)) == 2
