"""Small numbers and shares as one says them."""

from fractions import Fraction

from django.utils.translation import gettext as _

from pranata.foundation.ui.numbers import percent

NEAR = Fraction(2, 100)


def count_word(number: int) -> str:
    """One to ten in words, other counts in figures."""
    words = (
        _("satu"), _("dua"), _("tiga"), _("empat"), _("lima"), _("enam"), _("tujuh"), _("delapan"),
        _("sembilan"), _("sepuluh"),
    )  # fmt: skip
    return words[number - 1] if 1 <= number <= 10 else str(number)


def share_words(part: int, whole: int) -> str:
    """A share as a sentence begins with it: "Tiga dari empat" within two points, else the percentage."""
    if not whole:
        return percent(0, 0)
    share = Fraction(part, whole)
    if share == 1:
        return _("Semua")
    for value, words in _spoken():
        if abs(share - value) <= NEAR:
            return words
    return percent(share * 100, 0)


def _spoken() -> tuple[tuple[Fraction, str], ...]:
    return (
        (Fraction(9, 10), _("Sembilan dari sepuluh")),
        (Fraction(4, 5), _("Empat dari lima")),
        (Fraction(3, 4), _("Tiga dari empat")),
        (Fraction(2, 3), _("Dua dari tiga")),
        (Fraction(1, 2), _("Separuh")),
        (Fraction(1, 3), _("Sepertiga")),
        (Fraction(1, 4), _("Seperempat")),
    )
