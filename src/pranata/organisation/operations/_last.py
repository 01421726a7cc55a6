"""An instansi without an administrator could not be put right by anybody in it."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Grant, Role, UnitKind
from pranata.organisation.operations._rules import RuleBroken


class LastAdministrator(RuleBroken):
    """Nobody would be left who administers the whole organisation."""

    def __init__(self) -> None:
        super().__init__(
            _("Ini peran Pengelola organisasi yang terakhir."),
            why=_("Tanpa pengelola, tidak ada yang dapat memberi peran lagi di instansi Anda."),
            remedy=_("Beri peran Pengelola organisasi kepada jabatan lain lebih dahulu."),
        )


def administers_all(grants: QuerySet[Grant]) -> bool:
    """Whether one of the grants administers the whole instansi."""
    return grants.filter(role=Role.ADMINISTRATOR, unit__kind=UnitKind.ROOT).exists()


def require_an_administrator_left(instansi_id: int, on: dt.date) -> None:
    """Raise LastAdministrator unless a post administers the whole instansi from `on`, without an end."""
    left = Grant.objects.filter(
        Q(ends_on__isnull=True),
        instansi_id=instansi_id,
        role=Role.ADMINISTRATOR,
        unit__kind=UnitKind.ROOT,
        starts_on__lte=on,
    )
    if not left.exists():
        raise LastAdministrator
