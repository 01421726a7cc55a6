"""The solver in a process of its own: the pages must not carry its hundred megabytes, nor wait for it.

A question goes in as JSON, lines of JSON come out: progress, the answer, the curve of costs. The process is
bounded in memory and time, knows neither Django nor the database, and ends when whoever started it does.
"""

from pranata.planning.solver.process import SolverFailed, SolverStopped, solve

__all__ = ["SolverFailed", "SolverStopped", "solve"]
