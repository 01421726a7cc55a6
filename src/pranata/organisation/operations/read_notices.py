"""Marking notices of a post as read."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.organisation.policies import Actor
from pranata.organisation.queries.notices import notices_of


class NoticeElsewhere(ProductError):
    """There is no such notice for this post."""

    status = 404

    def __init__(self) -> None:
        super().__init__(_("Pemberitahuan itu tidak ditemukan."))


@transaction.atomic
def read_notices(*, actor: Actor, now: dt.datetime, only: int | None = None) -> int:
    """Mark all notices of the actor's post as read, or one; return how many were not before.

    Raises NoticeElsewhere for a notice of another post.
    """
    rows = notices_of(actor.position_id)
    if only is not None:
        rows = rows.filter(pk=only)
        if not rows.exists():
            raise NoticeElsewhere
    return rows.filter(read_at__isnull=True).update(read_at=now)
