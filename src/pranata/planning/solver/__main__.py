"""`python -m pranata.planning.solver`: one question on the first line of stdin, lines of JSON on stdout.

Ends by itself when stdin closes, which is what happens when the process that started it is gone.
"""

import json
import os
import resource
import sys
import threading
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from pranata.assessment import regulations
from pranata.engine.optimise import Problem
from pranata.planning.asking import NotAnswerable, require_answerable
from pranata.planning.document import frontier_document, marginal_document, plan_document
from pranata.planning.making import draw_points, make_plan, weigh_limits
from pranata.planning.question import Offered, Question

MEMORY = 3 << 30
CPU_S = 900
REFUSED, LEFT_ALONE = 3, 4


def main() -> int:
    """Give up what is not needed, answer the question, and return the exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_who_asked, daemon=True).start()
    try:
        _answer(asked)
    except NotAnswerable as refused:
        _say({"refused": str(refused)})
        return REFUSED
    return 0


def _end_with_who_asked() -> None:
    sys.stdin.read()
    os._exit(LEFT_ALONE)


def _answer(asked: Mapping[str, Any]) -> None:
    problem = problem_in(asked)
    require_answerable(problem)
    # The curve first: a second or so a point, and the cost of the plan is on it long before its months are.
    targets = [Fraction(text) for text in asked["targets"]]
    if targets:
        _say({"part": "frontier", "total": len(targets)})
        free = problem.within(budget=None, target=None, margin=Fraction(0))
        points = draw_points(free, targets, tell=lambda done: _say({"done": done}))
        _say({"frontier": frontier_document(free, points)})
    _say({"part": "plan"})
    plan, found = make_plan(problem)
    _say({"answer": plan_document(plan, found)})
    if plan.steps and asked["worth"]:
        _say({"part": "worth"})
        _say({"worth": marginal_document(weigh_limits(problem, plan))})


def problem_in(asked: Mapping[str, Any]) -> Problem:
    """Return the question of a parcel."""
    instrument = regulations.load(asked["instrument"]).instrument
    levels = {number: Fraction(text) for number, text in asked["levels"].items()}
    offered = tuple(Offered.of_document(row) for row in asked["steps"])
    return Question.of_document(asked["question"]).problem(instrument, levels, offered)


def _say(line: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    # The thread that reads stdin would wait for ever.
    os._exit(status)
