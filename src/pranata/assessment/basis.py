"""What a level rests on: what somebody entered, its checklist, or a reason against it. Pure rules.

`followed` says where a checklist takes a level, `settled` what becomes of a level that somebody sets.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from pranata.assessment.checklist import climbed, sets_the_level
from pranata.assessment.models import Answer, LevelBasis
from pranata.engine.checklist import Climb
from pranata.foundation.errors import ProductError

REASON_LENGTH = 1000


class ReasonMissing(ProductError):
    """The checklist gives another level, and no reason was given against it."""

    status = 422

    def __init__(self, level: int) -> None:
        super().__init__(
            _("Daftar periksa indikator ini memberi tingkat %(level)d.") % {"level": level},
            why=_("Tingkat lain hanya dapat disimpan dengan alasan, supaya asesor dapat menimbangnya."),
            remedy=_("Buka halaman indikatornya: perbaiki daftar periksa, atau tulis alasannya."),
        )
        self.level = level


class ReasonTooLong(ProductError):
    """The reason is longer than can be kept."""

    status = 422

    def __init__(self, length: int) -> None:
        super().__init__(
            _("Alasan ini %(length)d huruf, batasnya %(limit)d.")
            % {"length": length, "limit": REASON_LENGTH},
            why=_("Tulisan Anda masih ada di layar dan belum disimpan."),
            remedy=_("Ringkaslah alasannya."),
        )


@dataclass(frozen=True)
class RestingLevel:
    """A level and what it rests on."""

    level: Decimal | None
    basis: str = LevelBasis.ENTERED
    reason: str = ""

    @classmethod
    def of(cls, answer: Answer) -> "RestingLevel":
        """Return how an answer stands."""
        return cls(answer.level, answer.basis, answer.reason)


def followed(instrument: str, indicator: str, now: RestingLevel, verdicts: Mapping[str, str]) -> RestingLevel:
    """Return where the checklist takes a level, or the same where it does not.

    A level entered without a checklist stands until the checklist decides; one that was set with a reason
    stands until the checklist reaches it.
    """
    if not sets_the_level(instrument) or not any(verdicts.values()):
        return now
    found = climbed(instrument, indicator, verdicts)
    after = RestingLevel(Decimal(found.level), LevelBasis.CHECKLIST)
    return after if _takes_over(now, found) else now


def settled(
    instrument: str,
    indicator: str,
    now: RestingLevel,
    verdicts: Mapping[str, str],
    wanted: tuple[Decimal | None, str],
) -> RestingLevel:
    """Return how a level that was set, with a reason or without, stands beside its checklist.

    It rests on the checklist only where that decides. Raises ReasonMissing or ReasonTooLong.
    """
    level, reason = wanted
    if not any(verdicts.values()) or not sets_the_level(instrument):
        return RestingLevel(level)
    found = climbed(instrument, indicator, verdicts)
    if level == found.level:
        return RestingLevel(level, LevelBasis.CHECKLIST)
    if not found.is_decided and now.basis == LevelBasis.ENTERED:
        return RestingLevel(level)
    if level == now.level and not reason:
        return now
    if level is None or not reason:
        raise ReasonMissing(found.level)
    if len(reason) > REASON_LENGTH:
        raise ReasonTooLong(len(reason))
    return RestingLevel(level, LevelBasis.REASON, reason)


def _takes_over(now: RestingLevel, found: Climb) -> bool:
    if now.basis == LevelBasis.REASON:
        return now.level == found.level
    if now.basis == LevelBasis.ENTERED and now.level is not None:
        return found.is_decided
    return True
