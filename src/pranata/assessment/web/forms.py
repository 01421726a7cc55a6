"""Forms of the assessment pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pranata.assessment import regulations
from pranata.assessment.levels_file import LARGEST
from pranata.assessment.operations.reopen_assessment import REASON_LENGTH

FILE_LIMIT = LARGEST


class NewAssessmentForm(forms.Form):
    """Year and instrument of an assessment to begin."""

    year = forms.IntegerField(
        label=_("Tahun yang dinilai"),
        min_value=2018,
        max_value=2100,
        error_messages={
            "required": _("Isi tahunnya, misalnya 2025."),
            "invalid": _("Isi tahun dengan angka."),
        },
    )
    instrument = forms.ChoiceField(
        label=_("Instrumen"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih instrumennya.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name, regulations.load(name).title) for name in regulations.available()]
        self.fields["instrument"].choices = choices  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why an official act is undone."""

    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Dicatat bersama nama jabatan Anda dan waktunya, dan dibaca pemeriksa."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=REASON_LENGTH,
        error_messages={"required": _("Tulis alasannya dalam satu kalimat atau lebih.")},
    )


class WithdrawalForm(ReasonForm):
    """Why a published result is withdrawn: read by everybody who looks for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "Tampil di halaman publik bersama tanggal penarikannya, dan dicatat dengan nama jabatan Anda."
        )


class LevelsFileForm(forms.Form):
    """A file with levels: CSV, XLSX or JSON."""

    file = forms.FileField(
        label=_("Berkas tingkat"),
        help_text=_("CSV atau XLSX dengan kolom indikator dan tingkat, atau JSON. Paling besar 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.json"}),
        error_messages={"required": _("Pilih berkasnya."), "empty": _("Berkas ini kosong.")},
    )

    def clean_file(self) -> Any:
        """Refuse a file that cannot be a list of levels, before reading it."""
        file = self.cleaned_data["file"]
        if file.size > FILE_LIMIT:
            raise forms.ValidationError(
                _("Berkas ini %(size)s kB, batasnya 1.024 kB. Hapus lembar dan gambar yang tidak perlu."),
                params={"size": file.size // 1024},
            )
        return file


class FilledFileForm(LevelsFileForm):
    """A workbook that was downloaded here and filled outside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        file.label = _("Berkas isian")
        file.help_text = _("Berkas .xlsx yang diunduh dari penilaian ini. Paling besar 1 MB.")
        file.widget.attrs["accept"] = ".xlsx"
