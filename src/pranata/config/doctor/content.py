"""What comes with the program: static files and regulations."""

from pydantic import ValidationError
from yaml import YAMLError

from pranata.assessment import regulations as law
from pranata.config.doctor.finding import Finding, error, warning
from pranata.config.static import is_collected
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _


def static_files(_env: Environment) -> list[Finding]:
    """The static files that are served are those of this version."""
    if is_collected():
        return []
    return [
        warning(
            _("Berkas statis belum disusun untuk versi ini."),
            _("Halaman dapat tampil tanpa gaya, atau dengan gaya versi lama."),
            _("Jalankan `pranata prepare`; `pranata serve` melakukannya sendiri."),
        )
    ]


def regulations(_env: Environment) -> list[Finding]:
    """Every regulation can be read."""
    found = law.available()
    if not found:
        return [_unreadable(_("Tidak ada satu pun regulasi."))]
    return [finding for name in found for finding in _load(name)]


def _load(name: str) -> list[Finding]:
    try:
        law.load(name)
    except (ValidationError, YAMLError, ValueError) as refusal:
        return [
            _unreadable(
                _("Regulasi %(name)s tidak dapat dibaca (%(refusal)s).")
                % {"name": name, "refusal": str(refusal).splitlines()[0]}
            )
        ]
    return []


def _unreadable(what: str) -> Finding:
    return error(
        what,
        _("Indeks tidak dapat dihitung tanpa instrumennya."),
        _("Pasang ulang program, atau perbaiki folder yang disebut PRANATA_REGULATIONS."),
    )
