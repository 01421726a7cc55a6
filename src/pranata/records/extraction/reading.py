"""Reading the text of each kind of file. Runs in the process that may be killed; limits are set there."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO
from xml.etree import ElementTree as ET

import pypdfium2
import python_calamine

TEXT_LIMIT = 300_000
PAGES_READ = 2_000
PART_LIMIT = 64 << 20
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
# In which parts of a container the words are.
PARTS = {
    f"{OFFICE}wordprocessingml.document": re.compile(r"word/(document|footnotes|header\d*|footer\d*)\.xml"),
    f"{OFFICE}presentationml.presentation": re.compile(r"ppt/(slides|notesSlides)/[^/]+\.xml"),
    f"{OPEN}text": re.compile(r"content\.xml"),
    f"{OPEN}presentation": re.compile(r"content\.xml"),
}
SHEETS = {f"{OFFICE}spreadsheetml.sheet", f"{OPEN}spreadsheet"}
BREAKS = ("}p", "}h", "}tab", "}br")


def read(file: IO[bytes], media: str) -> tuple[int | None, str]:
    """Return how many pages there are, where that can be said, and the text up to a limit.

    Raises whatever the libraries raise on a broken file. Pictures and unknown kinds have no text.
    """
    if media == "application/pdf":
        return _pdf(file.read())
    if media in PARTS:
        return None, _joined(_container(file.read(), PARTS[media]))
    if media in SHEETS:
        return None, _joined(_sheets(file.read()))
    if media == "text/plain":
        return None, _joined([file.read(TEXT_LIMIT * 4).decode("utf-8-sig", "replace")])
    return None, ""


def _pdf(content: bytes) -> tuple[int, str]:
    document = pypdfium2.PdfDocument(content)
    return len(document), _joined(_pages(document))


def _pages(document: pypdfium2.PdfDocument) -> Iterator[str]:
    for number in range(min(len(document), PAGES_READ)):
        page = document[number]
        yield page.get_textpage().get_text_range()
        page.close()


def _container(content: bytes, wanted: "re.Pattern[str]") -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            if wanted.fullmatch(part.filename) and part.file_size <= PART_LIMIT:
                yield from _words(archive.read(part))


def _words(xml: bytes) -> Iterator[str]:
    # Entities that multiply are refused by expat itself; memory and time are limited around us.
    for element in ET.fromstring(xml).iter():  # noqa: S314 - in a process with limits
        yield (" " if element.tag.endswith(BREAKS) else "") + (element.text or "") + (element.tail or "")


def _sheets(content: bytes) -> Iterator[str]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        yield f"{name}\n"
        for row in book.get_sheet_by_name(name).to_python():
            yield " ".join(str(cell) for cell in row if cell != "") + "\n"


def _joined(parts: Iterable[str]) -> str:
    """Join until there is enough; what PostgreSQL cannot hold becomes a space."""
    kept: list[str] = []
    length = 0
    for part in parts:
        kept.append(part)
        length += len(part)
        if length > TEXT_LIMIT:
            break
    text = "".join(kept)[:TEXT_LIMIT]
    return re.sub(r"[\x00\ud800-\udfff]", " ", re.sub(r"[ \t\r\f\v]+", " ", text)).strip()
