"""What people type about schedules, triggers, holds and erasures, checked for shape only."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Unit
from pranata.organisation.web.forms import date_field
from pranata.records import codes
from pranata.records.models import Certainty


def _long(label: Any, limit: int, hint: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=limit, widget=area, help_text=hint)


class ScheduleForm(forms.Form):
    """A file with a schedule, and what it is."""

    title = forms.CharField(
        label=_("Nama jadwal"), max_length=300, help_text=_("Misalnya Jadwal Retensi Arsip 2026.")
    )
    certainty = forms.ChoiceField(
        label=_("Kepastian"),
        choices=Certainty.choices,
        initial=Certainty.UNCERTAIN,
        help_text=_("Pemusnahan hanya dapat diusulkan menurut jadwal yang sudah ditetapkan."),
    )
    legal_basis = forms.CharField(
        label=_("Dasar hukum"),
        max_length=300,
        required=False,
        help_text=_("Nomor peraturan kepala daerah yang menetapkannya."),
    )
    valid_from = date_field(_("Berlaku mulai"))
    file = forms.FileField(label=_("Berkas jadwal"), help_text=_("xlsx atau CSV, seperti templat."))


class TriggerForm(forms.Form):
    """Which event happened, and when."""

    kind = forms.ChoiceField(label=_("Kejadian"))
    happened_on = date_field(
        _("Tanggal kejadian"),
        required=False,
        hint=_("Kosongkan bila kejadian yang tercatat sebelumnya ternyata belum terjadi."),
    )
    note = forms.CharField(
        label=_("Keterangan"), max_length=300, required=False, help_text=_("Misalnya nomor berita acaranya.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(c.code, f"{c.name}: {c.hint}") for c in codes.retention_triggers() if not c.ended]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]


class HoldForm(forms.Form):
    """Why something is held."""

    ground = forms.ChoiceField(label=_("Dasar penahanan"))
    reference = forms.CharField(label=_("Nomor surat atau perkara"), max_length=120, required=False)
    reason = _long(_("Alasan"), 500, _("Dibaca arsiparis, pemeriksa, koordinator, dan pimpinan."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(c.code, f"{c.name}: {c.hint}") for c in codes.hold_grounds() if not c.ended]
        self.fields["ground"].choices = offered  # type: ignore[attr-defined]


class WideHoldForm(HoldForm):
    """Why all of a class, a unit or both is held."""

    classification = forms.CharField(
        label=_("Kode klasifikasi"),
        max_length=24,
        required=False,
        help_text=_("Rinciannya ikut ditahan: 900 menahan juga 900.1."),
    )
    unit = forms.ModelChoiceField(
        label=_("Unit pemilik"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Semua unit"),
        help_text=_("Unit di bawahnya ikut ditahan."),
    )
    field_order = ["classification", "unit", "ground", "reference", "reason"]

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class ReleaseForm(forms.Form):
    """Why a hold ends."""

    reference = forms.CharField(label=_("Nomor surat pelepasan"), max_length=120, required=False)
    reason = _long(_("Alasan pelepasan"), 500)


class ReasonForm(forms.Form):
    """Why something is withdrawn."""

    reason = _long(_("Alasan penarikan"), 500)


class ErasureForm(forms.Form):
    """Who asks for what."""

    requester = forms.CharField(label=_("Nama pemohon"), max_length=200)
    contact = forms.CharField(
        label=_("Cara menghubungi pemohon"),
        max_length=200,
        required=False,
        help_text=_("Secukupnya untuk menjawab, misalnya alamat surel."),
    )
    reference = forms.CharField(label=_("Nomor surat permintaan"), max_length=120, required=False)
    received_on = date_field(_("Tanggal diterima"))
    wish = _long(_("Yang diminta dihapus"), 1000)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = today


class ErasureTermForm(forms.Form):
    """In how many days, and by whose decision."""

    days = forms.IntegerField(label=_("Jumlah hari"), min_value=1, max_value=365)
    basis = forms.CharField(
        label=_("Ketetapan"),
        max_length=200,
        help_text=_("Nomor keputusan atau SOP instansi yang menetapkannya."),
    )
