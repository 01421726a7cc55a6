"""Progress, evidence and dates of actions: who may, what it does to others, and what is refused."""

import datetime as dt
import uuid
from decimal import Decimal
from fractions import Fraction

import pytest

from pranata.assessment.models import FindingEvidence
from pranata.assessment.operations.attach_evidence import EvidenceUnavailable, NoEvidenceChosen
from pranata.assessment.tests.scenes import recorded
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Notice
from pranata.organisation.tests.cast import TODAY, make_cast
from pranata.planning import events
from pranata.planning.models import Action
from pranata.planning.moving import months_later
from pranata.planning.operations._action import ActionChanged, WordsMissing
from pranata.planning.operations._moving import ActionIsDone, BeforeRequirement, SpanWrong
from pranata.planning.operations.edit_action import NothingChanged, edit_action
from pranata.planning.operations.move_action import move_action
from pranata.planning.operations.offer_action_evidence import NothingToOffer, offer_action_evidence
from pranata.planning.operations.report_progress import MonthsWrong, ObstacleMissing, PercentWrong
from pranata.planning.operations.show_action_evidence import show_action_evidence
from pranata.planning.policies_actions import ActionOfOthers
from pranata.planning.queries.actions import book_of
from pranata.planning.queries.forecast import forecast_of
from pranata.planning.queries.learned import learned_steps
from pranata.planning.queries.meeting import meeting_of
from pranata.planning.tests.action_scenes import BEGUN, action, as_it_is, begun, told
from pranata.planning.tests.scenes import make_assessment
from pranata.records.operations.add_evidence import Claim, Part, add_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def plan(cast):
    with tenant_scope(cast.instansi.pk):
        yield begun(make_assessment(cast.alice), cast.bob, cast.alice)


def given_to_bob(one, cast):
    edit = as_it_is(one, unit_id=cast.dinkes.pk, position_id=cast.bob.position_id)
    return edit_action(action=one, edit=edit, version=one.version, actor=cast.alice, now=BEGUN)


def move(one, actor, months, reason="Perwali mundur.", version=None):
    one.refresh_from_db()
    return move_action(
        action=one,
        starts_on=months_later(one.starts_on, months),
        ends_on=months_later(one.ends_on, months),
        reason=reason,
        version=version or one.version,
        actor=actor,
        now=BEGUN,
    )


class TestProgress:
    def test_an_action_runs_is_blocked_closed_and_opened_again(self, cast, plan):
        one = given_to_bob(action(plan, "12:3"), cast)
        assert told(one, cast.bob, "running", percent=40, note="Draf selesai.").percent == 40
        told(one, cast.bob, "blocked", percent=40, obstacle="Menunggu Bagian Hukum.")
        assert Notice.objects.filter(kind="aksi.terhambat", position_id=cast.alice.position_id).exists()
        done = told(one, cast.bob, "done", actual_cost=5_000_000, actual_effort=Decimal(12), actual_months=2)
        assert (done.percent, done.closed_on, done.obstacle) == (100, cast.bob.local_date(BEGUN), "")
        learned = learned_steps(cast.instansi.pk, "spbe-2020")["12", 3]
        assert (learned.cost, learned.months) == (5_000_000, 2)
        with pytest.raises(WordsMissing):
            told(one, cast.bob, "running", percent=80)
        assert told(one, cast.bob, "running", percent=80, note="Lampiran kurang.").closed_on is None
        kinds = list(one.acts.order_by("pk").values_list("kind", flat=True))
        assert kinds == ["started", "edited", "reported", "reported", "closed", "reopened"]
        assert recorded(events.PROGRESS_REPORTED) == 4

    def test_what_cannot_be_told_is_refused(self, cast, plan):
        one = action(plan, "11:3")
        with pytest.raises(PercentWrong):
            told(one, cast.alice, "running", percent=100)
        with pytest.raises(ObstacleMissing):
            told(one, cast.alice, "blocked", percent=10, obstacle=" ")
        with pytest.raises(NothingChanged):
            told(one, cast.alice, "open")
        for months in (0, 999_999):
            with pytest.raises(MonthsWrong):
                told(one, cast.alice, "done", actual_months=months)

    def test_it_refuses_who_may_not_report_progress_or_show_action_evidence(self, cast, plan):
        one = action(plan, "11:3")
        for actor in (cast.bob, cast.dana, cast.olga):
            with pytest.raises(ActionOfOthers):
                told(one, actor, "running")
            with pytest.raises(NotPermitted):
                show_action_evidence(action=one, items=[uuid.uuid4()], actor=actor, now=BEGUN)
        with pytest.raises(NotPermitted):
            told(one, cast.charlie, "running")


class TestEvidence:
    def test_it_reaches_the_assessment_only_when_somebody_says_so(self, cast, plan):
        one, assessment = action(plan, "11:3"), plan.plan.assessment
        item = add_evidence(
            unit=cast.dinkes,
            claim=Claim(title="Perwali arsitektur", effective_on=TODAY),
            parts=[Part(link="https://contoh.invalid/perwali")],
            actor=cast.bob,
            now=BEGUN,
        )
        with pytest.raises(EvidenceUnavailable):
            show_action_evidence(action=one, items=[uuid.uuid4()], actor=cast.alice, now=BEGUN)
        show_action_evidence(action=one, items=[item.public_id], actor=cast.alice, now=BEGUN)
        with pytest.raises(NoEvidenceChosen):
            show_action_evidence(action=one, items=[item.public_id], actor=cast.alice, now=BEGUN)
        asked = {"action": one, "assessment": assessment, "requirement": "3.1", "now": BEGUN}
        with pytest.raises(NothingToOffer):
            offer_action_evidence(actor=cast.alice, **asked)
        told(one, cast.alice, "done")
        assert not FindingEvidence.objects.exists()
        with pytest.raises(ActionOfOthers):
            offer_action_evidence(actor=cast.bob, **asked)
        [link] = offer_action_evidence(actor=cast.alice, **asked)
        assert (link.evidence, link.finding.requirement) == (item, "3.1")
        with pytest.raises(NothingToOffer):
            offer_action_evidence(actor=cast.alice, **asked)

    def test_it_refuses_who_may_not_offer_action_evidence(self, cast, plan):
        one = action(plan, "11:3")
        for actor in (cast.dana, cast.charlie):
            with pytest.raises(NotPermitted):
                offer_action_evidence(
                    action=one, assessment=plan.plan.assessment, requirement="3.1", actor=actor, now=BEGUN
                )


class TestMoving:
    def test_whatever_waits_moves_along_as_one_act_and_the_baseline_stays(self, cast, plan):
        one, after = action(plan, "11:3"), action(plan, "11:4")
        shift = move(one, cast.alice, 9)
        assert [moved.number for moved, _span in shift.moved] == [1, 2]
        assert shift.end_after > shift.end_before
        assert shift.index_after < shift.index_before
        was = after.starts_on
        after.refresh_from_db()
        one.refresh_from_db()
        assert after.starts_on == one.ends_on
        assert (after.baseline_starts_on, after.version) == (was, 2)
        assert after.acts.get(kind="followed").words == "1: Perwali mundur."
        assert recorded(events.ACTION_MOVED) == 1

    def test_what_cannot_be_moved_is_refused_and_of_two_the_second_is_told(self, cast, plan):
        one, after = action(plan, "11:3"), action(plan, "11:4")
        with pytest.raises(WordsMissing):
            move(one, cast.alice, 1, reason=" ")
        for months in (0, 400):
            with pytest.raises(SpanWrong):
                move(one, cast.alice, months)
        with pytest.raises(BeforeRequirement):
            move(after, cast.alice, -1)
        move(one, cast.alice, 1)
        with pytest.raises(ActionChanged):
            move(one, cast.alice, 1, version=1)
        told(one, cast.alice, "done")
        with pytest.raises(ActionIsDone):
            move(one, cast.alice, 1)

    def test_it_refuses_who_may_not_move_action(self, cast, plan):
        for actor in (cast.bob, cast.dana, cast.charlie):
            with pytest.raises(NotPermitted):
                move(action(plan, "11:3"), actor, 1)


class TestForecasting:
    def test_the_sum_is_exact_and_what_is_blocked_or_waits_for_it_does_not_count(self, cast, plan):
        today = cast.alice.local_date(BEGUN)
        calm = forecast_of(book_of(plan, today))
        assert calm.at_goal == calm.baseline_at_goal == Fraction(2) + 2 * Fraction(1, 40) + Fraction(1, 40)
        assert (calm.points[0].forecast, calm.now) == (Fraction(2), Fraction(2))
        told(action(plan, "11:3"), cast.alice, "blocked", obstacle="Menunggu provinsi.")
        stuck = forecast_of(book_of(plan, today))
        assert (stuck.stuck, stuck.at_goal) == ((1, 2), Fraction(81, 40))
        told(action(plan, "12:3"), cast.alice, "done")
        assert forecast_of(book_of(plan, today)).now == Fraction(81, 40)

    def test_what_is_late_needs_its_rest_from_today_on(self, cast, plan):
        late = dt.date(2027, 12, 1)
        one = action(plan, "11:3")
        told(one, cast.alice, "running", percent=50)
        book = book_of(plan, late)
        found = forecast_of(book)
        days = (one.ends_on - one.starts_on).days
        assert found.expected[one.pk] == late + dt.timedelta(days=-(-days // 2))
        assert [line.action.number for line in meeting_of(book).late] == [1, 2, 3]
        assert found.at_goal == Fraction(2)

    def test_the_book_costs_as_much_for_many_actions_as_for_few(
        self, cast, plan, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(7):
            book = book_of(plan, TODAY)
            assert {line.holder for line in book.lines} == {cast.alice.person_name}
        assert Action.objects.count() == len(book.lines) == 3
