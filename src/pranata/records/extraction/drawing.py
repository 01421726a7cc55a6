"""Drawing a page of a PDF as a picture. Runs in the process that may be killed; limits are set there."""

import struct
import zlib
from typing import IO

import pypdfium2

WIDTH = 1000
MOST_POINTS = 4_000_000
SIGNATURE = b"\x89PNG\r\n\x1a\n"


class NoSuchPage(ValueError):
    """The file has no page of that number."""


def draw(file: IO[bytes], number: int) -> bytes:
    """Return page `number` (from 1) as PNG, `WIDTH` wide; an absurdly long page is made smaller.

    Raises NoSuchPage, and whatever the library raises on a broken file.
    """
    document = pypdfium2.PdfDocument(file.read())
    if not 1 <= number <= len(document):
        raise NoSuchPage(number)
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(WIDTH / width, (MOST_POINTS / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    rows = bytes(bitmap.buffer)
    used = bitmap.width * bitmap.n_channels
    lines = (rows[at : at + used] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride))
    return _png(bitmap.width, bitmap.height, bitmap.n_channels, b"".join(b"\0" + line for line in lines))


def _png(width: int, height: int, channels: int, lines: bytes) -> bytes:
    """Return a PNG of eight bits a channel; `lines` each begin with their filter, 0."""
    colour = {1: 0, 3: 2, 4: 6}[channels]
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
