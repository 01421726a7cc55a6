"""A process that answers programmes from standard input with HiGHS; it imports nothing of ours."""

import json
import sys
import time

import highspy
import numpy as np


def answer(programme, seconds):
    """Return the kind of the answer, the objective where there is one, the bound, and the seconds spent."""
    highs = highspy.Highs()
    highs.silent()
    for option, value in {"time_limit": seconds, "mip_rel_gap": 0.0, "mip_abs_gap": 0.4}.items():
        highs.setOptionValue(option, value)
    _load(highs, programme)
    before = time.monotonic()
    highs.run()
    spent = time.monotonic() - before
    status, info = highs.getModelStatus(), highs.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return "infeasible", None, 0.0, spent
    known = info.objective_function_value if info.primal_solution_status == 2 else None
    kind = "optimal" if status == highspy.HighsModelStatus.kOptimal else "time"
    return kind, known, info.mip_dual_bound, spent


def _load(highs, programme):
    costs = programme["costs"]
    columns = np.arange(len(costs), dtype=np.int32)
    highs.addVars(len(costs), np.zeros(len(costs)), np.ones(len(costs)))
    highs.changeColsCost(len(costs), columns, np.array(costs))
    kinds = np.array([highspy.HighsVarType.kInteger] * len(costs))
    highs.changeColsIntegrality(len(costs), columns, kinds)
    for lower, upper, terms in programme["rows"]:
        indices = np.array([column for column, _ in terms], dtype=np.int32)
        values = np.array([value for _, value in terms])
        highs.addRow(lower, upper, len(terms), indices, values)


if __name__ == "__main__":
    message = json.load(sys.stdin)
    json.dump([answer(each, message["seconds"]) for each in message["programmes"]], sys.stdout)
