"""Proposed dates in the form of a call: on the first look, and when somebody asks for others."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.dateparse import parse_date

from pranata.assessment import regulations
from pranata.assessment.queries.stage_proposal import (
    Days,
    Proposal,
    divided,
    from_last_call,
    from_source,
    proposal,
    span_of_source,
)
from pranata.assessment.web.campaign_form import DATED, SPAN
from pranata.organisation.policies import Actor

ASKED = "usul"


def first_look(actor: Actor, now: dt.datetime) -> tuple[dict[str, Any], Proposal | None]:
    """Return what the empty form begins with: this year, the instrument in use for it, and its dates."""
    year = now.astimezone(ZoneInfo(actor.time_zone)).year
    law = next(law for law in map(regulations.load, regulations.available()) if law.instrument.covers(year))
    found = proposal(actor.instansi_id, law, year, ZoneInfo(actor.time_zone))
    begins = {"year": year, "instrument": law.id, **_span(law, year)}
    return begins | (_fields(found.days) if found else {}), found


def asked_for(sent: QueryDict, actor: Actor) -> tuple[dict[str, Any], Proposal | None]:
    """Return what was filled in, with the dates replaced by those somebody asked for, where there are any."""
    kept: dict[str, Any] = {name: sent.get(name, "") for name in sent} | {"kinds": sent.getlist("kinds")}
    found = _asked(sent, actor)
    if found is not None:
        kept |= dict.fromkeys((f"{stage}-{end}" for stage in DATED for end in ("mulai", "sampai")), "")
        kept |= _fields(found.days)
    return kept, found


def _asked(sent: QueryDict, actor: Actor) -> Proposal | None:
    name, year = sent.get("instrument", ""), sent.get("year", "")
    if name not in regulations.available() or not (year.isdecimal() and 2000 <= int(year[:5]) <= 2100):
        return None
    law = regulations.load(name)
    if sent[ASKED] == "lalu":
        return from_last_call(actor.instansi_id, law.id, int(year), ZoneInfo(actor.time_zone))
    if sent[ASKED] == "sumber":
        return from_source(law, int(year))
    first, last = (_day(sent.get(f"{SPAN}-{end}", "")) for end in ("mulai", "sampai"))
    return divided(law, sent.get("exercise", ""), first, last) if first and last else None


def _day(text: str) -> dt.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _fields(days: Days) -> dict[str, str]:
    pairs = ((stage, zip(("mulai", "sampai"), ends, strict=True)) for stage, ends in days.items())
    return {f"{stage}-{end}": day.isoformat() for stage, ends in pairs for end, day in ends}


def _span(law: regulations.Regulation, year: int) -> dict[str, str]:
    ends = span_of_source(law, year) or (dt.date(year, 1, 1), dt.date(year, 12, 31))
    return {f"{SPAN}-mulai": ends[0].isoformat(), f"{SPAN}-sampai": ends[1].isoformat()}
