"""Whole months and quarters of the calendar, as numbers that can be counted with."""

import re
from dataclasses import dataclass

MONTHS_IN_A_QUARTER = 3
MONTHS_IN_A_YEAR = 12
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A month, counted from January of the year 0."""

    ordinal: int

    @classmethod
    def of(cls, year: int, month: int) -> "Month":
        """Return the month (1 to 12) of a year."""
        return cls(year * 12 + month - 1)

    @classmethod
    def read(cls, text: str) -> "Month | None":
        """Read "2027-01"; None for anything else."""
        match = _MONTH.fullmatch(text)
        return cls.of(int(match[1]), int(match[2])) if match else None

    def __str__(self) -> str:
        return f"{self.ordinal // 12:04d}-{self.ordinal % 12 + 1:02d}"

    def after(self, months: int) -> "Month":
        """Return the month so many months later."""
        return Month(self.ordinal + months)

    @property
    def of_the_year(self) -> int:
        """Its number within the year, 1 to 12."""
        return self.ordinal % MONTHS_IN_A_YEAR + 1

    @property
    def quarter(self) -> "Quarter":
        """The quarter it lies in."""
        return Quarter(self.ordinal // MONTHS_IN_A_QUARTER)


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A quarter of a year, counted from the first of the year 0."""

    ordinal: int

    @classmethod
    def read(cls, text: str) -> "Quarter | None":
        """Read "2027-Q1"; None for anything else."""
        match = _QUARTER.fullmatch(text)
        return cls(int(match[1]) * 4 + int(match[2]) - 1) if match else None

    def __str__(self) -> str:
        return f"{self.ordinal // 4:04d}-Q{self.ordinal % 4 + 1}"

    @property
    def first(self) -> Month:
        """Its first month."""
        return Month(self.ordinal * MONTHS_IN_A_QUARTER)

    @property
    def end(self) -> Month:
        """The month after its last one."""
        return Month((self.ordinal + 1) * MONTHS_IN_A_QUARTER)
