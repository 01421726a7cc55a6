"""What the ledger records of assessments and published results."""

from django.utils.translation import gettext_lazy as _

from pranata.ledger.actions import declare

RESULTS_IMPORTED = declare("hasil.diimpor", _("mengimpor hasil evaluasi nasional"))
