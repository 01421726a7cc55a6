"""Every table is held to its tenant by PostgreSQL, or stands here with the reason why it is not.

Asked of the live catalogue, not of the models: a table nobody made a model for is a table too.
"""

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from tests.architecture.catalogue import loose_definers, rights_too_many, tables, without_tenancy
from tests.architecture.gate import judge

from pranata.foundation.testing.database import connect_as

EXEMPT = {
    "public.auth_*": "Django's permissions, which we do not use: rights are grants of positions",
    "public.django_*": "Django's own bookkeeping: migrations, content types, sessions",
    "public.foundation_account: *": "an account may hold office in several instansi",
    "public.foundation_securityevent: *": "the history of an account, which is of no instansi",
    "public.foundation_cache: *": "counters of sign-in attempts behind digests, of no instansi",
    "public.foundation_signin*": "sessions and throttles of accounts, which are of no instansi",
    "public.account_*": "allauth's addresses of accounts, which are of no instansi",
    "public.mfa_*": "allauth's second factors of accounts, which are of no instansi",
    "public.organisation_instansi: *": "the directory of government bodies is public",
    "public.organisation_noticesetting: *": "whether an account wants letters, which is of no instansi",
    "public.organisation_noticeround: *": "the day of the last reminders; read in no scope",
    "public.assessment_campaignrun: *": "which call is open; read in no scope",
    "public.planning_planrun: *": "which plan waits for the solver; read in no scope",
    "public.assessment_publishedresult: *": "published results are public; only publishing writes them",
    "public.assessment_shared*: a policy shows rows outside any scope (SELECT)": (
        "what an instansi shares by its own act is public; only its own scope writes or removes it"
    ),
    "ledger.log: *": "which log this installation writes, the same for every tenant",
    "ledger.queue: *": "the application has no right on it at all",
    "ledger.leaf: *": "indexes and hashes of the public log, which say nothing of a tenant",
    "ledger.checkable: *": "hashes of documents open to anybody; the application has no right on it at all",
    "ledger.tile: *": "hashes of the public log",
    "ledger.checkpoint: *": "signed sizes and roots of the public log",
    "ledger.cosignature: *": "what witnesses signed of the public log",
    "ledger.anchor: *": "time stamps of checkpoints, the same for every tenant",
    "ledger.outreach: *": "how reaching witnesses went, the same for every tenant",
    "ledger.brought: *": "a tray of notes about the public log; the application only adds to it",
    "ledger.receipt_progress: *": "how far receipts were sent, one number for all tenants",
    "ledger.heartbeat: *": "how the sequencer is, the same for every tenant",
}


@pytest.fixture
def owner(django_db_setup, django_db_blocker):
    """A connection of the owner, in a transaction that is taken back."""
    with django_db_blocker.unblock(), connect_as("owner", str(connection.settings_dict["NAME"])) as database:
        database.autocommit = False
        yield database
        database.rollback()


def test_every_table_has_tenancy_or_a_reason(owner):
    assert judge(without_tenancy(owner), EXEMPT) == []


def test_every_model_has_its_table(owner):
    named = {model._meta.db_table.replace('"', "") for model in apps.get_models(include_auto_created=True)}
    known = {name.removeprefix("public.") for name in tables(owner)}
    assert named - known == set()


def test_the_application_has_no_right_it_does_not_need(owner):
    assert rights_too_many(owner, "pranata_app") == []


def test_functions_with_their_owners_rights_are_nailed_down(owner):
    assert list(loose_definers(owner)) == []


class TestTheGateItself:
    SECURED = "ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY; "
    SCOPED = "CREATE POLICY a ON t USING (instansi_id = current_setting('pranata.tenant')::bigint)"

    @pytest.mark.parametrize(
        ("statements", "fault"),
        [
            ("", "tenant column, but no forced row-level security"),
            ("ALTER TABLE t ENABLE ROW LEVEL SECURITY", "tenant column, but no forced row-level security"),
            (SECURED, "no policy reads the tenant's scope"),
            (SECURED + "CREATE POLICY a ON t USING (true)", "a policy shows rows outside any scope (ALL)"),
            (
                SECURED + SCOPED + "; CREATE POLICY b ON t FOR SELECT USING (true)",
                "a policy shows rows outside any scope (SELECT)",
            ),
            (
                SECURED + SCOPED + " WITH CHECK (true)",
                "a policy lets rows be written outside the scope (ALL)",
            ),
        ],
    )
    def test_it_sees_a_leaky_table(self, owner, statements, fault):
        owner.execute("CREATE TABLE t (instansi_id bigint)")
        owner.execute(statements or "SELECT")
        assert f"public.t: {fault}" in list(without_tenancy(owner))

    def test_it_lets_a_held_table_pass(self, owner):
        owner.execute("CREATE TABLE t (instansi_id bigint)")
        owner.execute(self.SECURED + self.SCOPED)
        assert [fault for fault in without_tenancy(owner) if fault.startswith("public.t:")] == []

    @pytest.mark.parametrize(
        ("statement", "right"),
        [
            ("GRANT CREATE ON SCHEMA public TO pranata_app", "creates in schema public"),
            ("GRANT CREATE ON DATABASE {name} TO pranata_app", "creates schemas"),
            ("GRANT TRUNCATE ON django_session TO pranata_app", "may truncate public.django_session"),
        ],
    )
    def test_it_sees_a_right_too_many(self, owner: psycopg.Connection, statement, right):
        owner.execute(statement.format(name=owner.info.dbname))
        assert right in rights_too_many(owner, "pranata_app")

    def test_it_sees_what_a_superuser_could_do(self, owner):
        assert "bypasses row-level security" in rights_too_many(owner, "postgres")

    def test_it_sees_a_function_that_is_not_nailed_down(self, owner):
        owner.execute("CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'")
        assert set(loose_definers(owner)) == {
            "public.f: search_path is the caller's",
            "public.f: PUBLIC may execute it",
        }
