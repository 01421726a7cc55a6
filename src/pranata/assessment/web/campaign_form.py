"""The form of a call: what it assesses, when each stage runs, and who is called."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from pranata.assessment import regulations
from pranata.assessment.models import ORDER, Stage
from pranata.assessment.operations.plan_campaign import Dates, Plan
from pranata.assessment.policies import callable_by
from pranata.assessment.queries.named_bodies import bodies_named, names_in
from pranata.organisation.models import Instansi, InstansiKind
from pranata.organisation.policies import Actor

FILE_LIMIT = 1_048_576
# A day ends for a call at the last minute of it, where the organiser is.
FROM, UNTIL = dt.time(0, 0), dt.time(23, 59)
DATED = tuple(stage for stage in ORDER if stage is not Stage.RESULT)
SPAN = "rentang"


class CampaignForm(forms.Form):
    """What a call is to be. `resolve` finds whom it names."""

    name = forms.CharField(
        label=_("Nama panggilan"),
        max_length=200,
        help_text=_("Misalnya Evaluasi SPBE 2025."),
        error_messages={"required": _("Beri nama panggilan ini.")},
    )
    instrument = forms.ChoiceField(
        label=_("Instrumen"), error_messages={"required": _("Pilih instrumennya.")}
    )
    year = forms.IntegerField(
        label=_("Tahun yang dinilai"),
        min_value=2018,
        max_value=2100,
        error_messages={
            "required": _("Isi tahunnya, misalnya 2025."),
            "invalid": _("Isi tahun dengan angka."),
        },
    )
    exercise = forms.ChoiceField(label=_("Jenis"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Semua instansi berjenis"), required=False, widget=forms.CheckboxSelectMultiple
    )
    province = forms.ChoiceField(label=_("Hanya di provinsi"), required=False)
    names = forms.CharField(
        label=_("Nama instansi"),
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Satu nama satu baris; boleh ditempel dari Excel."),
    )
    file = forms.FileField(
        label=_("Atau berkas XLSX atau CSV"),
        required=False,
        help_text=_("Nama instansi di kolom pertama. Paling besar 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, organiser: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organiser = organiser
        self.bodies = callable_by(organiser)
        kinds = set(self.bodies.values_list("kind", flat=True))
        provinces = sorted(set(self.bodies.exclude(province_name="").values_list("province_name", flat=True)))
        choices: dict[str, list[tuple[str, Any]]] = {
            "instrument": [(name, regulations.load(name).title) for name in regulations.available()],
            "exercise": [("", _("Tidak disebut")), ("Pemantauan", "Pemantauan"), ("Evaluasi", "Evaluasi")],
            "kinds": [choice for choice in InstansiKind.choices if choice[0] in kinds],
            "province": [("", _("Semua provinsi")), *((name, name) for name in provinces)],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        for stage in (*DATED, SPAN):
            for end, label in (("mulai", _("Mulai")), ("sampai", _("Sampai"))):
                self.fields[f"{stage}-{end}"] = forms.DateField(
                    label=label,
                    required=False,
                    widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                    error_messages={"invalid": _("Isi tanggal seperti 2026-08-31.")},
                )

    @property
    def span_fields(self) -> tuple[forms.BoundField, forms.BoundField]:
        """The two ends of a span to be divided among the stages."""
        return self[f"{SPAN}-mulai"], self[f"{SPAN}-sampai"]

    @property
    def stage_fields(self) -> list[tuple[Stage, forms.BoundField, forms.BoundField]]:
        """The two dates of each stage."""
        return [(stage, self[f"{stage}-mulai"], self[f"{stage}-sampai"]) for stage in DATED]

    def clean_file(self) -> Any:
        """Refuse a file that cannot be a list of names, before reading it."""
        file = self.cleaned_data["file"]
        if file is not None and file.size > FILE_LIMIT:
            raise forms.ValidationError(_("Berkas ini lebih besar dari 1 MB. Hapus lembar yang tidak perlu."))
        return file

    def clean(self) -> dict[str, Any]:
        """Find whom it names; a stage has both its dates or none."""
        given = super().clean() or {}
        for stage in DATED:
            dates = [given.get(f"{stage}-mulai"), given.get(f"{stage}-sampai")]
            if any(dates) and not all(dates) and not self.has_error(f"{stage}-mulai"):
                self.add_error(f"{stage}-mulai", _("Isi kedua tanggalnya, atau kosongkan keduanya."))
        self._find(given)
        return given

    def _find(self, given: dict[str, Any]) -> None:
        names = given.get("names", "")
        if file := given.get("file"):
            names = "\n".join([names, *names_in(file.name, file.read())]).strip()
        found = bodies_named(names.splitlines(), self.bodies)
        if found.unknown:
            lines = ", ".join(f"“{line[:60]}”" for line in found.unknown[:8])
            more = len(found.unknown) - 8
            said = _("Nama ini tidak dikenal atau bukan wilayah Anda: %(lines)s.") % {"lines": lines}
            self.add_error("names", said if more <= 0 else f"{said} (+{more})")
        bodies = {body.pk: body for body in found.bodies}
        if kinds := given.get("kinds"):
            chosen = self.bodies.filter(kind__in=kinds)
            if given.get("province"):
                chosen = chosen.filter(province_name=given["province"])
            bodies |= {body.pk: body for body in chosen}
        if not bodies and not found.unknown:
            self.add_error("kinds", _("Pilih jenis instansi, atau sebut namanya."))
        given["names"], given["called"] = names, sorted(bodies.values(), key=lambda body: body.name)

    def dates(self, zone: ZoneInfo) -> Dates:
        """Return the stages that have dates, as instants: from the first minute of a day to the last."""
        given = self.cleaned_data
        return {
            stage: (
                dt.datetime.combine(given[f"{stage}-mulai"], FROM, zone),
                dt.datetime.combine(given[f"{stage}-sampai"], UNTIL, zone),
            )
            for stage in DATED
            if given.get(f"{stage}-mulai") and given.get(f"{stage}-sampai")
        }

    def plan(self, actor: Actor) -> Plan:
        """Return the plan that was filled in."""
        given = self.cleaned_data
        return Plan(
            name=given["name"],
            instrument=given["instrument"],
            year=given["year"],
            exercise=given["exercise"],
            dates=self.dates(ZoneInfo(actor.time_zone)),
            called=[body.pk for body in given["called"]],
        )


class ActForm(forms.Form):
    """Why, and for an extension which stage and until when."""

    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Dicatat bersama nama jabatan Anda dan dibaca instansi yang dipanggil."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        error_messages={"required": _("Tulis alasannya dalam satu kalimat atau lebih.")},
    )


class ExtensionForm(ActForm):
    """A later end of a stage."""

    stage = forms.ChoiceField(label=_("Tahap"))
    until = forms.DateField(
        label=_("Sampai tanggal"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Sampai pukul 23.59 hari itu."),
        error_messages={
            "required": _("Isi tanggal barunya."),
            "invalid": _("Isi tanggal seperti 2026-08-31."),
        },
    )
    field_order = ("stage", "until", "reason")

    def __init__(self, *args: Any, stages: list[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [(stage, stage.label) for stage in stages]  # type: ignore[attr-defined]

    def closes_at(self, zone: ZoneInfo) -> dt.datetime:
        """Return the end as an instant."""
        return dt.datetime.combine(self.cleaned_data["until"], UNTIL, zone)
