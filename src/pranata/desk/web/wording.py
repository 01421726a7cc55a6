"""Small sentences of the desk."""

from django.utils.translation import gettext as _


def headline(count: int) -> str:
    """Return “Dua hal menunggu Anda”: in words up to ten, as a number beyond."""
    words = {
        0: _("Tidak ada yang menunggu Anda"),
        1: _("Satu hal menunggu Anda"),
        2: _("Dua hal menunggu Anda"),
        3: _("Tiga hal menunggu Anda"),
        4: _("Empat hal menunggu Anda"),
        5: _("Lima hal menunggu Anda"),
        6: _("Enam hal menunggu Anda"),
        7: _("Tujuh hal menunggu Anda"),
        8: _("Delapan hal menunggu Anda"),
        9: _("Sembilan hal menunggu Anda"),
        10: _("Sepuluh hal menunggu Anda"),
    }
    return words.get(count) or _("%(count)d hal menunggu Anda") % {"count": count}
