"""What organisation writes into the ledger: one action a use case."""

from django.utils.translation import gettext_lazy as _

from pranata.ledger.actions import declare
from pranata.ledger.forms import DATE, TEXT, WHOLE, YES_NO, form

DIRECTORY_LOADED = declare(
    "daftar_instansi.muat",
    _("memuat daftar instansi"),
    detail=form(ditambah=WHOLE, diperbarui=WHOLE),
    retention="kelembagaan",
)
ORGANISATION_FOUNDED = declare(
    "organisasi.mulai",
    _("memulai organisasi instansi"),
    detail=form(orang=TEXT, mulai=DATE),
    retention="kelembagaan",
)
UNIT_REGISTERED = declare(
    "unit.daftarkan",
    _("mendaftarkan unit"),
    detail=form(kode=TEXT, nama=TEXT, induk=TEXT, mulai=DATE),
    retention="kelembagaan",
)
UNIT_ENDED = declare(
    "unit.akhiri",
    _("mengakhiri unit"),
    detail=form(kode=TEXT, berakhir=DATE, peran_berakhir=WHOLE),
    retention="kelembagaan",
)
UNIT_MOVED = declare(
    "unit.pindahkan",
    _("memindahkan unit"),
    detail=form(kode=TEXT, induk=TEXT, mulai=DATE, unit=WHOLE, jabatan=WHOLE),
    retention="kelembagaan",
)
POSITION_CREATED = declare(
    "jabatan.buat",
    _("membentuk jabatan"),
    detail=form(kode=TEXT, nama=TEXT, mulai=DATE),
    retention="kelembagaan",
)
POSITION_ENDED = declare(
    "jabatan.akhiri",
    _("mengakhiri jabatan"),
    detail=form(kode=TEXT, berakhir=DATE, penugasan_berakhir=WHOLE, peran_berakhir=WHOLE),
    retention="kelembagaan",
)
SUPERIOR_CHANGED = declare(
    "jabatan.ubah_atasan",
    _("mengubah atasan jabatan"),
    detail=form(dari=WHOLE.or_null, menjadi=WHOLE.or_null),
    retention="kelembagaan",
)
PERSON_REGISTERED = declare(
    "orang.daftarkan",
    _("mendaftarkan orang"),
    detail=form(orang=TEXT, nama=TEXT, nip=TEXT),
    retention="kepegawaian",
)
PERSON_ENDED = declare(
    "orang.akhiri",
    _("mengakhiri masa tugas orang"),
    detail=form(orang=TEXT, berakhir=DATE, alasan=TEXT, penugasan_berakhir=WHOLE),
    retention="kepegawaian",
)
PERSON_ASSIGNED = declare(
    "penugasan.tetapkan",
    _("menetapkan pemegang jabatan"),
    detail=form(orang=TEXT, kapasitas=TEXT, mulai=DATE, berakhir=DATE.or_null, menggantikan=WHOLE.or_null),
    retention="kepegawaian",
)
ASSIGNMENT_ENDED = declare(
    "penugasan.akhiri", _("mengakhiri penugasan"), detail=form(berakhir=DATE), retention="kepegawaian"
)
ROLE_GRANTED = declare(
    "peran.beri",
    _("memberi peran"),
    detail=form(peran=TEXT, mulai=DATE, berakhir=DATE.or_null),
    retention="akses",
)
ROLE_REVOKED = declare(
    "peran.cabut", _("mencabut peran"), detail=form(peran=TEXT, berakhir=DATE), retention="akses"
)
ACCOUNT_INVITED = declare(
    "akun.undang", _("mengundang orang membuat akun"), detail=form(orang=TEXT, surel=TEXT), retention="akses"
)
LINK_REQUESTED = declare(
    "taut_akun.minta",
    _("meminta persetujuan pemilik akun"),
    detail=form(orang=TEXT, surel=TEXT),
    retention="akses",
)
LINK_RESENT = declare(
    "taut_akun.kirim_ulang",
    _("mengirim ulang permintaan persetujuan akun"),
    detail=form(orang=TEXT, surel=TEXT),
    retention="akses",
)
LINK_CANCELLED = declare(
    "taut_akun.batalkan",
    _("membatalkan permintaan persetujuan akun"),
    detail=form(orang=TEXT, surel=TEXT),
    retention="akses",
)
LINK_ACCEPTED = declare(
    "taut_akun.setujui",
    _("menyetujui akunnya dihubungkan dengan orang"),
    detail=form(orang=TEXT, surel=TEXT, kata_sandi_diganti=YES_NO.optional, instansi_dilepas=WHOLE.optional),
    retention="akses",
)
LINK_DECLINED = declare(
    "taut_akun.tolak",
    _("menolak akunnya dihubungkan dengan orang"),
    detail=form(orang=TEXT, surel=TEXT),
    retention="akses",
)
ACCOUNT_DISOWNED = declare(
    "akun.lepaskan",
    _("menyatakan akun ini bukan yang ia pakai"),
    detail=form(orang=TEXT, surel=TEXT),
    retention="akses",
)
ACCOUNT_ENDED = declare(
    "akun.akhiri", _("mengakhiri akun"), detail=form(orang=TEXT, alasan=TEXT), retention="akses"
)
FILE_RECEIVED = declare(
    "impor.terima",
    _("mengunggah berkas organisasi"),
    detail=form(isi=TEXT, berkas=TEXT, mulai=DATE),
    retention="kelembagaan",
)
IMPORT_APPLIED = declare(
    "impor.terapkan",
    _("menerapkan berkas organisasi"),
    detail=form(ditambah=WHOLE, diubah=WHOLE),
    retention="kelembagaan",
)
IMPORT_UNDONE = declare(
    "impor.urungkan", _("mengurungkan berkas organisasi"), detail=None, retention="kelembagaan"
)
IMPORT_DISCARDED = declare(
    "impor.sisihkan", _("menyisihkan berkas organisasi"), detail=None, retention="kelembagaan"
)
CALENDAR_MADE = declare(
    "kalender.buat", _("membuat alamat kalender"), detail=form(jabatan=TEXT), retention="akses"
)
CALENDAR_REVOKED = declare(
    "kalender.cabut", _("mencabut alamat kalender"), detail=form(jabatan=TEXT), retention="akses"
)
