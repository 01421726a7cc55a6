"""`{% load regulations %}`: writing citations of the law."""

from django import template

from pranata.assessment.regulations import Regulation

register = template.Library()


@register.filter
def cited(citation: str, regulation: Regulation) -> str:
    """`{{ "permen-59-2020:hal.33"|cited:regulation }}` writes `PermenPANRB 59/2020 hal. 33`."""
    return regulation.cite(citation) if citation else ""
