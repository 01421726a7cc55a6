"""The archivist's desk names the daily sheets that are over and not in the book."""

from pranata.desk.queries.archive import archive_tasks
from pranata.foundation.testing.database import administrator
from pranata.records.tests.test_sheet_pages import TODAY, archive

__all__ = ["archive"]


def test_the_archivist_is_asked_for_the_days_that_are_over(archive):
    assert archive_tasks(archive.ratna, TODAY) == []
    with administrator(archive.log.database) as server:
        server.execute("ALTER TABLE ledger.checkpoint DISABLE TRIGGER ALL")
        server.execute("UPDATE ledger.checkpoint SET signed_at = signed_at - interval '2 days'")
    (task,) = archive_tasks(archive.ratna, TODAY)
    assert task.title == "Cetak dan bukukan 1 lembar harian"
    assert archive_tasks(archive.cast.bob, TODAY) == []
