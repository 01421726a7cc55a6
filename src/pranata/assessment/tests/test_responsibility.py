"""Indicators are given to posts; who may answer follows from it, and outlasts the person."""

import datetime as dt

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from pranata.assessment import events, regulations
from pranata.assessment.models import Part, Responsibility
from pranata.assessment.operations._change import AssessmentNotOpen, IndicatorUnknown
from pranata.assessment.operations.assign_indicators import (
    Given,
    NothingGiven,
    PositionUnknown,
    assign_indicators,
)
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.release_indicators import release_indicators
from pranata.assessment.operations.undo_change import undo_change
from pranata.assessment.policies import IndicatorOfOthers, answerable
from pranata.assessment.queries.division import division_of
from pranata.assessment.queries.proposal import Basis, preference, propose
from pranata.assessment.tests.scenes import LATER, enter, give, make_draft, recorded
from pranata.assessment.typical_units import words_for
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment, Grant, Position, Role
from pranata.organisation.operations.move_unit import move_unit
from pranata.organisation.queries.actor import actor_of
from pranata.organisation.tests.cast import NOW, SINCE, TODAY, make_account, make_actor, make_cast

pytestmark = pytest.mark.django_db

RESPONSIBLE, HELPS = Part.RESPONSIBLE, Part.CONTRIBUTOR


@pytest.fixture
def cast():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        yield cast


@pytest.fixture
def draft(cast):
    return make_draft(cast.alice)


@pytest.fixture
def erin(cast):
    """A second contributor, of another unit than Bob."""
    return make_actor(
        cast.diskominfo, make_account("Erin"), title="Kepala Bidang Aplikasi", role=Role.CONTRIBUTOR
    )


class TestGiving:
    def test_it_keeps_who_gave_what_to_which_post_when(self, cast, draft):
        give(draft, cast.bob, "11", by=cast.alice)
        row = Responsibility.objects.get()
        assert (row.indicator, row.position_id, row.part) == ("11", cast.bob.position_id, RESPONSIBLE)
        assert (row.given_by_id, row.given_at, row.ended_at) == (cast.alice.assignment_id, LATER, None)

    def test_many_at_once_are_one_act(self, cast, draft):
        give(draft, cast.bob, "1", "2", "3", by=cast.alice)
        assert recorded(events.INDICATORS_GIVEN) == 1

    def test_who_answered_before_no_longer_does_and_the_row_stays(self, cast, draft, erin):
        give(draft, cast.bob, "11", by=cast.alice)
        give(draft, erin, "11", by=cast.alice)
        former, present = Responsibility.objects.order_by("pk")
        assert (former.position_id, former.ended_at) == (cast.bob.position_id, LATER)
        assert (present.position_id, present.ended_at) == (erin.position_id, None)

    def test_a_post_that_helped_can_become_the_one_that_answers(self, cast, draft):
        give(draft, cast.bob, "11", by=cast.alice, part=HELPS)
        give(draft, cast.bob, "11", by=cast.alice)
        assert Responsibility.objects.get(ended_at__isnull=True).part == RESPONSIBLE

    def test_of_two_in_one_act_the_last_answers(self, cast, draft, erin):
        two = [
            Given(indicator="11", position_id=actor.position_id, part=RESPONSIBLE)
            for actor in (cast.bob, erin)
        ]
        assign_indicators(assessment=draft, given=two, actor=cast.alice, now=LATER)
        assert Responsibility.objects.get().position_id == erin.position_id

    def test_what_is_so_already_is_told_and_not_recorded(self, cast, draft):
        give(draft, cast.bob, "11", by=cast.alice)
        with pytest.raises(NothingGiven):
            give(draft, cast.bob, "11", by=cast.alice)
        assert recorded(events.INDICATORS_GIVEN) == 1

    def test_an_unknown_indicator_leaves_everything_as_it_was(self, cast, draft):
        with pytest.raises(IndicatorUnknown):
            give(draft, cast.bob, "1", "99", by=cast.alice)
        assert not Responsibility.objects.exists()

    def test_a_post_that_ended_is_refused(self, cast, draft):
        ended = Position.objects.create(
            instansi=cast.instansi, unit=cast.dinkes, code="x", title="Lama", starts_on=SINCE, ends_on=TODAY
        )
        with pytest.raises(PositionUnknown):
            assign_indicators(
                assessment=draft,
                given=[Given(indicator="1", position_id=ended.pk, part=RESPONSIBLE)],
                actor=cast.alice,
                now=LATER,
            )

    def test_a_post_of_another_instansi_is_refused(self, cast, draft):
        with pytest.raises(PositionUnknown):
            give(draft, cast.charlie, "1", by=cast.alice)

    def test_a_closed_assessment_keeps_its_division(self, cast, draft):
        give(draft, cast.bob, "11", by=cast.alice)
        close_assessment(assessment=draft, actor=cast.alice, now=LATER, accept_missing=True)
        with pytest.raises(AssessmentNotOpen):
            give(draft, cast.bob, "12", by=cast.alice)
        with pytest.raises(AssessmentNotOpen):
            release_indicators(
                assessment=draft,
                indicators=["11"],
                position_id=cast.bob.position_id,
                actor=cast.alice,
                now=LATER,
            )

    @pytest.mark.parametrize("name", ["bob", "dana", "olga", "charlie"])
    def test_it_refuses_everybody_but_the_coordinator(self, cast, draft, name):
        actor = getattr(cast, name)
        with pytest.raises(NotPermitted):
            assign_indicators(
                assessment=draft,
                given=[Given(indicator="1", position_id=cast.bob.position_id, part=RESPONSIBLE)],
                actor=actor,
                now=LATER,
            )
        with pytest.raises(NotPermitted):
            release_indicators(
                assessment=draft,
                indicators=["1"],
                position_id=cast.bob.position_id,
                actor=actor,
                now=LATER,
            )

    def test_another_instansi_sees_no_division(self, cast, draft):
        give(draft, cast.bob, "11", by=cast.alice)
        with tenant_scope(cast.other_instansi.pk):
            assert not Responsibility.objects.exists()

    def test_the_application_cannot_remove_a_row(self, cast, draft):
        give(draft, cast.bob, "11", by=cast.alice)
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("DELETE FROM assessment_responsibility")

    def test_giving_all_costs_the_same_queries_as_giving_one(self, cast, draft, django_assert_num_queries):
        numbers = [item.number for item in regulations.load("spbe-2020").indicators]
        give(draft, cast.alice, *numbers, by=cast.alice)
        with django_assert_num_queries(9):
            give(draft, cast.bob, numbers[0], by=cast.alice)
        with django_assert_num_queries(9):
            give(draft, cast.bob, *numbers[1:], by=cast.alice)


class TestTakingBack:
    def test_it_ends_the_rows_with_an_entry(self, cast, draft):
        give(draft, cast.bob, "1", "2", by=cast.alice)
        taken = release_indicators(
            assessment=draft,
            indicators=["1", "47"],
            position_id=cast.bob.position_id,
            actor=cast.alice,
            now=LATER,
        )
        assert taken == ["1"]
        assert Responsibility.objects.get(ended_at__isnull=True).indicator == "2"
        assert recorded(events.INDICATORS_TAKEN_BACK) == 1

    def test_what_the_post_does_not_have_is_told(self, cast, draft):
        with pytest.raises(NothingGiven):
            release_indicators(
                assessment=draft,
                indicators=["1\x00"],
                position_id=cast.bob.position_id,
                actor=cast.alice,
                now=LATER,
            )


class TestWhoMayAnswer:
    def test_an_indicator_given_to_nobody_is_open_to_every_contributor(self, cast, draft, erin):
        enter(draft, "11", 3, cast.bob)
        enter(draft, "11", 2, erin)

    def test_one_who_answers_and_one_who_helps_may_and_the_coordinator_keeps_it(self, cast, draft, erin):
        give(draft, cast.bob, "11", by=cast.alice)
        give(draft, erin, "11", by=cast.alice, part=HELPS)
        for level, actor in ((3, cast.bob), (2, erin), (4, cast.alice)):
            enter(draft, "11", level, actor)

    def test_it_refuses_the_indicator_of_another_opd(self, cast, draft, erin):
        give(draft, cast.bob, "11", by=cast.alice)
        with pytest.raises(IndicatorOfOthers, match="Indikator 11 diberikan kepada jabatan lain"):
            enter(draft, "11", 3, erin)

    def test_it_refuses_to_undo_there_too(self, cast, draft, erin):
        give(draft, cast.bob, "11", by=cast.alice)
        change = enter(draft, "11", 3, cast.bob)
        with pytest.raises(IndicatorOfOthers):
            undo_change(assessment=draft, change_id=change.pk, actor=erin, now=LATER)

    def test_who_was_given_it_needs_no_role_besides(self, cast, draft):
        finn = make_actor(cast.dinkes, make_account("Finn"), title="Analis", role=None)
        with pytest.raises(NotPermitted):
            enter(draft, "11", 3, finn)
        give(draft, finn, "11", by=cast.alice)
        enter(draft, "11", 3, finn)
        with pytest.raises(NotPermitted):
            enter(draft, "12", 3, finn)

    def test_taking_it_back_ends_the_right_to_answer(self, cast, draft, erin):
        give(draft, erin, "11", by=cast.alice)
        give(draft, cast.bob, "11", by=cast.alice)
        with pytest.raises(IndicatorOfOthers):
            enter(draft, "11", 3, erin)

    def test_it_refuses_charlie_whatever_he_was_given_at_home(self, cast, draft):
        with tenant_scope(cast.other_instansi.pk):
            theirs = make_draft(cast.charlie)
            give(theirs, cast.charlie, "11", by=cast.charlie)
        with pytest.raises(NotPermitted):
            enter(draft, "11", 3, cast.charlie)

    def test_the_pages_and_the_operation_agree(self, cast, draft, erin):
        give(draft, cast.bob, "1", "2", by=cast.alice)
        give(draft, erin, "2", by=cast.alice, part=HELPS)
        numbers = ["1", "2", "3"]
        assert answerable(cast.alice, draft.pk, numbers) == {"1", "2", "3"}
        assert answerable(cast.bob, draft.pk, numbers) == {"1", "2", "3"}
        assert answerable(erin, draft.pk, numbers) == {"2", "3"}
        assert answerable(cast.dana, draft.pk, numbers) == frozenset()


class TestMutasi:
    def test_the_successor_of_an_officer_goes_on_at_once(self, cast, draft):
        give(draft, cast.bob, "11", by=cast.alice)
        Assignment.objects.filter(pk=cast.bob.assignment_id).update(ends_on=TODAY)
        person = Assignment.objects.get(pk=cast.dana.assignment_id).person
        taken_over = Assignment.objects.create(
            instansi=cast.instansi,
            position_id=cast.bob.position_id,
            person=person,
            decree_number="SK 2/2026",
            starts_on=TODAY,
        )
        enter(draft, "11", 3, actor_of(taken_over, TODAY))

    def test_a_post_carried_over_by_a_reorganisation_keeps_what_it_was_given(self, cast, draft):
        give(draft, cast.bob, "11", by=cast.alice)
        on = TODAY + dt.timedelta(days=1)
        move_unit(unit=cast.dinkes, parent=cast.diskominfo, on=on, legal_basis="", actor=cast.olga, now=NOW)
        carried = Assignment.objects.get(position__continues_id=cast.bob.position_id)
        bob = actor_of(carried, on)
        assert bob.position_id != cast.bob.position_id
        enter(draft, "11", 3, bob)
        assert answerable(bob, draft.pk, ["11"]) == {"11"}
        (share,) = division_of(draft, on).of("11")
        assert (share.post.pk, share.post.is_past) == (bob.position_id, False)

    def test_a_post_that_ended_without_successor_is_shown_as_such(self, cast, draft):
        give(draft, cast.bob, "11", by=cast.alice)
        on = TODAY + dt.timedelta(days=1)
        Grant.objects.filter(position_id=cast.bob.position_id).update(ends_on=on)
        Assignment.objects.filter(pk=cast.bob.assignment_id).update(ends_on=on)
        Position.objects.filter(pk=cast.bob.position_id).update(ends_on=on)
        (share,) = division_of(draft, on).of("11")
        assert share.post.is_past


class TestProposal:
    def proposals(self, cast, draft, before=None):
        now = division_of(draft, TODAY)
        return propose(regulations.load("spbe-2020"), now, before, preference())

    def test_the_usual_opd_is_found_by_its_name(self, cast, draft, erin):
        (first, *_others) = self.proposals(cast, draft)["11"]
        assert (first.post.pk, first.part, first.basis) == (erin.position_id, RESPONSIBLE, Basis.TYPICAL)

    def test_who_coordinates_is_proposed_where_nobody_contributes(self, cast, draft):
        assert self.proposals(cast, draft)["11"][0].post.pk == cast.alice.position_id

    def test_who_judges_is_proposed_last(self, cast, draft):
        inspector = make_actor(cast.inspektorat, make_account("Ines"), title="Inspektur", role=None)
        assert self.proposals(cast, draft)["29"][0].post.pk == inspector.position_id

    def test_what_is_given_is_not_proposed_again(self, cast, draft):
        give(draft, cast.bob, "11", by=cast.alice)
        assert "11" not in self.proposals(cast, draft)

    def test_last_years_division_comes_first(self, cast, draft):
        earlier = make_draft(cast.alice, year=2024)
        give(earlier, cast.bob, "11", by=cast.alice)
        (one,) = self.proposals(cast, draft, division_of(earlier, TODAY))["11"]
        assert (one.post.pk, one.basis) == (cast.bob.position_id, Basis.LAST_TIME)

    def test_at_most_one_post_answers_and_an_opd_that_is_not_here_is_not_made_up(self, cast, draft):
        proposals = self.proposals(cast, draft)
        for found in proposals.values():
            assert sum(one.part == RESPONSIBLE for one in found) <= 1
        units = {unit.name for unit in regulations.load("spbe-2020").criteria("1").typical_opd}
        assert units == {"Bagian Hukum", "Diskominfo"}, units
        assert {one.post.agency.name for one in proposals["1"]} == {cast.diskominfo.name}

    def test_every_unit_an_instrument_names_is_in_the_table(self):
        for name in regulations.available():
            for item in regulations.load(name).indicators:
                for unit in item.typical_opd:
                    words = words_for(unit.name)
                    assert words or unit.name.startswith("OPD "), unit.name


@pytest.mark.usefixtures("no_second_factor_asked")
class TestPages:
    def url(self, name, draft):
        return reverse(f"assessment:{name}", args=[draft.pk])

    def test_the_coordinator_gives_what_was_ticked(self, cast, draft, client):
        client.force_login(cast.alice_account)
        sent = {"indikator": ["1", "2"], "jabatan": cast.bob.position_id, "lakukan": "penanggung-jawab"}
        text = client.post(self.url("divide", draft), sent, follow=True).content.decode()
        assert "2 indikator dibagi." in text
        assert Responsibility.objects.filter(position_id=cast.bob.position_id).count() == 2

    def test_a_whole_aspect_is_ticked_at_once(self, cast, draft, client):
        client.force_login(cast.alice_account)
        sent = {"aspek": "2", "jabatan": cast.bob.position_id, "lakukan": "pendukung"}
        client.post(self.url("divide", draft), sent)
        assert set(Responsibility.objects.values_list("indicator", flat=True)) == {"11", "12", "13", "14"}

    def test_the_proposal_is_used_for_all_or_for_what_was_ticked(self, cast, draft, client):
        client.force_login(cast.alice_account)
        client.post(self.url("divide", draft), {"lakukan": "usulan", "indikator": "11"})
        assert set(Responsibility.objects.values_list("indicator", flat=True)) == {"11"}
        client.post(self.url("divide", draft), {"lakukan": "usulan"})
        assert Responsibility.objects.filter(part="responsible").count() > 20

    @pytest.mark.parametrize("post", ["", "0", "x", "9" * 5000])
    def test_a_refusal_keeps_what_was_ticked(self, cast, draft, client, post):
        client.force_login(cast.alice_account)
        sent = {"indikator": ["7"], "jabatan": post, "lakukan": "penanggung-jawab"}
        response = client.post(self.url("divide", draft), sent)
        assert response.status_code == 422
        assert 'value="7" checked' in response.content.decode()

    def test_others_see_the_division_and_no_control(self, cast, draft, client):
        give(draft, cast.bob, "11", by=cast.alice)
        client.force_login(cast.dana_account)
        text = client.get(self.url("division", draft)).content.decode()
        assert cast.bob.position_title in text
        assert 'type="checkbox"' not in text
        assert client.post(self.url("divide", draft), {"lakukan": "usulan"}).status_code == 403

    @pytest.mark.parametrize("name", ["division", "agency"])
    def test_another_instansi_finds_nothing(self, cast, draft, client, name):
        client.force_login(cast.charlie_account)
        assert client.get(self.url(name, draft)).status_code == 404

    def test_an_opd_sees_its_own_list_with_what_a_step_brings(self, cast, draft, client):
        give(draft, cast.bob, "11", "12", by=cast.alice)
        enter(draft, "12", 2, cast.bob)
        client.force_login(cast.bob_account)
        text = client.get(self.url("agency", draft)).content.decode()
        assert "1 dari 2 indikator belum diisi" in text
        assert "+0,0250" in text
        assert "Dinas Kesehatan" in text

    def test_an_opd_without_indicators_is_told_so(self, cast, draft, client):
        client.force_login(cast.bob_account)
        assert "Belum ada indikator" in client.get(self.url("agency", draft)).content.decode()

    def test_a_made_up_unit_shows_ones_own(self, cast, draft, client):
        give(draft, cast.bob, "11", by=cast.alice)
        client.force_login(cast.bob_account)
        for unit in ("x", "0", "9" * 400, str(cast.other_root.pk)):
            text = client.get(f"{self.url('agency', draft)}?unit={unit}").content.decode()
            assert "Dinas Kesehatan" in text

    def test_an_indicator_of_others_is_shown_and_not_opened(self, cast, draft, erin, client):
        give(draft, erin, "11", by=cast.alice)
        client.force_login(cast.bob_account)
        page = reverse("assessment:indicator", args=[draft.pk, "11"])
        assert 'name="tingkat"' not in client.get(page).content.decode()
        assert client.post(page, {"versi": 0, "tingkat": "3"}).status_code == 403
        table = client.get(reverse("assessment:detail", args=[draft.pk])).content.decode()
        assert 'name="tingkat-11"' not in table
        assert 'name="tingkat-12"' in table

    @pytest.mark.parametrize("name", ["division", "agency"])
    def test_a_page_needs_few_queries_however_much_is_given(
        self, cast, draft, client, name, django_assert_max_num_queries
    ):
        numbers = [item.number for item in regulations.load("spbe-2020").indicators]
        give(draft, cast.bob, *numbers, by=cast.alice)
        client.force_login(cast.alice_account)
        with django_assert_max_num_queries(20):
            client.get(self.url(name, draft))
