"""The desk says what waits for a position, from what is really there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.tests.scenes import LATER, enter, fill, make_draft
from pranata.desk.queries.tasks import desk_of
from pranata.desk.web.wording import headline
from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Position
from pranata.organisation.tests.cast import SINCE, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def tasks(cast, name):
    actor = getattr(cast, name)
    with tenant_scope(actor.instansi_id):
        return [task.title for task in desk_of(actor, now=utc_now()).tasks]


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "Tidak ada yang menunggu Anda"), (2, "Dua hal menunggu Anda"), (12, "12 hal menunggu Anda")],
)
def test_the_headline_counts_in_words(count, said):
    assert headline(count) == said


def test_a_new_instansi_is_told_how_to_begin(cast):
    assert tasks(cast, "charlie") == ["Buat penilaian pertama"]
    assert tasks(cast, "bob") == []


def test_a_draft_waits_until_it_is_full_then_until_it_is_closed_then_until_it_is_public(cast):
    with tenant_scope(cast.instansi.pk):
        draft = make_draft(cast.alice)
        (to_fill,) = tasks(cast, "alice")
        fill(draft, cast.alice)
        (to_close,) = tasks(cast, "alice")
        close_assessment(assessment=draft, actor=cast.alice, now=utc_now())
        (to_publish,) = tasks(cast, "alice")
    assert [text.split()[0] for text in (to_fill, to_close, to_publish)] == ["Lengkapi", "Tutup", "Umumkan"]


def test_only_who_may_act_is_told_to_act(cast):
    with tenant_scope(cast.instansi.pk):
        draft = make_draft(cast.alice)
        assert len(tasks(cast, "bob")) == 1
        assert tasks(cast, "dana") == []
        fill(draft, cast.alice)
    assert tasks(cast, "bob") == []


def test_an_administrator_is_told_of_posts_nobody_holds(cast):
    assert tasks(cast, "olga") == []
    with tenant_scope(cast.instansi.pk):
        Position.objects.create(
            instansi=cast.instansi, unit=cast.dinkes, code="kosong", title="Kepala Seksi", starts_on=SINCE
        )
    assert tasks(cast, "olga") == ["Tetapkan pemegang 1 jabatan kosong"]
    assert "Tetapkan pemegang 1 jabatan kosong" not in tasks(cast, "alice")


def test_a_value_somebody_else_replaced_waits_for_who_entered_it(cast):
    with tenant_scope(cast.instansi.pk):
        draft = make_draft(cast.alice)
        enter(draft, "11", 3, cast.bob)
        enter(draft, "11", 2, cast.alice)
        # The scene plays in March; the desk looks a week back from its own now.
        at = LATER
        found = desk_of(cast.bob, now=at).tasks
        assert found[0].url == reverse("assessment:indicator", args=[draft.pk, "11"])
        assert not [t for t in desk_of(cast.alice, now=at).tasks if t.icon == "user-edit"]


def test_the_page_names_the_post_its_roles_and_what_was_changed(cast, client):
    with tenant_scope(cast.instansi.pk):
        enter(make_draft(cast.alice), "11", 3, cast.bob)
    client.force_login(cast.alice_account)
    text = client.get(reverse("desk:home")).content.decode()
    for said in ("Satu hal menunggu Anda", "Koordinator SPBE", cast.bob.position_title, "indikator 11"):
        assert said in text


def test_every_role_may_open_the_desk(cast, client):
    for name in ("alice", "bob", "charlie", "dana", "olga"):
        client.force_login(getattr(cast, f"{name}_account"))
        assert client.get(reverse("desk:home")).status_code == 200


def test_it_costs_the_same_with_more_assessments(cast, client):
    client.force_login(cast.alice_account)

    def cost():
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("desk:home"))
        return len(caught)

    with tenant_scope(cast.instansi.pk):
        make_draft(cast.alice)
    few = cost()
    with tenant_scope(cast.instansi.pk):
        for year in (2022, 2023, 2024):
            make_draft(cast.alice, year=year)
    assert cost() == few
