"""Which stored bytes somebody still needs."""

from django.db.models import QuerySet

from pranata.records.models import Upload, Version


def live_versions() -> QuerySet[Version]:
    """Return the versions of documents that were not destroyed."""
    return Version.objects.filter(document__destroyed_at__isnull=True)


def is_wanted(sha256: str) -> bool:
    """Whether a document that stands, or an upload on its way to one, needs these bytes. Two queries.

    Ask it after `lock_digest`, in the transaction that removes them.
    """
    on_its_way = Upload.objects.filter(sha256=sha256, taken_at__isnull=True)
    return live_versions().filter(sha256=sha256).exists() or on_its_way.exists()
