"""`{% load portal %}`: small things only public pages write."""

from django import template
from django.utils.safestring import SafeString

from pranata.foundation.ui.badges import step_of
from pranata.foundation.ui.icons import steps

register = template.Library()


@register.simple_tag
def predikat_steps(word: str) -> SafeString | str:
    """The five-step mark of a predikat without its word, which the page gives to readers otherwise."""
    step = step_of(word)
    return steps(step) if step else ""
