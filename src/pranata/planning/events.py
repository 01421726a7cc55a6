"""What plans write into the ledger."""

from django.utils.translation import gettext_lazy as _

from pranata.ledger.actions import declare
from pranata.ledger.forms import DIGEST, TEXT, WHOLE, by_key, form, list_of

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
ACTION_EDITED = declare(
    "aksi.ubah",
    _("mengubah aksi"),
    detail=form(nomor=TEXT, aksi=WHOLE, ubahan=by_key(TEXT.or_null), prasyarat=list_of(WHOLE).or_null),
    retention="penilaian",
)
