"""Taking over levels from a file, all or nothing, as one act that can be undone."""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.levels import check_level
from pranata.assessment.models import Answer, AnswerChange, Assessment, ChangeKind
from pranata.assessment.operations._batch import open_batch, write_batch
from pranata.assessment.operations._change import Change, IndicatorUnknown
from pranata.assessment.regulations import load
from pranata.foundation.errors import ProductError
from pranata.organisation.policies import Actor


class NothingToImport(ProductError):
    """Every level of the file is already there."""

    def __init__(self) -> None:
        super().__init__(
            _("Semua tingkat dalam berkas sama dengan yang tersimpan."),
            remedy=_("Tidak ada yang perlu diterapkan."),
        )


class ChangedSincePreview(ProductError):
    """Answers were changed after the preview was shown, so it no longer says what would happen."""

    def __init__(self, numbers: list[str]) -> None:
        super().__init__(
            _("Indikator %(numbers)s diubah orang lain sejak pratinjau dibuat.")
            % {"numbers": ", ".join(numbers)},
            why=_("Belum ada yang diterapkan."),
            remedy=_("Periksa pratinjau yang baru, lalu terapkan lagi."),
        )


@transaction.atomic
def import_levels(
    *,
    assessment: Assessment,
    levels: Mapping[str, Decimal],
    expected_versions: Mapping[str, int] | None,
    filename: str,
    actor: Actor,
    now: dt.datetime,
) -> list[AnswerChange]:
    """Apply the levels that differ, keep every note, and return the changes; they share one batch.

    `expected_versions` are those of the preview (None: no preview, as in a first load). Raises NotPermitted,
    AssessmentNotOpen, IndicatorUnknown, LevelNotAllowed, ChangedSincePreview or NothingToImport; then
    nothing was applied.
    """
    assessment, answers = open_batch(assessment, actor, now)
    changes = differences(assessment, answers, levels)
    _require_unchanged(changes, expected_versions)
    if not changes:
        raise NothingToImport
    return write_batch(
        assessment,
        changes,
        kind=ChangeKind.IMPORTED,
        action=events.LEVELS_IMPORTED,
        batch=uuid.uuid4(),
        detail={"berkas": filename[:200]},
        actor=actor,
        now=now,
    )


def differences(
    assessment: Assessment, answers: Mapping[str, Answer], levels: Mapping[str, Decimal]
) -> list[Change]:
    """Return what the levels would change, in the order of the instrument. Raises as `import_levels` does."""
    instrument = load(assessment.instrument).instrument
    for number in levels.keys() - answers.keys():
        raise IndicatorUnknown(number)
    wanted = {number: check_level(level, instrument) for number, level in levels.items()}
    return [
        Change(answer=answers[item.number], level=wanted[item.number], note=answers[item.number].note)
        for item in instrument.indicators
        if item.number in wanted and answers[item.number].level != wanted[item.number]
    ]


def _require_unchanged(changes: list[Change], expected_versions: Mapping[str, int] | None) -> None:
    if expected_versions is None:
        return
    changed = [
        change.answer.indicator
        for change in changes
        if change.answer.version != expected_versions.get(change.answer.indicator)
    ]
    if changed:
        raise ChangedSincePreview(changed)
