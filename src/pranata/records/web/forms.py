"""What people type about documents and evidence, checked for shape only."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Unit
from pranata.organisation.web.forms import date_field
from pranata.records import codes
from pranata.records.models import Document, Version
from pranata.records.operations.add_document import Description
from pranata.records.operations.add_evidence import Claim

NOTE_LIMIT = 60_000  # bytes; a note with every kind of signature has a tenth of it

# Names of the description's fields in the order in which they stand folded away.
MORE = ("kind", "number", "dated_on", "classification", "security", "pages", "link", "note")


class DescriptionFields(forms.Form):
    """What a document is."""

    kind = forms.ChoiceField(label=_("Jenis naskah"))
    number = forms.CharField(
        label=_("Nomor naskah"), max_length=120, required=False, help_text=_("Misalnya 188.45/112/2024.")
    )
    dated_on = date_field(_("Tanggal naskah"), required=False)
    classification = forms.CharField(
        label=_("Kode klasifikasi"),
        max_length=24,
        required=False,
        help_text=_("Angka seperti 000.7.2; tanyakan kepada arsiparis bila ragu."),
    )
    security = forms.ChoiceField(label=_("Klasifikasi keamanan"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (("kind", codes.document_kinds()), ("security", codes.security_classes())):
            self.fields[name].choices = [(c.code, c.name) for c in offered if not c.ended]  # type: ignore[attr-defined]

    def description(self, title: str) -> Description:
        """Return what was said, as the operations take it."""
        given = self.cleaned_data
        names = ("kind", "number", "dated_on", "classification", "security")
        return Description(title=title, **{name: given[name] for name in names})


class EvidenceForm(DescriptionFields):
    """The one screen on which evidence is uploaded."""

    title = forms.CharField(
        label=_("Nama bukti"),
        max_length=300,
        help_text=_("Apa yang dibuktikannya, dalam satu kalimat."),
    )
    effective_on = date_field(_("Berlaku mulai"))
    expires_on = date_field(_("Berlaku sampai"), required=False, hint=_("Hari pertama tidak berlaku lagi."))
    unit = forms.ModelChoiceField(label=_("Unit pemilik"), queryset=Unit.objects.none(), empty_label=None)
    pages = forms.CharField(
        label=_("Halaman yang penting"), max_length=120, required=False, help_text=_("Misalnya 3–5, 12.")
    )
    link = forms.URLField(
        label=_("Tautan pendukung"), max_length=500, required=False, assume_scheme="https",
        help_text=_("Alamat halaman yang sudah terbit, bila ada."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Keterangan"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], today: dt.date, **kwargs: Any) -> None:
        initial = {"kind": "lainnya", "security": "B", "effective_on": today, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def claim(self) -> Claim:
        """Return what the item says of itself."""
        names = ("title", "effective_on", "expires_on", "note")
        return Claim(**{name: self.cleaned_data[name] for name in names})

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields that may stay as they are."""
        return [self[name] for name in MORE]

    @property
    def more_is_wrong(self) -> bool:
        """Whether a folded field was refused, so that it must be seen."""
        return any(self[name].errors for name in MORE) if self.is_bound else False


class DescribeForm(DescriptionFields):
    """Correcting what is said about a document."""

    title = forms.CharField(label=_("Judul"), max_length=300)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["title", "kind", "number", "dated_on", "classification", "security"]

    @classmethod
    def of(cls, document: Document, data: Any = None) -> "DescribeForm":
        """Return the form, showing how the document stands."""
        names = ("title", "kind", "number", "dated_on", "classification", "security", "revision")
        return cls(data, initial={name: getattr(document, name) for name in names})


class VersionForm(forms.Form):
    """What is said about a new version."""

    note = forms.CharField(
        label=_("Apa yang berubah"), max_length=300, required=False, help_text=_("Dibaca di riwayat versi.")
    )
    derived_from = forms.ModelChoiceField(
        label=_("Turunan dari"),
        queryset=Version.objects.none(),
        required=False,
        empty_label=_("Bukan turunan, melainkan isi yang lebih baru"),
    )
    derivation = forms.CharField(
        label=_("Cara turunan dibuat"),
        max_length=120,
        required=False,
        help_text=_("Misalnya PDF/A."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, versions: QuerySet[Version], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["derived_from"]
        field.queryset = versions
        field.label_from_instance = lambda version: (
            _("Versi %(n)d, %(name)s")
            % {
                "n": version.number,
                "name": version.original_name,
            }
        )


class WithdrawForm(forms.Form):
    """Why an item is taken back."""

    reason = forms.CharField(
        label=_("Alasan penarikan"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class SheetForm(forms.Form):
    """What the archivist reads from the printed sheet and writes into the book."""

    size = forms.IntegerField(
        label=_("Ukuran pada lembar"),
        min_value=1,
        max_value=2**62,
        help_text=_("Salin dari kertas, bukan dari layar: dengan itu terbukti lembarnya benar."),
    )
    book = forms.CharField(label=_("Nomor buku"), max_length=60, help_text=_("Misalnya 2026/1."))
    page = forms.CharField(label=_("Halaman"), max_length=30)
    printed_by = forms.CharField(label=_("Dicetak dan dicocokkan oleh"), max_length=200)
    kept_by = forms.CharField(label=_("Diterima dan dibukukan oleh"), max_length=200)


class SheetCorrectionForm(SheetForm):
    """The same, read from the paper once more, and why. `corrects` is the booking the page showed."""

    reason = forms.CharField(
        label=_("Alasan ralat"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    corrects = forms.UUIDField(widget=forms.HiddenInput)


class BroughtForm(forms.Form):
    """What a witness without network signed."""

    file = forms.FileField(label=_("Berkas dari saksi"), required=False)
    text = forms.CharField(
        label=_("Atau teks dari kode QR"),
        required=False,
        max_length=NOTE_LIMIT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, and for no more than a note is long."""
        given = super().clean() or {}
        file = given.get("file")
        if not file and not given.get("text", "").strip():
            raise forms.ValidationError(_("Pilih berkas atau tempel teksnya."))
        if file and file.size > NOTE_LIMIT:
            raise forms.ValidationError(_("Berkas itu terlalu besar untuk tanda tangan saksi."))
        return given

    def note(self) -> bytes:
        """Return the note, with the line ends that a browser changes put right."""
        if file := self.cleaned_data["file"]:
            content: bytes = file.read()
            return content
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        return f"{text.rstrip()}\n".encode()
