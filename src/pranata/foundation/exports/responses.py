"""Exported tables as answers that a browser saves under a readable name."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.text import slugify

from pranata.foundation.exports.cells import Cell
from pranata.foundation.exports.csv_table import csv_chunks

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_response(headers: Sequence[object], rows: Iterable[Sequence[Cell]], title: object) -> HttpResponse:
    """Answer with the workbook, saved as `<title>.xlsx`."""
    from pranata.foundation.exports.xlsx_table import table_xlsx  # noqa: PLC0415 - costly, and not for each start

    response = HttpResponse(table_xlsx(headers, rows, title), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{_name(title)}.xlsx"'
    return response


def csv_response(
    headers: Sequence[object], rows: Iterable[Sequence[Cell]], title: object
) -> StreamingHttpResponse:
    """Stream the CSV, saved as `<title>.csv`. Rows must be readable after the view returns: within a
    tenant's scope pass a list, because the scope is closed by then."""
    response = StreamingHttpResponse(csv_chunks(headers, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{_name(title)}.csv"'
    return response


def _name(title: object) -> str:
    return slugify(str(title)) or "tabel"
