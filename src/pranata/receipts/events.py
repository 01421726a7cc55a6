"""What receipts write into the ledger: somebody disputes an entry, somebody answers."""

from django.utils.translation import gettext_lazy as _

from pranata.ledger.actions import declare
from pranata.ledger.forms import TEXT, form

ENTRY_DISPUTED = declare(
    "catatan.sangkal",
    _("menyangkal catatan yang menyebut namanya"),
    detail=form(dasar=TEXT, keterangan=TEXT, kode=TEXT),
    retention="log",
)
DISPUTE_ANSWERED = declare(
    "catatan.jawabsangkal",
    _("menjawab sangkalan atas sebuah catatan"),
    detail=form(hasil=TEXT, penjelasan=TEXT),
    retention="log",
)
