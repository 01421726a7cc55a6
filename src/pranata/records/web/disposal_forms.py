"""What people type about disposal, checked for shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pranata.organisation.web.forms import date_field
from pranata.records.models import DisposalItem
from pranata.records.operations.approve_disposal import Letter
from pranata.records.queries.retention import Retention


class ProposeForm(forms.Form):
    """Which documents, and why now."""

    note = forms.CharField(
        label=_("Alasan pengusulan"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Misalnya hasil pemilahan ruang arsip inaktif triwulan ini."),
    )

    def __init__(self, *args: Any, offered: Sequence[Retention], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(found.document.public_id): found.document for found in offered}

    def chosen(self) -> list[Any]:
        """Return the documents that were ticked; what is not offered counts as not ticked."""
        ticked = self.data.getlist("naskah")  # type: ignore[attr-defined]
        return [self.offered[name] for name in dict.fromkeys(ticked) if name in self.offered]


class ConfirmForm(forms.Form):
    """A step that needs no words."""


class ReasonForm(forms.Form):
    """Why a proposal is taken back."""

    reason = forms.CharField(
        label=_("Alasan penarikan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReceiverForm(forms.Form):
    """Who receives permanent records."""

    receiver = forms.CharField(
        label=_("Lembaga penerima"), max_length=200, help_text=_("Misalnya Dinas Kearsipan Provinsi.")
    )


class LetterForm(forms.Form):
    """The letter that comes with a step; its file is sent beside the form."""

    issuer = forms.CharField(label=_("Surat dari"), max_length=200)
    number = forms.CharField(label=_("Nomor surat"), max_length=120)
    dated_on = date_field(_("Tanggal surat"))

    def letter(self) -> Letter:
        """Return what was said of the letter, as the operations take it."""
        return Letter(**self.cleaned_data)


class AppraiseForm(forms.Form):
    """A verdict on each document: it goes, unless it is ticked to be kept, with the ground."""

    panel = forms.CharField(
        label=_("Panitia penilai"),
        max_length=500,
        help_text=_("Nama atau jabatan anggota, dipisah koma."),
    )
    note = forms.CharField(
        label=_("Catatan panitia"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, items: Sequence[DisposalItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"simpan-{item.pk}"] = forms.BooleanField(
                label=_("Simpan terus, jangan disusutkan"), required=False
            )
            self.fields[f"alasan-{item.pk}"] = forms.CharField(
                label=_("Alasan disimpan"), max_length=500, required=False
            )

    @property
    def verdicts(self) -> list[tuple[DisposalItem, forms.BoundField, forms.BoundField]]:
        """Each item with its tick and its ground."""
        return [(item, self[f"simpan-{item.pk}"], self[f"alasan-{item.pk}"]) for item in self.items]

    def kept(self) -> dict[int, str]:
        """Return the ground of each item that stays."""
        given = self.cleaned_data
        return {i.pk: given[f"alasan-{i.pk}"] for i in self.items if given[f"simpan-{i.pk}"]}
