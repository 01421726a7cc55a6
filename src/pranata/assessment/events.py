"""What the ledger records of assessments and published results."""

from django.utils.translation import gettext_lazy as _

from pranata.ledger.actions import declare
from pranata.ledger.forms import DATE, DIGEST, TEXT, WHOLE, YES_NO, by_key, form, list_of

RESULTS_IMPORTED = declare(
    "hasil.diimpor",
    _("mengimpor hasil evaluasi nasional"),
    detail=form(created=WHOLE, updated=WHOLE, unchanged=WHOLE),
    retention="pengumuman",
)
ASSESSMENT_CREATED = declare(
    "asesmen.buat",
    _("membuat penilaian"),
    detail=form(tahun=WHOLE, instrumen=TEXT, sidik_instrumen=TEXT),
    retention="penilaian",
)
EVALUATION_RECORDED = declare(
    "asesmen.catat_evaluasi",
    _("mencatat hasil evaluasi"),
    detail=form(sumber=TEXT, indeks=TEXT, tahun=WHOLE),
    retention="penilaian",
)
ANSWER_SAVED = declare(
    "jawaban.simpan",
    _("mengubah tingkat atau catatan indikator"),
    detail=form(
        indikator=TEXT,
        versi=WHOLE,
        tingkat_sebelum=TEXT.or_null,
        tingkat=TEXT.or_null,
        sidik_catatan=DIGEST.or_null,
        dasar=TEXT.optional,
        sidik_alasan=DIGEST.optional,
    ),
    retention="penilaian",
)
CHANGE_UNDONE = declare(
    "jawaban.urungkan",
    _("mengurungkan perubahan indikator"),
    detail=form(
        indikator=TEXT,
        versi=WHOLE,
        versi_diurungkan=WHOLE,
        tingkat=TEXT.or_null,
        sidik_catatan=DIGEST.or_null,
        hasil=by_key(TEXT).optional,
    ),
    retention="penilaian",
)
LEVELS_IMPORTED = declare(
    "tingkat.unggah",
    _("mengunggah tingkat dari berkas"),
    detail=form(kumpulan=TEXT, berkas=TEXT, tingkat=by_key(TEXT.or_null)),
    retention="penilaian",
)
FILLED_RECEIVED = declare(
    "isian.terima",
    _("menerima berkas isian Excel"),
    detail=form(berkas=TEXT, sidik=DIGEST, bagian=TEXT),
    retention="penilaian",
)
FILLED_APPLIED = declare(
    "isian.terapkan",
    _("menerapkan berkas isian Excel"),
    detail=form(
        kumpulan=TEXT,
        berkas=TEXT,
        sidik=DIGEST,
        tingkat=by_key(TEXT.or_null),
        dasar=by_key(TEXT),
        sidik_catatan=by_key(DIGEST.or_null),
        sidik_alasan=by_key(DIGEST),
        hasil=by_key(TEXT),
        sebab=by_key(TEXT),
        sidik_penjelasan=by_key(DIGEST),
        ditimpa=list_of(TEXT),
    ),
    retention="penilaian",
)
ANSWERS_COPIED = declare(
    "jawaban.salin",
    _("menyalin jawaban penilaian terdahulu"),
    detail=form(kumpulan=TEXT, dari_penilaian=TEXT, dari_tahun=WHOLE, tingkat=by_key(TEXT.or_null)),
    retention="penilaian",
)
COMPARED_WITH_LAST = declare(
    "jawaban.bandingkan",
    _("membandingkan indikator dengan penilaian terdahulu"),
    detail=form(
        indikator=TEXT,
        versi=WHOLE,
        pilihan=TEXT,
        dari_penilaian=TEXT,
        tingkat=TEXT.or_null,
        hasil=by_key(TEXT),
        sidik_penjelasan=by_key(DIGEST),
        syarat_ditinggal=list_of(TEXT),
        bukti_ditinggal=by_key(TEXT),
    ),
    retention="penilaian",
)
CARRIED_TO_INSTRUMENT = declare(
    "asesmen.salin_instrumen",
    _("menyalin penilaian ke instrumen lain sebagai draf"),
    detail=form(
        kumpulan=TEXT,
        dari_penilaian=TEXT,
        dari_instrumen=TEXT,
        tahun=WHOLE,
        instrumen=TEXT,
        sidik_instrumen=TEXT,
        penilaian_baru=YES_NO,
        padanan=by_key(list_of(TEXT)),
        tingkat=by_key(TEXT.or_null),
        bukti=by_key(list_of(TEXT)),
    ),
    retention="penilaian",
)
BATCH_UNDONE = declare(
    "tingkat.urungkan",
    _("mengurungkan unggahan atau salinan"),
    detail=form(kumpulan=TEXT, tingkat=by_key(TEXT.or_null), hasil=by_key(TEXT).optional),
    retention="penilaian",
)
ASSESSMENT_CLOSED = declare(
    "asesmen.tutup",
    _("menutup penilaian"),
    detail=form(indeks=TEXT, belum_diisi=list_of(TEXT), sidik_instrumen=TEXT),
    retention="penilaian",
)
ASSESSMENT_REOPENED = declare(
    "asesmen.buka_kembali", _("membuka kembali penilaian"), detail=form(alasan=TEXT), retention="penilaian"
)
RESULT_PUBLISHED = declare(
    "hasil.umumkan",
    _("mengumumkan hasil penilaian mandiri"),
    detail=form(
        indeks=TEXT,
        predikat=TEXT,
        sidik_instrumen=TEXT,
        versi_mesin=TEXT,
        contoh=YES_NO,
        tahap=TEXT.optional,
    ),
    retention="pengumuman",
)
PUBLICATION_WITHDRAWN = declare(
    "hasil.tarik",
    _("menarik pengumuman hasil"),
    detail=form(alasan=TEXT, indeks=TEXT.or_null),
    retention="pengumuman",
)
LEVELS_SHARED = declare(
    "tingkat.bagikan",
    _("membagikan tingkat indikator kepada umum"),
    detail=form(
        tahun=WHOLE, instrumen=TEXT, tahap=TEXT, tingkat=by_key(TEXT), kontak=TEXT, alasan=TEXT, contoh=YES_NO
    ),
    retention="pengumuman",
)
SHARING_STOPPED = declare(
    "tingkat.berhenti_bagi",
    _("menghentikan pembagian tingkat indikator"),
    detail=form(tahun=WHOLE, alasan=TEXT, praktik=list_of(TEXT)),
    retention="pengumuman",
)
PRACTICE_TOLD = declare(
    "praktik.bagikan",
    _("membagikan yang dilakukan untuk sebuah indikator"),
    detail=form(indikator=TEXT, uraian=TEXT, bukti=list_of(TEXT)),
    retention="pengumuman",
)
PRACTICE_WITHDRAWN = declare(
    "praktik.tarik",
    _("menarik yang dibagikan tentang sebuah indikator"),
    detail=form(indikator=TEXT),
    retention="pengumuman",
)
INDICATORS_GIVEN = declare(
    "tanggungjawab.beri",
    _("memberikan indikator kepada jabatan"),
    detail=form(penanggung_jawab=by_key(TEXT), pendukung=by_key(list_of(TEXT))),
    retention="penilaian",
)
INDICATORS_TAKEN_BACK = declare(
    "tanggungjawab.cabut",
    _("mencabut indikator dari jabatan"),
    detail=form(jabatan=TEXT, indikator=list_of(TEXT)),
    retention="penilaian",
)
REQUIREMENTS_JUDGED = declare(
    "syarat.nilai",
    _("menjawab syarat indikator"),
    detail=form(
        indikator=TEXT,
        hasil=by_key(TEXT),
        sebab=by_key(TEXT),
        sidik_penjelasan=by_key(DIGEST),
        tingkat=TEXT.or_null,
    ),
    retention="penilaian",
)
EVIDENCE_ATTACHED = declare(
    "syarat.pasang_bukti",
    _("memasang bukti pada syarat indikator"),
    detail=form(indikator=TEXT, syarat=TEXT, halaman=TEXT),
    retention="penilaian",
)
EVIDENCE_DETACHED = declare(
    "syarat.lepas_bukti",
    _("melepas bukti dari syarat indikator"),
    detail=form(indikator=TEXT, syarat=TEXT),
    retention="penilaian",
)
STAGE_CLOSED = declare(
    "tahap.tutup",
    _("menutup tahap penilaian"),
    detail=form(tahap=TEXT, ke=TEXT, indeks=TEXT, dinilai=WHOLE, dipertahankan=WHOLE, sidik_instrumen=TEXT),
    retention="penilaian",
)
STAGE_RETURNED = declare(
    "tahap.kembalikan",
    _("mengembalikan penilaian ke tahap sebelumnya"),
    detail=form(tahap=TEXT, ke=TEXT, alasan=TEXT),
    retention="penilaian",
)
INDICATOR_JUDGED = declare(
    "indikator.nilai",
    _("menilai indikator"),
    detail=form(
        indikator=TEXT,
        tahap=TEXT,
        versi=WHOLE,
        tingkat_sebelum=TEXT.or_null,
        tingkat=TEXT.or_null,
        sidik_fakta=DIGEST.or_null,
        sidik_analisis=DIGEST.or_null,
        sidik_justifikasi=DIGEST.or_null,
    ),
    retention="penilaian",
)
JUDGEMENT_REVIEWED = declare(
    "indikator.tinjau",
    _("meninjau nilai indikator"),
    detail=form(indikator=TEXT, tahap=TEXT, versi=WHOLE, hasil=TEXT, sidik_catatan=DIGEST.or_null),
    retention="penilaian",
)
MESSAGE_SENT = declare(
    "indikator.tulis_pesan",
    _("menulis pesan tentang indikator"),
    detail=form(indikator=TEXT, tahap=TEXT, jenis=TEXT, dari_asesor=YES_NO, sidik_pesan=DIGEST.or_null),
    retention="penilaian",
)
ASSESSOR_TASK_GIVEN = declare(
    "tugas_asesor.beri",
    _("memberikan tugas penilaian kepada asesor"),
    detail=form(jabatan=TEXT, bagian=TEXT, indikator=list_of(TEXT), sampai=DATE.or_null),
    retention="penilaian",
)
ASSESSOR_TASK_ENDED = declare(
    "tugas_asesor.akhiri",
    _("mengakhiri tugas penilaian asesor"),
    detail=form(jabatan=TEXT, bagian=TEXT),
    retention="penilaian",
)
INTEREST_DECLARED = declare(
    "tugas_asesor.nyatakan_kepentingan",
    _("menyatakan ada tidaknya benturan kepentingan"),
    detail=form(ada=YES_NO, sidik_pernyataan=DIGEST.or_null),
    retention="penilaian",
)
ASPECT_CONCLUDED = declare(
    "kesimpulan.simpan",
    _("menyimpulkan aspek: kekuatan, kelemahan, rekomendasi"),
    detail=form(tahap=TEXT, aspek=TEXT, versi=WHOLE, sidik_tulisan=DIGEST),
    retention="penilaian",
)
CAMPAIGN_PLANNED = declare(
    "panggilan.susun",
    _("menyusun panggilan penilaian"),
    detail=form(
        nama=TEXT, tahun=WHOLE, instrumen=TEXT, jenis=TEXT, tahap=by_key(TEXT), dipanggil=WHOLE, sidik=DIGEST
    ),
    retention="penilaian",
)
CAMPAIGN_OPENED = declare(
    "panggilan.buka", _("membuka panggilan penilaian"), detail=form(dipanggil=WHOLE), retention="penilaian"
)
PARTICIPATION_BEGUN = declare(
    "panggilan.ikut",
    _("memulai penilaian karena dipanggil"),
    detail=form(panggilan=TEXT, penyelenggara=TEXT, baru=YES_NO, sidik_instrumen=TEXT),
    retention="penilaian",
)
PARTICIPATION_LEFT = declare(
    "panggilan.lepas",
    _("melepas instansi dari panggilan"),
    detail=form(instansi=TEXT, penilaian=TEXT.or_null, alasan=TEXT),
    retention="penilaian",
)
STAGE_EXTENDED = declare(
    "panggilan.perpanjang",
    _("memperpanjang tahap penilaian"),
    detail=form(tahap=TEXT, instansi=TEXT.or_null, semula=TEXT, sampai=TEXT, alasan=TEXT),
    retention="penilaian",
)
CAMPAIGN_CLOSED = declare(
    "panggilan.tutup", _("menutup panggilan penilaian"), detail=form(peserta=WHOLE), retention="penilaian"
)
CAMPAIGN_CANCELLED = declare(
    "panggilan.batal",
    _("membatalkan panggilan penilaian"),
    detail=form(alasan=TEXT, penilaian=list_of(TEXT)),
    retention="penilaian",
)
TEMPLATE_ADDED = declare(
    "templat.pasang",
    _("memasang templat laporan hasil evaluasi"),
    detail=form(nama=TEXT, sidik=DIGEST, ukuran=WHOLE, mengganti=DIGEST.or_null),
    retention="penilaian",
)
TEMPLATE_ENDED = declare(
    "templat.lepas",
    _("kembali ke templat laporan bawaan"),
    detail=form(nama=TEXT, sidik=DIGEST),
    retention="penilaian",
)
MINUTES_SIGNED = declare(
    "berita_acara.tandatangani",
    _("menandatangani berita acara tahap"),
    detail=form(tahap=TEXT, sebagai=TEXT, indeks=TEXT, sidik=DIGEST),
    retention="penilaian",
)
MINUTES_KEPT = declare(
    "berita_acara.arsipkan",
    _("menyimpan berita acara di arsip"),
    detail=form(tahap=TEXT, naskah=WHOLE, sidik=DIGEST),
    retention="penilaian",
)
