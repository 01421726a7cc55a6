"""The list of actions is closed, and every one of them can be read as a sentence."""

import pytest

from pranata.ledger.actions import DuplicateAction, MalformedAction, declare, known_actions
from pranata.ledger.tests.acts import TESTED


def test_a_declared_action_is_known_by_its_code():
    assert known_actions()["uji.catat"] is TESTED
    assert TESTED.detail_schema == "uji.catat/1"


def test_a_code_is_declared_once():
    with pytest.raises(DuplicateAction, match=r"uji\.catat"):
        declare("uji.catat", "mencatat lagi")


@pytest.mark.parametrize(
    "code", ["", "uji", "Uji.catat", "uji.catat.lagi", "uji catat", ".x", "ují.catat", "1.x"]
)
def test_a_malformed_code_is_refused(code):
    with pytest.raises(MalformedAction):
        declare(code, "mencatat")
    assert code not in known_actions()


def test_an_action_without_a_sentence_is_refused():
    with pytest.raises(MalformedAction, match="no sentence"):
        declare("uji.bisu", "")


def test_nobody_adds_to_the_list_from_outside():
    with pytest.raises(TypeError):
        known_actions()["uji.selundup"] = TESTED  # type: ignore[index]
