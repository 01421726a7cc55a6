"""A result and the form to fill, as files: XLSX that recomputes itself, PDF/A that carries its trace.

Each function returns bytes, needs neither settings nor a database, and gives the same bytes for the same
arguments. Tables of rows are exported by `pranata.foundation.exports`; this room knows scores.

A function is imported when it is asked for (`exports.result_xlsx`): openpyxl and typst take long to import,
and every process would pay for them at its start.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pranata.assessment.exports.filling_xlsx import filled_xlsx
    from pranata.assessment.exports.lhe import lhe_pdf, radar_png
    from pranata.assessment.exports.minutes import minutes_pdf
    from pranata.assessment.exports.pdf import result_pdf
    from pranata.assessment.exports.template_xlsx import levels_template_xlsx
    from pranata.assessment.exports.xlsx import result_xlsx

__all__ = [
    "filled_xlsx",
    "levels_template_xlsx",
    "lhe_pdf",
    "minutes_pdf",
    "radar_png",
    "result_pdf",
    "result_xlsx",
]

_PLACES = {
    "filled_xlsx": "filling_xlsx",
    "levels_template_xlsx": "template_xlsx",
    "lhe_pdf": "lhe",
    "minutes_pdf": "minutes",
    "radar_png": "lhe",
    "result_pdf": "pdf",
    "result_xlsx": "xlsx",
}


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
