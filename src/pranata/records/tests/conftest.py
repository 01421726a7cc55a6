import pytest
from django.test import Client

from pranata.records.tests.disposal_scenes import disposal_in
from pranata.records.tests.scenes import archive_at


@pytest.fixture
def archive(db, tmp_path, settings):
    """The archive of a test, its scope open."""
    with archive_at(tmp_path, settings) as found:
        yield found


@pytest.fixture
def disposal(archive):
    """The archive with a schedule in force, and everybody who takes a step of a disposal."""
    return disposal_in(archive)


@pytest.fixture
def client_of():
    """Return a function that signs an account in, in a browser of its own."""

    def sign_in(account, **given):
        client = Client(**given)
        client.force_login(account)
        return client

    return sign_in
