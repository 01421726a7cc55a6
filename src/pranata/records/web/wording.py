"""Retention in plain words: one sentence a document, and a badge a state."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pranata.engine.retention import RetentionState
from pranata.foundation.errors import Text
from pranata.foundation.templatetags.pranata import iddate
from pranata.records import codes
from pranata.records.models import Fate, Hold
from pranata.records.queries.retention import Retention

STATES: dict[RetentionState, tuple[str, Text, str]] = {
    RetentionState.NO_RULE: ("info", gettext_lazy("Tanpa aturan"), "question-mark"),
    RetentionState.NOT_STARTED: ("info", gettext_lazy("Belum dihitung"), "hourglass"),
    RetentionState.ACTIVE: ("ok", gettext_lazy("Aktif"), ""),
    RetentionState.INACTIVE: ("info", gettext_lazy("Inaktif"), "archive"),
    RetentionState.DUE: ("warn", gettext_lazy("Jatuh tempo"), "calendar-due"),
    RetentionState.HELD: ("lock", gettext_lazy("Ditahan"), ""),
    RetentionState.DESTROYED: ("lock", gettext_lazy("Dimusnahkan"), "trash"),
    RetentionState.HANDED_OVER: ("lock", gettext_lazy("Diserahkan"), "building-bank"),
}
AFTER: dict[Fate, Text] = {
    Fate.DESTROY: gettext_lazy("dimusnahkan"),
    Fate.PERMANENT: gettext_lazy("disimpan permanen"),
    Fate.REAPPRAISE: gettext_lazy("dinilai kembali"),
}


@dataclass(frozen=True)
class Told:
    """A retention with what a page says of it."""

    retention: Retention

    @property
    def badge(self) -> tuple[str, Text, str]:
        """Return kind, word and symbol of the state."""
        return STATES[self.retention.state]

    @property
    def sentence(self) -> str:
        """Return until when it is kept and what comes then, or why that cannot be said."""
        found = self.retention
        if found.rule is None or found.fate is None:
            return _why_no_rule(found)
        if found.active_until is None or found.inactive_until is None or found.started_on is None:
            return _("Belum dihitung: menunggu kejadian “%(event)s”. %(years)s sesudahnya %(after)s.") % {
                "event": codes.trigger_of(found.rule.trigger).name,
                "years": _years(found.rule.active_years + found.rule.inactive_years),
                "after": AFTER[found.fate],
            }
        parts = []
        if found.active_until > found.started_on:
            parts.append(_("aktif sampai %(day)s") % {"day": last_day(found.active_until)})
        if found.inactive_until > found.active_until:
            parts.append(_("inaktif sampai %(day)s") % {"day": last_day(found.inactive_until)})
        text = ", ".join([*parts, _("lalu %(fate)s") % {"fate": AFTER[found.fate]}])
        return f"{text[0].upper()}{text[1:]}."

    @property
    def since(self) -> str:
        """Return what the periods count from, and whose word that is."""
        found = self.retention
        if found.rule is None or found.started_on is None:
            return ""
        said = {
            "event": codes.trigger_of(found.rule.trigger).name.lower(),
            "day": iddate(found.started_on),
        }
        if found.trigger is None:
            return _("Dihitung sendiri sejak %(event)s, %(day)s.") % said
        said["who"] = found.trigger.position_title
        return _("Dihitung sejak %(event)s, %(day)s, menurut catatan %(who)s.") % said

    @property
    def held(self) -> list[tuple[Hold, str]]:
        """Return each hold with its sentence."""
        return [(hold, hold_sentence(hold)) for hold in self.retention.holds]


def last_day(until: dt.date) -> str:
    """Return the last day of a period that ends before `until`."""
    return iddate(until - dt.timedelta(days=1))


def hold_sentence(hold: Hold) -> str:
    """Return by whom something is held, and on which ground."""
    return _("Ditahan oleh %(unit)s karena %(ground)s sejak %(day)s.") % {
        "unit": hold.unit_name,
        "ground": codes.ground_name(hold.ground).lower(),
        "day": iddate(hold.placed_at),
    }


def hold_scope(hold: Hold) -> str:
    """Return what a hold is on, in words."""
    if hold.document:
        return hold.document.title
    if hold.unit and hold.classification:
        return _("Klasifikasi %(code)s di %(unit)s dan unit di bawahnya") % {
            "code": hold.classification,
            "unit": hold.unit.name,
        }
    if hold.unit:
        return _("Semua naskah %(unit)s dan unit di bawahnya") % {"unit": hold.unit.name}
    return _("Klasifikasi %(code)s dan rinciannya, di semua unit") % {"code": hold.classification}


def _years(count: int) -> str:
    return _("%(count)d tahun") % {"count": count}


def _why_no_rule(found: Retention) -> str:
    if not found.document.classification:
        return _("Kode klasifikasinya belum diisi, jadi masa simpannya belum dapat ditentukan.")
    if found.schedule is None:
        return _("Belum ada jadwal retensi yang berlaku, jadi masa simpannya belum dapat ditentukan.")
    return _("Jadwal retensi yang berlaku tidak memuat kode %(code)s atau kode di atasnya.") % {
        "code": found.document.classification
    }
