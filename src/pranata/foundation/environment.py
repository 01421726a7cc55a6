"""What an installation may set, read once from the process environment."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pranata.foundation.durable import write_once

CLOCK_TOLERANCE = 120
DEFAULT_SENDER = "Pranata <pranata@localhost>"
CHECKOUT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The environment of one process, with defaults that make a laptop work and a server safe."""

    home: Path
    database_url: str | None
    database_app_url: str | None
    database_role: str
    debug: bool
    demonstration: bool
    allowed_hosts: list[str]
    trusted_origins: list[str]
    given_secret_key: str | None
    database_sequencer_url: str | None = None
    regulations: Path | None = None
    https: bool = False
    trusted_proxies: int = 0
    mail_url: str | None = None
    mail_from: str = DEFAULT_SENDER
    log_level: str = "WARNING"
    given_blob_url: str | None = None
    blob_copy_url: str | None = None
    clamav: str | None = None
    ledger_witness: str | None = None
    witness_policy: Path | None = None
    tsa_url: str | None = None
    tsa_ca: Path | None = None
    clock_tolerance: int = CLOCK_TOLERANCE
    upload_limit_mb: int = 500

    @classmethod
    def of_process(cls, variables: Mapping[str, str] = os.environ) -> "Environment":
        """Read every setting; see `docs/reference/settings.md` for meaning and default of each."""
        return cls(
            home=Path(variables.get("PRANATA_HOME") or _default_home()).resolve(),
            database_url=variables.get("DATABASE_URL") or None,
            database_app_url=variables.get("DATABASE_APP_URL") or None,
            database_sequencer_url=variables.get("DATABASE_SEQUENCER_URL") or None,
            ledger_witness=variables.get("LEDGER_WITNESS") or None,
            witness_policy=_folder(variables, "PRANATA_WITNESS_POLICY"),
            tsa_url=variables.get("PRANATA_TSA_URL") or None,
            tsa_ca=_folder(variables, "PRANATA_TSA_CA"),
            clock_tolerance=int(variables.get("PRANATA_CLOCK_TOLERANCE") or CLOCK_TOLERANCE),
            database_role=variables.get("PRANATA_DATABASE_ROLE") or "app",
            debug=_flag(variables, "PRANATA_DEBUG"),
            demonstration=_flag(variables, "PRANATA_DEMO"),
            allowed_hosts=_words(variables, "PRANATA_HOSTS") or ["localhost", "127.0.0.1", "[::1]"],
            trusted_origins=_words(variables, "PRANATA_TRUSTED_ORIGINS"),
            given_secret_key=variables.get("PRANATA_SECRET_KEY") or None,
            regulations=_folder(variables, "PRANATA_REGULATIONS"),
            https=_flag(variables, "PRANATA_HTTPS"),
            trusted_proxies=int(variables.get("PRANATA_TRUSTED_PROXIES") or 0),
            mail_url=variables.get("PRANATA_MAIL_URL") or None,
            mail_from=variables.get("PRANATA_MAIL_FROM") or DEFAULT_SENDER,
            log_level=(variables.get("PRANATA_LOG_LEVEL") or "WARNING").upper(),
            given_blob_url=variables.get("BLOB_URL") or None,
            blob_copy_url=variables.get("BLOB_COPY_URL") or None,
            clamav=variables.get("PRANATA_CLAMAV") or None,
            upload_limit_mb=int(variables.get("PRANATA_UPLOAD_LIMIT_MB") or 500),
        )

    def secret_key(self) -> str:
        """Return the signing key: the given one, else one made at first start and kept under the home."""
        return self.given_secret_key or self.kept_secret("django")

    def kept_secret(self, name: str) -> str:
        """Return a secret kept under the home (mode 0600), made at first use and the same ever after."""
        return _kept_secret(self.home / "secrets" / name)

    def has_secret(self, name: str) -> bool:
        """Whether a secret of that name was made already."""
        return (self.home / "secrets" / name).exists()

    @property
    def blob_url(self) -> str:
        """Where the bytes of documents are kept: the given place, else a folder under the home."""
        return self.given_blob_url or str(self.home / "blobs")

    @property
    def is_embedded(self) -> bool:
        """Whether the database is the embedded one, because no address of a server was given."""
        return self.database_url is None and self.database_app_url is None


def _default_home() -> Path:
    if (CHECKOUT / "pyproject.toml").exists():
        return CHECKOUT / "data"
    return Path.home() / ".local" / "share" / "pranata"


def _flag(variables: Mapping[str, str], name: str) -> bool:
    return variables.get(name, "").lower() in {"1", "true", "yes", "ya"}


def _folder(variables: Mapping[str, str], name: str) -> Path | None:
    return Path(variables[name]).resolve() if variables.get(name) else None


def _words(variables: Mapping[str, str], name: str) -> list[str]:
    return variables.get(name, "").replace(",", " ").split()


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        write_once(path, secrets.token_urlsafe(48).encode())
    return path.read_text().strip()
