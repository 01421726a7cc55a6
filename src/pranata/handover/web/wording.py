"""The dossier in words, for a page and for paper."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import Text
from pranata.ledger.actions import known_actions
from pranata.organisation.models import Capacity, Role

SECTIONS: dict[str, Text] = {
    "jabatan": _("jabatan"),
    "pejabat": _("masa penugasan"),
    "penilaian": _("penilaian yang berjalan"),
    "bukti": _("bukti dukung"),
    "naskah": _("naskah"),
    "unggahan": _("unggahan yang belum dipakai"),
    "wewenang": _("wewenang jabatan"),
    "pelaksana": _("pelaksana lain"),
    "sk": _("SK"),
    "memori": _("memori jabatan"),
}
SOON_DAYS = 60


@dataclass(frozen=True)
class Line:
    """One line: what it is, and what is said of it. `kind` is ok, wait, off, warn, or nothing."""

    title: str
    detail: str = ""
    at: dt.datetime | None = None
    kind: str = ""


def lines_of(changed: Iterable[str]) -> str:
    """Return the parts that changed as one text."""
    return ", ".join(str(SECTIONS.get(key, key)) for key in changed)


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The dossier as it is read."""

    assessments: list[dict[str, Any]]
    evidence: list[dict[str, Any]]
    expiring: int
    documents: list[dict[str, Any]]
    grants: list[dict[str, Any]]
    beside: list[dict[str, Any]]
    acts: list[Line]
    act_count: int
    first_act: dt.date | None
    last_act: dt.date | None
    uploads: int


def summary_of(content: dict[str, Any], on: dt.date) -> Summary:
    """Return the dossier's data with dates as dates and codes as words."""
    evidence = [_evidence(item, on) for item in content["bukti"]]
    done = content["tindakan"]
    return Summary(
        assessments=content["penilaian"],
        evidence=evidence,
        expiring=sum(item["state"] != "" for item in evidence),
        documents=content["naskah"],
        grants=[_grant(grant) for grant in content["wewenang"]],
        beside=[_beside(other) for other in content["pelaksana"]],
        acts=_acts(done["menurut_jenis"]),
        act_count=done["jumlah"],
        first_act=_day(done["pertama"]),
        last_act=_day(done["terakhir"]),
        uploads=content["unggahan"],
    )


def _evidence(item: dict[str, Any], on: dt.date) -> dict[str, Any]:
    until = _day(item["sampai"])
    state = ""
    if until is not None and until <= on:
        state = "expired"
    elif until is not None and until <= on + dt.timedelta(days=SOON_DAYS):
        state = "soon"
    return item | {"until": until, "state": state}


def _grant(grant: dict[str, Any]) -> dict[str, Any]:
    return grant | {"role": Role(grant["peran"]).label, "until": _day(grant["berakhir"])}


def _beside(other: dict[str, Any]) -> dict[str, Any]:
    return other | {"capacity": Capacity(other["kapasitas"]).label, "until": _day(other["berakhir"])}


def _acts(kinds: dict[str, int]) -> list[Line]:
    known = known_actions()
    said = [(str(known[code].sentence) if code in known else code, count) for code, count in kinds.items()]
    return [Line(words, str(count)) for words, count in sorted(said, key=lambda pair: -pair[1])]


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
