"""The Peta Rencana from its draft to the decree, its reviews and its next edition; and whom it refuses."""

import datetime as dt
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from pranata.assessment.tests.scenes import LATER, recorded
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast
from pranata.planning import events
from pranata.planning.models import ItemKind, ReviewKind, Roadmap, RoadmapItem, RoadmapState
from pranata.planning.operations._roadmap import RoadmapNotSo, RoadmapRefused
from pranata.planning.operations.decide_plan import accept_plan
from pranata.planning.operations.decide_roadmap import propose_roadmap, return_roadmap, set_roadmap
from pranata.planning.operations.fill_roadmap import fill_from_plan, shares, weigh_criteria
from pranata.planning.operations.review_roadmap import review_roadmap
from pranata.planning.operations.start_roadmap import start_roadmap
from pranata.planning.operations.write_roadmap_item import (
    ItemChanged,
    Words,
    add_roadmap_item,
    change_roadmap_item,
    remove_roadmap_item,
)
from pranata.planning.policies_roadmap import OwnRoadmap
from pranata.planning.queries.roadmap_changes import roadmap_changes
from pranata.planning.queries.roadmap_table import reviews_due, roadmap_table
from pranata.planning.tests.roadmap_scenes import (
    DECREED,
    activity,
    make_leader,
    make_planner,
    make_roadmap,
    set_edition,
)
from pranata.planning.tests.scenes import COMPUTED, make_assessment, proposed
from pranata.planning.web.roadmap_forms import ItemForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        yield cast


class TestWriting:
    def test_rupiah_add_up_to_programme_initiative_year_and_whole_and_scores_are_weighted(self, cast):
        roadmap, item = make_roadmap(cast.alice)
        second = activity(roadmap, 50, "Portal layanan")
        second = Words(**{**second.__dict__, "scores": {"effectiveness": 3, "feasibility": 1}})
        add_roadmap_item(
            roadmap=roadmap,
            kind=ItemKind.ACTIVITY,
            parent=item.parent,
            words=second,
            actor=cast.alice,
            now=LATER,
        )
        table = roadmap_table(roadmap)
        assert [(line.number, line.total) for line in table.lines] == [
            ("1", 1750), ("1.1", 1750), ("1.1.1", 1500), ("1.1.2", 250),
        ]  # fmt: skip
        assert table.budgets == dict.fromkeys(range(2027, 2032), 350)
        assert (table.filled, table.unscored) == (1, 1)
        weights = {"effectiveness": 100, "feasibility": 0, "efficiency": 0}
        weighed = weigh_criteria(roadmap=roadmap, weights=weights, actor=cast.alice, now=LATER)
        assert str(roadmap_table(weighed).lines[2].score) == "3.0"
        for wrong in ({"effectiveness": 50, "feasibility": 20, "efficiency": 20}, {"effectiveness": 100}):
            with pytest.raises(RoadmapRefused):
                weigh_criteria(roadmap=roadmap, weights=wrong, actor=cast.alice, now=LATER)
        assert recorded(events.ROADMAP_ITEM_WRITTEN) == 4

    def test_what_cannot_be_written_is_refused_by_name(self, cast):
        roadmap, item = make_roadmap(cast.alice)
        for kind, parent, words in (
            (ItemKind.ACTIVITY, None, Words(name="Tanpa program")),
            (ItemKind.PROGRAM, item, Words(name="Di bawah kegiatan")),
            (ItemKind.INITIATIVE, None, Words(name="", content="layanan")),
            (ItemKind.INITIATIVE, None, Words(name="Tanpa muatan", content="lain")),
            (ItemKind.INITIATIVE, None, Words(name="Beranggaran", content="layanan", years={2027: ("", 5)})),
            (ItemKind.ACTIVITY, item.parent, Words(name="Tahun lain", years={2040: ("", 5)})),
            (ItemKind.ACTIVITY, item.parent, Words(name="Tanpa alasan", scores={"efficiency": 2})),
        ):
            with pytest.raises(RoadmapRefused):
                add_roadmap_item(
                    roadmap=roadmap, kind=kind, parent=parent, words=words, actor=cast.alice, now=LATER
                )
        with pytest.raises(RoadmapRefused):
            remove_roadmap_item(
                item=RoadmapItem.objects.get(children__pk=item.pk), actor=cast.alice, now=LATER
            )
        with pytest.raises(RoadmapRefused):
            start_roadmap(first_year=2027, actor=cast.alice, now=LATER)

    def test_of_two_who_write_at_once_the_second_is_told(self, cast):
        roadmap, item = make_roadmap(cast.alice)
        words = activity(roadmap, 10)
        change_roadmap_item(item=item, words=words, expected_version=1, actor=cast.alice, now=LATER)
        with pytest.raises(ItemChanged):
            change_roadmap_item(item=item, words=words, expected_version=1, actor=cast.alice, now=LATER)

    def test_what_stands_below_follows_an_initiative_to_another_content_and_ended_units_stay(self, cast):
        roadmap, item = make_roadmap(cast.alice)
        top = roadmap.items.get(kind=ItemKind.INITIATIVE)
        words = Words(name=top.name, content="keamanan")
        change_roadmap_item(item=top, words=words, expected_version=1, actor=cast.alice, now=LATER)
        assert set(roadmap.items.values_list("content", flat=True)) == {"keamanan"}
        [group] = [one for one in roadmap_table(roadmap).groups if one.lines]
        assert (group.content.code, group.total, len(group.lines)) == ("keamanan", 1500, 3)
        with pytest.raises(ItemChanged):
            change_roadmap_item(
                item=item, words=activity(roadmap, 1), expected_version=1, actor=cast.alice, now=LATER
            )
        before_any = dt.date(2019, 1, 1)
        typed = {"unit": str(cast.dinkes.pk)}
        for initial, ended in ({"unit": cast.dinkes}, False), ({}, True):
            form = ItemForm(typed, roadmap=roadmap, kind=item.kind, on=before_any, initial=initial)
            assert ("unit" in form.errors) == ended

    def test_steps_of_an_accepted_plan_become_activities_once_with_all_their_rupiah(self, cast):
        assessment = make_assessment(cast.alice)
        draft = proposed(assessment, cast.bob)
        roadmap = start_roadmap(first_year=2027, actor=cast.alice, now=LATER)
        with pytest.raises(RoadmapRefused):
            fill_from_plan(roadmap=roadmap, plan=draft, actor=cast.alice, now=LATER)
        plan = accept_plan(plan=draft, actor=cast.alice, now=COMPUTED)
        assert fill_from_plan(roadmap=roadmap, plan=plan, actor=cast.alice, now=LATER) == 2
        with pytest.raises(RoadmapRefused):
            fill_from_plan(roadmap=roadmap, plan=plan, actor=cast.alice, now=LATER)
        table = roadmap_table(roadmap)
        assert table.total == sum(plan.chosen.values_list("cost", flat=True))
        assert [line.number for line in table.lines] == ["1", "1.1", "1.1.1", "1.1.2"]
        first = table.activities[0]
        assert (first.item.unit, first.item.pic_id) == (cast.diskominfo, cast.alice.position_id)
        assert [score for _name, score, _reason in first.scores] == [None, None, None]

    def test_a_cost_over_two_years_is_spread_by_months_and_nothing_is_lost(self):
        assert shares(100, dt.date(2027, 11, 1), dt.date(2028, 2, 1)) == {2027: 66, 2028: 34}


class TestDeciding:
    def test_an_edition_is_set_by_decree_stands_still_and_is_replaced_by_the_next(self, cast):
        planner, leader = make_planner(cast), make_leader(cast)
        roadmap, item = make_roadmap(planner)
        first = set_edition(roadmap, planner, leader)
        assert (first.state, first.decree_number) == (RoadmapState.SET, "Keputusan Wali Kota 12/2026")
        with pytest.raises(RoadmapNotSo):
            change_roadmap_item(
                item=item, words=activity(roadmap, 1), expected_version=1, actor=planner, now=LATER
            )
        review_roadmap(
            roadmap=first, kind=ReviewKind.TRIGGERED, trigger="monev", held_on=DECREED, attendees="Bappeda",
            findings="Integrasi terlambat.", decision="Susun versi 2.", actor=planner, now=LATER,
        )  # fmt: skip
        assert [year for _kind, year in reviews_due(first)] == [2029, 2031]
        second = start_roadmap(first_year=2027, origin=first, actor=planner, now=LATER)
        copied = second.items.get(key=item.key)
        words = activity(second, 300, "Integrasi layanan kependudukan dan perizinan")
        change_roadmap_item(item=copied, words=words, expected_version=1, actor=planner, now=LATER)
        changes = roadmap_changes(first, second)
        assert [(one.how, one.differences[0][1]) for one in changes] == [
            ("changed", "Integrasi layanan kependudukan")
        ]
        with pytest.raises(RoadmapRefused):
            review_roadmap(
                roadmap=first, kind=ReviewKind.MIDTERM, trigger="", held_on=DECREED - dt.timedelta(days=1),
                attendees="Bappeda", findings="a", decision="b", actor=planner, now=LATER,
            )  # fmt: skip
        propose_roadmap(roadmap=second, actor=planner, now=LATER)
        asked: dict[str, Any] = {"roadmap": second, "decree_number": "13/2026", "actor": leader, "now": LATER}
        with pytest.raises(RoadmapRefused):
            set_roadmap(decree_on=DECREED - dt.timedelta(days=1), **asked)
        set_roadmap(decree_on=DECREED, **asked)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, second.edition) == (RoadmapState.REPLACED, 2)
        assert [act.kind for act in first.acts.order_by("pk")] == ["started", "proposed", "set", "replaced"]
        for rows in (first.acts, first.reviews):
            with pytest.raises(ProgrammingError), transaction.atomic():
                rows.all().delete()

    def test_words_that_are_missing_or_days_to_come_are_refused(self, cast):
        planner, leader = make_planner(cast), make_leader(cast)
        empty = start_roadmap(first_year=2040, actor=planner, now=LATER)
        with pytest.raises(RoadmapRefused):
            propose_roadmap(roadmap=empty, actor=planner, now=LATER)
        roadmap, _item = make_roadmap(planner)
        propose_roadmap(roadmap=roadmap, actor=planner, now=LATER)
        for number, day in (("  ", DECREED), ("12/2026", dt.date(2030, 1, 1))):
            with pytest.raises(RoadmapRefused):
                set_roadmap(roadmap=roadmap, decree_number=number, decree_on=day, actor=leader, now=LATER)
        with pytest.raises(RoadmapRefused):
            return_roadmap(roadmap=roadmap, reason=" ", actor=leader, now=LATER)
        back = return_roadmap(roadmap=roadmap, reason="Lengkapi muatan.", actor=leader, now=LATER)
        assert back.state == RoadmapState.DRAFT
        with pytest.raises(RoadmapNotSo):
            start_roadmap(first_year=2027, origin=back, actor=planner, now=LATER)

    def test_it_refuses_who_may_not_write_propose_set_or_review(self, cast):
        planner = make_planner(cast)
        roadmap, item = make_roadmap(planner)
        words, plan = activity(roadmap, 1), proposed(make_assessment(cast.alice), cast.bob)
        review: dict[str, Any] = {
            "kind": ReviewKind.FINAL, "trigger": "", "held_on": DECREED, "attendees": "a", "findings": "b",
            "decision": "c",
        }  # fmt: skip
        for actor in (cast.bob, cast.dana, cast.charlie):
            for act in (
                lambda actor=actor: start_roadmap(
                    first_year=2035, origin=roadmap if actor is cast.charlie else None, actor=actor, now=LATER
                ),
                lambda actor=actor: add_roadmap_item(
                    roadmap=roadmap, kind=ItemKind.ACTIVITY, parent=item.parent, words=words, actor=actor,
                    now=LATER,
                ),
                lambda actor=actor: change_roadmap_item(
                    item=item, words=words, expected_version=1, actor=actor, now=LATER
                ),
                lambda actor=actor: remove_roadmap_item(item=item, actor=actor, now=LATER),
                lambda actor=actor: fill_from_plan(roadmap=roadmap, plan=plan, actor=actor, now=LATER),
                lambda actor=actor: weigh_criteria(roadmap=roadmap, weights={}, actor=actor, now=LATER),
                lambda actor=actor: propose_roadmap(roadmap=roadmap, actor=actor, now=LATER),
                lambda actor=actor: return_roadmap(roadmap=roadmap, reason="x", actor=actor, now=LATER),
                lambda actor=actor: set_roadmap(
                    roadmap=roadmap, decree_number="1", decree_on=DECREED, actor=actor, now=LATER
                ),
                lambda actor=actor: review_roadmap(roadmap=roadmap, **review, actor=actor, now=LATER),
            ):  # fmt: skip
                with pytest.raises((NotPermitted, RoadmapNotSo)), transaction.atomic():
                    act()
        own = propose_roadmap(roadmap=roadmap, actor=cast.alice, now=LATER)
        with pytest.raises(OwnRoadmap):
            set_roadmap(roadmap=own, decree_number="1", decree_on=DECREED, actor=cast.alice, now=LATER)


class TestPages:
    def test_the_pages_and_files_of_an_edition_open_within_few_queries(
        self, cast, client, django_assert_max_num_queries
    ):
        planner, leader = make_planner(cast), make_leader(cast)
        roadmap, item = make_roadmap(planner)
        client.force_login(cast.alice_account)
        draft = client.get(reverse("planning:roadmap", args=[roadmap.pk]))
        assert "Integrasi layanan kependudukan" in draft.content.decode()
        form = reverse("planning:roadmap_item", args=[roadmap.pk, item.pk])
        assert "2.16.03.2.01.0007" in client.get(form).content.decode()
        wrong = client.post(form, {"name": "X", "budget_2027": "seribu", "versi": "1"})
        assert wrong.status_code == 422
        assert "seribu" in wrong.content.decode()
        set_edition(roadmap, planner, leader)
        with django_assert_max_num_queries(25):
            page = client.get(reverse("planning:roadmap", args=[roadmap.pk])).content.decode()
        assert "Ditetapkan dengan Keputusan Wali Kota 12/2026" in page
        for extension, mark in (("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")):
            found = client.get(reverse("planning:roadmap_download", args=[roadmap.pk, extension]))
            assert found.content.startswith(mark)

    def test_another_instansi_sees_no_edition(self, cast, client):
        roadmap, _item = make_roadmap(make_planner(cast))
        client.force_login(cast.charlie_account)
        assert client.get(reverse("planning:roadmap", args=[roadmap.pk])).status_code == 404
        with tenant_scope(cast.other_instansi.pk):
            assert not Roadmap.objects.exists()
            assert not RoadmapItem.objects.exists()
