"""Importing a retention schedule: what a file may look like, what is refused, what adopting it changes."""

import datetime as dt
from io import BytesIO

import pytest
from openpyxl import Workbook

from pranata.foundation.errors import NotPermitted
from pranata.ledger.queries.history import tenant_history
from pranata.organisation.models import Role
from pranata.organisation.queries.importing.table import UnreadableFile
from pranata.organisation.tests.acts import recorded
from pranata.organisation.tests.cast import NOW, TODAY, make_account, make_actor
from pranata.records.models import Certainty, Fate, RetentionRule, RetentionSchedule, ScheduleFileState
from pranata.records.operations._schedule_file import FileDecided
from pranata.records.operations.adopt_schedule import (
    DayTaken,
    ExampleIsNoLaw,
    RowsWrong,
    adopt_schedule,
)
from pranata.records.operations.discard_schedule import discard_schedule
from pranata.records.operations.receive_schedule import BasisMissing, ScheduleTitle, receive_schedule
from pranata.records.operations.withdraw_evidence import ReasonMissing
from pranata.records.operations.withdraw_schedule import ScheduleWithdrawn, withdraw_schedule
from pranata.records.queries.fixed import rules_digest
from pranata.records.queries.retention import schedule_on
from pranata.records.queries.schedule_files import diagnose, example_bytes
from pranata.records.tests.scenes import archive_at
from pranata.records.tests.test_holds import at_once

HEAD = "kode klasifikasi;jenis arsip;retensi aktif;retensi inaktif;keterangan;dihitung sejak;catatan"
ROW = "900.1;Anggaran;2;8;musnah;berkas-ditutup;"
LAW = ScheduleTitle(
    title="JRA 2026", valid_from=TODAY, certainty=Certainty.OFFICIAL, legal_basis="Perwal 1/2026 (contoh)"
)


def lines(*rows, head=HEAD):
    return "\n".join((head, *rows)).encode()


def receive(archive, content=None, *, said=LAW, name="jra.csv", actor=None):
    return receive_schedule(
        said=said,
        file_name=name,
        content=lines(ROW) if content is None else content,
        actor=actor or archive.ratna,
        now=NOW,
    )


def adopt(archive, *rows, **given):
    return adopt_schedule(
        file=receive(archive, lines(*rows or (ROW,)), **given), actor=archive.ratna, now=NOW
    )


def errors(archive, *rows):
    (row, *_rest) = [row for row in diagnose(receive(archive, lines(*rows))).rows if row.errors]
    return [column for column, _text in row.errors]


def sheet(*rows):
    book, file = Workbook(write_only=True), BytesIO()
    page = book.create_sheet()
    for row in rows:
        page.append(row)
    book.save(file)
    return file.getvalue()


class TestReceiving:
    def test_it_is_kept_and_nothing_rules_yet(self, archive):
        file = receive(archive)
        assert (file.state, RetentionSchedule.objects.count()) == (ScheduleFileState.WAITING, 0)
        assert recorded()[0] == "jra.terima"

    @pytest.mark.parametrize(
        ("content", "name", "told"),
        [
            (b"", "a.csv", "kosong"),
            (b"bukan zip", "a.xlsx", "rusak"),
            (b"%PDF-1.7", "jra.pdf", "xlsx dan CSV"),
            (HEAD.encode(), "a.csv", "baris data"),
            (lines(ROW, head=HEAD.replace("dihitung sejak", "sejak kapan")), "a.csv", "dihitung sejak"),
            (lines(ROW, head=f"{HEAD};kode"), "a.csv", "lebih dari satu"),
            (lines(";".join("x" * 200), head=";".join(f"k{n}" for n in range(200))), "a.csv", "60 kolom"),
            (lines(*[ROW] * 20_001), "a.csv", "20.000 baris"),
            (b"PK\x03\x04" + b"\x00" * 200, "bom.xlsx", "rusak"),
            (b"\x81\x8d\x8f\n\x90", "a.csv", "tidak dikenali"),
        ],
    )
    def test_a_broken_file_is_told_in_a_sentence(self, archive, content, name, told):
        with pytest.raises(UnreadableFile) as refused:
            receive(archive, content, name=name)
        assert told in str(refused.value)

    def test_law_names_its_regulation(self, archive):
        said = ScheduleTitle(title="JRA", valid_from=TODAY, certainty=Certainty.OFFICIAL, legal_basis=" ")
        with pytest.raises(BasisMissing):
            receive(archive, said=said)

    @pytest.mark.parametrize("who", ["alice", "bob", "dana", "olga", "charlie"])
    def test_it_refuses_who_is_not_the_archivist(self, archive, who):
        with pytest.raises(NotPermitted):
            receive(archive, actor=getattr(archive.cast, who))

    def test_it_refuses_the_archivist_of_a_part(self, archive):
        narrow = make_actor(
            archive.cast.dinkes, make_account("Nani"), title="Arsiparis Dinkes", role=Role.ARCHIVIST
        )
        with pytest.raises(NotPermitted):
            receive(archive, actor=narrow)


class TestDiagnosing:
    @pytest.mark.parametrize(
        ("row", "column"),
        [
            ("KU.01;A;2;8;musnah;berkas-ditutup;", "kode klasifikasi"),
            ("9001;A;2;8;musnah;berkas-ditutup;", "kode klasifikasi"),
            (";A;2;8;musnah;berkas-ditutup;", "kode klasifikasi"),
            ("900.1;;2;8;musnah;berkas-ditutup;", "jenis arsip"),
            ("900.1;A;2,5;8;musnah;berkas-ditutup;", "retensi aktif"),
            ("900.1;A;-1;8;musnah;berkas-ditutup;", "retensi aktif"),
            ("900.1;A;2 tahun setelah selesai;8;musnah;berkas-ditutup;", "retensi aktif"),
            ("900.1;A;2;201;musnah;berkas-ditutup;", "retensi inaktif"),
            ("900.1;A;2;٣;musnah;berkas-ditutup;", "retensi inaktif"),
            ("900.1;A;2;99999999999999999999;musnah;berkas-ditutup;", "retensi inaktif"),
            ("900.1;A;2;8;dibakar;berkas-ditutup;", "keterangan"),
            ("900.1;A;2;8;musnah;nanti saja;", "dihitung sejak"),
            (f"900.1;{'A' * 301};2;8;musnah;berkas-ditutup;", "jenis arsip"),
        ],
    )
    def test_a_wrong_cell_is_named(self, archive, row, column):
        assert errors(archive, row) == [column]

    def test_a_code_that_a_spreadsheet_made_a_number_of_is_named(self, archive):
        content = sheet(HEAD.split(";"), [0.7, "A", 2, 8, "musnah", "berkas-ditutup", ""])
        (row,) = diagnose(receive(archive, content, name="jra.xlsx")).rows
        assert "lembar kerja mengubahnya" in row.errors[0][1]

    def test_a_code_stands_once(self, archive):
        assert errors(archive, ROW, ROW) == ["kode klasifikasi"]

    def test_words_and_other_heads_are_understood(self, archive):
        head = "Kode;Jenis/Seri Arsip;Aktif;Inaktif;Nasib Akhir;Kejadian"
        row = "900.1;Anggaran;2 Tahun;8 th;Dinilai Kembali;Pertanggungjawaban disahkan"
        (found,) = diagnose(receive(archive, lines(row, head=head))).rows
        assert found.errors == []
        assert (found.new["active_years"], found.new["inactive_years"]) == (2, 8)
        assert (found.new["fate"], found.new["trigger"]) == (Fate.REAPPRAISE, "pertanggungjawaban")

    def test_it_says_what_would_change_and_what_would_go(self, archive):
        adopt(archive, ROW, "000.1;Surat;1;1;musnah;tanggal-naskah;")
        later = ScheduleTitle(title="JRA baru", valid_from=TODAY + dt.timedelta(days=1))
        plan = diagnose(
            receive(archive, lines(ROW.replace(";8;", ";5;"), "800;X;1;1;permanen;akhir-tahun;"), said=later)
        )
        assert plan.counts == {"added": 1, "changed": 1, "unchanged": 0, "wrong": 0}
        assert [str(word) for word, _before, _after in plan.rows[0].written_changes] == [
            "retensi inaktif (tahun)"
        ]
        assert [rule.classification_code for rule in plan.dropped] == ["000.1"]


class TestAdopting:
    def test_it_rules_from_its_day(self, archive):
        schedule = adopt(archive)
        assert schedule_on(archive.cast.instansi.pk, TODAY) == schedule
        assert schedule_on(archive.cast.instansi.pk, TODAY - dt.timedelta(days=1)) is None

    def test_its_entry_fixes_the_file_and_every_rule(self, archive):
        schedule = adopt(archive)
        line = tenant_history()[0]
        assert line.action == "jra.tetapkan"
        assert {thing["sha256"] for thing in line.document["objects"]} == {schedule.sha256}
        again = rules_digest(list(RetentionRule.objects.filter(schedule=schedule)))
        assert again == rules_digest(list(reversed(schedule.rules.all())))

    def test_one_wrong_row_adopts_nothing(self, archive):
        with pytest.raises(RowsWrong):
            adopt(archive, ROW, "900.2;A;x;8;musnah;berkas-ditutup;")
        assert RetentionSchedule.objects.count() == 0

    def test_two_schedules_never_begin_on_one_day(self, archive):
        adopt(archive)
        with pytest.raises(DayTaken):
            adopt(archive)

    def test_the_example_is_never_law_however_it_is_saved(self, archive):
        rows = [line.split(";") for line in example_bytes().decode().splitlines()]
        for content, name in ((example_bytes(), "jra.csv"), (sheet(*rows), "jra.xlsx")):
            with pytest.raises(ExampleIsNoLaw):
                adopt_schedule(file=receive(archive, content, name=name), actor=archive.ratna, now=NOW)

    def test_the_example_itself_is_in_order(self, archive):
        said = ScheduleTitle(title="Contoh", valid_from=TODAY)
        schedule = adopt_schedule(
            file=receive(archive, example_bytes(), said=said), actor=archive.ratna, now=NOW
        )
        assert (schedule.is_certain, schedule.rules.count()) == (False, 13)

    @pytest.mark.parametrize("who", ["alice", "bob", "dana", "olga", "charlie"])
    def test_it_refuses_who_is_not_the_archivist(self, archive, who):
        file = receive(archive)
        for operation in (adopt_schedule, discard_schedule):
            with pytest.raises(NotPermitted):
                operation(file=file, actor=getattr(archive.cast, who), now=NOW)

    def test_what_was_decided_is_decided(self, archive):
        file = receive(archive)
        discard_schedule(file=file, actor=archive.ratna, now=NOW)
        assert recorded()[0] == "jra.sisih"
        for operation in (adopt_schedule, discard_schedule):
            with pytest.raises(FileDecided):
                operation(file=file, actor=archive.ratna, now=NOW)


class TestWithdrawing:
    def withdraw(self, archive, schedule, reason="Salah berkas", actor=None):
        return withdraw_schedule(schedule=schedule, reason=reason, actor=actor or archive.ratna, now=NOW)

    def test_it_rules_no_more_and_its_day_is_free(self, archive):
        self.withdraw(archive, adopt(archive))
        assert schedule_on(archive.cast.instansi.pk, TODAY) is None
        assert recorded()[0] == "jra.tarik"
        adopt(archive)

    def test_it_says_why_and_happens_once(self, archive):
        schedule = adopt(archive)
        with pytest.raises(ReasonMissing):
            self.withdraw(archive, schedule, " ")
        self.withdraw(archive, schedule)
        with pytest.raises(ScheduleWithdrawn):
            self.withdraw(archive, schedule)

    @pytest.mark.parametrize("who", ["alice", "dana", "charlie"])
    def test_it_refuses_who_is_not_the_archivist(self, archive, who):
        schedule = adopt(archive)
        with pytest.raises(NotPermitted):
            self.withdraw(archive, schedule, actor=getattr(archive.cast, who))


def test_of_two_archivists_at_once_one_adopts(committed_db, tmp_path, settings):
    with archive_at(tmp_path, settings) as archive:
        files = [receive(archive), receive(archive)]
    acts = [lambda file=file: adopt_schedule(file=file, actor=archive.ratna, now=NOW) for file in files]
    assert at_once(archive, *acts) == ["DayTaken", "done"]
