"""How sure we are of a value of the law; every page shows it beside the value."""

from enum import StrEnum


class Certainty(StrEnum):
    """`OFFICIAL`: read in the legal text. `DERIVED`: follows from official figures. `UNCERTAIN`: neither."""

    OFFICIAL = "official"
    DERIVED = "derived"
    UNCERTAIN = "uncertain"
