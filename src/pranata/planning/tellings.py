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
ACTIONS_LEFT = declare_notice(
    "aksi.ditinggalkan",
    _("Aksi %(numbers)s dari rencana %(old)s tidak diteruskan rencana %(number)s: %(reason)s"),
    icon="clipboard-list",
)
COMMITTED = declare_notice(
    "aksi.komitmen", _("%(position)s menyatakan komitmen atas %(count)s aksi."), icon="signature"
)
COMMITTER_NAMED = declare_notice(
    "aksi.komitmen_jabatan",
    _("Jabatan Anda diminta menyatakan komitmen atas aksi rencana %(number)s."),
    icon="signature",
)
DATES_PROPOSED = declare_notice(
    "aksi.usul", _("%(position)s mengusulkan tanggal lain untuk aksi %(number)s: %(reason)s"), icon="message"
)
DATES_AGREED = declare_notice(
    "aksi.usul_disetujui",
    _("Tanggal yang Anda usulkan untuk aksi %(number)s disetujui. %(answer)s"),
    icon="circle-check",
)
DATES_REFUSED = declare_notice(
    "aksi.usul_ditolak", _("Usulan tanggal untuk aksi %(number)s ditolak: %(answer)s"), icon="message"
)
MOVED = declare_notice(
    "aksi.digeser", _("Tanggal aksi %(numbers)s berubah: %(reason)s"), icon="calendar-plus"
)
BLOCKED = declare_notice(
    "aksi.terhambat", _("Aksi %(number)s terhambat: %(obstacle)s"), icon="alert-triangle"
)
DUE_NEAR = declare_notice("aksi.tenggat", _("Tenggat aksi %(number)s: %(day)s."), icon="clock")
LATE = declare_notice("aksi.lewat", _("Aksi %(number)s terlambat sejak %(day)s."), icon="clock-exclamation")
