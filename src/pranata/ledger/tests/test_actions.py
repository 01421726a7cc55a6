"""The list of actions is closed, and every one of them can be read as a sentence."""

import pytest

from pranata.ledger.actions import DuplicateAction, MalformedAction, declare, known_actions
from pranata.ledger.retention import RETENTION, UnknownRetention
from pranata.ledger.tests.acts import TESTED


def test_a_declared_action_is_known_by_its_code():
    assert known_actions()["uji.catat"] is TESTED
    assert TESTED.detail_schema == "uji.catat/1"


def test_a_code_is_declared_once():
    with pytest.raises(DuplicateAction, match=r"uji\.catat"):
        declare("uji.catat", "mencatat lagi", detail=None, retention="log")


@pytest.mark.parametrize(
    "code", ["", "uji", "Uji.catat", "uji.catat.lagi", "uji catat", ".x", "ují.catat", "1.x"]
)
def test_a_malformed_code_is_refused(code):
    with pytest.raises(MalformedAction):
        declare(code, "mencatat", detail=None, retention="log")
    assert code not in known_actions()


def test_an_action_without_a_sentence_is_refused():
    with pytest.raises(MalformedAction, match="no sentence"):
        declare("uji.bisu", "", detail=None, retention="log")


def test_nobody_adds_to_the_list_from_outside():
    with pytest.raises(TypeError):
        known_actions()["uji.selundup"] = TESTED  # type: ignore[index]


def test_a_class_that_nobody_knows_stops_the_process_at_its_start():
    with pytest.raises(UnknownRetention, match="selamanya"):
        declare("uji.simpan", "menyimpan", detail=None, retention="selamanya")
    assert "uji.simpan" not in known_actions()


def test_a_period_without_a_rule_is_not_printed_as_if_it_were_one():
    for kept in RETENTION.values():
        says_something = {kept.active_years, kept.inactive_years, kept.fate} != {None}
        assert not says_something or kept.citation
        assert kept.certainty == "uncertain" or kept.citation
