"""Two sides of a coaching: what each may do, what it sees, and what is refused."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pranata.assessment.models import PublishedResult
from pranata.coaching import events
from pranata.coaching.models import (
    Coaching,
    FollowUp,
    FollowUpState,
    PrivateNote,
    SharedNote,
    StepKind,
    Visit,
)
from pranata.coaching.operations._act import ChangedMeanwhile, WordsMissing
from pranata.coaching.operations.agree_follow_up import (
    Agreed,
    DueInThePast,
    IndicatorNotThere,
    agree_follow_up,
)
from pranata.coaching.operations.begin_coaching import (
    AlreadyCoached,
    NotYoursToCoach,
    PeriodOutOfOrder,
    begin_coaching,
)
from pranata.coaching.operations.end_coaching import end_coaching
from pranata.coaching.operations.move_follow_up import DueMissing, Step, StepNotNow, move_follow_up
from pranata.coaching.operations.plan_visit import (
    EndsBeforeItStarts,
    NotHeldYet,
    Plan,
    VisitOver,
    cancel_visit,
    plan_visit,
    record_visit,
)
from pranata.coaching.operations.write_note import write_private_note, write_shared_note
from pranata.coaching.policies import CoachingOver, CoachingUnknown, OtherSideOnly
from pranata.coaching.queries.board import board_rows
from pranata.coaching.queries.waiting import days_for, waiting_follow_ups
from pranata.coaching.tasks import remind
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.models import Entry
from pranata.organisation.models import InstansiKind, Notice, Role, UnitKind
from pranata.organisation.notices import sentence_of
from pranata.organisation.tests.cast import (
    NOW,
    TODAY,
    make_account,
    make_actor,
    make_cast,
    make_instansi,
    make_unit,
)

HOURS: dict[str, Any] = {"starts_at": dt.time(9), "ends_at": dt.time(11, 30)}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]
DAY = dt.timedelta(days=1)
LATER = NOW + dt.timedelta(minutes=5)


@pytest.fixture
def cast():
    """Kota Contoh, coached by Charlie's province; the province beside it is another tenant."""
    found = make_cast()
    for body, kind in ((found.instansi, InstansiKind.KOTA), (found.other_instansi, InstansiKind.PROVINSI)):
        body.kind, body.province_name = kind, "Lampung"
        body.save()
    return found


@pytest.fixture
def coaching(cast):
    with tenant_scope(cast.other_instansi.pk):
        return begin_coaching(
            instansi=cast.instansi, scope="Peta rencana", starts_on=TODAY, actor=cast.charlie, now=NOW
        )


@pytest.fixture
def stranger(cast):
    """The coach of another province, in its own scope nowhere near."""
    body = make_instansi("Provinsi Jauh", kind="provinsi")
    body.province_name = "Jauh"
    body.save()
    account = make_account("Jauh")
    with tenant_scope(body.pk):
        root = make_unit(body, body.name, kind=UnitKind.ROOT)
        return make_actor(root, account, title="Pembina Jauh", role=Role.COACH), account


def agreed(cast, coaching, **more):
    given = {"what": "Menyusun peta rencana", "owner": "Bappeda", "due_on": TODAY + 10 * DAY, **more}
    with tenant_scope(cast.other_instansi.pk):
        return agree_follow_up(coaching_id=coaching.pk, agreed=Agreed(**given), actor=cast.charlie, now=LATER)


def move(actor, item, kind, text="", *, version=None, **more):
    with tenant_scope(actor.instansi_id):
        stored = FollowUp.objects.filter(pk=item.pk).first()
        at = (stored.version if stored else 1) if version is None else version
        return move_follow_up(
            coaching_id=item.coaching_id,
            follow_up_id=item.pk,
            version=at,
            step=Step(kind=kind, text=text, **more),
            actor=actor,
            now=LATER,
        )


def told(actor):
    with tenant_scope(actor.instansi_id):
        return [sentence_of(row) for row in Notice.objects.filter(position_id=actor.position_id)]


def test_it_is_visible_to_both_from_the_moment_it_begins(cast, coaching):
    with tenant_scope(cast.instansi.pk):
        assert Coaching.objects.get().scope == "Peta rencana"
    assert told(cast.alice) == ["Kota Seberang mulai membina instansi Anda: Peta rencana"]
    with tenant_scope(cast.other_instansi.pk):
        assert [e.document["action"] for e in Entry.objects.all()] == [events.COACHING_BEGUN.code]
        given = {"instansi": cast.instansi, "scope": "x", "actor": cast.charlie, "now": NOW}
        with pytest.raises(AlreadyCoached):
            begin_coaching(**given, starts_on=TODAY)
        with pytest.raises(PeriodOutOfOrder):
            begin_coaching(**given, starts_on=TODAY, until=TODAY - DAY)


def test_a_private_note_never_reaches_the_instansi_and_a_shared_one_does(cast, coaching, client):
    given = {"coaching_id": coaching.pk, "actor": cast.charlie, "now": LATER}
    with tenant_scope(cast.other_instansi.pk):
        write_private_note(**given, text="Sekda ragu.")
        write_shared_note(**given, text="Mulai dari layanan.")
        with pytest.raises(WordsMissing):
            write_shared_note(**given, text=" \x00")
    with tenant_scope(cast.instansi.pk):
        assert (PrivateNote.objects.count(), SharedNote.objects.count()) == (0, 1)
        write_shared_note(coaching_id=coaching.pk, text="Baik.", actor=cast.alice, now=LATER)
    page = reverse("coaching:detail", args=[coaching.pk])
    client.force_login(cast.alice_account)
    seen = client.get(page).content.decode()
    assert "Sekda ragu." not in seen
    assert "Mulai dari layanan." in seen
    client.force_login(cast.charlie_account)
    seen = client.get(page).content.decode()
    assert "Sekda ragu." in seen
    assert "Baik." in seen


def test_a_follow_up_goes_from_agreed_to_confirmed_with_both_sides_in_the_log(cast, coaching):
    item = agreed(cast, coaching, instrument="spbe-2020", indicator="12")
    move(cast.alice, item, StepKind.GIVEN, position_id=cast.bob.position_id)
    assert told(cast.bob) == [
        "Jabatan Anda diberi tindak lanjut, tenggat 12 Maret 2026: Menyusun peta rencana"
    ]
    with pytest.raises(WordsMissing):
        move(cast.bob, item, StepKind.REPORTED)
    move(cast.bob, item, StepKind.REPORTED, "Perwali ditetapkan.")
    with pytest.raises(StepNotNow):
        move(cast.alice, item, StepKind.REPORTED, "Lagi.")
    move(cast.charlie, item, StepKind.RETURNED, "Lampirannya belum.")
    with pytest.raises(DueMissing):
        move(cast.charlie, item, StepKind.PUT_OFF, "Mundur.", due_on=TODAY - DAY)
    move(cast.charlie, item, StepKind.PUT_OFF, "Mundur sebulan.", due_on=TODAY + 40 * DAY)
    move(cast.alice, item, StepKind.REPORTED, "Sudah lengkap.")
    done = move(cast.charlie, item, StepKind.CONFIRMED)
    assert (done.state, done.due_on, done.version) == (FollowUpState.CONFIRMED, TODAY + 40 * DAY, 7)
    with tenant_scope(cast.instansi.pk):
        kinds = list(FollowUp.objects.get().steps.order_by("pk").values_list("kind", flat=True))
        assert sum(e.document["action"] == events.FOLLOW_UP_MOVED.code for e in Entry.objects.all()) == 3
    assert kinds == ["agreed", "given", "reported", "returned", "put_off", "reported", "confirmed"]
    with pytest.raises(StepNotNow):
        move(cast.charlie, item, StepKind.DROPPED, "Tidak jadi.")


def test_what_cannot_be_agreed_is_said(cast, coaching):
    with pytest.raises(DueInThePast):
        agreed(cast, coaching, due_on=TODAY - DAY)
    with pytest.raises(IndicatorNotThere):
        agreed(cast, coaching, instrument="spbe-2020", indicator="99")
    with pytest.raises(WordsMissing):
        agreed(cast, coaching, owner=" ")
    with pytest.raises(CoachingUnknown):
        agreed(cast, coaching, visit_id=987)


def test_two_at_once_on_a_follow_up_lose_nothing_of_what_was_typed(cast, coaching, client):
    item = agreed(cast, coaching)
    move(cast.charlie, item, StepKind.ANSWERED, "Bagaimana?")
    with pytest.raises(ChangedMeanwhile):
        move(cast.alice, item, StepKind.REPORTED, "Selesai.", version=1)
    client.force_login(cast.alice_account)
    page = reverse("coaching:follow_up", args=[coaching.pk, item.pk])
    typed = {"langkah": "reported", "version": "1", "text": "Perwali sudah ditetapkan."}
    answer = client.post(page, typed)
    assert answer.status_code == 409
    assert "Perwali sudah ditetapkan.</textarea>" in answer.content.decode()
    assert client.post(page, {**typed, "version": "2"}).status_code == 302


def test_a_visit_is_planned_held_and_a_second_one_cancelled(cast, coaching):
    given = {"coaching_id": coaching.pk, "actor": cast.charlie, "now": LATER}
    with tenant_scope(cast.other_instansi.pk):
        held = plan_visit(**given, plan=Plan(**HOURS, on=TODAY, agenda="Peta rencana"))
        later = plan_visit(**given, plan=Plan(**HOURS, on=TODAY + DAY, agenda="Arsitektur", is_online=True))
        record_visit(**given, visit_id=held.pk, version=1, result="Bappeda memimpin.")
        with pytest.raises(ChangedMeanwhile):
            record_visit(**given, visit_id=held.pk, version=1, result="Lain.")
        with pytest.raises(NotHeldYet):
            record_visit(**given, visit_id=later.pk, version=1, result="Belum.")
        cancel_visit(**given, visit_id=later.pk, version=1, reason="Hujan.")
        with pytest.raises(VisitOver):
            cancel_visit(**given, visit_id=later.pk, version=2, reason="Lagi.")
        with pytest.raises(CoachingUnknown):
            cancel_visit(**given, visit_id=987, version=1, reason="x")
    with tenant_scope(cast.instansi.pk):
        assert {visit.state for visit in Visit.objects.all()} == {"held", "cancelled"}
        with pytest.raises(EndsBeforeItStarts):
            plan_visit(**given, plan=Plan(on=TODAY, agenda="x", starts_at=dt.time(9), ends_at=dt.time(9)))
    assert len(told(cast.alice)) == 5


def acts(coaching_id, item_id, visit_id):
    """Return every act on a coaching that is there, as (function, what it is given)."""
    step = Step(kind=StepKind.ANSWERED, text="x")
    about: dict[str, Any] = {"visit_id": visit_id, "version": 1}
    given: list[tuple[Any, dict[str, Any]]] = [
        (end_coaching, {"reason": "x"}),
        (write_private_note, {"text": "x"}),
        (write_shared_note, {"text": "x"}),
        (plan_visit, {"plan": Plan(**HOURS, on=TODAY, agenda="x")}),
        (record_visit, {**about, "result": "x"}),
        (cancel_visit, {**about, "reason": "x"}),
        (agree_follow_up, {"agreed": Agreed(what="x", owner="x", due_on=TODAY)}),
        (move_follow_up, {"follow_up_id": item_id, "version": 1, "step": step}),
    ]
    return [(act, {**more, "coaching_id": coaching_id, "now": LATER}) for act, more in given]


@pytest.fixture
def filled(cast, coaching):
    item = agreed(cast, coaching)
    with tenant_scope(cast.other_instansi.pk):
        visit = plan_visit(
            coaching_id=coaching.pk, plan=Plan(**HOURS, on=TODAY, agenda="x"), actor=cast.charlie, now=LATER
        )
    return acts(coaching.pk, item.pk, visit.pk)


def test_it_refuses_another_province_which_learns_nothing(cast, coaching, filled, stranger, client):
    actor, account = stranger
    with tenant_scope(actor.instansi_id):
        assert not Coaching.objects.exists()
        with pytest.raises(NotYoursToCoach):
            begin_coaching(instansi=cast.instansi, scope="x", starts_on=TODAY, actor=actor, now=NOW)
        for act, given in filled:
            with pytest.raises(CoachingUnknown):
                act(**given, actor=actor)
    client.force_login(account)
    for name in ("detail", "end", "visit_plan", "agree"):
        there = client.get(reverse(f"coaching:{name}", args=[coaching.pk]))
        nowhere = client.get(reverse(f"coaching:{name}", args=[987_654]))
        assert (there.status_code, nowhere.status_code) == (404, 404)
    assert client.get(reverse("coaching:begin", args=[cast.instansi.slug])).status_code == 404
    assert "Kota Contoh" not in client.get(reverse("coaching:board")).content.decode()


def test_it_refuses_the_coached_side_what_is_the_coachs_and_other_roles_everything(cast, filled):
    with tenant_scope(cast.instansi.pk):
        with pytest.raises(NotYoursToCoach):
            begin_coaching(
                instansi=cast.other_instansi, scope="x", starts_on=TODAY, actor=cast.alice, now=NOW
            )
        with pytest.raises(NotPermitted):
            begin_coaching(instansi=cast.other_instansi, scope="x", starts_on=TODAY, actor=cast.bob, now=NOW)
        for act, given in filled:
            for actor in (cast.alice, cast.bob, cast.dana):
                if actor is cast.alice and act in (write_shared_note, move_follow_up):
                    continue
                with pytest.raises(OtherSideOnly):
                    act(**given, actor=actor)
    for kind in (StepKind.CONFIRMED, StepKind.DROPPED):
        with pytest.raises(OtherSideOnly):
            move(
                cast.alice,
                FollowUp(pk=filled[-1][1]["follow_up_id"], coaching_id=filled[0][1]["coaching_id"]),
                kind,
            )


def test_it_refuses_the_coach_once_it_ended_and_the_instansi_keeps_reading(cast, coaching, filled, client):
    with tenant_scope(cast.other_instansi.pk):
        end_coaching(coaching_id=coaching.pk, reason="Selesai.", actor=cast.charlie, now=LATER)
        for act, given in filled:
            with pytest.raises(CoachingUnknown):
                act(**given, actor=cast.charlie)
    with tenant_scope(cast.instansi.pk), pytest.raises(CoachingOver):
        write_shared_note(coaching_id=coaching.pk, text="x", actor=cast.alice, now=LATER)
    page = reverse("coaching:detail", args=[coaching.pk])
    client.force_login(cast.charlie_account)
    assert client.get(page).status_code == 404
    client.force_login(cast.alice_account)
    assert "Menyusun peta rencana" in client.get(page).content.decode()


def test_what_is_due_is_told_and_waits_on_desk_and_calendar(cast, coaching):
    near = agreed(cast, coaching, due_on=TODAY + 3 * DAY)
    for at in (NOW, NOW + 30 * DAY):
        for body in (cast.instansi, cast.other_instansi):
            with tenant_scope(body.pk):
                remind(body, now=at)
                remind(body, now=at)
    assert [text for text in told(cast.alice) if "lewat tenggat" in text] == [
        "Tindak lanjut lewat tenggat sejak 5 Maret 2026: Menyusun peta rencana"
    ]
    assert len([text for text in told(cast.charlie) if "lewat tenggat" in text]) == 1
    with tenant_scope(cast.instansi.pk):
        assert [one.item.pk for one in waiting_follow_ups(cast.alice, TODAY)] == [near.pk]
        assert waiting_follow_ups(cast.bob, TODAY) == []
        assert [day.on for day in days_for(cast.alice)] == [TODAY + 3 * DAY]
    type(cast.instansi).objects.filter(pk=cast.instansi.pk).update(time_zone="Asia/Makassar")
    with tenant_scope(cast.other_instansi.pk):
        plan_visit(
            coaching_id=coaching.pk, plan=Plan(**HOURS, on=TODAY, agenda="x"), actor=cast.charlie, now=LATER
        )
        # The hours of the instansi that is visited, whose zone is another than the coach's.
        assert [day.period for day in days_for(cast.charlie) if day.period] == [
            (
                dt.datetime.combine(TODAY, dt.time(1), dt.UTC),
                dt.datetime.combine(TODAY, dt.time(3, 30), dt.UTC),
            )
        ]
        assert "09.00–11.30 WITA" in Visit.objects.get().when
        assert waiting_follow_ups(cast.charlie, TODAY) == []
        assert [one.is_overdue for one in waiting_follow_ups(cast.charlie, TODAY + 9 * DAY)] == [True]


def test_the_board_shows_the_area_and_its_queries_do_not_grow(cast, coaching, client):
    with tenant_scope(cast.other_instansi.pk), CaptureQueriesContext(connection) as few:
        board_rows(cast.other_instansi, TODAY)
    for number in range(5):
        make_instansi(f"Kota Lain {number}")
    type(cast.instansi).objects.update(province_name="Lampung")
    with tenant_scope(cast.other_instansi.pk), CaptureQueriesContext(connection) as many:
        assert len(board_rows(cast.other_instansi, TODAY)) == 6
    assert len(many) == len(few) <= 10
    client.force_login(cast.charlie_account)
    board = reverse("coaching:board")
    for query in (
        "",
        "?saring=belum&urut=-indeks",
        "?saring=x&urut=x&halaman=x",
        "?bentuk=xlsx",
        "?bentuk=csv",
    ):
        assert client.get(board + query).status_code == 200
    begun = reverse("coaching:begin", args=["kota-lain-1"])
    assert client.post(begun, {"scope": "", "starts_on": "x"}).status_code == 422
    assert client.post(begun, {"scope": "Persiapan", "starts_on": "2026-11-01"}).status_code == 302
    assert client.get(begun).status_code == 302
    client.force_login(cast.alice_account)
    assert "Kota Seberang" in client.get(board).content.decode()


def test_the_page_of_one_reads_one_and_offers_the_instruments_it_is_assessed_under(cast, coaching, client):
    client.force_login(cast.charlie_account)
    page, agree = (reverse(f"coaching:{name}", args=[coaching.pk]) for name in ("detail", "agree"))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    assert not [one for one in asked if 'province_name" =' in one["sql"]]
    assert '"spbe-2020:11"' in client.get(agree).content.decode()
    PublishedResult.objects.create(
        instansi=cast.instansi, year=2026, instrument="pemdi-2026", origin="self", index=2, predikat="x"
    )
    offered = client.get(agree).content.decode()
    assert "pemdi-2026:" in offered
    assert "spbe-2020:" not in offered
