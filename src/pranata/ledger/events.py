"""What the ledger itself records: that a log ended and another took over."""

from django.utils.translation import gettext_lazy as _

from pranata.ledger.actions import declare
from pranata.ledger.forms import DIGEST, TEXT, WHOLE, by_key, form, list_of

LOG_SUCCEEDED = declare("log.lanjut", _("membuka log penerus"), detail=form(sebab=TEXT), retention="log")
BUNDLE_EXPORTED = declare(
    "berkas.ekspor",
    _("mengekspor paket bukti"),
    detail=form(
        v=WHOLE,
        documents=list_of(DIGEST),
        entries=by_key(DIGEST),
        files=by_key(DIGEST),
        opened=list_of(DIGEST),
        withheld=list_of(DIGEST),
    ),
    retention="log",
)
SHEET_BOOKED = declare(
    "lembar.bukukan",
    _("membukukan lembar jangkar harian yang sudah dicetak"),
    detail=form(dicetak_oleh=TEXT, dibukukan_oleh=TEXT),
    retention="log",
)
SHEET_CORRECTED = declare(
    "lembar.ralat",
    _("meralat pembukuan lembar jangkar harian"),
    detail=form(dicetak_oleh=TEXT, dibukukan_oleh=TEXT, alasan=TEXT),
    retention="log",
)
COSIGNATURE_BROUGHT = declare(
    "saksi.bawa", _("menyerahkan tanda tangan saksi yang dibawa tanpa jaringan"), detail=None, retention="log"
)
ENTRIES_CARRIED = declare(
    "log.titip", _("menitipkan catatan log lama pada log penerus"), detail=None, retention="log"
)
