"""Going back to the shipped template of reports."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.models import ReportTemplate
from pranata.assessment.operations._report_template import append, end
from pranata.assessment.policies import require_may_manage
from pranata.foundation.errors import ProductError
from pranata.organisation.policies import Actor


class ShippedAlready(ProductError):
    """There is no template of one's own to go back from."""

    def __init__(self) -> None:
        super().__init__(_("Laporan sudah memakai templat bawaan."))


@transaction.atomic
def restore_shipped_template(*, actor: Actor, now: dt.datetime) -> ReportTemplate:
    """End the instansi's own template, so that reports use the shipped one again.

    Raises NotPermitted or ShippedAlready.
    """
    require_may_manage(actor, actor.instansi_id)
    rows = ReportTemplate.objects.select_for_update()
    own = rows.filter(instansi_id=actor.instansi_id, ended_at__isnull=True).first()
    if own is None:
        raise ShippedAlready
    end(own, actor=actor, now=now)
    append(events.TEMPLATE_ENDED, own, {}, actor=actor, now=now)
    return own
