"""From a checklist of requirements to the level it reaches: cumulative, exact, and saying what holds it."""

from pranata.engine.checklist.climbing import Climb, Ladder, LadderBroken, Rung, Verdict, climb

__all__ = ["Climb", "Ladder", "LadderBroken", "Rung", "Verdict", "climb"]
