"""Fixtures about signing in."""

from typing import Any

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_second_factor_asked(settings: Any) -> list[str]:
    """Let tests of pages act at once; tests of the duty itself put the returned rules back in force."""
    rules: list[str] = settings.SECOND_FACTOR_RULES
    settings.SECOND_FACTOR_RULES = []
    return rules


@pytest.fixture
def fresh_limits(db: None) -> None:
    """Forget rate limits: they are kept in the database's cache."""
    cache.clear()
