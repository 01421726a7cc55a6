"""The audit checks what fixes the log outside, and says how much of it others have seen."""

from dataclasses import replace
from typing import Any

import pytest
from cryptography import x509

from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.database import administrator
from pranata.ledger.anchoring.collector import connected
from pranata.ledger.anchoring.stamping import stamp_latest
from pranata.ledger.anchoring.tests.authority import RealAuthority
from pranata.ledger.anchoring.time_stamping import Authority
from pranata.ledger.anchoring.trust import trust_of_policy
from pranata.ledger.auditing.audit import Configuration, audit
from pranata.ledger.auditing.finding import Outside
from pranata.ledger.bundles.tests.memory_log import Signer
from pranata.ledger.notes import Policy
from pranata.ledger.operations.confirm_sheet import confirm_sheet
from pranata.ledger.tests.acts import ALICE
from pranata.ledger.tests.logs import Log, conninfo, write
from pranata.ledger.tests.test_audit import keys_of
from pranata.ledger.tests.test_sheets import sheet_on_paper
from pranata.ledger.tests.witnesses import WITNESSES, cosign, policy_of

PROVINCE, INSPECTORATE = WITNESSES


@pytest.fixture
def log(committed_db, tmp_path):
    """Three checkpoints: of 2, 4 and 6 entries."""
    found = Log(committed_db, tmp_path)
    for _ in range(3):
        write(2)
        found.drain()
    yield found
    found.close()


def run(log: Log, **changes: Any):
    trust = trust_of_policy(Policy.parse(policy_of(log)))
    fields: dict[str, Any] = {"conninfo": conninfo(log.database, "owner"), "cores": 1, "stretch": 256}
    return audit(Configuration(**fields | {"keys": keys_of(log), "trust": trust} | changes))


def found(log: Log, **changes: Any) -> set[tuple[str, str]]:
    return {(finding.kind, finding.what) for finding in run(log, **changes).findings}


def tamper(log: Log, statement: str, *values: object) -> None:
    with administrator(log.database) as attacker:
        for table in ("cosignature", "anchor"):
            attacker.execute(f"ALTER TABLE ledger.{table} DISABLE TRIGGER ALL")
        attacker.execute(statement, values or None)


class TestWitnesses:
    def test_it_says_how_many_entries_a_quorum_saw(self, log):
        cosign(log, [PROVINCE])
        assert run(log).outside == Outside(covered=0, cosignatures=3)
        cosign(log, [INSPECTORATE])
        assert run(log).outside == Outside(covered=6, cosignatures=6)
        write()
        log.drain()
        report = run(log)
        assert (report.entries, report.outside.covered, report.findings) == (7, 6, ())

    def test_without_a_policy_nobody_is_known(self, log):
        cosign(log)
        assert run(log, trust=None).outside == Outside(covered=None, unknown=6)

    def test_a_line_of_somebody_else_counts_for_nothing_and_is_told(self, log):
        cosign(log, [PROVINCE, Signer("tetangga.example/w", 4)])
        assert run(log).outside == Outside(covered=0, cosignatures=3, unknown=3)

    def test_an_invented_line_is_named_and_covers_nothing(self, log):
        cosign(log, [PROVINCE])
        with administrator(log.database) as attacker:
            attacker.execute(
                "INSERT INTO ledger.cosignature SELECT log, size, %s, '— x', now() FROM ledger.checkpoint",
                [INSPECTORATE.name],
            )
        report = run(log)
        assert {f.what for f in report.findings} == {f"{n} ({INSPECTORATE.name})" for n in (2, 4, 6)}
        assert report.outside.covered == 0

    def test_a_line_copied_under_another_size_or_another_name_is_named(self, log):
        cosign(log)
        tamper(
            log,
            "UPDATE ledger.cosignature SET line = (SELECT line FROM ledger.cosignature "
            "WHERE size = 2 AND witness = %s) WHERE size = 4 OR witness = %s",
            PROVINCE.name,
            INSPECTORATE.name,
        )
        wrong = {f"4 ({PROVINCE.name})", *(f"{n} ({INSPECTORATE.name})" for n in (2, 4, 6))}
        assert found(log) == {("cosignature-false", what) for what in wrong}

    def test_a_line_over_a_checkpoint_that_is_gone_is_named(self, log):
        cosign(log)
        with administrator(log.database) as attacker:
            attacker.execute("SET session_replication_role = replica")
            for table in ("checkpoint", "leaf"):
                attacker.execute(f"ALTER TABLE ledger.{table} DISABLE TRIGGER ALL")
            attacker.execute("DELETE FROM ledger.checkpoint WHERE size = 6")
        assert ("cosignature-false", f"6 ({PROVINCE.name})") in found(log)

    def test_a_stolen_name_with_another_key_is_named(self, log):
        cosign(log, [Signer(PROVINCE.name, 4, "lain")])
        assert {kind for kind, _ in found(log)} == {"cosignature-false"}


class TestPaper:
    @pytest.fixture
    def printed(self, log):
        with tenant_scope(1):
            confirm_sheet(sheet=sheet_on_paper(4), tenant_id=1, actor=ALICE, now=utc_now())
        return log

    def test_a_sheet_that_says_what_the_checkpoint_says_is_counted(self, printed):
        assert (run(printed).outside.anchors, found(printed)) == (1, set())

    @pytest.mark.parametrize("token", ["", "{}", "[]", "null", '{"size": 4}'])
    def test_one_that_does_not_is_named(self, printed, token):
        tamper(printed, "UPDATE ledger.anchor SET token = convert_to(%s, 'UTF8')", token)
        assert found(printed) == {("sheet-differs", "4")}

    def test_one_moved_to_another_size_is_named(self, printed):
        tamper(printed, "UPDATE ledger.anchor SET size = 6")
        assert found(printed) == {("sheet-differs", "6")}


class TestTimeStamps:
    @pytest.fixture
    def real(self, tmp_path):
        made = RealAuthority(tmp_path / "tsa")
        yield made
        made.close()

    @pytest.fixture
    def roots(self, real):
        return tuple(x509.load_pem_x509_certificates(real.roots.read_bytes()))

    @pytest.fixture
    def stamped(self, log, real, roots):
        with connected(conninfo(log.database)) as database:
            assert stamp_latest(database, Authority(real.url, roots), now=utc_now()).fault is None
        return log

    def test_one_of_a_real_authority_holds(self, stamped, roots):
        report = run(stamped, authorities=roots)
        assert (report.outside, report.findings) == (Outside(covered=0, anchors=1), ())

    def test_without_certificates_it_is_told_as_not_checked(self, stamped):
        assert run(stamped).outside == replace(Outside(covered=0), unchecked=1)

    def test_of_another_authority_it_is_named(self, stamped, tmp_path):
        other = RealAuthority(tmp_path / "lain", "lain")
        other.close()
        roots = tuple(x509.load_pem_x509_certificates(other.roots.read_bytes()))
        assert found(stamped, authorities=roots) == {("stamp-false", "6")}

    def test_under_another_checkpoint_it_is_named(self, stamped, roots):
        tamper(stamped, "UPDATE ledger.anchor SET size = 4")
        assert found(stamped, authorities=roots) == {("stamp-false", "4")}

    def test_given_an_earlier_time_it_is_named(self, stamped, roots):
        tamper(stamped, "UPDATE ledger.anchor SET received_at = received_at - interval '1 year'")
        assert found(stamped, authorities=roots) == {("stamp-time-differs", "6")}

    def test_bytes_that_are_no_stamp_are_named(self, stamped, roots):
        tamper(stamped, "UPDATE ledger.anchor SET token = 'x'")
        assert found(stamped, authorities=roots) == {("stamp-false", "6")}
