import pytest

from pranata.foundation.tenancy import tenant_scope
from pranata.receipts.tests.scenes import make_scene


@pytest.fixture
def scene(db):
    """The scene of a test, its scope open."""
    found = make_scene()
    with tenant_scope(found.cast.instansi.pk):
        yield found
