"""Errors that a person reads: what happened, why it matters, what to do."""

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


Text: TypeAlias = "str | _StrPromise"


class ProductError(Exception):
    """An expected refusal, told to the person who caused it.

    Subclasses live beside the function that raises them. `what`, `why` and `remedy` are whole Indonesian
    sentences (lazy translations are fine); `status` is the HTTP status a page answers with.
    """

    status = 409

    def __init__(self, what: Text, *, why: Text = "", remedy: Text = "") -> None:
        super().__init__(what, why, remedy)
        self.what = what
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.what, self.why, self.remedy) if part)


class NotPermitted(ProductError):
    """The actor's position gives no right to this act."""

    status = 403
