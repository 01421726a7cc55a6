"""What the cycle tells posts, behind the bell and in the daily letter."""

from django.utils.translation import gettext_lazy as _

from pranata.organisation.notices import declare_notice

CALLED = declare_notice(
    "penilaian.dipanggil",
    _("%(organiser)s memanggil instansi Anda menilai diri dalam %(call)s."),
    icon="speakerphone",
)
STAGE_OPENED = declare_notice("penilaian.tahap", _("%(stage)s dibuka untuk %(name)s."), icon="player-play")
DEADLINE_NEAR = declare_notice(
    "penilaian.tenggat", _("%(stage)s berakhir %(day)s pukul %(time)s."), icon="clock"
)
EXTENDED = declare_notice(
    "penilaian.perpanjang", _("%(stage)s diperpanjang sampai %(day)s: %(reason)s"), icon="calendar-plus"
)
DIVISION_GIVEN = declare_notice(
    "penilaian.dibagi", _("Jabatan Anda diberi indikator %(numbers)s."), icon="clipboard-list"
)
CLARIFICATION_ASKED = declare_notice(
    "penilaian.klarifikasi", _("%(position)s meminta klarifikasi indikator %(number)s."), icon="message"
)
ASSESSOR_REPLIED = declare_notice(
    "penilaian.tanggapan_asesor", _("%(position)s menanggapi indikator %(number)s."), icon="message"
)
ASSESSED_REPLIED = declare_notice(
    "penilaian.tanggapan", _("%(position)s menulis tentang indikator %(number)s."), icon="message"
)
TASK_GIVEN = declare_notice(
    "penilaian.tugas", _("Jabatan Anda ditugasi menilai %(name)s %(year)s."), icon="gavel"
)
CONFLICT_DECLARED = declare_notice(
    "penilaian.benturan",
    _("%(position)s menyatakan benturan kepentingan; tugasnya tertutup."),
    icon="alert-triangle",
)
EVIDENCE_EXPIRES = declare_notice(
    "penilaian.bukti", _("Bukti “%(title)s” berakhir %(day)s, sebelum tahapnya selesai."), icon="calendar-x"
)
