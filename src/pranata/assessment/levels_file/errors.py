"""What is wrong with a file of levels, as one sentence that names the place."""

from pranata.assessment.levels import plain
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _


class LevelsFileError(ProductError):
    """A file of levels cannot be used. `row` and `column` say where, `found` what, `allowed` what instead.

    `row` counts from one as a spreadsheet does; `column` is the heading. Both are None where the file as a
    whole is meant.
    """

    status = 422

    def __init__(
        self, found: str, allowed: str, *, row: int | None = None, column: str | None = None
    ) -> None:
        self.row = row
        self.column = column if column is None else plain(column)
        self.found = found
        self.allowed = allowed
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        row = _("baris %(row)s") % {"row": self.row} if self.row else ""
        column = _("kolom %(column)s") % {"column": self.column} if self.column else ""
        place = ", ".join(part for part in (row, column) if part)
        sentence = f"{place}: {self.found}; {self.allowed}." if place else f"{self.found}; {self.allowed}."
        return sentence[0].upper() + sentence[1:]
