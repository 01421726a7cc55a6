"""How bodies and parts of an instrument are called on public pages."""

from collections.abc import Mapping
from functools import cache

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import Text

KIND_PLURALS: Mapping[str, Text] = {
    "kementerian": _("kementerian"),
    "lembaga": _("lembaga"),
    "provinsi": _("provinsi"),
    "kabupaten": _("kabupaten"),
    "kota": _("kota"),
}
REGIONAL = ("provinsi", "kabupaten", "kota")
CENTRAL = ("kementerian", "lembaga")


def formal_name(kind: str, name: str) -> str:
    """The name of the government, not of the land: "Pemerintah Kota Metro"."""
    return f"Pemerintah {name}" if kind in REGIONAL and not name.startswith("Pemerintah") else name


@cache
def short_part_name(name: str) -> str:
    """A domain's or aspect's name for tight places: "Kebijakan Internal SPBE" → "Kebijakan internal"."""
    name = name.removeprefix("Pelaksanaan ")
    for ending in (" SPBE", " Berbasis Elektronik", " dan Komunikasi"):
        name = name.removesuffix(ending)
    first, *rest = name.split()
    return " ".join([first, *(word if word.isupper() else word.lower() for word in rest)])
