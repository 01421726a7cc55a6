"""What plans tell posts, behind the bell and in the daily letter."""

from django.utils.translation import gettext_lazy as _

from pranata.organisation.notices import declare_notice

PROPOSED = declare_notice("rencana.diajukan", _("%(position)s mengajukan rencana %(number)s."), icon="gavel")
RETURNED = declare_notice(
    "rencana.dikembalikan", _("Rencana %(number)s dikembalikan: %(reason)s"), icon="message"
)
ACCEPTED = declare_notice("rencana.ditetapkan", _("Rencana %(number)s ditetapkan."), icon="circle-check")
ACTIONS_GIVEN = declare_notice(
    "aksi.diberikan",
    _("Jabatan Anda mendapat %(count)s aksi dari rencana %(number)s; baca, lalu nyatakan komitmen."),
    icon="clipboard-list",
)
