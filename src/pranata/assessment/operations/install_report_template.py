"""Installing an instansi's own template for its reports, after it was judged and tried."""

import datetime as dt
import hashlib

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.exports.word import TemplateFault, run_worker
from pranata.assessment.models import ReportTemplate
from pranata.assessment.operations._report_template import append, end
from pranata.assessment.policies import require_may_manage
from pranata.assessment.queries.report_template import sample_fields, template_in_force
from pranata.foundation.errors import ProductError
from pranata.ledger.canonical import Json
from pranata.organisation.policies import Actor

LARGEST_MB = 4
REASONS = {
    "broken": _("Berkas ini bukan dokumen Word (.docx) yang utuh."),
    "large": _("Berkas ini, atau isinya setelah dibuka, terlalu besar."),
    "macros": _("Berkas ini membawa makro (%(found)s)."),
    "embedded": _("Berkas ini membawa berkas lain di dalamnya (%(found)s)."),
    "external": _("Berkas ini mengambil sesuatu dari luar saat dibuka (%(found)s)."),
    "unknown": _("Isian “%(found)s” tidak dikenal."),
    "forbidden": _("“%(found)s” tidak boleh dipakai dalam templat."),
    "loops": _("Perulangannya terlalu banyak atau terlalu dalam."),
    "syntax": _("Penulisan isiannya keliru: %(found)s."),
    "too_much": _("Templat ini terlalu lama atau terlalu berat untuk diisi."),
}


class TemplateRefused(ProductError):
    """The template may not be used; nothing of it was kept. `code` says why."""

    status = 422

    def __init__(self, fault: TemplateFault) -> None:
        what = REASONS.get(fault.code, REASONS["too_much"])
        super().__init__(
            str(what) % {"found": fault.found},
            why=_("Templat yang dipakai sekarang tidak berubah."),
            remedy=_("Perbaiki templatnya; daftar isian yang dikenal ada di halaman ini."),
        )
        self.code = fault.code


def require_usable(content: bytes) -> bytes:
    """Return the sample filled into the template, or raise TemplateRefused. About 1 s."""
    try:
        return run_worker(content, sample_fields(), b"")
    except TemplateFault as fault:
        raise TemplateRefused(fault) from fault


@transaction.atomic
def install_report_template(*, name: str, content: bytes, actor: Actor, now: dt.datetime) -> ReportTemplate:
    """Judge a template, try it on a sample, and use it from now on. The former one ends and stays.

    Raises NotPermitted or TemplateRefused.
    """
    require_may_manage(actor, actor.instansi_id)
    require_usable(content)
    former = template_in_force(actor.instansi_id)
    if former is not None:
        end(former, actor=actor, now=now)
    made = ReportTemplate.objects.create(
        instansi_id=actor.instansi_id,
        name=name.replace("\x00", "")[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        added_at=now,
        added_by_id=actor.assignment_id,
        **actor.name_and_post(),
    )
    more: dict[str, Json] = {"ukuran": len(content), "mengganti": former.sha256 if former else None}
    append(events.TEMPLATE_ADDED, made, more, actor=actor, now=now)
    return made
