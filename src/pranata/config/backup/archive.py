"""Writing and reading the file."""

import datetime as dt
import json
import os
import shutil
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pranata.config.backup import dump
from pranata.foundation.database import APP_PASSWORD, SEQUENCER_PASSWORD
from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _

FORMAT = "pranata-backup/1"
MANIFEST, DATABASE = "manifest.json", "database.dump"
# What is kept under the home besides the database. The application's password belongs to one server.
FOLDERS = ("secrets", "blobs")
LEFT_OUT = {f"secrets/{APP_PASSWORD}", f"secrets/{SEQUENCER_PASSWORD}"}


class BackupRefused(ProductError):
    """The file cannot be written, or is not one that can be restored here."""


def write(env: Environment, target: Path, *, now: dt.datetime) -> None:
    """Write the backup whole or not at all.

    Raises BackupRefused where `target` is there already or PostgreSQL's programs refuse.
    """
    if target.exists():
        raise BackupRefused(
            _("Berkas %(target)s sudah ada.") % {"target": target},
            why=_("Cadangan lama tidak ditimpa."),
            remedy=_("Pilih nama lain, atau pindahkan berkas itu."),
        )
    with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".pranata-") as folder:
        draft = Path(folder) / "backup.tar"
        dump.write(env, Path(folder) / DATABASE)
        (Path(folder) / MANIFEST).write_text(json.dumps(_manifest(now)))
        with draft.open("xb") as file, tarfile.open(fileobj=file, mode="w") as archive:
            for name in (MANIFEST, DATABASE):
                archive.add(Path(folder) / name, name)
            for name in FOLDERS:
                _add(archive, env.home, name)
            archive.close()
            os.fsync(file.fileno())
        draft.chmod(0o600)
        draft.rename(target)


def restore(env: Environment, source: Path, *, replace: bool) -> dict[str, Any]:
    """Make the installation what it was, database first, and return the manifest.

    The database is loaded beside the present one and takes its place when it is complete. Raises
    BackupRefused where there is data already and `replace` does not say that it may go.
    """
    with tempfile.TemporaryDirectory(prefix="pranata-") as scratch:
        folder = Path(scratch)
        manifest = _unpack(source, folder)
        dump.restore(env, folder / DATABASE, replace=replace)
        for name in FOLDERS:
            _put_back(folder / name, env.home / name)
    return manifest


def _manifest(now: dt.datetime) -> dict[str, str]:
    return {"format": FORMAT, "written_at": now.isoformat(), "version": version("pranata")}


def _add(archive: tarfile.TarFile, home: Path, name: str) -> None:
    if (home / name).is_dir():
        archive.add(home / name, name, filter=lambda member: None if member.name in LEFT_OUT else member)


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except (OSError, tarfile.TarError, ValueError) as error:
        raise _unreadable(source, str(error)) from error
    if manifest.get("format") != FORMAT:
        raise _unreadable(source, f"format {manifest.get('format')}")
    return manifest


def _unreadable(source: Path, reason: str) -> BackupRefused:
    return BackupRefused(
        _("Berkas %(source)s bukan cadangan Pranata yang utuh (%(reason)s).")
        % {"source": source, "reason": reason},
        why=_("Tidak ada yang diubah."),
        remedy=_("Periksa berkasnya, atau pakai cadangan lain."),
    )


def _put_back(source: Path, target: Path) -> None:
    for path in sorted(source.rglob("*")) if source.is_dir() else ():
        place = target / path.relative_to(source)
        if path.is_dir():
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
            continue
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(path, place.with_name(f"{place.name}.new"))
        place.with_name(f"{place.name}.new").chmod(0o600)
        place.with_name(f"{place.name}.new").rename(place)
