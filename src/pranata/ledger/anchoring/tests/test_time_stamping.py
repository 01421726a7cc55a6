"""A time stamp is believed after every check, and asked for again until there is one."""

import datetime as dt
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509

from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment
from pranata.ledger.anchoring.collector import connected
from pranata.ledger.anchoring.schedule import DailyStamp
from pranata.ledger.anchoring.stamping import stamp_latest
from pranata.ledger.anchoring.tests.authority import RealAuthority
from pranata.ledger.anchoring.time_stamping import Authority, AuthorityNotUsable, StampRefused, authority_of
from pranata.ledger.queries.anchoring import anchoring_state
from pranata.ledger.tests.logs import Log, conninfo, write

MESSAGE = b"pranata.local/log/1\n7\nroot\n"


@pytest.fixture
def real(tmp_path: Path) -> Iterator[RealAuthority]:
    made = RealAuthority(tmp_path / "tsa")
    yield made
    made.close()


def authority(real: RealAuthority, roots: Path | None = None) -> Authority:
    pem = (roots or real.roots).read_bytes()
    return Authority(real.url, tuple(x509.load_pem_x509_certificates(pem)))


def test_a_stamp_of_a_real_authority_holds_and_openssl_agrees(real: RealAuthority, tmp_path: Path):
    answer = authority(real).stamp(MESSAGE, now=utc_now())
    assert abs(authority(real).check(answer, MESSAGE) - utc_now()) < dt.timedelta(minutes=1)
    (tmp_path / "answer").write_bytes(answer)
    (tmp_path / "message").write_bytes(MESSAGE)
    verify = ["openssl", "ts", "-verify", "-in", "answer", "-data", "message", "-CAfile", str(real.roots)]
    assert subprocess.run(verify, cwd=tmp_path, capture_output=True, check=False).returncode == 0


class TestHostile:
    def test_a_stamp_of_other_bytes_is_refused(self, real: RealAuthority):
        answer = authority(real).stamp(MESSAGE, now=utc_now())
        with pytest.raises(StampRefused):
            authority(real).check(answer, MESSAGE + b"\n")

    def test_an_answer_replayed_from_before_has_another_nonce(self, real: RealAuthority):
        real.answers = [authority(real).stamp(MESSAGE, now=utc_now())]
        with pytest.raises(StampRefused, match="Nonce"):
            authority(real).stamp(MESSAGE, now=utc_now())

    def test_an_authority_under_another_root_is_refused(self, real: RealAuthority, tmp_path: Path):
        other = RealAuthority(tmp_path / "other", "lain")
        other.close()
        with pytest.raises(StampRefused):
            authority(real, other.roots).stamp(MESSAGE, now=utc_now())

    def test_an_answer_with_a_changed_byte_is_refused(self, real: RealAuthority):
        answer = authority(real).stamp(MESSAGE, now=utc_now())
        for place in range(0, len(answer), 97):
            changed = bytearray(answer)
            changed[place] ^= 1
            try:
                authority(real).check(bytes(changed), MESSAGE)
            except StampRefused:
                continue
            # Certificates travel along that the signature does not need, so not every byte counts. What was
            # stamped and when does.
            assert authority(real).check(bytes(changed), MESSAGE) == authority(real).check(answer, MESSAGE)

    @pytest.mark.parametrize("answer", [b"", b"\x30\x00", b"<html>", bytes.fromhex("30053003020102")])
    def test_what_is_no_stamp_is_refused(self, real: RealAuthority, answer: bytes):
        real.answers = [answer]
        with pytest.raises(StampRefused):
            authority(real).stamp(MESSAGE, now=utc_now())

    def test_a_clock_that_is_far_off_is_refused(self, real: RealAuthority):
        with pytest.raises(StampRefused, match="far from"):
            authority(real).stamp(MESSAGE, now=utc_now() + dt.timedelta(hours=1))


@pytest.mark.parametrize("content", [None, b"no certificate"])
def test_without_a_root_certificate_the_settings_are_refused(tmp_path: Path, content: bytes | None):
    variables = {"PRANATA_HOME": str(tmp_path), "PRANATA_TSA_URL": "http://127.0.0.1:1/"}
    if content:
        (tmp_path / "ca.pem").write_bytes(content)
        variables["PRANATA_TSA_CA"] = str(tmp_path / "ca.pem")
    with pytest.raises(AuthorityNotUsable):
        authority_of(Environment.of_process(variables))


class TestAnchor:
    @pytest.fixture
    def log(self, committed_db: str, tmp_path: Path) -> Iterator[Log]:
        made = Log(committed_db, tmp_path / "home")
        write(3)
        made.drain()
        yield made
        made.close()

    def test_the_latest_checkpoint_is_stamped_once(self, log: Log, real: RealAuthority):
        with connected(conninfo(log.database)) as database:
            for _ in range(2):
                assert stamp_latest(database, authority(real), now=utc_now()).size == 3
        ((kind, token),) = log.ask_owner("SELECT kind, token FROM ledger.anchor")
        assert (kind, real.asked) == ("rfc3161", 1)
        authority(real).check(bytes(token), bytes(log.latest()))

    def test_an_authority_that_is_away_is_told_until_it_is_back(self, log: Log, real: RealAuthority):
        with connected(conninfo(log.database)) as database:
            real.answers = [b""]
            assert stamp_latest(database, authority(real), now=utc_now()).fault
            (party,) = anchoring_state(None).parties
            assert (party.name, party.fault is None) == ("TSA", False)
            assert stamp_latest(database, authority(real), now=utc_now()).fault is None
        assert anchoring_state(None).parties == ()

    def test_a_stamp_is_made_daily_and_after_failures_again_and_less_often(
        self, log: Log, real: RealAuthority
    ):
        works, tried, now = [False], list[dt.datetime](), utc_now()

        def stamp() -> bool:
            tried.append(now)
            if works[0]:
                stamp_latest(database, authority(real), now=utc_now())
            return works[0]

        daily = DailyStamp(stamp)
        began = now
        with connected(conninfo(log.database)) as database:
            for minute in range(200):
                now = began + dt.timedelta(minutes=minute)
                daily.attend(database, now)
            minutes = [int((at - began).total_seconds() / 60) for at in tried]
            assert minutes == [0, 1, 3, 7, 15, 31, 63, 123, 183]
            works[0], tried[:] = True, []
            for hour in range(4, 60):
                now = began + dt.timedelta(hours=hour)
                daily.attend(database, now)
                if hour == 10:
                    write(1)
                    log.drain()
        hours = [round((at - began).total_seconds() / 3600) for at in tried]
        assert hours[0] == 5
        assert len(hours) == 2
        assert 24 <= hours[1] <= 29


def test_a_certificate_for_another_purpose_is_refused(tmp_path: Path):
    # openssl itself declines to stamp with it, so the answer says that nothing was granted.
    real = RealAuthority(tmp_path / "tsa", purpose="other")
    try:
        with pytest.raises(StampRefused):
            authority(real).stamp(MESSAGE, now=utc_now())
    finally:
        real.close()
