"""Only the edge reads the clock: views, middleware, tasks, and all of `config`. Below it time is passed in.

Ruff bans the obvious calls by name; this gate also sees what it cannot: our own clock called too deep,
columns that date themselves, the database's clock through the ORM.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.architecture.gate import SOURCE, dotted, judge, product_modules, tree

EXEMPT = {
    "foundation/clock.py: dt.datetime.now": "this is the one place that reads it",
    "foundation/models/account.py: auto_now_add": "allauth makes accounts itself and passes no time on",
}

EDGE = {"web", "config"}
ALONE = {"utc_now", "Now", "localdate", "localtime", "naturaltime"}
OWNED = ALONE | {"now", "today", "utcnow", "time_ns", "gmtime"}
OWNERS = {"datetime", "dt", "date", "timezone", "time", "functions", "clock"}


def is_edge(path: Path) -> bool:
    return bool(EDGE & set(path.relative_to(SOURCE).parts)) or path.name == "tasks.py"


def readings(module: ast.Module) -> Iterator[str]:
    """Yield every way in which a module takes the time from somewhere itself."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and _reads(dotted(node.func)) and not _converts(node):
            yield dotted(node.func)
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield node.arg
        if isinstance(node, ast.keyword) and _reads(dotted(node.value)):
            yield f"{node.arg}={dotted(node.value)}"


def _converts(call: ast.Call) -> bool:
    """Whether a given instant is only shown in a zone, as in `localtime(value)`."""
    return bool(call.args) and dotted(call.func).endswith(("localtime", "localdate", "gmtime"))


def _reads(name: str) -> bool:
    owner, _, function = name.rpartition(".")
    owner = owner.rpartition(".")[2]
    if not owner:
        return function in ALONE
    return owner in OWNERS and (function in OWNED or (owner, function) == ("time", "time"))


def test_nothing_below_the_edge_reads_the_clock():
    below = [p for p in product_modules() if not is_edge(p)]
    found = [f"{p.relative_to(SOURCE)}: {reading}" for p in below for reading in readings(tree(p))]
    assert judge(found, EXEMPT) == []


@pytest.mark.parametrize(
    "code",
    [
        "now = utc_now()",
        "x = clock.utc_now()",
        "x = dt.datetime.now(dt.UTC)",
        "x = date.today()",
        "x = timezone.now()",
        "x = time.time()",
        "f = models.DateTimeField(auto_now_add=True)",
        "f = models.DateTimeField(default=timezone.now)",
        "rows.update(at=Now())",
    ],
)
def test_the_gate_sees_a_reading(code):
    assert list(readings(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["f(now=now)", "clock.display(now)", "row.now()", "time.monotonic()", "timezone.localtime(at)"]
)
def test_the_gate_lets_time_be_passed(code):
    assert not list(readings(ast.parse(code)))
