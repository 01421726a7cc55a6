"""The trace tells a person how it was done and lets a machine do it again."""

import json

import pytest

from pranata.engine.scoring import OnMissing, TraceRefused, replay, score
from pranata.engine.scoring.tests.sample import LEVELS, make_instrument


def trace_document(**changes):
    return json.loads(json.dumps(score(make_instrument(**changes), LEVELS, year=2023).trace.to_document()))


class TestForAPerson:
    def test_it_goes_from_levels_over_aspects_and_domains_to_the_index(self):
        steps = score(make_instrument(), LEVELS).trace.steps
        kinds = [step.id.split(":")[0] for step in steps]
        assert kinds == ["indicator"] * 5 + ["aspect"] * 3 + ["domain"] * 2 + ["index"]

    def test_it_writes_each_mean_as_arithmetic(self):
        steps = {step.id: step for step in score(make_instrument(), LEVELS).trace.steps}
        assert steps["aspect:3"].expression == "(1.3×4 + 8.7×5) ÷ 10 = 487/100 ≈ 4.87"
        assert steps["aspect:1"].expression == "((10/3)×1 + (10/3)×2) ÷ (20/3) = 3/2 ≈ 1.50"

    def test_it_cites_the_law_and_marks_what_was_assumed(self):
        found = score(make_instrument(), {**LEVELS, "4": None}, on_missing=OnMissing.FLOOR)
        step = next(step for step in found.trace.steps if step.id == "indicator:4")
        assert (step.citation, step.assumed) == ("law:1", True)

    def test_it_skips_domains_where_there_are_none(self):
        steps = score(make_instrument(has_domains=False), LEVELS).trace.steps
        assert not [step for step in steps if step.id.startswith("domain")]


class TestForAMachine:
    @pytest.mark.parametrize("changes", [{}, {"has_domains": False}])
    def test_it_replays_to_the_same_index(self, changes):
        assert replay(trace_document(**changes)) == score(make_instrument(**changes), LEVELS).index

    def test_it_is_not_made_before_somebody_asks(self):
        assert "trace" not in vars(score(make_instrument(), LEVELS))

    @pytest.mark.parametrize("step", [0, 5, 8, -1])
    def test_it_refuses_a_value_that_does_not_follow(self, step):
        document = trace_document()
        document["steps"][step]["value"] = "4999/1000"
        with pytest.raises(TraceRefused):
            replay(document)

    def test_it_refuses_another_result_than_the_last_step(self):
        document = trace_document()
        document["result"]["index_exact"] = "5"
        with pytest.raises(TraceRefused):
            replay(document)

    @pytest.mark.parametrize("change", [{"schema": "pranata.trace/2"}, {"algorithm": "another_v1"}])
    def test_it_refuses_what_another_algorithm_wrote(self, change):
        with pytest.raises(TraceRefused):
            replay({**trace_document(), **change})

    def test_it_refuses_a_step_that_names_one_not_taken(self):
        document = trace_document()
        del document["steps"][0]
        with pytest.raises(TraceRefused, match="not taken"):
            replay(document)

    def test_it_refuses_the_same_step_twice(self):
        document = trace_document()
        document["steps"].insert(1, document["steps"][0])
        with pytest.raises(TraceRefused, match="twice"):
            replay(document)
