"""The machine: Python, disk, folders and who may read the secrets."""

import os
import shutil
import stat
import sys
from pathlib import Path

from pranata.config.doctor.finding import Finding, error, warning
from pranata.foundation.environment import Environment

OLDEST_PYTHON = (3, 11)
GIBIBYTE = 1024**3
ENOUGH, COMFORTABLE = 1 * GIBIBYTE, 5 * GIBIBYTE


def python(_env: Environment) -> list[Finding]:
    """Python is one that we test with."""
    if sys.version_info >= OLDEST_PYTHON:
        return []
    return [
        error(
            f"Python {sys.version.split()[0]} terlalu lama.",
            "Program ini memakai kemampuan yang ada sejak Python 3.11.",
            "Pasang Python 3.11 atau yang lebih baru, lalu jalankan ./bootstrap lagi.",
        )
    ]


def disk(env: Environment) -> list[Finding]:
    """There is room for the database to grow."""
    free = shutil.disk_usage(_existing(env.home)).free
    if free >= COMFORTABLE:
        return []
    what = f"Ruang kosong pada cakram {env.home} tinggal {free / GIBIBYTE:.1f} GiB.".replace(".", ",", 1)
    why = "Bila cakram penuh, PostgreSQL berhenti menerima tulisan."
    remedy = "Kosongkan ruang, atau pindahkan PRANATA_HOME ke cakram yang lebih besar."
    return [(error if free < ENOUGH else warning)(what, why, remedy)]


def home(env: Environment) -> list[Finding]:
    """The home is there, ours, and not writable by others."""
    if not env.home.is_dir() or not os.access(env.home, os.R_OK | os.W_OK | os.X_OK):
        return [
            error(
                f"Folder data {env.home} tidak ada atau tidak dapat ditulisi.",
                "Basis data, rahasia, dan berkas disimpan di situ.",
                "Jalankan sebagai pemilik folder itu, atau pilih folder lain dengan PRANATA_HOME.",
            )
        ]
    if env.home.stat().st_mode & stat.S_IWOTH:
        return [
            error(
                f"Folder data {env.home} dapat ditulisi semua pengguna mesin ini.",
                "Siapa pun dapat mengganti isinya, termasuk kunci dan basis data.",
                f"Jalankan: chmod o-w {env.home}",
            )
        ]
    return []


def secrets(env: Environment) -> list[Finding]:
    """Nobody but the owner reads the secrets."""
    folder = env.home / "secrets"
    files = [folder, *folder.iterdir()] if folder.is_dir() else []
    open_to_others = [path for path in files if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    return [
        error(
            f"{path} dapat dibaca pengguna lain.",
            "Pemegang kunci ini dapat masuk sebagai siapa pun.",
            f"Jalankan: chmod go= {path}; bila mungkin sudah terbaca, ganti kuncinya.",
        )
        for path in open_to_others
    ]


def _existing(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.exists())
