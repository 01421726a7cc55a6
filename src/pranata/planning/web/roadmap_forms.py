"""What people type about an edition, an item, a review and a budget; the rules are the operations'."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Position, Unit
from pranata.organisation.queries.tree import on_day
from pranata.organisation.web.forms import date_field
from pranata.planning.files.numbers import rupiah, rupiah_allowed
from pranata.planning.models import CheckVerdict, ItemKind, ReviewKind, Roadmap, RoadmapItem
from pranata.planning.operations.write_roadmap_item import CRITERIA, Words
from pranata.planning.roadmap_rules import rules

CHOOSE = [("", _("Pilih"))]
OPEN = ("", _("Belum dinilai"))
AREA = forms.Textarea(attrs={"rows": 3})


def text_field(label: Any, length: int, hint: Any = "") -> forms.CharField:
    """Return a text that may be left out."""
    return forms.CharField(label=label, max_length=length, required=False, help_text=hint)


class YearForm(forms.Form):
    """The first of five years."""

    first_year = forms.IntegerField(label=_("Tahun pertama"), min_value=2018, max_value=2100)


class ItemForm(forms.Form):
    """One item, with target and rupiah of each year."""

    name = forms.CharField(label=_("Uraian"), max_length=300)
    content = forms.ChoiceField(label=_("Muatan"))
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Perangkat daerah"), required=False, empty_label=_("Pilih")
    )
    pic = forms.ModelChoiceField(
        Position.objects.none(),
        label=_("Jabatan penanggung jawab (PIC)"),
        required=False,
        empty_label=_("Pilih"),
    )
    output = text_field(_("Keluaran"), 300)
    baseline = text_field(_("Kondisi awal"), 200)
    rpjmd_code = text_field(_("Kode sasaran RPJMD"), 40)
    rpjmd_goal = text_field(_("Sasaran RPJMD"), 300)
    sub_activity = text_field(_("Kode sub kegiatan"), 40, _("Misalnya 2.16.03.2.01.0007."))

    def __init__(self, *args: Any, roadmap: Roadmap, kind: str, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roadmap = roadmap
        contents: Any = self.fields["content"]
        contents.choices = [*CHOOSE, *((one.code, one.name) for one in rules().contents)]
        units: Any = self.fields["unit"]
        # What stands there already may have ended, and is not lost by saving another field.
        kept = {name: getattr(self.initial.get(name), "pk", None) for name in ("unit", "pic")}
        units.queryset = Unit.objects.filter(on_day(on) | Q(pk=kept["unit"])).order_by("code")
        pics: Any = self.fields["pic"]
        pics.queryset = Position.objects.filter(on_day(on) | Q(pk=kept["pic"])).order_by("title")
        units.label_from_instance = lambda unit: unit.name
        pics.label_from_instance = lambda position: position.title
        if kind != ItemKind.INITIATIVE:
            del self.fields["content"]
        if kind == ItemKind.ACTIVITY:
            self._add_years()
            self._add_scores()

    def _add_years(self) -> None:
        for year in self.roadmap.years:
            self.fields[f"target_{year}"] = text_field(_("Target %(year)s") % {"year": year}, 120)
            self.fields[f"budget_{year}"] = text_field(_("Anggaran %(year)s (rupiah)") % {"year": year}, 30)

    def _add_scores(self) -> None:
        for one in rules().criteria:
            levels = [(str(level), f"{level}: {text}") for level, text in one.levels.items()]
            self.fields[one.code] = forms.ChoiceField(
                label=one.name,
                choices=[("", _("Belum dinilai")), *levels],
                required=False,
                help_text=one.note,
            )
            self.fields[f"{one.code}_reason"] = text_field(
                _("Alasan nilai %(name)s") % {"name": one.name.lower()}, 300
            )

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """What stands side by side: target and budget of a year, a score and its reason."""
        names = [(f"target_{year}", f"budget_{year}") for year in self.roadmap.years]
        names += [(code, f"{code}_reason") for code in CRITERIA]
        return [(self[one], self[two]) for one, two in names if one in self.fields]

    @property
    def plain(self) -> list[forms.BoundField]:
        """What stands by itself."""
        beside = {field.name for pair in self.pairs for field in pair}
        return [field for field in self if field.name not in beside]

    def clean(self) -> dict[str, Any]:
        """Read the rupiah of each year, as officials write them."""
        given = super().clean() or {}
        for year in self.roadmap.years:
            text = given.get(f"budget_{year}", "")
            amount = rupiah(text) if text else 0
            if amount is None:
                self.add_error(f"budget_{year}", rupiah_allowed())
            given[f"amount_{year}"] = amount or 0
        return given

    def words(self) -> Words:
        """Return what was typed as the operation takes it."""
        given = self.cleaned_data
        scores = {code: int(given[code]) if given.get(code) else None for code in CRITERIA}
        return Words(
            **{name: given[name] for name in (
                "name", "unit", "pic", "output", "baseline", "rpjmd_code", "rpjmd_goal", "sub_activity"
            )},
            content=given.get("content", ""),
            scores=scores,
            reasons={code: given.get(f"{code}_reason", "") for code in CRITERIA},
            years={
                year: (given.get(f"target_{year}", ""), given[f"amount_{year}"])
                for year in self.roadmap.years
            },
        )  # fmt: skip


def stored(item: RoadmapItem) -> dict[str, Any]:
    """Return what an item says as the form shows it."""
    plain = (
        "name",
        "content",
        "unit",
        "pic",
        "output",
        "baseline",
        "rpjmd_code",
        "rpjmd_goal",
        "sub_activity",
    )
    found = {name: getattr(item, name) for name in plain}
    for code in CRITERIA:
        found |= {code: getattr(item, code) or "", f"{code}_reason": getattr(item, f"{code}_reason")}
    for row in item.years.all():
        found[f"target_{row.year}"] = row.target
        found[f"budget_{row.year}"] = f"{row.budget:,}".replace(",", ".") if row.budget else ""
    return found


class ReviewForm(forms.Form):
    """The minutes of a review."""

    kind = forms.ChoiceField(label=_("Jenis reviu"), choices=[*CHOOSE, *ReviewKind.choices])
    trigger = forms.ChoiceField(
        label=_("Pemicu"), required=False, help_text=_("Hanya untuk reviu sewaktu-waktu.")
    )
    held_on = date_field(_("Tanggal reviu"))
    attendees = forms.CharField(
        label=_("Peserta"), max_length=500, help_text=_("Jabatan atau unit yang hadir.")
    )
    findings = forms.CharField(label=_("Temuan"), max_length=4000, widget=AREA)
    decision = forms.CharField(label=_("Keputusan"), max_length=4000, widget=AREA)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        triggers: Any = self.fields["trigger"]
        triggers.choices = [*CHOOSE, *((one.code, one.name) for one in rules().triggers)]


class DecreeForm(forms.Form):
    """The decree of the head of the region."""

    decree_number = forms.CharField(label=_("Nomor keputusan"), max_length=120)
    decree_on = date_field(_("Tanggal keputusan"))


class ReturnForm(forms.Form):
    """Why a proposed edition is sent back."""

    reason = forms.CharField(label=_("Alasan"), max_length=500, widget=AREA)


class WeightsForm(forms.Form):
    """How much each criterion counts."""

    effectiveness = forms.IntegerField(label=_("Efektivitas"), min_value=0, max_value=100)
    feasibility = forms.IntegerField(label=_("Kelayakan"), min_value=0, max_value=100)
    efficiency = forms.IntegerField(label=_("Efisiensi"), min_value=0, max_value=100)


class BudgetUploadForm(forms.Form):
    """A file of budget lines."""

    file = forms.FileField(label=_("Berkas CSV atau XLSX"))


class TieForm(forms.Form):
    """What a line pays for, or why it is tied to nothing."""

    to = forms.ChoiceField(label=_("Membiayai"), required=False)
    reason = forms.CharField(
        label=_("Alasan bila tidak terkait"),
        max_length=300,
        required=False,
        help_text=_("Isi hanya bila belanja ini memang di luar Peta Rencana dan rencana."),
    )

    def __init__(self, *args: Any, offered: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.choices = [("", _("Tidak terkait")), *offered]


class CheckForm(forms.Form):
    """What the planning agency says of a line."""

    verdict = forms.ChoiceField(label=_("Hasil pemeriksaan"), choices=CheckVerdict.choices)
    note = forms.CharField(label=_("Catatan"), max_length=500, required=False, widget=AREA)
