"""Keeping signed minutes as a document of the archive."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.models import Minutes
from pranata.assessment.operations._change import assessment_ref, authority
from pranata.assessment.operations.sign_minutes import minutes_ref
from pranata.assessment.policies import require_may_manage
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.models import Unit
from pranata.organisation.policies import Actor
from pranata.records.models import Upload, Version
from pranata.records.operations.add_document import Description, keep_document

KIND, PLAIN = "berita-acara", "B"


class KeptAlready(ProductError):
    """They are in the archive, or not signed by both yet."""

    def __init__(self) -> None:
        super().__init__(_("Berita acara ini sudah ada di arsip, atau belum ditandatangani berdua."))


@transaction.atomic
def keep_minutes(*, minutes: Minutes, upload: Upload, title: str, actor: Actor, now: dt.datetime) -> Version:
    """Make a document of the printed minutes, owned by the coordinator's unit.

    Raises NotPermitted, KeptAlready and what keeping an upload raises.
    """
    require_may_manage(actor, minutes.instansi_id)
    locked = (
        Minutes.objects.select_for_update(of=("self",))
        .select_related("result__assessment")
        .get(pk=minutes.pk)
    )
    if locked.version_id is not None or locked.signatures.count() < 2:
        raise KeptAlready
    description = Description(
        title=title, kind=KIND, security=PLAIN, dated_on=actor.local_date(locked.result.closed_at)
    )
    unit = Unit.objects.get(pk=actor.unit_id)
    version = keep_document(upload=upload, unit=unit, description=description, actor=actor, now=now)
    locked.version = version
    locked.save(update_fields=["version"])
    assessment = locked.result.assessment
    append_entry(
        Act(
            action=events.MINUTES_KEPT,
            tenant_id=locked.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment), minutes_ref(locked)),
            detail={"tahap": locked.result.stage, "naskah": version.document_id, "sidik": version.sha256},
            authority=authority(assessment),
        )
    )
    return version
