"""What people type about plans, checked for shape only; what it means is read by `planning.asking`."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pranata.organisation.web.forms import date_field


class AskForm(forms.Form):
    """A target or a budget, with the limits a plan must keep."""

    target = forms.CharField(
        label=_("Target"),
        max_length=40,
        required=False,
        help_text=_("Indeks seperti 2,60, atau predikat seperti Baik. Kosongkan untuk indeks tertinggi."),
    )
    budget = forms.CharField(
        label=_("Batas anggaran (rupiah)"),
        max_length=40,
        required=False,
        help_text=_("Misalnya 1.250.000.000."),
    )
    start = forms.CharField(
        label=_("Bulan mulai"), max_length=20, help_text=_("Tahun dan bulan, misalnya 2027-01.")
    )
    by = date_field(
        _("Selesai paling lambat"),
        hint=_("Biasanya sebelum bukti harus siap."),
        required=False,
    )
    margin = forms.CharField(
        label=_("Cadangan di atas target"),
        max_length=10,
        required=False,
        help_text=_("Untuk keraguan asesor, misalnya 0,05."),
    )
    forced = forms.CharField(
        label=_("Langkah yang harus diambil"),
        max_length=1000,
        required=False,
        help_text=_("Indikator dan tingkat yang dicapai, misalnya 11:3; 17:2."),
    )
    forbidden = forms.CharField(
        label=_("Langkah yang tidak boleh diambil"),
        max_length=1000,
        required=False,
        help_text=_("Indikator dan tingkat yang dicapai, misalnya 11:3; 17:2."),
    )


class ReturnForm(forms.Form):
    """Why a proposed plan is sent back."""

    reason = forms.CharField(label=_("Alasan"), max_length=500)
