"""Levels from a file: what `pranata index`, the calculator and the desk all read with.

`read_levels` returns exact levels or raises LevelsFileError, one Indonesian sentence that names row, column,
what was found and what is allowed. It never repairs and never skips, and needs neither settings nor a
database.
"""

from pranata.assessment.levels_file.claim import Claim, claim_in
from pranata.assessment.levels_file.errors import LevelsFileError
from pranata.assessment.levels_file.reading import LARGEST, read_levels, require_size

__all__ = ["LARGEST", "Claim", "LevelsFileError", "claim_in", "read_levels", "require_size"]
