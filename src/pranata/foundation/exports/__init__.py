"""Tables as files: xlsx for people, CSV for machines. Rows are read once, so a generator will do.

The bytes of a workbook are made in `xlsx_table`, which is imported when one is asked for: openpyxl takes
longer to import than half of Django, and every process would pay for that at its start.
"""

from pranata.foundation.exports.csv_table import csv_chunks, table_csv
from pranata.foundation.exports.responses import csv_response, xlsx_response

__all__ = ["csv_chunks", "csv_response", "table_csv", "xlsx_response"]
