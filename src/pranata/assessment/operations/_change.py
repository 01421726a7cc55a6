"""Writing a change of an answer: the one place that touches Answer and AnswerChange together."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.utils.translation import gettext_lazy as _

from pranata.assessment import regulations
from pranata.assessment.models import (
    Answer,
    AnswerChange,
    Assessment,
    AssessmentState,
    ChangeKind,
    LevelBasis,
)
from pranata.assessment.operations._deadline import require_not_over
from pranata.assessment.policies import require_may_answer, require_may_read, with_holders
from pranata.assessment.queries.cycle import stored_now
from pranata.foundation.errors import ProductError
from pranata.foundation.statements import Columns, Statement
from pranata.ledger.operations.append_entry import ObjectRef
from pranata.organisation.policies import Actor


class AssessmentNotOpen(ProductError):
    """The assessment is closed or published, so its answers stand."""

    def __init__(self) -> None:
        super().__init__(
            _("Penilaian ini sudah ditutup, sehingga isiannya tidak dapat diubah."),
            why=_("Hasil yang ditutup menjadi dasar pengumuman dan bukti."),
            remedy=_("Mintalah koordinator SPBE membukanya kembali dengan alasan."),
        )


class IndicatorUnknown(ProductError):
    """The assessment has no such indicator."""

    status = 404

    def __init__(self, indicator: str) -> None:
        super().__init__(_("Indikator %(number)s tidak ada dalam penilaian ini.") % {"number": indicator[:8]})


@dataclass(frozen=True, kw_only=True)
class Change:
    """What an answer becomes."""

    answer: Answer
    level: Decimal | None
    note: str
    basis: str = LevelBasis.ENTERED
    reason: str = ""
    # None leaves what was said of last year as it is.
    since: str | None = None

    @property
    def is_none(self) -> bool:
        """Whether the answer is so already."""
        stored = self.answer
        return (self.level, self.note, self.basis, self.reason) == (
            stored.level,
            stored.note,
            stored.basis,
            stored.reason,
        )


def lock_answers(assessment: Assessment) -> dict[str, Answer]:
    """Lock all answers until the transaction ends and return them by indicator.

    Closing locks all of them first and only then changes the state. So whoever holds an answer's lock and
    reads the state afterwards reads a state that cannot change before the answer is written.
    """
    rows = with_holders(Answer.objects.select_for_update(of=("self",)).filter(assessment_id=assessment.pk))
    return {answer.indicator: answer for answer in rows.order_by("pk")}


def lock_answer(assessment: Assessment, indicator: str, actor: Actor) -> Answer:
    """Lock one answer that the actor may change, until the transaction ends.

    Raises NotPermitted or IndicatorUnknown.
    """
    # PostgreSQL takes no NUL, not even to look for it.
    rows = _locked().rows(assessment.pk, indicator.replace("\x00", ""))
    if not rows:
        require_may_read(actor, assessment.instansi_id)
        raise IndicatorUnknown(indicator)
    given_to, judged, *values = rows[0]
    answer = _ANSWER.take(iter(values))
    answer.given_to, answer.judged = given_to, judged  # type: ignore[attr-defined]
    require_may_answer(actor, answer)
    return answer


_ANSWER = Columns(Answer, "a")


@cache
def _locked() -> Statement:
    """What `with_holders` reads, of one answer that is locked: each save asks it."""
    return Statement(
        "answer_locked",
        f"""
        SELECT
            ARRAY(SELECT r.position_id FROM assessment_responsibility r
                  WHERE r.assessment_id = a.assessment_id AND r.indicator = a.indicator
                      AND r.ended_at IS NULL),
            ARRAY(SELECT f.requirement || ':' || f.verdict FROM assessment_finding f
                  WHERE f.answer_id = a.id AND f.verdict <> ''),
            {_ANSWER.sql}
        FROM assessment_answer a WHERE a.assessment_id = $1 AND a.indicator = $2 FOR UPDATE OF a
        """,  # noqa: S608 -- put together from our own text
    )


def require_draft(assessment: Assessment) -> Assessment:
    """Return the assessment as it stands now, or raise AssessmentNotOpen. Call with the answers locked."""
    now_stored = Assessment.objects.get(pk=assessment.pk)
    if now_stored.state != AssessmentState.DRAFT:
        raise AssessmentNotOpen
    return now_stored


def require_answering(assessment: Assessment, now: dt.datetime) -> Assessment:
    """Return the assessment as it stands now, while its answers may still change.

    Raises AssessmentNotOpen, or StageOver when `now`, the arrival of the request, is past the deadline. Call
    with the answers locked.
    """
    stored = stored_now(assessment)
    if stored.state != AssessmentState.DRAFT:
        raise AssessmentNotOpen
    require_not_over(stored, now)
    return stored


def write_changes(
    changes: Iterable[Change],
    *,
    kind: ChangeKind,
    actor: Actor,
    now: dt.datetime,
    batch: uuid.UUID | None = None,
) -> list[AnswerChange]:
    """Write the answers and one history row each. Two statements, however many answers."""
    rows = [_apply(change, kind=kind, actor=actor, now=now, batch=batch) for change in changes]
    if len(rows) == 1:
        rows[0].answer.save(update_fields=CHANGED)
    else:
        # Each is there, so this writes over it: for many rows a tenth of what bulk_update costs.
        Answer.objects.bulk_create(
            [row.answer for row in rows], update_conflicts=True, unique_fields=["id"], update_fields=CHANGED
        )
    return AnswerChange.objects.bulk_create(rows)


CHANGED = ["level", "note", "basis", "reason", "since_last", "version", "changed_at", "changed_by"]


def _apply(
    change: Change, *, kind: ChangeKind, actor: Actor, now: dt.datetime, batch: uuid.UUID | None
) -> AnswerChange:
    answer = change.answer
    row = AnswerChange(
        instansi_id=answer.instansi_id,
        answer=answer,
        version=answer.version + 1,
        kind=kind,
        batch=batch,
        level_before=answer.level,
        level_after=change.level,
        note_before=answer.note,
        note_after=change.note,
        basis_before=answer.basis,
        basis_after=change.basis,
        reason_before=answer.reason,
        reason_after=change.reason,
        since_before=answer.since_last,
        since_after=answer.since_last if change.since is None else change.since,
        **actor.made(now),
    )
    answer.level, answer.note, answer.version = change.level, change.note, row.version
    answer.basis, answer.reason, answer.since_last = change.basis, change.reason, row.since_after
    answer.changed_at, answer.changed_by_id = now, actor.assignment_id
    return row


def tidy(text: str) -> str:
    """Return a text as it is stored: one spelling of line ends keeps an untouched one equal to itself.

    Browsers send CRLF; PostgreSQL takes no NUL.
    """
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def assessment_ref(assessment: Assessment) -> ObjectRef:
    """Name the assessment in a ledger entry."""
    return ObjectRef(role="asesmen", type="assessment", id=str(assessment.pk), sha256=None)


def authority(assessment: Assessment) -> str:
    """Return the regulation the assessment is made under, as it is cited."""
    return regulations.load(assessment.instrument).legal_basis[0].number


def note_digest(note: str) -> str | None:
    """Return what stands for a note in the ledger: its digest, so that its words can still be erased."""
    return hashlib.sha256(note.encode()).hexdigest() if note else None
