"""The decision sheet of a plan: one A4 page, as data and as PDF/A."""

from pranata.planning.exports.sheet import Bar, Figure, Sheet, sheet_pdf

__all__ = ["Bar", "Figure", "Sheet", "sheet_pdf"]
