"""Reading an answer from a request, saving it, and saying what came of it to page or script."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from pranata.assessment import regulations
from pranata.assessment.levels import level_text, parse_level
from pranata.assessment.models import AnswerChange, Assessment
from pranata.assessment.operations.save_answer import AnswerChangedMeanwhile, save_answer
from pranata.foundation.errors import ProductError
from pranata.organisation.web.middleware import acting, arrived

# What the buttons of the checklist ask for: another level with a reason, or the checklist's own again.
SET, FOLLOW = "tetapkan", "ikuti"


@dataclass(frozen=True)
class Typed:
    """What somebody sent for one indicator, as it was typed."""

    version: int
    level: str | None
    note: str | None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A level of the table that was not saved: as it was typed, and why."""

    number: str
    typed: Typed
    error: ProductError

    @property
    def text(self) -> str:
        """The level as typed."""
        return self.typed.level or ""

    @property
    def version(self) -> int:
        """The version to send it with again.

        After a conflict that is the one now stored: whoever has read of it and sends again keeps their own.
        """
        changed = isinstance(self.error, AnswerChangedMeanwhile)
        return self.error.version if changed else self.typed.version  # type: ignore[attr-defined]

    @property
    def said(self) -> str:
        """What happened, what is stored, what to do."""
        if not isinstance(self.error, AnswerChangedMeanwhile):
            return str(self.error)
        stored = level_text(self.error.level) or _("tanpa tingkat")
        return _("%(changed)s Tersimpan sekarang: %(stored)s. Simpan lagi untuk memakai isian Anda.") % {
            "changed": self.error.what,
            "stored": stored,
        }


def typed(request: HttpRequest) -> Typed:
    """Return what the form of one indicator sent; a field that was not sent is left as it is."""
    sent = request.POST
    version, note = version_of(sent.get("versi", "")), sent.get("catatan")
    if sent.get("lakukan") == SET:
        return Typed(version, sent.get("tingkat-lain", ""), note, sent.get("alasan", ""))
    if sent.get("lakukan") == FOLLOW:
        return Typed(version, sent.get("tingkat-ikuti", ""), note)
    return Typed(version, sent.get("tingkat"), note)


def version_of(text: str) -> int:
    """Read the version a form was drawn with; what is none was never stored and fits no answer."""
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def save(request: HttpRequest, assessment: Assessment, number: str, answer: Typed) -> AnswerChange:
    """Save what was typed. Raises what `save_answer` raises, and LevelNotAllowed."""
    wanted: dict[str, Any] = {}
    if answer.level is not None:
        wanted["level"] = level_of(assessment, answer.level)
    if answer.note is not None:
        wanted["note"] = answer.note
    if answer.reason:
        wanted["reason"] = answer.reason
    return save_answer(
        assessment=assessment,
        indicator=number,
        expected_version=answer.version,
        actor=acting(request),
        now=arrived(request),
        **wanted,
    )


def level_of(assessment: Assessment, text: str) -> Decimal | None:
    """Read a level as typed, by the assessment's instrument."""
    return parse_level(text, regulations.load(assessment.instrument).instrument)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, and not a form."""
    return "application/json" in request.headers.get("Accept", "")
