"""What plans write into the ledger."""

from django.utils.translation import gettext_lazy as _

from pranata.ledger.actions import declare
from pranata.ledger.forms import DIGEST, TEXT, form

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
