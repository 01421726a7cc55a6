"""Nothing in the repository is a secret: no key, no token, no password that opens something."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.architecture.gate import ROOT, judge, kept_files

LARGEST = 2_000_000
SECRETS = {
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    "cloud key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "token": re.compile(
        r"\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_\w{22,}|glpat-[\w-]{20}|xox[abprs]-[\w-]{10,})"
    ),
    "signed token": re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),
    "address with a password": re.compile(
        r"\b[a-z][a-z0-9+]*://[^\s:/@'\"{}<>$]+:(?!(?:password|sandi|…)@)[^\s:/@'\"{}<>$]+@"
    ),
    "password": re.compile(
        r"""(?ix)\b[a-z_]*(?:password|passwd|passphrase|secret|secret_key|api_?key|kata_sandi)["']?
        \s*[:=]\s*["'](?!password["'])[^\s"'{}<>$%]{8,}["']"""
    ),
}

EXEMPT: dict[str, str] = {
    "src/pranata/foundation/database/__init__.py: password": "names the file that holds it, not the value",
    "*/tests/*.py: password": "opens only the made-up accounts of a test run",
    "*/tests/*.py: address with a password": "shows how such an address is read, and opens nothing",
    "tests/architecture/test_pictures.py: password": "names the picture of the page that changes it",
    "src/pranata/config/settings_accounts.py: password": "is how often one may ask to reset it",
}


def secrets_in(text: str) -> Iterator[str]:
    """Yield the kinds of secret a text seems to hold."""
    return (kind for kind, pattern in SECRETS.items() if pattern.search(text))


def readable(path: Path) -> str:
    """Return the text of a file, or nothing for one that is not text."""
    raw = path.read_bytes()[:LARGEST]
    return "" if b"\0" in raw else raw.decode("utf-8", errors="replace")


def test_no_file_of_the_repository_holds_a_secret():
    found = [f"{p.relative_to(ROOT)}: {kind}" for p in kept_files() for kind in secrets_in(readable(p))]
    assert judge(found, EXEMPT) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("private key", "-----BEGIN {}PRIVATE KEY-----".format("RSA ")),
        ("private key", "-----BEGIN {}PRIVATE KEY-----".format("")),
        ("cloud key", "AKIA" + "ABCDEFGHIJKLMNOP"),
        ("token", "ghp_" + "a1" * 18),
        ("token", "glpat-" + "a1" * 10),
        ("signed token", ".".join(["eyJ" + "a" * 20, "eyJ" + "b" * 20, "c" * 20])),
        ("address with a password", "postgres" + "://pranata:hunter2hunter2" + "@db/pranata"),
        ("password", "PASSWORD = " + '"hunter2hunter2"'),
        ("password", '"secret_key": ' + "'abcdefgh12345678'"),
    ],
)
def test_the_gate_sees_a_secret(kind, text):
    assert kind in set(secrets_in(text))


@pytest.mark.parametrize(
    "text",
    [
        'password = request.POST["password"]',
        'password: str = ""',
        "DATABASE_URL=postgres://USER@HOST/pranata",
        "https://contoh.go.id/a@b",
        'name="password"',
        "postgresql://pranata_app:…@basis-data/pranata",
        "smtps://user:password@surel.contoh.go.id",
        '"PGPASSWORD": "PASSWORD"',
    ],
)
def test_the_gate_lets_ordinary_text_pass(text):
    assert not list(secrets_in(text))
