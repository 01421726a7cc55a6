"""An archivist's day: a witness by file, a time stamp, a sheet on paper."""

import json
from pathlib import Path

from pranata.config.tests.test_serve import ACT, ask
from pranata.foundation.database import embedded
from pranata.foundation.testing.processes import run_pranata
from pranata.ledger.anchoring.tests.authority import RealAuthority
from pranata.ledger.witness.folder import WitnessFolder, log_keys

NAME = "arsip.contohkota.go.id/saksi"


def pranata(home: Path, *arguments: object, **environment: str) -> str:
    done = run_pranata(*map(str, arguments), home=home, **environment)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def signed_log(home: Path) -> tuple[str, ...]:
    """Have one entry signed, and return the public keys of the log."""
    embedded.start(home)
    ask(home, f"SELECT ledger.append('{ACT}')")
    pranata(home, "ledger", "sequence", "--once")
    (log,) = json.loads(pranata(home, "ledger", "keys", "--json"))
    return tuple(log["vkeys"])


def test_a_day_of_anchoring_without_a_network(home: Path, tmp_path: Path):
    witness = WitnessFolder.create(tmp_path / "saksi", NAME)
    witness.add_log(log_keys(signed_log(home)))
    line = f"witness arsip {witness.verifiers[0].vkey}\nquorum arsip\n"
    (home / "kebijakan.txt").write_text(line)
    try:
        pranata(home, "ledger", "export-checkpoint", tmp_path / "keluar", "--witness", NAME)
        pranata(home, "witness", "sign-file", witness.path, tmp_path / "keluar", tmp_path / "masuk")
        assert NAME in pranata(home, "ledger", "import-cosignature", tmp_path / "masuk")
        state = json.loads(pranata(home, "ledger", "status", "--json"))["anchoring"]
        assert (state["cosigned_size"], state["waiting_since"]) == (1, None)
        assert "--confirm 1" in pranata(home, "ledger", "sheet", "--pdf", tmp_path / "lembar.pdf")
        assert (tmp_path / "lembar.pdf").read_bytes().startswith(b"%PDF")
        bare = run_pranata("ledger", "sheet", "--confirm", "1", home=home)
        assert (bare.returncode, "nomor buku" in bare.stderr) == (1, True)
        book = ("--book", "2026/1", "--page", 12, "--printed-by", "Ratna", "--kept-by", "Olga")
        pranata(home, "ledger", "sheet", "--confirm", 1, *book)
        assert ask(home, "SELECT kind, size FROM ledger.anchor") == [("cetak", 1)]
    finally:
        embedded.stop(home)


def test_the_log_is_time_stamped_when_it_is_asked_for(home: Path, tmp_path: Path):
    real = RealAuthority(tmp_path / "tsa")
    settings = {"PRANATA_TSA_URL": real.url, "PRANATA_TSA_CA": str(real.roots)}
    signed_log(home)
    try:
        assert "TSA: sudah" in pranata(home, "ledger", "anchor", **settings)
        assert ask(home, "SELECT kind, size FROM ledger.anchor") == [("rfc3161", 1)]
        done = run_pranata("ledger", "anchor", home=home, PRANATA_TSA_URL=real.url)
        assert (done.returncode, "PRANATA_TSA_CA" in done.stderr) == (1, True)
    finally:
        embedded.stop(home)
        real.close()
