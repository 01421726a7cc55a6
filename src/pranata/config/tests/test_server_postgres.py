"""An installation on a PostgreSQL server with passwords, the system's own package."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pranata.foundation.testing.processes import eventually, run_pranata, serving
from pranata.foundation.testing.system_postgres import Server, system_postgres

pytestmark = pytest.mark.server_postgres

OWNERS = """
    SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
     WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
"""

USERS = "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = 'pranata' ORDER BY usename"


@pytest.fixture
def server() -> Iterator[Server]:
    with system_postgres() as running:
        yield running


def environments(served_pids: list[int]) -> str:
    return "".join(Path(f"/proc/{pid}/environ").read_text(errors="replace") for pid in served_pids)


def test_an_administrators_login_makes_roles_and_database_and_owns_nothing(server: Server, fresh: Path):
    done = run_pranata("migrate", home=fresh, DATABASE_URL=server.url())
    assert done.returncode == 0, done.stderr
    assert server.ask(OWNERS, database="pranata") == [("pranata_owner",)]
    assert not (fresh / "postgres").exists()
    again = run_pranata("migrate", home=fresh, DATABASE_URL=server.url())
    assert again.stdout == "Tidak ada migrasi yang tertunda.\n"


def test_pages_are_served_by_processes_that_never_knew_the_owners_password(server: Server, fresh: Path):
    with serving(fresh, DATABASE_URL=server.url()) as served:
        everything = served.everything()
        assert len(everything) == 4  # with the sequencer
        assert "pranata_app" in environments(everything)
        assert server.password not in environments(everything)
        eventually(lambda: server.ask(USERS) == [("pranata_app",), ("pranata_sequencer",)])
        eventually(lambda: len(server.ask("SELECT * FROM ledger.heartbeat", database="pranata")) == 1)
    log = served.log.read_text()
    assert server.password not in log


def test_a_login_that_may_make_roles_but_is_no_superuser_is_enough(server: Server, fresh: Path):
    server.ask(f"CREATE ROLE operator LOGIN CREATEROLE CREATEDB PASSWORD '{server.password}'")
    done = run_pranata("migrate", home=fresh, DATABASE_URL=server.url("operator"))
    assert done.returncode == 0, done.stderr
    assert server.ask(OWNERS, database="pranata") == [("pranata_owner",)]


def test_roles_made_by_hand_are_enough_and_serving_needs_the_applications_only(server: Server, fresh: Path):
    for role in ("pranata_owner", "pranata_app", "pranata_sequencer"):
        server.ask(f"CREATE ROLE {role} LOGIN PASSWORD '{server.password}'")
    server.ask("CREATE DATABASE pranata OWNER pranata_owner TEMPLATE template0 ENCODING 'UTF8'")
    owner, application = server.url("pranata_owner"), server.url("pranata_app")
    refused = run_pranata("prepare", home=fresh, DATABASE_APP_URL=application)
    assert refused.returncode == 1
    assert "migrasi belum diterapkan" in refused.stderr
    done = run_pranata("migrate", home=fresh, DATABASE_URL=owner, DATABASE_APP_URL=application)
    assert done.returncode == 0, done.stderr
    with serving(fresh, DATABASE_APP_URL=application) as served:
        assert served.is_healthy()
        assert "DATABASE_SEQUENCER_URL" in served.log.read_text()
    logins = {"DATABASE_APP_URL": application, "DATABASE_SEQUENCER_URL": server.url("pranata_sequencer")}
    done = run_pranata("ledger", "sequence", "--once", home=fresh, **logins)
    assert done.stdout == "0 catatan disusun.\n"


def test_the_applications_role_has_no_power_and_the_doctor_says_so_when_it_has(server: Server, fresh: Path):
    assert run_pranata("prepare", home=fresh, DATABASE_URL=server.url()).returncode == 0
    assert found_by_the_doctor(fresh, DATABASE_URL=server.url()) == {}
    as_superuser = found_by_the_doctor(fresh, DATABASE_APP_URL=server.url())
    assert "superuser" in as_superuser["application-role"]
    server.ask("ALTER TABLE organisation_unit NO FORCE ROW LEVEL SECURITY", database="pranata")
    server.ask("GRANT UPDATE ON ledger.entry TO pranata_app", database="pranata")
    found = found_by_the_doctor(fresh, DATABASE_URL=server.url())
    assert set(found) == {"tenancy", "ledger"}
    assert "organisation_unit" in found["tenancy"]


def test_a_refused_login_is_told_as_a_sentence(server: Server, fresh: Path):
    done = run_pranata("migrate", home=fresh, DATABASE_URL=server.url(password="salah"))
    assert done.returncode == 1
    assert "password authentication failed" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_login_that_may_not_make_roles_is_told_what_to_do(server: Server, fresh: Path):
    server.ask(f"CREATE ROLE guest LOGIN PASSWORD '{server.password}'")
    done = run_pranata("migrate", home=fresh, DATABASE_URL=server.url("guest", database="postgres"))
    assert done.returncode == 1
    assert "docs/guide/install.md" in done.stderr


def found_by_the_doctor(fresh: Path, **environment: str) -> dict[str, str]:
    done = run_pranata("doctor", "--json", home=fresh, **environment)
    document = json.loads(done.stdout)
    return {
        examination["code"]: finding["what"]
        for examination in document["examinations"]
        for finding in examination["findings"]
        if finding["severity"] == "error"
    }
