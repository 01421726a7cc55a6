"""The end of a stage: what arrives after it is refused, and nothing typed is lost."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pranata.assessment.models import Assessment, Stage
from pranata.assessment.queries.cycle import Calling, calling_of
from pranata.foundation.errors import ProductError
from pranata.foundation.ui.numbers import date_written, time_written


class StageOver(ProductError):
    """What was sent arrived after the stage had ended. `ended_at` says until when it was."""

    def __init__(self, stage: str, ended_at: dt.datetime, calling: Calling | None) -> None:
        local = timezone.localtime(ended_at)
        words = {
            "stage": Stage(stage).label,
            "day": date_written(local),
            "time": time_written(local),
            "organiser": calling.organiser if calling else "",
        }
        super().__init__(
            _("Tahap %(stage)s berakhir %(day)s pukul %(time)s.") % words,
            why=_("Isian Anda tiba sesudahnya dan belum disimpan. Tulisan Anda masih ada di layar ini."),
            remedy=_("Salin tulisan Anda. Koordinator SPBE dapat memohon perpanjangan kepada %(organiser)s.")
            % words
            if calling
            else _("Salin tulisan Anda, lalu hubungi koordinator SPBE."),
        )
        self.ended_at = ended_at


def require_before_deadline(assessment: Assessment, stage: str, now: dt.datetime) -> None:
    """Raise StageOver where the stage takes nothing more. `now` is when the request arrived. One query.

    Call it with the row locked that the act changes, once.
    """
    calling = calling_of(assessment)
    dates = calling.of(stage) if calling else None
    if dates is not None and dates.is_over(now):
        raise StageOver(stage, dates.closes_at, calling)


def require_not_over(assessment: Assessment, now: dt.datetime) -> None:
    """The same for the stage an assessment is in, read by `stored_now`. No query while it lasts."""
    end: dt.datetime | None = assessment.deadline  # type: ignore[attr-defined]
    if end is not None and now >= end:
        raise StageOver(assessment.stage, end, calling_of(assessment))
