"""What the ledger itself records: that a log ended and another took over."""

from django.utils.translation import gettext_lazy as _

from pranata.ledger.actions import declare

LOG_SUCCEEDED = declare("log.lanjut", _("membuka log penerus"))
BUNDLE_EXPORTED = declare("berkas.ekspor", _("mengekspor paket bukti"))
ENTRIES_CARRIED = declare("log.titip", _("menitipkan catatan log lama pada log penerus"))
