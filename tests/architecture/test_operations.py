"""Every use case is told when it happens, leaves evidence, and is tested against somebody who may not.

The evidence is of a declared action, and each declared action is one that a use case records.

A use case is a public function of an app's `operations/` decorated with `transaction.atomic`.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pytest
from tests.architecture.gate import (
    SOURCE,
    code_by_name,
    dotted,
    functions,
    judge,
    modules_of_tests,
    reached,
    tree,
)

EXEMPT = {
    "organisation.read_notices: no ledger entry": "reading what one was told is no official act",
    "organisation.choose_letter: no ledger entry": "how an account wants its letters is its own affair",
    "organisation.send_digest: no ledger entry": "a letter repeats acts that have entries of their own",
    "ledger.append_entry: no use case": "it is called inside the transaction of a use case",
    "records.export_*_proof: no ledger entry": "the ledger's own export_bundle, which it calls, appends it",
    "handover.export_own_proof: no ledger entry": "the ledger's export_bundle, which it calls, appends it",
    "records.book_sheet: no ledger entry": "the ledger's own confirm_sheet, which it calls, appends it",
    "records.correct_booking: no ledger entry": "the ledger's own correct_sheet, which it calls, appends it",
    "records.bring_witness_lines: no ledger entry": "the ledger's own bring_cosignature appends it",
    "receipts.begin_daily_letters: no ledger entry": "state of the letters, as below",
    "receipts.send_daily_letter: no ledger entry": "a letter is no act; its entry would be told in the next",
    "ledger.send_receipts: no ledger entry": "its entry would want a receipt too, without end",
}


@dataclass(frozen=True)
class Room:
    """The operations of one app, as parsed modules by name."""

    app: str
    modules: Mapping[str, ast.Module]
    actions: frozenset[str] = frozenset()

    @cached_property
    def code(self) -> dict[str, list[ast.FunctionDef]]:
        """Every function of the room by its name."""
        return code_by_name(self.modules.values())

    def use_cases(self, module: ast.Module) -> list[ast.FunctionDef]:
        """Return the public functions of a module that are one transaction."""
        return [f for f in functions(module) if not f.name.startswith("_") and _is_atomic(f)]

    def faults(self, refusals: set[str]) -> Iterator[str]:
        """Yield what each operation lacks; `refusals` is every name a denied-user test reaches."""
        for name, module in self.modules.items():
            found = self.use_cases(module)
            if not found and not name.startswith("_"):
                yield f"{self.app}.{name}: no use case"
            for case in found:
                yield from (f"{self.app}.{case.name}: {fault}" for fault in self._faults(case, refusals))

    def _faults(self, case: ast.FunctionDef, refusals: set[str]) -> Iterator[str]:
        arguments = case.args
        if arguments.args or arguments.posonlyargs or arguments.vararg:
            yield "positional arguments"
        required = {
            a.arg for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if d is None
        }
        if "now" not in required:
            yield "now is not required"
        mentioned = reached(case.name, self.code)
        if "append_entry" not in mentioned:
            yield "no ledger entry"
        elif not self.actions & mentioned:
            yield "no declared action"
        if case.name not in refusals:
            yield "no test_it_refuses_*"

    def idle_actions(self) -> Iterator[str]:
        """Yield the declared actions that no use case of the app records."""
        cases = [case.name for module in self.modules.values() for case in self.use_cases(module)]
        recorded = set().union(*(reached(case, self.code) for case in cases))
        yield from (f"{self.app}.{name}: nobody records it" for name in sorted(self.actions - recorded))


def actions_of(events: ast.Module) -> frozenset[str]:
    """Return the names of the actions that an app's `events.py` declares."""
    return frozenset(
        target.id
        for node in events.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and dotted(node.value.func) == "declare"
        for target in node.targets
        if isinstance(target, ast.Name)
    )


def _is_atomic(function: ast.FunctionDef) -> bool:
    calls = [d.func if isinstance(d, ast.Call) else d for d in function.decorator_list]
    return any(dotted(call) in {"transaction.atomic", "atomic"} for call in calls)


def rooms() -> list[Room]:
    """Return the operations of every app."""
    folders = sorted(p for p in SOURCE.glob("*/operations") if p.is_dir())
    return [
        Room(
            folder.parent.name,
            {p.stem: tree(p) for p in sorted(folder.glob("*.py")) if p.stem != "__init__"},
            actions_of(tree(events)) if (events := folder.parent / "events.py").exists() else frozenset(),
        )
        for folder in folders
    ]


def names_refused(module: ast.Module, beside: Iterable[ast.Module] = ()) -> set[str]:
    """Return every name that tests called `test_it_refuses_…` reach.

    They reach it themselves, through functions of their module, or of a module `beside` it that is no test.
    """
    code = code_by_name([module, *beside])
    tests = [name for name in code if name.startswith("test_it_refuses_")]
    return set().union(*(reached(test, code) for test in tests))


def all_refused() -> set[str]:
    """Return every name that any denied-user test of the house reaches."""
    names: set[str] = set()
    for path in modules_of_tests():
        beside = [tree(p) for p in path.parent.glob("*.py") if not p.name.startswith("test_")]
        names |= names_refused(tree(path), beside)
    return names


def test_every_operation_keeps_the_contract():
    refusals = all_refused()
    assert judge((fault for room in rooms() for fault in room.faults(refusals)), EXEMPT) == []


def test_every_declared_action_is_recorded_by_a_use_case():
    assert [fault for room in rooms() for fault in room.idle_actions()] == []


GOOD = """
@transaction.atomic
def close(*, actor, now):
    _record(actor, now)

def _record(actor, now):
    append_entry(Act(action=CLOSED, actor=actor))
"""


def faults(code: str, test: str = "def test_it_refuses_bob(): close()") -> list[str]:
    room = Room("a", {"close": ast.parse(code)}, frozenset({"CLOSED"}))
    return list(room.faults(names_refused(ast.parse(test))))


class TestTheGateItself:
    def test_it_lets_a_good_operation_pass(self):
        assert faults(GOOD) == []

    def test_it_finds_the_refusal_through_a_function_of_the_test(self):
        assert faults(GOOD, "def test_it_refuses_bob(): attempt()\ndef attempt(): operations.close()") == []

    def test_it_finds_the_refusal_through_a_scene_beside_the_test(self):
        test, scene = ast.parse("def test_it_refuses_bob(): scene()"), ast.parse("def scene(): close()")
        assert "close" in names_refused(test, [scene])

    def test_it_finds_the_refusal_in_one_of_two_classes_that_name_it_alike(self):
        tests = (
            "class A:\n def test_it_refuses_x(self): close()\nclass B:\n def test_it_refuses_x(self): open()"
        )
        assert faults(GOOD, tests) == []

    @pytest.mark.parametrize(
        ("good", "bad", "fault"),
        [
            ("*, actor, now", "actor, *, now", "positional arguments"),
            ("*, actor, now", "*people, now", "positional arguments"),
            ("*, actor, now", "*, actor", "now is not required"),
            ("*, actor, now", "*, actor, now=None", "now is not required"),
            ("append_entry(", "print(", "no ledger entry"),
            ("CLOSED", "OPENED", "no declared action"),
        ],
    )
    def test_it_sees_a_broken_contract(self, good, bad, fault):
        assert faults(GOOD.replace(good, bad)) == [f"a.close: {fault}"]

    def test_it_sees_a_use_case_without_transaction(self):
        assert faults(GOOD.replace("@transaction.atomic", "")) == ["a.close: no use case"]

    @pytest.mark.parametrize(
        "test", ["", "def test_it_closes(): close()", "def test_it_refuses_bob(): open()"]
    )
    def test_it_sees_a_missing_refusal(self, test):
        assert faults(GOOD, test) == ["a.close: no test_it_refuses_*"]

    def test_it_sees_an_action_that_nobody_records(self):
        actions = actions_of(
            ast.parse('CLOSED = declare("a.b", "c")\nLOST = declare("a.c", "d")\nX = other()')
        )
        room = Room("a", {"close": ast.parse(GOOD)}, actions)
        assert list(room.idle_actions()) == ["a.LOST: nobody records it"]

    def test_it_reads_the_real_operations(self):
        found = {room.app: room for room in rooms()}
        assert {"ledger", "organisation", "assessment"} <= set(found)
        assert "ANSWER_SAVED" in found["assessment"].actions
