"""What is wrong with a file of a plan, as one sentence that names file, row and column."""

from pranata.assessment.levels import plain
from pranata.assessment.levels_file import LevelsFileError
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _


class PlanFileError(ProductError):
    """A file of costs or capacities cannot be used. `row` counts as a spreadsheet does, `column` is the
    heading.
    """

    status = 422

    def __init__(
        self, file: str, found: str, allowed: str, *, row: int | None = None, column: str | None = None
    ) -> None:
        self.file = plain(file)
        self.row = row
        self.column = column if column is None else plain(column)
        self.found = found
        self.allowed = allowed
        super().__init__(self._sentence())

    @classmethod
    def of(cls, file: str, refused: LevelsFileError) -> "PlanFileError":
        """Return the refusal of a file that could not even be opened as a table, under its name."""
        return cls(file, refused.found, refused.allowed, row=refused.row, column=refused.column)

    def _sentence(self) -> str:
        row = _("baris %(row)s") % {"row": self.row} if self.row else ""
        column = _("kolom %(column)s") % {"column": self.column} if self.column else ""
        place = ", ".join(part for part in (self.file, row, column) if part)
        return f"{place}: {self.found}; {self.allowed}."
