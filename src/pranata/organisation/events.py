"""What organisation writes into the ledger: one action a use case."""

from django.utils.translation import gettext_lazy as _

from pranata.ledger.actions import declare

DIRECTORY_LOADED = declare("daftar_instansi.muat", _("memuat daftar instansi"))
ORGANISATION_FOUNDED = declare("organisasi.mulai", _("memulai organisasi instansi"))
UNIT_REGISTERED = declare("unit.daftarkan", _("mendaftarkan unit"))
UNIT_ENDED = declare("unit.akhiri", _("mengakhiri unit"))
UNIT_MOVED = declare("unit.pindahkan", _("memindahkan unit"))
POSITION_CREATED = declare("jabatan.buat", _("membentuk jabatan"))
POSITION_ENDED = declare("jabatan.akhiri", _("mengakhiri jabatan"))
SUPERIOR_CHANGED = declare("jabatan.ubah_atasan", _("mengubah atasan jabatan"))
PERSON_REGISTERED = declare("orang.daftarkan", _("mendaftarkan orang"))
PERSON_ENDED = declare("orang.akhiri", _("mengakhiri masa tugas orang"))
PERSON_ASSIGNED = declare("penugasan.tetapkan", _("menetapkan pemegang jabatan"))
ASSIGNMENT_ENDED = declare("penugasan.akhiri", _("mengakhiri penugasan"))
ROLE_GRANTED = declare("peran.beri", _("memberi peran"))
ROLE_REVOKED = declare("peran.cabut", _("mencabut peran"))
ACCOUNT_INVITED = declare("akun.undang", _("mengundang orang membuat akun"))
LINK_REQUESTED = declare("taut_akun.minta", _("meminta persetujuan pemilik akun"))
LINK_RESENT = declare("taut_akun.kirim_ulang", _("mengirim ulang permintaan persetujuan akun"))
LINK_CANCELLED = declare("taut_akun.batalkan", _("membatalkan permintaan persetujuan akun"))
LINK_ACCEPTED = declare("taut_akun.setujui", _("menyetujui akunnya dihubungkan dengan orang"))
LINK_DECLINED = declare("taut_akun.tolak", _("menolak akunnya dihubungkan dengan orang"))
ACCOUNT_DISOWNED = declare("akun.lepaskan", _("menyatakan akun ini bukan yang ia pakai"))
ACCOUNT_ENDED = declare("akun.akhiri", _("mengakhiri akun"))
FILE_RECEIVED = declare("impor.terima", _("mengunggah berkas organisasi"))
IMPORT_APPLIED = declare("impor.terapkan", _("menerapkan berkas organisasi"))
IMPORT_UNDONE = declare("impor.urungkan", _("mengurungkan berkas organisasi"))
IMPORT_DISCARDED = declare("impor.sisihkan", _("menyisihkan berkas organisasi"))
