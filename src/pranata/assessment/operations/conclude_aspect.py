"""Writing what assessors conclude of an aspect: strengths, weaknesses, recommendations."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events, regulations
from pranata.assessment.models import AspectConclusion, AspectConclusionChange, Assessment, AssessmentState
from pranata.assessment.models.conclusion import LONGEST
from pranata.assessment.operations._change import assessment_ref, authority
from pranata.assessment.policies_judging import Held, judges_in_its_stage
from pranata.assessment.policies_result import require_may_conclude
from pranata.foundation.errors import ProductError
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


class ConclusionChanged(ProductError):
    """Somebody else saved since it was read. `stored` is what stands now."""

    status = 409

    def __init__(self, stored: AspectConclusion) -> None:
        super().__init__(
            _("%(who)s sudah menyimpan kesimpulan aspek ini sesudah Anda membukanya.")
            % {"who": stored.person_name},
            why=_("Menyimpan sekarang akan menimpa tulisannya."),
            remedy=_("Tulisan Anda masih di halaman ini; bandingkan, lalu simpan lagi."),
        )
        self.stored = stored


class ConclusionsStand(ProductError):
    """The result was published, and the report of it with these words."""

    def __init__(self) -> None:
        super().__init__(
            _("Hasil penilaian ini sudah diumumkan."),
            why=_("Kesimpulan adalah bagian dari laporan atas hasil itu."),
            remedy=_("Tarik pengumumannya lebih dahulu bila kesimpulannya harus berubah."),
        )


class AspectUnknown(ProductError):
    """The instrument has no such aspect."""

    status = 404

    def __init__(self) -> None:
        super().__init__(_("Aspek itu tidak ada dalam instrumen penilaian ini."))


class WordsTooLong(ProductError):
    """A text is longer than what is kept."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Paling panjang %(count)d huruf untuk tiap bagian.") % {"count": LONGEST},
            why=_("Tulisan Anda masih di halaman ini."),
            remedy=_("Ringkaslah; rincian tiap indikator sudah ada dalam laporannya."),
        )


@dataclass(frozen=True, kw_only=True)
class Words:
    """The three texts, as typed."""

    strengths: str
    weaknesses: str
    recommendations: str

    def plain(self) -> "Words":
        """Return them as they are kept: without what no page can show, and without space around them."""
        return Words(**{name: text.replace("\x00", "").strip() for name, text in vars(self).items()})

    @property
    def digest(self) -> str:
        """The digest of all three, for the ledger, which does not hold the words themselves."""
        return hashlib.sha256("\x1f".join(vars(self).values()).encode()).hexdigest()


@transaction.atomic
def conclude_aspect(
    *,
    assessment: Assessment,
    aspect: str,
    expected_version: int,
    words: Words,
    actor: Actor,
    now: dt.datetime,
    by: Held | None = None,
) -> AspectConclusion:
    """Keep the words on an aspect for the stage the assessment is in; `by` is the task of an assessor.

    The scope of the assessed instansi is opened here only after the task was proven. Raises NotPermitted,
    ConclusionsStand, AspectUnknown, WordsTooLong or ConclusionChanged.
    """
    with tenant_scope(assessment.instansi_id):
        locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
        has_task = by is not None and judges_in_its_stage(by, locked)
        require_may_conclude(actor, locked, has_task=has_task)
        if locked.state == AssessmentState.PUBLISHED and not locked.source:
            raise ConclusionsStand
        if aspect not in {part.number for part in regulations.load(locked.instrument).instrument.aspects}:
            raise AspectUnknown
        kept = words.plain()
        if any(len(text) > LONGEST for text in vars(kept).values()):
            raise WordsTooLong
        return _write(locked, aspect, expected_version, kept, actor=actor, now=now)


def _write(
    assessment: Assessment, aspect: str, expected: int, words: Words, *, actor: Actor, now: dt.datetime
) -> AspectConclusion:
    key = {"assessment": assessment, "stage": assessment.stage, "aspect": aspect}
    stored = AspectConclusion.objects.filter(**key).first()
    if stored is not None and stored.version != expected:
        raise ConclusionChanged(stored)
    row = stored or AspectConclusion(instansi_id=assessment.instansi_id, **key)
    for name, value in {
        **vars(words),
        **actor.as_what(),
        "changed_at": now,
        "version": row.version + 1,
    }.items():
        setattr(row, name, value)
    row.changed_by_id = actor.assignment_id
    row.save()
    AspectConclusionChange.objects.create(
        instansi_id=assessment.instansi_id,
        conclusion=row,
        version=row.version,
        **actor.made(now),
        **vars(words),
    )
    _append(assessment, row, words, actor=actor, now=now)
    return row


def _append(
    assessment: Assessment, row: AspectConclusion, words: Words, *, actor: Actor, now: dt.datetime
) -> None:
    append_entry(
        Act(
            action=events.ASPECT_CONCLUDED,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={
                "tahap": row.stage,
                "aspek": row.aspect,
                "versi": row.version,
                "sidik_tulisan": words.digest,
            },
            authority=authority(assessment),
        )
    )
