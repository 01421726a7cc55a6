"""The columns of a schedule, and what else they are called in the files offices have."""

from django.utils.translation import gettext_lazy as _

from pranata.organisation.queries.importing.columns import Column

COLUMNS = (
    Column(
        "kode klasifikasi",
        _("Angka seperti 900.1.2; format kolomnya sebagai teks"),
        "900.1",
        required=True,
        aliases=("kode", "klasifikasi"),
    ),
    Column(
        "jenis arsip",
        _("Nama jenis arsipnya"),
        "Contoh jenis arsip",
        required=True,
        aliases=("jenis", "seri arsip", "jenis/seri arsip", "uraian"),
    ),
    Column(
        "retensi aktif",
        _("Bilangan tahun bulat"),
        "2",
        required=True,
        aliases=("aktif", "retensi aktif (tahun)"),
    ),
    Column(
        "retensi inaktif",
        _("Bilangan tahun bulat, dihitung sejak masa aktif berakhir"),
        "5",
        required=True,
        aliases=("inaktif", "retensi inaktif (tahun)"),
    ),
    Column(
        "keterangan",
        _("musnah, permanen, atau dinilai kembali"),
        "musnah",
        required=True,
        aliases=("nasib", "nasib akhir", "keterangan nasib"),
    ),
    Column(
        "dihitung sejak",
        _("Kode atau nama kejadian yang memulai masa aktif, dari daftar di bawah"),
        "berkas-ditutup",
        required=True,
        aliases=("kejadian", "sejak", "pemicu"),
    ),
    Column("catatan", _("Boleh kosong"), "", aliases=("dasar", "rujukan")),
)
