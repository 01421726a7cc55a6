"""A dossier that is not the one that was signed is named."""

import pytest

from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.database import administrator
from pranata.handover.queries.fixed import altered_dossiers
from pranata.handover.tests.scenes import BEFORE, make_office

ALTERED = (
    "UPDATE handover_dossier SET content = replace(content, 'Bob', 'Rob')",
    "UPDATE handover_dossier SET content = '{}', sha256 = encode(sha256('{}'), 'hex')",
    "DELETE FROM handover_dossier",
)


@pytest.mark.parametrize("statement", ALTERED)
def test_a_dossier_is_held_against_its_signatures(committed_db, statement):
    office = make_office()
    with tenant_scope(office.cast.instansi.pk):
        handover = office.sign(office.bob, BEFORE)
        assert list(altered_dossiers()) == []
    with administrator(committed_db) as attacker:
        attacker.execute("SET session_replication_role = replica")
        assert attacker.execute(statement.encode()).rowcount == 1
    with tenant_scope(office.cast.instansi.pk):
        assert set(altered_dossiers()) == {str(handover.public_id)}
