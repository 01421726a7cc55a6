"""`{% load regulations %}`: writing citations of the law, and how instruments continue in each other."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pranata.assessment.regulations import Regulation
from pranata.foundation.ui.badges import CERTAINTIES, state_badge

register = template.Library()


@register.filter
def cited(citation: str, regulation: Regulation) -> str:
    """`{{ "permen-59-2020:hal.33"|cited:regulation }}` writes `PermenPANRB 59/2020 hal. 33`."""
    return regulation.cite(citation) if citation else ""


# A word and a mark for what an indicator asks, measured by the one it continues.
RELATIONS = {
    "same": ("ok", "check", _("Sama")),
    "broader": ("info", "plus", _("Lebih luas")),
    "narrower": ("info", "minus", _("Lebih sempit")),
    "partly": ("info", "progress", _("Sebagian")),
    "none": ("lock", "x", _("Tidak ada padanan")),
}


@register.simple_tag
def relation(kind: object) -> SafeString:
    """`{% relation match.relation %}`, or "none": the badge of how two indicators stand to each other."""
    colour, symbol, word = RELATIONS[str(getattr(kind, "value", kind))]
    return state_badge(colour, word, symbol)


@register.simple_tag
def certainty_word(kind: object) -> str:
    """`{% certainty_word kind %}`: the word of its badge, for a control that is no badge."""
    _symbol, word = CERTAINTIES[str(getattr(kind, "value", kind))]
    return str(word)
