"""What coaching tells posts of the other side, behind the bell and in the daily letter."""

from django.utils.translation import gettext_lazy as _

from pranata.organisation.notices import declare_notice

BEGUN = declare_notice(
    "pembinaan.mulai", _("%(name)s mulai membina instansi Anda: %(scope)s"), icon="lifebuoy"
)
ENDED = declare_notice("pembinaan.akhir", _("%(name)s mengakhiri pembinaan: %(reason)s"), icon="lifebuoy")
NOTED = declare_notice("pembinaan.catatan", _("%(name)s menulis catatan pembinaan."), icon="note")
VISIT = declare_notice(
    "pembinaan.kunjungan", _("Kunjungan %(name)s %(day)s: %(agenda)s"), icon="calendar-event"
)
VISIT_OFF = declare_notice(
    "pembinaan.kunjungan_batal", _("Kunjungan %(name)s %(day)s dibatalkan: %(reason)s"), icon="calendar-off"
)
VISIT_HELD = declare_notice(
    "pembinaan.kunjungan_hasil", _("Hasil kunjungan %(name)s %(day)s dicatat."), icon="notes"
)
AGREED = declare_notice(
    "pembinaan.disepakati", _("Tindak lanjut disepakati, tenggat %(day)s: %(what)s"), icon="checklist"
)
GIVEN = declare_notice(
    "pembinaan.diberikan", _("Jabatan Anda diberi tindak lanjut, tenggat %(day)s: %(what)s"), icon="checklist"
)
MOVED = declare_notice("pembinaan.langkah", _("%(name)s, %(step)s: %(what)s"), icon="message")
DUE = declare_notice("pembinaan.tenggat", _("Tindak lanjut bertenggat %(day)s: %(what)s"), icon="clock")
OVERDUE = declare_notice(
    "pembinaan.terlambat",
    _("Tindak lanjut lewat tenggat sejak %(day)s: %(what)s"),
    icon="clock-exclamation",
)
