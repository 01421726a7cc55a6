"""What people type about a handover, checked for shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pranata.organisation.web.forms import date_field


class BeginForm(forms.Form):
    """The decree that ends an assignment, and from when."""

    ends_on = date_field(
        _("TMT berakhir"), hint=_("Hari pertama ia tidak memegang jabatan ini lagi, mulai pukul 00.00.")
    )
    decree_number = forms.CharField(label=_("Nomor SK"), max_length=120)
    berkas = forms.FileField(
        label=_("Berkas SK"), help_text=_("PDF atau foto. Disimpan sebagai naskah Terbatas.")
    )

    def __init__(self, *args: Any, asks_end: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_end:
            del self.fields["ends_on"]


class WaiveForm(forms.Form):
    """Why the leaver does not sign."""

    reason = forms.CharField(label=_("Alasan"), max_length=500)
