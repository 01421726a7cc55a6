"""Person-days by functional post as text, `Pranata komputer: 12; Auditor: 7,5`, and back."""

from collections.abc import Iterable
from fractions import Fraction

from pranata.assessment.levels import quoted
from pranata.foundation.words import gettext as _
from pranata.planning.asking import NotAnswerable
from pranata.planning.files.numbers import days, decimal_days

MOST = 12


def functions_text(functions: Iterable[tuple[str, Fraction]]) -> str:
    """Write them, person-days with at most three decimals and a decimal comma."""
    return "; ".join(f"{name}: {decimal_days(value)}" for name, value in functions)


def functions_in(text: str) -> tuple[tuple[str, Fraction], ...]:
    """Read what `functions_text` wrote, or somebody typed. Raises NotAnswerable."""
    found = [_part(part.strip()) for part in text.split(";") if part.strip()]
    if len(found) > MOST or len({name.casefold() for name, _value in found}) < len(found):
        raise NotAnswerable(_("Tiap jabatan ditulis satu kali, paling banyak dua belas."))
    return tuple(found)


def _part(text: str) -> tuple[str, Fraction]:
    name, _colon, typed = text.rpartition(":")
    value = days(typed.strip())
    if not name.strip() or value is None:
        raise NotAnswerable(
            _("Bagian %(text)s tidak dapat dibaca; tulis jabatan: hari kerja, misalnya Pranata komputer: 12.")
            % {"text": quoted(text)}
        )
    return " ".join(name.split()), value
