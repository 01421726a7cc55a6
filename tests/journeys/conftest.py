"""The product with its demonstration, as a stranger meets it after `make run`."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page

from pranata.config import demonstration
from pranata.foundation.clock import utc_now
from pranata.foundation.testing.database import copied
from pranata.foundation.testing.server import serving


@pytest.fixture(scope="session")
def demonstration_db(django_db_setup: None, django_db_blocker: Any) -> str:
    """Load the demonstration once into a database that no test writes to; return its name."""
    template = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock(), copied(template, f"{template}_demo") as name:
        demonstration.load(now=utc_now())
    return name


@pytest.fixture
def demonstration_site(demonstration_db: str, django_db_blocker: Any, settings: Any) -> Iterator[str]:
    """Yield the address of a product of one's own, filled with the demonstration."""
    settings.DEMONSTRATION = True
    with (
        django_db_blocker.unblock(),
        copied(demonstration_db, f"{demonstration_db}_copy"),
        serving() as address,
    ):
        yield address


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    """Yield a page of a browser that runs no scripts."""
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()
