"""Beginning from the answers of an earlier year instead of from nothing."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.models import Answer, AnswerChange, Assessment, ChangeKind
from pranata.assessment.operations._batch import open_batch, write_batch
from pranata.assessment.operations._change import Change
from pranata.assessment.queries.previous import previous_assessment
from pranata.foundation.errors import ProductError
from pranata.organisation.policies import Actor


class NoPreviousYear(ProductError):
    """There is no earlier assessment under the same instrument."""

    def __init__(self) -> None:
        super().__init__(
            _("Belum ada penilaian terdahulu dengan instrumen yang sama."),
            why=_("Indikator instrumen lain tidak sama artinya, sehingga tidak disalin."),
            remedy=_("Isilah indikatornya, atau unggah berkas tingkat."),
        )


class NothingToCopy(ProductError):
    """No indicator is empty here and answered there."""

    def __init__(self, year: int) -> None:
        super().__init__(
            _("Tidak ada indikator kosong yang dapat diisi dari penilaian %(year)d.") % {"year": year},
            why=_("Menyalin hanya mengisi yang kosong; isian yang sudah ada tidak ditimpa."),
        )


@transaction.atomic
def copy_from_previous_year(*, assessment: Assessment, actor: Actor, now: dt.datetime) -> list[AnswerChange]:
    """Fill every empty answer from the latest earlier assessment under the same instrument, as one batch.

    What is already answered is left alone. Raises NotPermitted, AssessmentNotOpen, NoPreviousYear or
    NothingToCopy.
    """
    assessment, answers = open_batch(assessment, actor, now)
    earlier = previous_assessment(assessment)
    if earlier is None:
        raise NoPreviousYear
    changes = _to_copy(earlier, answers)
    if not changes:
        raise NothingToCopy(earlier.year)
    return write_batch(
        assessment,
        changes,
        kind=ChangeKind.COPIED,
        action=events.ANSWERS_COPIED,
        batch=uuid.uuid4(),
        detail={"dari_penilaian": str(earlier.pk), "dari_tahun": earlier.year},
        actor=actor,
        now=now,
    )


def _to_copy(earlier: Assessment, answers: dict[str, Answer]) -> list[Change]:
    return [
        Change(
            answer=answers[old.indicator],
            level=old.level,
            note=answers[old.indicator].note or old.note,
        )
        for old in earlier.answers.order_by("pk")
        if old.indicator in answers and answers[old.indicator].level is None and old.level is not None
    ]
