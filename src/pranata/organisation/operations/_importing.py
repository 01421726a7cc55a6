"""Who may import, and waiting files held while something is done with them."""

from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import ImportState, PendingImport
from pranata.organisation.operations._reach import require_administers_all
from pranata.organisation.operations._rules import RuleBroken
from pranata.organisation.policies import Actor


class NotWaiting(RuleBroken):
    """The file was applied, undone or set aside meanwhile."""

    status = 409

    def __init__(self, pending: PendingImport) -> None:
        super().__init__(
            _("Berkas ini sudah diproses: %(state)s.")
            % {"state": str(ImportState(pending.state).label).lower()},
            remedy=_("Muat ulang halaman untuk melihat keadaannya sekarang."),
        )


def require_may_import(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor administers the whole instansi: a file may touch all of it."""
    require_administers_all(actor, instansi_id)


def held(pending: PendingImport, state: ImportState) -> PendingImport:
    """Lock the file and return it as it stands; raises NotWaiting when it is in another state."""
    locked = PendingImport.objects.select_for_update().get(pk=pending.pk)
    if locked.state != state:
        raise NotWaiting(locked)
    return locked
