"""A result and the form to fill, as files: XLSX that recomputes itself, PDF/A that carries its trace.

Each function returns bytes, needs neither settings nor a database, and gives the same bytes for the same
arguments. Tables of rows are exported by `pranata.foundation.exports`; this room knows scores.
"""

from pranata.assessment.exports.result_pdf import result_pdf
from pranata.assessment.exports.result_xlsx import result_xlsx
from pranata.assessment.exports.template_xlsx import levels_template_xlsx

__all__ = ["levels_template_xlsx", "result_pdf", "result_xlsx"]
