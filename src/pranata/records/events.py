"""What records writes into the ledger: one action a use case."""

from django.utils.translation import gettext_lazy as _

from pranata.ledger.actions import declare

DOCUMENT_ADDED = declare("naskah.simpan", _("menyimpan naskah"))
VERSION_ADDED = declare("naskah.versi", _("menyimpan versi baru naskah"))
DOCUMENT_DESCRIBED = declare("naskah.ralat", _("meralat keterangan naskah"))
EVIDENCE_ADDED = declare("bukti.tambah", _("menambahkan bukti"))
BYTES_CHECKED = declare("berkas.periksa", _("memeriksa keutuhan berkas"))
EVIDENCE_WITHDRAWN = declare("bukti.tarik", _("menarik bukti"))
