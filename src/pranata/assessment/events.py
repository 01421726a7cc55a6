"""What the ledger records of assessments and published results."""

from django.utils.translation import gettext_lazy as _

from pranata.ledger.actions import declare

RESULTS_IMPORTED = declare("hasil.diimpor", _("mengimpor hasil evaluasi nasional"))
ASSESSMENT_CREATED = declare("asesmen.buat", _("membuat penilaian"))
EVALUATION_RECORDED = declare("asesmen.catat_evaluasi", _("mencatat hasil evaluasi"))
ANSWER_SAVED = declare("jawaban.simpan", _("mengubah tingkat atau catatan indikator"))
CHANGE_UNDONE = declare("jawaban.urungkan", _("mengurungkan perubahan indikator"))
LEVELS_IMPORTED = declare("tingkat.unggah", _("mengunggah tingkat dari berkas"))
ANSWERS_COPIED = declare("jawaban.salin", _("menyalin jawaban penilaian terdahulu"))
BATCH_UNDONE = declare("tingkat.urungkan", _("mengurungkan unggahan atau salinan"))
ASSESSMENT_CLOSED = declare("asesmen.tutup", _("menutup penilaian"))
ASSESSMENT_REOPENED = declare("asesmen.buka_kembali", _("membuka kembali penilaian"))
RESULT_PUBLISHED = declare("hasil.umumkan", _("mengumumkan hasil penilaian mandiri"))
PUBLICATION_WITHDRAWN = declare("hasil.tarik", _("menarik pengumuman hasil"))
