"""What people type, checked for shape only; the rules are the operations'."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Capacity, ImportKind, Person, Position, Role, Unit, UnitKind
from pranata.organisation.queries.tree import on_day

CHOOSE = _("Pilih")
LEGAL_HINT = _("Misalnya Perbup 12/2024.")


class DateInput(forms.DateInput):
    """A date picker that speaks ISO, whatever the language of the page."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def date_field(label: Any, *, hint: Any = "", required: bool = True) -> forms.DateField:
    """Return a date field with a picker."""
    return forms.DateField(label=label, help_text=hint, required=required, widget=DateInput())


class UnitForm(forms.Form):
    """A unit under another one."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=[c for c in UnitKind.choices if c[0] != UnitKind.ROOT])
    code = forms.CharField(label=_("Kode"), max_length=40, help_text=_("Unik di instansi Anda."))
    name = forms.CharField(label=_("Nama unit"), max_length=200)
    legal_basis = forms.CharField(
        label=_("Dasar hukum"), max_length=200, required=False, help_text=LEGAL_HINT
    )
    starts_on = date_field(_("Berlaku mulai"))


class EndForm(forms.Form):
    """The first day without something, and on what basis."""

    ends_on = date_field(_("Berakhir pada"), hint=_("Hari pertama tidak berlaku lagi."))
    basis = forms.CharField(
        label=_("Dasar"), max_length=200, required=False, help_text=_("Nomor SK atau peraturan.")
    )


class ReasonForm(forms.Form):
    """Why an account is ended."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Disegel dalam log; hanya dibaca yang berwenang."),
    )


class MoveForm(forms.Form):
    """Where a unit goes, and when."""

    parent = forms.ModelChoiceField(label=_("Induk baru"), queryset=Unit.objects.none(), empty_label=CHOOSE)
    on = date_field(_("Berlaku mulai"), hint=_("Sampai sehari sebelumnya susunan lama tetap terbaca."))
    legal_basis = forms.CharField(label=_("Dasar hukum"), max_length=200, help_text=LEGAL_HINT)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Unit.objects.filter(on_day(today)).order_by("name")  # type: ignore[attr-defined]


class PositionForm(forms.Form):
    """A position in a unit."""

    code = forms.CharField(label=_("Kode"), max_length=40, help_text=_("Unik di instansi Anda."))
    title = forms.CharField(label=_("Nama jabatan"), max_length=200)
    superior = forms.ModelChoiceField(
        label=_("Atasan"),
        queryset=Position.objects.none(),
        required=False,
        empty_label=_("Tanpa atasan"),
    )
    starts_on = date_field(_("Berlaku mulai"))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["superior"].queryset = _positions(today)  # type: ignore[attr-defined]


class SuperiorForm(forms.Form):
    """To whom a position reports."""

    superior = forms.ModelChoiceField(
        label=_("Atasan"),
        queryset=Position.objects.none(),
        required=False,
        empty_label=_("Tanpa atasan"),
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["superior"].queryset = _positions(today)  # type: ignore[attr-defined]


class PersonForm(forms.Form):
    """Somebody of the instansi."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=200)
    nip = forms.CharField(label=_("NIP"), max_length=30, required=False, help_text=_("18 angka."))
    email = forms.EmailField(label=_("Surel"), required=False)


class AssignForm(forms.Form):
    """Who holds a position, as what, under which decree."""

    person = forms.CharField(
        label=_("Orang"), max_length=200, help_text=_("NIP, surel, atau nama persis seperti tercatat.")
    )
    capacity = forms.ChoiceField(label=_("Kapasitas"), choices=Capacity.choices)
    decree_number = forms.CharField(label=_("Nomor SK"), max_length=120)
    starts_on = date_field(_("TMT mulai"))
    ends_on = date_field(_("TMT berakhir"), hint=_("Hari pertama tidak menjabat lagi."), required=False)
    end_current = forms.BooleanField(
        label=_("Akhiri penugasan pejabat definitif sekarang pada TMT mulai"), required=False
    )

    def clean_person(self) -> Person:
        """Find the one person meant."""
        typed = self.cleaned_data["person"].strip()
        serving = Person.objects.filter(ended_on__isnull=True)
        found = serving.filter(Q(nip="".join(typed.split())) | Q(email__iexact=typed) | Q(name__iexact=typed))
        people = list(found[:2])
        if not people:
            raise forms.ValidationError(
                _("Tidak ada orang dengan NIP, surel, atau nama itu. Daftarkan dahulu.")
            )
        if len(people) > 1:
            raise forms.ValidationError(_("Lebih dari satu orang bernama begitu. Tulis NIP atau surelnya."))
        return people[0]


class GrantForm(forms.Form):
    """A role on a unit for a position."""

    position = forms.ModelChoiceField(
        label=_("Jabatan"), queryset=Position.objects.none(), empty_label=CHOOSE
    )
    role = forms.ChoiceField(label=_("Peran"), choices=Role.choices)
    unit = forms.ModelChoiceField(
        label=_("Pada unit"),
        queryset=Unit.objects.none(),
        empty_label=CHOOSE,
        help_text=_("Berlaku juga untuk semua unit di bawahnya."),
    )
    starts_on = date_field(_("Berlaku mulai"))
    ends_on = date_field(_("Berakhir pada"), hint=_("Hari pertama tidak berlaku lagi."), required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].queryset = _positions(today)  # type: ignore[attr-defined]
        self.fields["unit"].queryset = Unit.objects.filter(on_day(today)).order_by("name")  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    """Where an invitation goes."""

    email = forms.EmailField(label=_("Surel"), help_text=_("Dipakai untuk masuk, di samping NIP."))


class UploadForm(forms.Form):
    """A file of units, positions or people."""

    kind = forms.ChoiceField(label=_("Isi berkas"), choices=ImportKind.choices)
    effective_on = date_field(_("Berlaku mulai"), hint=_("Untuk baris yang kolom mulainya kosong."))
    file = forms.FileField(
        label=_("Berkas"), help_text=_("xlsx atau CSV, paling besar 5 MB dan 20.000 baris.")
    )


def _positions(today: dt.date) -> Any:
    return Position.objects.filter(on_day(today)).order_by("title")
