"""What people type about plans, checked for shape only; what it means is read by `planning.asking`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pranata.organisation.web.forms import date_field
from pranata.planning.models import EstimateCertainty


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


class EstimateForm(forms.Form):
    """What one step takes; `files.costs` reads it as it reads a row of a file."""

    cost = forms.CharField(
        label=_("Biaya (rupiah)"), max_length=40, help_text=_("Rupiah utuh, misalnya 75.000.000.")
    )
    effort = forms.CharField(
        label=_("Hari kerja orang"), max_length=20, help_text=_("Misalnya 40 atau 12,5.")
    )
    functions = forms.CharField(
        label=_("Hari kerja menurut jabatan"),
        max_length=400,
        required=False,
        help_text=_("Misalnya Pranata komputer: 12; Auditor: 8. Jumlahnya sama dengan hari kerja orang."),
    )
    months = forms.CharField(
        label=_("Lama paling singkat (bulan)"), max_length=4, help_text=_("Bulan utuh, 1 sampai 60.")
    )
    owner = forms.ChoiceField(label=_("Pelaksana"))
    requires = forms.CharField(
        label=_("Prasyarat"),
        max_length=400,
        required=False,
        help_text=_("Indikator dan tingkat yang harus ada sebelum mulai, misalnya 11:3; 17:2."),
    )
    opens = forms.CharField(
        label=_("Bulan dapat mulai"),
        max_length=40,
        required=False,
        help_text=_(
            "Nomor bulan, misalnya 1;9 untuk anggaran murni dan perubahan. Kosong berarti kapan saja."
        ),
    )
    started = forms.CharField(
        label=_("Sudah berjalan sejak"),
        max_length=7,
        required=False,
        help_text=_("Tahun dan bulan, misalnya 2026-09. Biaya, hari kerja, dan lama di atas adalah sisanya."),
    )
    risk = forms.CharField(label=_("Risiko"), max_length=300, required=False)
    is_available = forms.BooleanField(label=_("Langkah ini boleh direncanakan"), required=False)
    certainty = forms.ChoiceField(label=_("Kepastian"), choices=list(reversed(EstimateCertainty.choices)))
    source = forms.CharField(
        label=_("Sumber"),
        max_length=300,
        required=False,
        help_text=_("Misalnya DPA 2027 atau standar harga. Wajib bila bukan anggapan."),
    )
    reason = forms.CharField(label=_("Alasan perubahan"), max_length=500)

    def __init__(self, owners: list[str], *arguments: Any, **words: Any) -> None:
        super().__init__(*arguments, **words)
        owner = self.fields["owner"]
        if isinstance(owner, forms.ChoiceField):
            owner.choices = [(name, name) for name in owners]


class ReturnForm(forms.Form):
    """Why a proposed plan is sent back."""

    reason = forms.CharField(label=_("Alasan"), max_length=500)
