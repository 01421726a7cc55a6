"""What people type in a dispute and in an answer, checked for shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pranata.receipts.models import Ground, Outcome

WORDS = 2000


class DisputeForm(forms.Form):
    """What is wrong with the entry; that it was somebody else may be said only by who acted by it."""

    ground = forms.ChoiceField(label=_("Apa yang keliru"), choices=Ground.choices, widget=forms.RadioSelect)
    statement = forms.CharField(
        label=_("Keterangan Anda"),
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Misalnya di mana Anda pada waktu itu, atau apa yang seharusnya tertulis."),
    )

    def __init__(self, *args: Any, acted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not acted:
            offered = [choice for choice in Ground.choices if choice[0] != Ground.NOT_ME]
            self.fields["ground"].choices = offered  # type: ignore[attr-defined]
            self.fields["ground"].initial = Ground.NOT_RIGHT


class AnswerForm(forms.Form):
    """What the examination found."""

    outcome = forms.ChoiceField(
        label=_("Hasil pemeriksaan"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    explanation = forms.CharField(
        label=_("Penjelasan"),
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Apa yang diperiksa, apa yang ditemukan, dan tindak lanjutnya."),
    )
