"""A coordinator sees on the desk that witnesses are late; others do not."""

import datetime as dt

import pytest
from django.urls import reverse

from pranata.desk.queries import anchoring
from pranata.desk.queries.anchoring import late_anchoring
from pranata.foundation.clock import utc_now
from pranata.ledger.anchoring.trust import Trust
from pranata.ledger.notes import Policy
from pranata.ledger.queries.anchoring import AnchoringState
from pranata.organisation.tests.cast import make_cast

pytestmark = pytest.mark.django_db
NOW = utc_now()


@pytest.fixture
def cast(monkeypatch):
    trust = Trust(Policy((), {}, {}, "someone"), {})
    monkeypatch.setattr(anchoring, "trust_of", lambda _env: trust)
    return make_cast()


def waiting(monkeypatch, hours: float) -> None:
    state = AnchoringState(
        origin="o",
        size=1,
        signed_at=NOW,
        has_policy=True,
        covered=0,
        waiting_since=NOW - dt.timedelta(hours=hours),
        parties=(),
    )
    monkeypatch.setattr(anchoring, "anchoring_state", lambda _trust: state)


@pytest.mark.parametrize(("hours", "level"), [(0.9, None), (1, "kuning"), (4, "merah")])
def test_it_is_yellow_after_an_hour_and_red_after_four(cast, monkeypatch, hours, level):
    waiting(monkeypatch, hours)
    found = late_anchoring(cast.alice, now=NOW)
    assert (found.level if found else None) == level


def test_a_contributor_is_not_troubled(cast, monkeypatch):
    waiting(monkeypatch, 9)
    assert late_anchoring(cast.bob, now=NOW) is None


def test_the_desk_says_so_in_one_line(cast, monkeypatch, client):
    client.force_login(cast.alice_account)
    assert "belum disaksikan" not in client.get(reverse("desk:home")).content.decode()
    waiting(monkeypatch, 5)
    assert "Log bukti belum disaksikan kantor lain sejak" in client.get(reverse("desk:home")).content.decode()
