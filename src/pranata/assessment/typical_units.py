"""The words by which a unit of an instansi is known as the OPD that an instrument names."""

from functools import cache
from importlib import resources

import yaml


def words_for(name: str) -> tuple[str, ...]:
    """Return the words that name such a unit, the surest first; none where no one unit is meant."""
    return _table().get(name, ())


@cache
def _table() -> dict[str, tuple[str, ...]]:
    text = (resources.files("pranata.assessment") / "data" / "typical_units.yaml").read_text(encoding="utf-8")
    return {name: tuple(words) for name, words in yaml.safe_load(text).items()}
