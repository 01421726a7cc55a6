"""What an installation may set, read once from the process environment."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The environment of one process, with defaults that make a laptop work and a server safe."""

    home: Path
    database_url: str | None
    database_role: str
    debug: bool
    demonstration: bool
    allowed_hosts: list[str]
    trusted_origins: list[str]
    given_secret_key: str | None

    @classmethod
    def of_process(cls, variables: Mapping[str, str] = os.environ) -> "Environment":
        """Read every setting; see `docs/reference/settings.md` for meaning and default of each."""
        return cls(
            home=Path(variables.get("PRANATA_HOME") or CHECKOUT / "data").resolve(),
            database_url=variables.get("DATABASE_URL") or None,
            database_role=variables.get("PRANATA_DATABASE_ROLE") or "app",
            debug=_flag(variables, "PRANATA_DEBUG"),
            demonstration=_flag(variables, "PRANATA_DEMO"),
            allowed_hosts=_words(variables, "PRANATA_HOSTS") or ["localhost", "127.0.0.1", "[::1]"],
            trusted_origins=_words(variables, "PRANATA_TRUSTED_ORIGINS"),
            given_secret_key=variables.get("PRANATA_SECRET_KEY") or None,
        )

    def secret_key(self) -> str:
        """Return the signing key: the given one, else one made at first start and kept under the home."""
        return self.given_secret_key or _kept_secret(self.home / "secrets" / "django")


def _flag(variables: Mapping[str, str], name: str) -> bool:
    return variables.get(name, "").lower() in {"1", "true", "yes", "ya"}


def _words(variables: Mapping[str, str], name: str) -> list[str]:
    return variables.get(name, "").replace(",", " ").split()


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        # O_EXCL: of two processes that start together one writes, the other reads what was written.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
