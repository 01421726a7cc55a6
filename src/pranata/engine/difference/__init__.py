"""Why two results of one instrument differ: which indicator moved the index by how much, exactly.

`docs/algorithms/difference_v1.md` explains it with a worked table that is a test. The parts always add up
to the difference, because the index is a weighted mean of the levels; nothing is left over to be explained.
"""

from pranata.engine.difference.difference import (
    Difference,
    DifferentInstruments,
    Moved,
    PartMoved,
    difference,
)

__all__ = ["Difference", "DifferentInstruments", "Moved", "PartMoved", "difference"]
