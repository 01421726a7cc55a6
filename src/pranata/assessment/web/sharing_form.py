"""The forms of sharing: whom to ask, why, and what was done for one indicator."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pranata.assessment.operations.reopen_assessment import REASON_LENGTH
from pranata.assessment.operations.tell_practice import TEXT_LENGTH
from pranata.assessment.regulations.criteria import IndicatorCriteria
from pranata.organisation.models import Unit
from pranata.organisation.queries.tree import on_day


class SharingForm(forms.Form):
    """Which unit others may ask, and why the levels are shared."""

    contact = forms.ChoiceField(
        label=_("Unit yang dapat dihubungi"),
        required=False,
        help_text=_("Nama unit saja, tanpa nama orang. Tampil untuk umum."),
    )
    reason = forms.CharField(
        label=_("Alasan"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=_("Boleh dikosongkan. Dicatat di log, tidak tampil untuk umum."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = Unit.objects.filter(on_day(on)).order_by("code").values_list("name", flat=True)
        choices = [("", _("Tidak disebut")), *((name, name) for name in dict.fromkeys(names))]
        self.fields["contact"].choices = choices  # type: ignore[attr-defined]


class PracticeForm(forms.Form):
    """What was done for one indicator, and which kinds of evidence are held."""

    text = forms.CharField(
        label=_("Apa yang kami lakukan"),
        max_length=TEXT_LENGTH,
        help_text=_(
            "Misalnya peraturan apa yang ditetapkan, siapa yang dilibatkan, berapa lama. Tanpa nama orang."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Tulis apa yang dilakukan dalam satu kalimat atau lebih.")},
    )
    evidence = forms.MultipleChoiceField(
        label=_("Jenis bukti yang kami punya"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, criteria: IndicatorCriteria, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind, kind) for kind in criteria.evidence]
        self.fields["evidence"].choices = kinds  # type: ignore[attr-defined]
