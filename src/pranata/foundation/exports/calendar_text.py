"""Calendars as text (RFC 5545): events at one instant, in UTC, folded and escaped as the standard asks.

By hand, because the one property we need of the format is forty lines, and the libraries for it would cost
each worker thirteen mebibytes for all of it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LINE = 75
"""Octets of a line, without its end."""


@dataclass(frozen=True, kw_only=True)
class CalendarEvent:
    """One instant to be told of, a day before too, or hours with an end. The same `uid` later moves it."""

    uid: str
    at: dt.datetime
    title: str
    about: str
    until: dt.datetime | None = None


def calendar_text(name: str, events: Iterable[CalendarEvent], *, now: dt.datetime) -> bytes:
    """Return the calendar, each line folded at 75 octets and ended with CRLF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Pranata//Tenggat//ID",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines += _event(event, now)
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in folded(line))


def _event(event: CalendarEvent, now: dt.datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"DTSTAMP:{_instant(now)}",
        f"DTSTART:{_instant(event.at)}",
        f"DTEND:{_instant(event.until or event.at)}",
        f"SUMMARY:{escaped(event.title)}",
        f"DESCRIPTION:{escaped(event.about)}",
        # A deadline takes no time of a day; hours with an end do.
        f"TRANSP:{'OPAQUE' if event.until else 'TRANSPARENT'}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(event.title)}",
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
    ]


def _instant(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """Return a text value: backslash, semicolon, comma and line ends escaped, other controls left out."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    plain = plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(sign for sign in plain if sign.isprintable())


def folded(line: str) -> Iterator[bytes]:
    """Give a line in pieces of at most 75 octets, none cut inside a character; the later begin blank."""
    piece, room = b"", LINE
    for sign in line:
        octets = sign.encode()
        if len(octets) > room:
            yield piece
            piece, room = b" ", LINE - 1
        piece, room = piece + octets, room - len(octets)
    yield piece
