"""What entries fixed by a digest or by name: whether the database still says the same."""

from collections.abc import Callable, Iterable

from pranata.assessment.queries.fixed import altered_results
from pranata.config.doctor.finding import Finding, error
from pranata.foundation.environment import Environment
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.handover.queries.fixed import altered_dossiers
from pranata.organisation.models import Instansi
from pranata.records.queries.fixed import altered_holds, altered_schedules
from pranata.records.queries.fixed_documents import altered_documents, altered_triggers

SHOWN = 5
LOOKED_AT: tuple[tuple[str, Callable[[], Iterable[str]]], ...] = (
    (gettext_noop("%(count)d jadwal retensi berbeda dari yang ditetapkan: %(names)s."), altered_schedules),
    (gettext_noop("%(count)d penahanan berbeda dari yang dicatat: %(names)s."), altered_holds),
    (gettext_noop("%(count)d hasil penilaian berbeda dari yang dicatat: %(names)s."), altered_results),
    (gettext_noop("%(count)d naskah berbeda dari yang dicatat: %(names)s."), altered_documents),
    (gettext_noop("%(count)d naskah dengan kejadian retensi yang berbeda: %(names)s."), altered_triggers),
    (
        gettext_noop("%(count)d berkas serah terima berbeda dari yang ditandatangani: %(names)s."),
        altered_dossiers,
    ),
)


def fixed(_env: Environment) -> list[Finding]:
    """What entries fixed is what they say; whether the log itself is sound the audit tells."""
    found = dict[str, list[str]]()
    for instansi in Instansi.objects.order_by("pk"):
        with tenant_scope(instansi.pk):
            for sentence, look in LOOKED_AT:
                found.setdefault(sentence, []).extend(f"{instansi.name}: {name}" for name in look())
    return [_differs(sentence, names) for sentence, names in found.items() if names]


def _differs(sentence: str, names: list[str]) -> Finding:
    shown = "; ".join(names[:SHOWN]) + ("; …" if len(names) > SHOWN else "")
    return error(
        _(sentence) % {"count": len(names), "names": shown},
        _("Seseorang mengubahnya langsung di basis data; keputusan dapat diambil menurut data yang salah."),
        _("Jalankan `pranata ledger audit`. Bila log utuh, pulihkan data itu menurut catatannya."),
    )
