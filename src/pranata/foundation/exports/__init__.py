"""Tables as files: xlsx for people, CSV for machines. Rows are read once, so a generator will do."""

from pranata.foundation.exports.csv_table import csv_chunks, table_csv
from pranata.foundation.exports.responses import csv_response, xlsx_response
from pranata.foundation.exports.xlsx_table import table_xlsx

__all__ = ["csv_chunks", "csv_response", "table_csv", "table_xlsx", "xlsx_response"]
