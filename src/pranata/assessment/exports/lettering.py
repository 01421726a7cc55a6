"""Which letters our font has. PDF/A refuses a text with any other, and people type what they like."""

import struct
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from pranata.foundation.fonts import FONTS

# What is typed often and has a plain twin; anything else the font lacks becomes a mark that shows.
TWINS = {
    "→": "ke",
    "←": "dari",
    "≥": ">=",
    "≤": "<=",
    "\u00a0": " ",
    "\t": " ",
    "●": "•",
    "✓": "ya",
    "✔": "ya",
}
UNKNOWN = "?"


def printable(value: Any) -> Any:  # noqa: ANN401 -- any JSON document
    """Return the document with every text in letters that the font has."""
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else _lettered(value)
    if isinstance(value, Mapping):
        return {key: printable(item) for key, item in value.items()}
    return [printable(item) for item in value] if isinstance(value, list | tuple) else value


def _lettered(text: str) -> str:
    known = letters()
    plain = "".join(TWINS.get(sign, sign) for sign in text)
    return "".join(sign if ord(sign) in known or sign == "\n" else UNKNOWN for sign in plain)


@lru_cache(maxsize=1)
def letters() -> frozenset[int]:
    """Return the code points that the regular and the bold font both have."""
    fonts = [(FONTS / f"Inter-{cut}.ttf").read_bytes() for cut in ("Regular", "SemiBold", "Bold")]
    return frozenset.intersection(*(frozenset(_code_points(font)) for font in fonts))


def _code_points(font: bytes) -> Iterator[int]:
    """Read the segments of the font's `cmap` (format 4, the one every font has)."""
    table = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    starts = [struct.unpack_from(">HHL", table, 4 + 8 * k)[2] for k in range(count)]
    for start in starts:
        if struct.unpack_from(">H", table, start)[0] == 4:
            yield from _segments(table[start:])
            return


def _segments(part: bytes) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", part, 6)
    ends = struct.unpack_from(f">{double // 2}H", part, 14)
    begins = struct.unpack_from(f">{double // 2}H", part, 16 + double)
    for begin, end in zip(begins, ends, strict=True):
        yield from (code for code in range(begin, end + 1) if code != 0xFFFF)


def _table(font: bytes, tag: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", font, 4)
    for k in range(count):
        name, _sum, start, length = struct.unpack_from(">4sLLL", font, 12 + 16 * k)
        if name == tag:
            return font[start : start + length]
    raise ValueError(f"no {tag!r} in the font")
