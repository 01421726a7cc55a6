"""Destroyed documents: whether they stayed destroyed, and whether what was ordered is done."""

import datetime as dt

from pranata.config.doctor.finding import Finding, error, warning
from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.words import gettext as _
from pranata.organisation.models import Instansi
from pranata.records.destruction import journal
from pranata.records.destruction.carrying_out import unfinished
from pranata.records.destruction.repeating import of_instansi, returned, unwritten

SLOW = dt.timedelta(hours=1)


def destruction(_env: Environment) -> list[Finding]:
    """What the journal says was destroyed is gone, and what two persons ordered was finished."""
    try:
        lines = list(journal.lines())
        counts = [_counted(instansi, lines) for instansi in Instansi.objects.order_by("pk")]
    except ProductError as refusal:
        return [error(str(refusal.what), str(refusal.why), str(refusal.remedy))]
    back, missing, late = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0)
    return [*_back(back), *_missing(missing), *_late(late)]


def _counted(instansi: Instansi, lines: list[journal.Destroyed]) -> tuple[int, int, int]:
    with tenant_scope(instansi.pk):
        own = of_instansi(lines, instansi.pk)
        late = [item for item in unfinished(utc_now()) if utc_now() - item.proposal.changed_at > SLOW]
        return len(returned(own)), unwritten(own), len(late)


def _back(count: int) -> list[Finding]:
    if not count:
        return []
    return [
        error(
            _("%(count)d naskah yang sudah dimusnahkan ada kembali.") % {"count": count},
            _("Cadangan yang dipulihkan membawa bita atau kuncinya kembali."),
            _("Jalankan `pranata records replay`."),
        )
    ]


def _missing(count: int) -> list[Finding]:
    if not count:
        return []
    return [
        warning(
            _("%(count)d pemusnahan tidak ada dalam jurnal pemusnahan.") % {"count": count},
            _("Tanpa jurnal, cadangan yang dipulihkan membawanya kembali tanpa ketahuan."),
            _("Kembalikan PRANATA_HOME/destruction/journal dari salinannya."),
        )
    ]


def _late(count: int) -> list[Finding]:
    if not count:
        return []
    return [
        warning(
            _("%(count)d naskah sudah diperintahkan musnah tetapi belum selesai.") % {"count": count},
            _("Bitanya masih ada di suatu tempat, walau tidak diberikan kepada siapa pun lagi."),
            _("Jalankan `pranata records destroy`; sebabnya tertulis di halaman usulnya."),
        )
    ]
