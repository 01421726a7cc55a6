"""A restored backup does not bring destroyed documents back: the journal has them destroyed once more."""

import datetime as dt
import shutil
from typing import Any

import pytest
from django.db import transaction

from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.tests.blobs import samples
from pranata.ledger.queries.detail import DetailErased, open_detail
from pranata.ledger.queries.history import history_of
from pranata.organisation.tests.cast import NOW
from pranata.records.destruction import journal
from pranata.records.destruction.repeating import of_instansi, repeat, returned, unwritten
from pranata.records.models import Document
from pranata.records.operations.begin_destruction import begin_destruction
from pranata.records.operations.order_destruction import order_destruction
from pranata.records.operations.repeat_destruction import AnotherInstansi, repeat_destruction
from pranata.records.tests.retention_scenes import a_hold

LATER = NOW + dt.timedelta(days=2)


class Backup:
    """Database and files as they are now, to be put back later; the journal is in neither."""

    def __init__(self, home):
        self.home, self.kept = home, home / "backup"
        self.point = transaction.savepoint()
        for place in ("blobs", "copy"):
            shutil.copytree(home / place, self.kept / place)

    def restore(self):
        transaction.savepoint_rollback(self.point)
        for place in ("blobs", "copy"):
            shutil.copytree(self.kept / place, self.home / place, dirs_exist_ok=True, copy_function=_over)


def _over(source, target):
    shutil.copy(source, f"{target}.new")
    shutil.move(f"{target}.new", target)


@pytest.fixture
def backup(disposal):
    return lambda: Backup(disposal.archive.home)


@pytest.fixture
def again(disposal):
    def repeated():
        return repeat(journal.lines(), instansi_id=disposal.archive.cast.instansi.pk, now=LATER)

    return repeated


class TestARestoredBackup:
    def test_bytes_words_and_keys_go_once_more_and_the_log_says_so(self, disposal, backup, again):
        version = disposal.version()
        (kept,) = history_of("document", str(version.document.public_id))
        old = backup()
        disposal.destroyed(version.document)
        old.restore()
        assert disposal.places_of(version) == ["blobs", "copy"]
        detail: Any = open_detail(kept.event_id)
        assert detail["judul"] == version.document.title
        assert again() == 1
        assert disposal.places_of(version) == []
        with pytest.raises(DetailErased):
            open_detail(kept.event_id)
        (line, *_before) = history_of("document", str(version.document.public_id))
        assert (line.action, line.sentence) == ("arsip.musnah", "Sistem memusnahkan naskah.")
        assert Document.objects.get(pk=version.document_id).destroyed_at == NOW

    def test_it_is_done_once_and_then_there_is_nothing_left(self, disposal, backup, again):
        version = disposal.version()
        old = backup()
        disposal.destroyed(version.document)
        assert again() == 0
        old.restore()
        assert (again(), again()) == (1, 0)

    def test_only_the_files_came_back(self, disposal, backup, again):
        version = disposal.version()
        path = next((disposal.archive.home / "blobs").rglob(version.sha256))
        content = path.read_bytes()
        disposal.destroyed(version.document)
        path.write_bytes(content)
        assert again() == 1
        assert disposal.places_of(version) == []

    def test_a_list_that_came_back_half_way_is_settled(self, disposal, backup, again):
        version = disposal.version()
        proposal = disposal.approved(version.document)
        old = backup()
        begin_destruction(proposal=proposal, actor=disposal.ratna, now=NOW)
        order_destruction(proposal=proposal, actor=disposal.indra, now=NOW)
        disposal.carry_out()
        old.restore()
        assert again() == 1
        proposal.refresh_from_db()
        assert proposal.state == "done"

    def test_a_document_the_backup_does_not_know_loses_its_bytes_all_the_same(self, disposal, backup, again):
        disposal.version(samples.PNG, "a.png")
        old = backup()
        version = disposal.version()
        path = next((disposal.archive.home / "blobs").rglob(version.sha256))
        content = path.read_bytes()
        disposal.destroyed(version.document)
        old.restore()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        assert again() == 1
        assert disposal.places_of(version) == []

    def test_bytes_that_a_standing_document_was_made_of_since_stay(self, disposal, backup, again):
        version = disposal.version()
        old = backup()
        disposal.destroyed(version.document)
        old.restore()
        disposal.version(title="Baru, dengan isi yang sama")
        again()
        assert disposal.places_of(version) == ["blobs", "copy"]
        assert again() == 0

    def test_a_hold_that_the_backup_brought_back_does_not_stop_it(self, disposal, backup, again):
        version = disposal.version()
        old = backup()
        disposal.destroyed(version.document)
        old.restore()
        a_hold(disposal.archive, document=version.document)
        assert again() == 1
        assert disposal.places_of(version) == []

    def test_what_is_being_destroyed_right_now_is_left_to_whoever_does_it(self, disposal, again):
        version = disposal.version()
        disposal.ordered(version.document)
        assert again() == 0
        assert disposal.carry_out() == {"destroyed": 1}


class TestLookingForThem:
    def test_a_line_is_back_when_its_bytes_are(self, disposal, backup):
        version = disposal.version()
        old = backup()
        disposal.destroyed(version.document)
        lines = of_instansi(journal.lines(), disposal.archive.cast.instansi.pk)
        assert returned(lines) == []
        old.restore()
        assert returned(lines) == lines

    def test_a_lost_journal_is_noticed(self, disposal, settings):
        disposal.destroyed()
        assert unwritten(journal.lines()) == 0
        settings.DESTRUCTION_JOURNAL.unlink()
        assert unwritten(journal.lines()) == 1

    def test_it_refuses_a_line_of_another_instansi(self, disposal):
        disposal.destroyed()
        (line,) = journal.lines()
        other = disposal.archive.cast.other_instansi
        with tenant_scope(other.pk), pytest.raises(AnotherInstansi):
            repeat_destruction(line=line, instansi_id=other.pk, now=NOW)
