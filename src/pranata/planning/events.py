"""What plans write into the ledger."""

from django.utils.translation import gettext_lazy as _

from pranata.ledger.actions import declare
from pranata.ledger.forms import DATE, DIGEST, TEXT, WHOLE, YES_NO, by_key, form, list_of

PLAN_ASKED = declare(
    "rencana.minta",
    _("meminta rencana dihitung"),
    detail=form(nomor=TEXT, sidik_pertanyaan=DIGEST),
    retention="penilaian",
)
PLAN_COMPUTED = declare(
    "rencana.hitung",
    _("menyimpan rencana yang selesai dihitung"),
    detail=form(nomor=TEXT, hasil=TEXT, sidik_pertanyaan=DIGEST, sidik_jawaban=DIGEST),
    retention="penilaian",
)
PLAN_STOPPED = declare(
    "rencana.hentikan",
    _("menghentikan perhitungan rencana"),
    detail=form(nomor=TEXT),
    retention="penilaian",
)
PLAN_PROPOSED = declare(
    "rencana.ajukan",
    _("mengajukan rencana untuk ditetapkan"),
    detail=form(nomor=TEXT, indeks=TEXT, biaya=TEXT, sidik_jawaban=DIGEST),
    retention="penilaian",
)
PLAN_RETURNED = declare(
    "rencana.kembalikan",
    _("mengembalikan rencana yang diajukan"),
    detail=form(nomor=TEXT, alasan=TEXT),
    retention="penilaian",
)
PLAN_ACCEPTED = declare(
    "rencana.tetapkan",
    _("menetapkan rencana"),
    detail=form(nomor=TEXT, indeks=TEXT, biaya=TEXT, sidik_jawaban=DIGEST, menggantikan=TEXT.or_null),
    retention="penilaian",
)
ACTIONS_STARTED = declare(
    "aksi.mulai",
    _("memulai rencana aksi"),
    detail=form(nomor=TEXT, aksi=list_of(TEXT)),
    retention="penilaian",
)
ACTIONS_REPLANNED = declare(
    "aksi.ganti",
    _("mengganti rencana aksi"),
    detail=form(
        nomor=TEXT, menggantikan=TEXT, alasan=TEXT, diteruskan=list_of(TEXT), ditinggalkan=list_of(TEXT)
    ),
    retention="penilaian",
)
ACTION_EDITED = declare(
    "aksi.ubah",
    _("mengubah aksi"),
    detail=form(nomor=TEXT, aksi=WHOLE, ubahan=by_key(TEXT.or_null), prasyarat=list_of(WHOLE).or_null),
    retention="penilaian",
)
ACTION_MOVED = declare(
    "aksi.geser",
    _("menjadwalkan ulang aksi"),
    detail=form(nomor=TEXT, aksi=WHOLE, alasan=TEXT, tanggal=by_key(list_of(DATE))),
    retention="penilaian",
)
PROGRESS_REPORTED = declare(
    "aksi.lapor",
    _("melaporkan kemajuan aksi"),
    detail=form(nomor=TEXT, aksi=WHOLE, keadaan=TEXT, persen=WHOLE, catatan=TEXT, hambatan=TEXT),
    retention="penilaian",
)
ACTION_EVIDENCE_SHOWN = declare(
    "aksi.bukti",
    _("menambahkan bukti pada aksi"),
    detail=form(nomor=TEXT, aksi=WHOLE),
    retention="penilaian",
)
ACTION_EVIDENCE_OFFERED = declare(
    "aksi.pasang",
    _("memasang bukti aksi pada penilaian"),
    detail=form(nomor=TEXT, aksi=WHOLE, asesmen=TEXT, syarat=TEXT),
    retention="penilaian",
)
COMMITMENT_SIGNED = declare(
    "komitmen.nyatakan",
    _("menyatakan komitmen atas aksi perangkat daerah"),
    detail=form(
        nomor=TEXT, unit=TEXT, tambahan_indeks=TEXT, sidik=DIGEST, alasan=TEXT.or_null, membarui=YES_NO
    ),
    retention="penilaian",
)
COMMITTER_NAMED = declare(
    "komitmen.jabatan",
    _("menetapkan jabatan yang berkomitmen untuk perangkat daerah"),
    detail=form(nomor=TEXT, unit=TEXT, jabatan=TEXT),
    retention="penilaian",
)
DATES_PROPOSED = declare(
    "aksi.usul",
    _("mengusulkan tanggal lain untuk aksi"),
    detail=form(nomor=TEXT, aksi=WHOLE, mulai=DATE, berakhir=DATE, alasan=TEXT),
    retention="penilaian",
)
DATES_DECIDED = declare(
    "aksi.putus",
    _("menjawab usulan tanggal aksi"),
    detail=form(nomor=TEXT, aksi=WHOLE, disetujui=YES_NO, jawaban=TEXT.or_null),
    retention="penilaian",
)
ESTIMATES_CHANGED = declare(
    "perkiraan.ubah",
    _("mengubah perkiraan langkah"),
    detail=form(instrumen=TEXT, langkah=list_of(TEXT), sidik_nilai=DIGEST, alasan=TEXT.optional),
    retention="penilaian",
)
CAPACITIES_CHANGED = declare(
    "kapasitas.ubah",
    _("mengubah kapasitas perangkat daerah"),
    detail=form(kapasitas=by_key(TEXT), alasan=TEXT.optional),
    retention="penilaian",
)

ROADMAP_STARTED = declare(
    "peta.susun",
    _("mulai menyusun Peta Rencana SPBE"),
    detail=form(periode=TEXT, versi=WHOLE, dari_versi=WHOLE.or_null, butir=WHOLE),
    retention="penilaian",
)
ROADMAP_ITEM_WRITTEN = declare(
    "peta.tulis",
    _("menulis butir Peta Rencana SPBE"),
    detail=form(butir=TEXT, jenis=TEXT, muatan=TEXT, uraian=TEXT, anggaran=by_key(TEXT), sidik_isi=DIGEST),
    retention="penilaian",
)
ROADMAP_ITEM_REMOVED = declare(
    "peta.buang",
    _("membuang butir Peta Rencana SPBE"),
    detail=form(butir=TEXT, jenis=TEXT, uraian=TEXT),
    retention="penilaian",
)
ROADMAP_TAKEN = declare(
    "peta.isi",
    _("mengisi Peta Rencana SPBE dari rencana yang ditetapkan"),
    detail=form(rencana=TEXT, langkah=list_of(TEXT)),
    retention="penilaian",
)
ROADMAP_WEIGHED = declare(
    "peta.bobot",
    _("mengubah bobot pemilihan Peta Rencana SPBE"),
    detail=form(bobot=by_key(WHOLE)),
    retention="penilaian",
)
ROADMAP_PROPOSED = declare(
    "peta.ajukan",
    _("mengajukan Peta Rencana SPBE untuk ditetapkan"),
    detail=form(periode=TEXT, versi=WHOLE, sidik_isi=DIGEST),
    retention="penilaian",
)
ROADMAP_RETURNED = declare(
    "peta.kembalikan",
    _("mengembalikan Peta Rencana SPBE yang diajukan"),
    detail=form(periode=TEXT, versi=WHOLE, alasan=TEXT),
    retention="penilaian",
)
ROADMAP_SET = declare(
    "peta.tetapkan",
    _("mencatat penetapan Peta Rencana SPBE"),
    detail=form(
        periode=TEXT, versi=WHOLE, nomor=TEXT, tanggal=DATE, sidik_isi=DIGEST, menggantikan=WHOLE.or_null
    ),
    retention="penilaian",
)
ROADMAP_REVIEWED = declare(
    "peta.reviu",
    _("mencatat reviu Peta Rencana SPBE"),
    detail=form(jenis=TEXT, pemicu=TEXT, tanggal=DATE, sidik_temuan=DIGEST, sidik_keputusan=DIGEST),
    retention="penilaian",
)
BUDGET_RECEIVED = declare(
    "anggaran.terima",
    _("mengunggah berkas anggaran TIK"),
    detail=form(berkas=TEXT, sidik=DIGEST),
    retention="penilaian",
)
BUDGET_APPLIED = declare(
    "anggaran.terapkan",
    _("menerapkan berkas anggaran TIK"),
    detail=form(berkas=TEXT, sidik=DIGEST, ditambah=WHOLE, diubah=WHOLE, jumlah=TEXT),
    retention="penilaian",
)
BUDGET_UNDONE = declare(
    "anggaran.urungkan",
    _("mengurungkan berkas anggaran TIK"),
    detail=form(berkas=TEXT, sidik=DIGEST),
    retention="penilaian",
)
BUDGET_TIED = declare(
    "anggaran.kaitkan",
    _("mengaitkan anggaran TIK dengan yang direncanakan"),
    detail=form(
        rekening=TEXT,
        jumlah=TEXT,
        butir=TEXT.or_null,
        langkah=TEXT.or_null,
        aksi=TEXT.or_null.optional,
        alasan=TEXT.or_null,
    ),
    retention="penilaian",
)
BUDGET_CHECKED = declare(
    "anggaran.periksa",
    _("memeriksa anggaran TIK sebagai perangkat daerah perencana"),
    detail=form(rekening=TEXT, jumlah=TEXT, hasil=TEXT, catatan=TEXT.or_null),
    retention="penilaian",
)
