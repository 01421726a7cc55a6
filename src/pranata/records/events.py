"""What records writes into the ledger: one action a use case."""

from django.utils.translation import gettext_lazy as _

from pranata.ledger.actions import declare
from pranata.ledger.forms import DATE, DIGEST, TEXT, WHOLE, by_key, form, list_of

DOCUMENT_ADDED = declare(
    "naskah.simpan",
    _("menyimpan naskah"),
    detail=form(
        judul=TEXT,
        nomor=TEXT,
        jenis=TEXT,
        klasifikasi=TEXT,
        keamanan=TEXT,
        tanggal=DATE.or_null,
        nama_berkas=TEXT,
        pindai=TEXT,
        unit=TEXT,
    ),
    retention="naskah",
    detail_version=2,
)
VERSION_ADDED = declare(
    "naskah.versi",
    _("menyimpan versi baru naskah"),
    detail=form(
        versi=WHOLE, keterangan=TEXT, nama_berkas=TEXT, turunan_dari=DIGEST.or_null, cara=TEXT, pindai=TEXT
    ),
    retention="naskah",
)
DOCUMENT_DESCRIBED = declare(
    "naskah.ralat",
    _("meralat keterangan naskah"),
    detail=form(sebelum=by_key(TEXT), sesudah=by_key(TEXT)),
    retention="naskah",
)
EVIDENCE_ADDED = declare(
    "bukti.tambah",
    _("menambahkan bukti"),
    detail=form(
        nama=TEXT,
        keterangan=TEXT,
        berlaku_mulai=DATE.or_null,
        berlaku_sampai=DATE.or_null,
        halaman=list_of(TEXT),
        tautan=list_of(TEXT),
    ),
    retention="naskah",
)
BYTES_CHECKED = declare("berkas.periksa", _("memeriksa keutuhan berkas"), detail=None, retention="naskah")
EVIDENCE_WITHDRAWN = declare("bukti.tarik", _("menarik bukti"), detail=form(alasan=TEXT), retention="naskah")
SCHEDULE_RECEIVED = declare(
    "jra.terima",
    _("mengunggah berkas jadwal retensi"),
    detail=form(nama=TEXT, berkas=TEXT, mulai=DATE, kepastian=TEXT),
    retention="kearsipan",
)
SCHEDULE_ADOPTED = declare(
    "jra.tetapkan",
    _("menetapkan jadwal retensi"),
    detail=form(
        nama=TEXT, dasar_hukum=TEXT, mulai=DATE, kepastian=TEXT, jumlah_aturan=WHOLE, sidik_aturan=DIGEST
    ),
    retention="kearsipan",
)
SCHEDULE_DISCARDED = declare(
    "jra.sisih", _("menyisihkan berkas jadwal retensi"), detail=None, retention="kearsipan"
)
SCHEDULE_WITHDRAWN = declare(
    "jra.tarik", _("menarik jadwal retensi"), detail=form(alasan=TEXT), retention="kearsipan"
)
TRIGGER_RECORDED = declare(
    "arsip.picu",
    _("mencatat kejadian yang memulai retensi"),
    detail=form(kejadian=TEXT, tanggal=DATE.or_null, keterangan=TEXT),
    retention="kearsipan",
)
HOLD_PLACED = declare(
    "arsip.tahan",
    _("menahan arsip dari pemusnahan"),
    detail=form(dasar=TEXT, nomor=TEXT, alasan=TEXT, klasifikasi=TEXT, unit=TEXT),
    retention="kearsipan",
)
HOLD_RELEASED = declare(
    "arsip.lepas",
    _("melepas penahanan arsip"),
    detail=form(nomor=TEXT, alasan=TEXT),
    retention="kearsipan",
)
ERASURE_ASKED = declare(
    "hapus.minta",
    _("mencatat permintaan penghapusan data pribadi"),
    detail=form(pemohon=TEXT, hubungan=TEXT, nomor=TEXT, diterima=DATE, permintaan=TEXT),
    retention="kearsipan",
)
ERASURE_NAMED = declare(
    "hapus.tunjuk", _("menunjuk naskah yang diminta dihapus"), detail=None, retention="kearsipan"
)
ERASURE_DECIDED = declare(
    "hapus.putus",
    _("memutuskan permintaan penghapusan data pribadi"),
    detail=form(putusan=by_key(TEXT), dasar=by_key(TEXT), alasan=by_key(TEXT), aturan=by_key(TEXT)),
    retention="kearsipan",
)
ERASURE_TERM_SET = declare(
    "hapus.tenggat",
    _("menetapkan tenggat menjawab permintaan penghapusan data pribadi"),
    detail=form(hari=WHOLE, dasar=TEXT),
    retention="kearsipan",
)
DISPOSAL_PROPOSED = declare(
    "arsip.usulmusnah",
    _("mengusulkan penyusutan arsip"),
    detail=form(jalur=TEXT, alasan=TEXT, dasar=by_key(TEXT)),
    retention="kearsipan",
)
DISPOSAL_APPRAISED = declare(
    "arsip.nilaimusnah",
    _("menilai arsip yang diusulkan susut"),
    detail=form(panitia=TEXT, catatan=TEXT, disimpan=by_key(TEXT)),
    retention="kearsipan",
)
DISPOSAL_APPROVED = declare(
    "arsip.setujumusnah",
    _("menyetujui penyusutan arsip"),
    detail=form(pemberi=TEXT, nomor=TEXT, tanggal=DATE),
    retention="kearsipan",
)
DISPOSAL_WITHDRAWN = declare(
    "arsip.tarikusul", _("menarik usul penyusutan arsip"), detail=form(alasan=TEXT), retention="kearsipan"
)
DESTRUCTION_BEGUN = declare(
    "arsip.mulaimusnah",
    _("menyatakan siap memusnahkan arsip sebagai orang pertama"),
    detail=None,
    retention="kearsipan",
)
DESTRUCTION_ORDERED = declare(
    "arsip.perintahmusnah",
    _("memerintahkan pemusnahan arsip sebagai orang kedua"),
    detail=None,
    retention="kearsipan",
)
DESTRUCTION_TAKEN_UP = declare(
    "arsip.lanjutmusnah",
    _("meneruskan pemusnahan arsip yang tadinya terkunci"),
    detail=None,
    retention="kearsipan",
)
DOCUMENT_DESTROYED = declare("arsip.musnah", _("memusnahkan naskah"), detail=None, retention="kearsipan")
DOCUMENT_HANDED_OVER = declare(
    "arsip.serah",
    _("menyerahkan naskah ke lembaga kearsipan"),
    detail=form(penerima=TEXT),
    retention="kearsipan",
)
HANDOVER_RECEIVED = declare(
    "arsip.terimaserah",
    _("mencatat tanda terima penyerahan arsip"),
    detail=form(penerima=TEXT, nomor=TEXT, tanggal=DATE),
    retention="kearsipan",
)
