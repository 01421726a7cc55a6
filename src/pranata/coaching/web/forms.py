"""The forms of coaching."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pranata.assessment.regulations import Regulation
from pranata.coaching.models import Visit
from pranata.coaching.operations.agree_follow_up import OWNER_LENGTH, WHAT_LENGTH
from pranata.coaching.operations.begin_coaching import SCOPE_LENGTH
from pranata.coaching.operations.end_coaching import REASON_LENGTH
from pranata.coaching.operations.move_follow_up import TEXT_LENGTH
from pranata.coaching.operations.plan_visit import AGENDA_LENGTH, PLACE_LENGTH, RESULT_LENGTH
from pranata.coaching.operations.write_note import NOTE_LENGTH
from pranata.organisation.models import Position


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """Return a field for one day."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Isi tanggalnya."),
            "invalid": _("Isi tanggal seperti 2026-08-31."),
        },
    )


def time(label: Any) -> forms.TimeField:
    """Return a field for a time of day; 09.30 is how it is written here, and read too."""
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Isi pukulnya."), "invalid": _("Isi pukul seperti 09.30.")},
    )


def text(
    label: Any, length: int, rows: int, *, help_text: Any = "", required: bool = True
) -> forms.CharField:
    """Return a field for some sentences."""
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Tulis dalam satu kalimat atau lebih.")},
    )


class BeginForm(forms.Form):
    """What a coaching is for and how long."""

    scope = text(_("Lingkup pembinaan"), SCOPE_LENGTH, 3, help_text=_("Dibaca instansi yang dibina."))
    starts_on = day(_("Mulai"))
    until = day(_("Direncanakan sampai"), required=False)


class EndForm(forms.Form):
    """Why a coaching ends."""

    reason = text(_("Alasan"), REASON_LENGTH, 3, help_text=_("Dibaca instansi yang dibina."))


class NoteForm(forms.Form):
    """A note, for both or for one's own side: never by default."""

    text = text(_("Catatan"), NOTE_LENGTH, 4)
    kind = forms.ChoiceField(
        label=_("Dibaca oleh"),
        choices=[
            ("shared", _("Kedua pihak")),
            ("private", _("Hanya pembina, tidak pernah terlihat oleh instansi")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih siapa yang membacanya.")},
    )

    def __init__(self, *args: Any, is_coach: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_coach:
            del self.fields["kind"]


class VisitForm(forms.Form):
    """When, where and what for."""

    on = day(_("Tanggal"))
    starts_at = time(_("Pukul mulai"))
    ends_at = time(_("Pukul selesai"))
    is_online = forms.BooleanField(label=_("Daring"), required=False)
    place = forms.CharField(
        label=_("Tempat atau alamat rapat daring"), required=False, max_length=PLACE_LENGTH
    )
    agenda = text(_("Acara"), AGENDA_LENGTH, 4, help_text=_("Dibaca instansi yang dibina."))


class ResultForm(forms.Form):
    """What a visit gave, or why it is cancelled."""

    result = text(_("Hasil kunjungan"), RESULT_LENGTH, 6, help_text=_("Dibaca kedua pihak."))
    version = forms.IntegerField(widget=forms.HiddenInput)


class AgreeForm(forms.Form):
    """What was agreed: what, who, until when."""

    what = text(_("Yang dilakukan"), WHAT_LENGTH, 3)
    indicator = forms.ChoiceField(label=_("Indikator"), required=False)
    owner = forms.CharField(
        label=_("Penanggung jawab"),
        max_length=OWNER_LENGTH,
        help_text=_("Unit atau jabatan di instansi itu, tanpa nama orang."),
        error_messages={"required": _("Tulis unit atau jabatannya.")},
    )
    due_on = day(_("Tenggat"))
    visit = forms.ChoiceField(label=_("Disepakati pada kunjungan"), required=False)

    def __init__(self, *args: Any, visits: list[Visit], instruments: list[Regulation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(law.instrument.title, _indicators(law)) for law in instruments]
        offered = known if len(known) > 1 else known[0][1]
        self.fields["indicator"].choices = [("", _("Tidak tentang satu indikator")), *offered]  # type: ignore[attr-defined]
        held = [(str(visit.pk), f"{visit.on:%d-%m-%Y}, {visit.agenda[:60]}") for visit in visits]
        self.fields["visit"].choices = [("", _("Bukan pada kunjungan")), *held]  # type: ignore[attr-defined]


def _indicators(law: Regulation) -> list[tuple[str, str]]:
    items = law.instrument.indicators
    return [(f"{law.id}:{item.number}", f"{item.number}. {item.short_name}") for item in items]


class StepForm(forms.Form):
    """One step of a follow-up. What a kind needs is asked of it by the operation."""

    text = text(_("Uraian"), TEXT_LENGTH, 4, required=False)
    due_on = day(_("Tenggat baru"), required=False, help_text=_("Hanya untuk mengubah tenggat."))
    version = forms.IntegerField(widget=forms.HiddenInput)


class PostForm(forms.Form):
    """Which post of the instansi does it."""

    position = forms.ChoiceField(label=_("Berikan kepada jabatan"))

    def __init__(self, *args: Any, posts: list[Position], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].choices = [(str(post.pk), post.title) for post in posts]  # type: ignore[attr-defined]
