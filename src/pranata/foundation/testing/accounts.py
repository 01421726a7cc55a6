"""Fixtures about signing in."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def no_second_factor_asked(settings: Any) -> list[str]:
    """Let tests of pages act at once; tests of the duty itself put the returned rules back in force."""
    rules: list[str] = settings.SECOND_FACTOR_RULES
    settings.SECOND_FACTOR_RULES = []
    return rules


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Hash passwords quickly: scrypt is slow on purpose, and most tests only want somebody signed in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
