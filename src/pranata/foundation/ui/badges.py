"""Badges: a word and a shape, never a colour alone."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pranata.foundation.ui.icons import icon, steps

# The five words of the national scale, lowest first. Their bounds are data of the regulation; here they only
# choose a mark, as `step` does for scales with other words.
STEP_WORDS = ("kurang", "cukup", "baik", "sangat baik", "memuaskan")
CERTAINTIES = {
    "official": ("rosette-discount-check", _("Resmi")),
    "derived": ("math-function", _("Turunan")),
    "uncertain": ("help-circle", _("Belum pasti")),
}
PROOFS = {
    "abu": ("circle-dot", _("Tercatat")),
    "kuning": ("flag", _("Terkunci")),
    "hijau": ("eye-check", _("Disaksikan")),
    "biru": ("rubber-stamp", _("Bercap waktu")),
}
STATES = {
    "ok": "check",
    "warn": "progress",
    "bad": "clock-exclamation",
    "info": "pencil",
    "lock": "lock",
}


def step_of(word: str) -> int | None:
    """Return 1–5 for a word of the scale, None for any other."""
    folded = word.strip().lower()
    return STEP_WORDS.index(folded) + 1 if folded in STEP_WORDS else None


def scale_badge(word: object, *, step: int | None = None, large: bool = False) -> SafeString:
    """Return the badge of a predikat; without a step, the word alone on grey."""
    text = str(word or "–")
    place = step or step_of(text)
    size = " pr-badge-lg" if large else ""
    if place is None:
        return format_html('<span class="pr-badge{}">{}</span>', size, text)
    kind = ("b-p1", "b-p2", "b-p3", "b-p4", "b-p5")[place - 1]
    return format_html('<span class="pr-badge {}{}">{}{}</span>', kind, size, steps(place), text)


def certainty_badge(kind: object) -> SafeString:
    """Return the badge that says how sure a figure is; KeyError on anything but the three words."""
    name = str(getattr(kind, "value", kind))
    symbol, word = CERTAINTIES[name]
    return format_html('<span class="pr-badge c-{}">{}{}</span>', name, icon(symbol), word)


def proof_badge(kind: str) -> SafeString:
    """Return the badge of a proof's strength: abu, kuning, hijau or biru."""
    symbol, word = PROOFS[kind]
    return format_html('<span class="pr-badge k-{}">{}{}</span>', kind, icon(symbol), word)


def state_badge(kind: str, text: object, symbol: str = "") -> SafeString:
    """Return the badge of a state (ok, warn, bad, info, lock) with its own words."""
    return format_html('<span class="pr-badge s-{}">{}{}</span>', kind, icon(symbol or STATES[kind]), text)
