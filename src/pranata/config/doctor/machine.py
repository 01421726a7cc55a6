"""The machine: Python, disk, folders and who may read the secrets."""

import os
import shutil
import stat
import sys
from pathlib import Path

from pranata.config.doctor.finding import Finding, error, warning
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _

OLDEST_PYTHON = (3, 11)
GIBIBYTE = 1024**3
ENOUGH, COMFORTABLE = 1 * GIBIBYTE, 5 * GIBIBYTE


def python(_env: Environment) -> list[Finding]:
    """Python is one that we test with."""
    if sys.version_info >= OLDEST_PYTHON:
        return []
    return [
        error(
            _("Python %(version)s terlalu lama.") % {"version": sys.version.split()[0]},
            _("Program ini memakai kemampuan yang ada sejak Python 3.11."),
            _("Pasang Python 3.11 atau yang lebih baru, lalu jalankan ./bootstrap lagi."),
        )
    ]


def disk(env: Environment) -> list[Finding]:
    """There is room for the database to grow."""
    free = shutil.disk_usage(_existing(env.home)).free
    if free >= COMFORTABLE:
        return []
    what = _("Ruang kosong pada cakram %(home)s tinggal %(free)s GiB.") % {
        "home": env.home,
        "free": f"{free / GIBIBYTE:.1f}".replace(".", ","),
    }
    why = _("Bila cakram penuh, PostgreSQL berhenti menerima tulisan.")
    remedy = _("Kosongkan ruang, atau pindahkan PRANATA_HOME ke cakram yang lebih besar.")
    return [(error if free < ENOUGH else warning)(what, why, remedy)]


def home(env: Environment) -> list[Finding]:
    """The home is there, ours, and not writable by others."""
    if not env.home.is_dir() or not os.access(env.home, os.R_OK | os.W_OK | os.X_OK):
        return [
            error(
                _("Folder data %(home)s tidak ada atau tidak dapat ditulisi.") % {"home": env.home},
                _("Basis data, rahasia, dan berkas disimpan di situ."),
                _("Jalankan sebagai pemilik folder itu, atau pilih folder lain dengan PRANATA_HOME."),
            )
        ]
    if env.home.stat().st_mode & stat.S_IWOTH:
        return [
            error(
                _("Folder data %(home)s dapat ditulisi semua pengguna mesin ini.") % {"home": env.home},
                _("Siapa pun dapat mengganti isinya, termasuk kunci dan basis data."),
                _("Jalankan: chmod o-w %(home)s") % {"home": env.home},
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
            _("%(path)s dapat dibaca pengguna lain.") % {"path": path},
            _("Pemegang kunci ini dapat masuk sebagai siapa pun."),
            _("Jalankan: chmod go= %(path)s; bila mungkin sudah terbaca, ganti kuncinya.") % {"path": path},
        )
        for path in open_to_others
    ]


def _existing(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.exists())
