"""Which positions must have a second factor: those that can change what others answer or who may act."""

from django.http import HttpRequest

from pranata.organisation.queries.administration import POWERFUL


def holds_powerful_role(request: HttpRequest) -> bool:
    """Whether the position acting in this request coordinates SPBE or keeps the organisation."""
    actor = getattr(request, "actor", None)
    return actor is not None and actor.has_role(*POWERFUL)
