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
    ),
    retention="naskah",
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
