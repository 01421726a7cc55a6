"""What the ledger records of coaching. Each side's acts stand in the log of its own instansi."""

from django.utils.translation import gettext_lazy as _

from pranata.ledger.actions import declare
from pranata.ledger.forms import DATE, DIGEST, TEXT, WHOLE, YES_NO, form

COACHING_BEGUN = declare(
    "pembinaan.mulai",
    _("memulai pembinaan sebuah instansi"),
    detail=form(instansi=TEXT, lingkup=TEXT, mulai=DATE, sampai=DATE.or_null),
    retention="penilaian",
)
COACHING_ENDED = declare(
    "pembinaan.akhiri",
    _("mengakhiri pembinaan sebuah instansi"),
    detail=form(instansi=TEXT, alasan=TEXT),
    retention="penilaian",
)
NOTE_WRITTEN = declare(
    "pembinaan.catat",
    _("menulis catatan pembinaan"),
    detail=form(untuk_bersama=YES_NO, sidik_catatan=DIGEST),
    retention="penilaian",
)
VISIT_PLANNED = declare(
    "kunjungan.rencanakan",
    _("merencanakan kunjungan pembinaan"),
    detail=form(tanggal=DATE, mulai=TEXT, selesai=TEXT, daring=YES_NO, sidik_acara=DIGEST.or_null),
    detail_version=2,
    retention="penilaian",
)
VISIT_RECORDED = declare(
    "kunjungan.catat",
    _("mencatat hasil kunjungan pembinaan"),
    detail=form(versi=WHOLE, tanggal=DATE, sidik_hasil=DIGEST.or_null),
    retention="penilaian",
)
VISIT_CANCELLED = declare(
    "kunjungan.batal",
    _("membatalkan kunjungan pembinaan"),
    detail=form(versi=WHOLE, alasan=TEXT),
    retention="penilaian",
)
FOLLOW_UP_AGREED = declare(
    "tindak_lanjut.sepakati",
    _("menyepakati tindak lanjut pembinaan"),
    detail=form(apa=TEXT, indikator=TEXT, penanggung_jawab=TEXT, tenggat=DATE),
    retention="penilaian",
)
FOLLOW_UP_MOVED = declare(
    "tindak_lanjut.perbarui",
    _("memperbarui tindak lanjut pembinaan"),
    detail=form(
        langkah=TEXT, versi=WHOLE, keadaan=TEXT, tenggat=DATE, jabatan=TEXT, sidik_uraian=DIGEST.or_null
    ),
    retention="penilaian",
)
