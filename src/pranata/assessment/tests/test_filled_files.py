"""An assessment filled in Excel: down, filled outside, up again, held against what others did meanwhile."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from pranata.assessment import events, exports
from pranata.assessment.levels_file import LevelsFileError
from pranata.assessment.levels_file.filled import read_filled
from pranata.assessment.models import (
    Answer,
    AnswerChange,
    FilledFile,
    FilledState,
    Finding,
    FindingChange,
    LevelBasis,
)
from pranata.assessment.operations._filled import FilledElsewhere, FilledNotWaiting
from pranata.assessment.operations.apply_filled import FilledHasFaults, apply_filled
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.import_levels import ChangedSincePreview, NothingToImport
from pranata.assessment.operations.receive_filled import receive_filled
from pranata.assessment.operations.undo_batch import BatchSuperseded, undo_batch
from pranata.assessment.queries.division import division_of
from pranata.assessment.queries.filled_book import filled_book
from pranata.assessment.queries.filled_plan import plan_filled
from pranata.assessment.regulations import load
from pranata.assessment.tests.scenes import LATER, enter, give, judge, make_draft, recorded
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import NOW, make_cast

pytestmark = pytest.mark.django_db
LEVELS, REQUIREMENTS = "Tingkat", "Syarat"
COLUMNS = {
    "tingkat": (LEVELS, 5),
    "catatan": (LEVELS, 6),
    "alasan": (LEVELS, 7),
    "hasil": (REQUIREMENTS, 6),
    "sebab": (REQUIREMENTS, 7),
    "penjelasan": (REQUIREMENTS, 8),
}


@pytest.fixture
def cast():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        yield cast


def download(draft, actor, agency=None):
    return exports.filled_xlsx(filled_book(draft, agency, actor, NOW))


def edited(content, change):
    """The workbook after `change(book)`, saved as openpyxl saves it."""
    book = load_workbook(io.BytesIO(content))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def place(book, key, column):
    """The cell of a row by its key, "11" or "11/3.2"."""
    name, at = COLUMNS[column]
    sheet = book[name]
    number, _, requirement = key.partition("/")
    for row in sheet.iter_rows(min_row=3):
        if str(row[0].value) == number and (not requirement or str(row[3].value) == requirement):
            return sheet.cell(row[0].row, at)
    raise AssertionError(key)


def filled(content, **values):
    """The workbook with cells set: `filled(content, **{"11/2.1 hasil": "Terpenuhi"})`."""

    def change(book):
        for where, value in values.items():
            place(book, *where.split(" ")).value = value

    return edited(content, change)


def receive(draft, content, actor, name="isian.xlsx"):
    return receive_filled(assessment=draft, file_name=name, content=content, actor=actor, now=LATER)


def plan_of(file, actor, taken=()):
    read = read_filled(file.file_name, bytes(file.content))
    return plan_filled(file.assessment, read, actor, taken)


def apply(file, actor, taken=(), seen=None):
    return apply_filled(file=file, taken=taken, seen=seen, actor=actor, now=LATER)


def upload(draft, content, actor, taken=()):
    return apply(receive(draft, content, actor), actor, taken)


def answer(draft, number):
    return Answer.objects.get(assessment=draft, indicator=number)


def found(draft, number, key):
    return Finding.objects.get(answer__assessment=draft, answer__indicator=number, requirement=key)


class TestWhatComesDown:
    def test_what_is_not_for_typing_is_locked_and_what_is_has_its_list(self, cast):
        draft = make_draft(cast.alice)
        give(draft, cast.bob, "11", by=cast.alice)
        give(draft, cast.dana, "12", by=cast.alice)
        book = load_workbook(io.BytesIO(download(draft, cast.bob)))
        assert book.sheetnames == ["Petunjuk", LEVELS, REQUIREMENTS]
        assert all(sheet.protection.sheet for sheet in book)
        assert book[LEVELS].freeze_panes == "E3"
        assert [place(book, key, "tingkat").protection.locked for key in ("11", "12")] == [False, True]
        rules = {rule.formula1 for rule in book[REQUIREMENTS].data_validations.dataValidation}
        assert '"Terpenuhi,Belum,Tidak berlaku"' in rules
        said = {row[0].value: row[1].value for row in book["Petunjuk"].iter_rows(min_row=3, max_row=12)}
        assert said["Instansi"] == cast.bob.instansi_name
        assert said["Nomor penilaian"] == str(draft.pk)

    def test_a_file_that_was_only_looked_at_changes_nothing(self, cast):
        draft = make_draft(cast.alice)
        enter(draft, "11", 2, cast.bob)
        judge(draft, cast.bob, "12", **{"2.1": "met"})
        file = receive(draft, edited(download(draft, cast.bob), lambda book: None), cast.bob)
        plan = plan_of(file, cast.bob)
        assert (plan.faults, plan.applied, plan.theirs) == ((), [], [])
        with pytest.raises(NothingToImport):
            apply(file, cast.bob)

    def test_an_opd_gets_its_own_indicators(self, cast):
        draft = make_draft(cast.alice)
        give(draft, cast.bob, "11", "12", by=cast.alice)
        (agency,) = division_of(draft, cast.bob.local_date(NOW)).agencies
        read = read_filled("x.xlsx", download(draft, cast.bob, agency))
        assert {row.indicator for row in read.rows} == {"11", "12"}
        assert read.identity["bagian"] == agency.name


class TestApplying:
    def test_verdicts_notes_and_levels_are_one_act_and_the_level_follows(self, cast):
        draft = make_draft(cast.alice)
        content = filled(
            download(draft, cast.bob),
            **{
                "11/2.1 hasil": "Belum", "11/2.1 sebab": "Anggaran", "11/2.1 penjelasan": "=belum ada",
                "12 tingkat": 3, "12 catatan": "Baris satu\nbaris dua",
            },
        )  # fmt: skip
        file = receive(draft, edited(content, _as_text), cast.bob)
        plan = plan_of(file, cast.bob)
        apply(file, cast.bob, seen=plan.seen)
        one = found(draft, "11", "2.1")
        assert (one.verdict, one.cause, one.explanation) == ("not_met", "budget", "=belum ada")
        assert (answer(draft, "11").level, answer(draft, "11").basis) == (1, LevelBasis.CHECKLIST)
        assert (answer(draft, "12").level, answer(draft, "12").note) == (3, "Baris satu\nbaris dua")
        assert recorded(events.FILLED_APPLIED) == 1
        (batch,) = set(AnswerChange.objects.exclude(batch=None).values_list("batch", flat=True))
        assert {row.batch for row in FindingChange.objects.all()} == {batch}
        file.refresh_from_db()
        assert (file.state, file.batch, bytes(file.content)) == (FilledState.APPLIED, batch, b"")
        with pytest.raises(FilledNotWaiting):
            apply(file, cast.bob)

    def test_a_level_against_its_checklist_needs_its_reason(self, cast):
        draft = make_draft(cast.alice)
        judge(draft, cast.bob, "11", **{"2.1": "not_met"})
        content = download(draft, cast.bob)
        file = receive(draft, filled(content, **{"11 tingkat": 3}), cast.bob)
        (fault,) = plan_of(file, cast.bob).faults
        assert (fault.sheet, fault.column) == (LEVELS, "Tingkat")
        assert "memberi tingkat 1, berkas ini 3" in fault.found
        upload(draft, filled(content, **{"11 tingkat": 3, "11 alasan": "Sedang diuji"}), cast.bob)
        assert (answer(draft, "11").level, answer(draft, "11").reason) == (3, "Sedang diuji")

    def test_a_preview_that_no_longer_holds_is_refused(self, cast):
        draft = make_draft(cast.alice)
        file = receive(draft, filled(download(draft, cast.bob), **{"11 tingkat": 3}), cast.bob)
        seen = plan_of(file, cast.bob).seen
        enter(draft, "11", 2, cast.alice)
        with pytest.raises(ChangedSincePreview, match="11"):
            apply(file, cast.bob, taken=["11"], seen=seen)
        assert answer(draft, "11").level == 2


def _as_text(book):
    cell = place(book, "11/2.1", "penjelasan")
    cell.data_type = "s"


class TestWhatSomebodyElseDidMeanwhile:
    def scene(self, cast):
        draft = make_draft(cast.alice)
        content = filled(
            download(draft, cast.bob), **{"1 tingkat": 4, "2 tingkat": 3, "11/2.1 hasil": "Terpenuhi"}
        )
        enter(draft, "1", 2, cast.alice)
        enter(draft, "3", 5, cast.alice)
        judge(draft, cast.alice, "11", **{"2.1": "not_met"})
        return draft, receive(draft, content, cast.bob)

    def test_only_what_both_changed_is_a_conflict(self, cast):
        _draft, file = self.scene(cast)
        plan = plan_of(file, cast.bob)
        assert [line.row.key for line in plan.conflicts] == ["1", "11/2.1"]
        assert [line.row.key for line in plan.changed] == ["2"]
        assert [line.row.key for line in plan.theirs] == ["3", "11"]
        (first, *_rest) = plan.conflicts
        assert [(x.before, x.after) for x in first.fields] == [("2", "4")]
        assert first.theirs.person_name == cast.alice.person_name

    def test_theirs_stays_unless_the_file_is_chosen(self, cast):
        draft, file = self.scene(cast)
        apply(file, cast.bob)
        assert [answer(draft, n).level for n in ("1", "2", "3")] == [2, 3, 5]
        assert found(draft, "11", "2.1").verdict == "not_met"

    def test_the_file_wins_where_it_is_chosen(self, cast):
        draft, file = self.scene(cast)
        apply(file, cast.bob, taken=["1", "11/2.1"])
        assert [answer(draft, n).level for n in ("1", "2", "3")] == [4, 3, 5]
        assert found(draft, "11", "2.1").verdict == "met"


class TestUndoing:
    def test_levels_notes_and_findings_are_as_before(self, cast):
        draft = make_draft(cast.alice)
        judge(draft, cast.bob, "11", **{"2.1": "not_met"})
        enter(draft, "12", 2, cast.bob)
        content = filled(
            download(draft, cast.bob),
            **{"11/2.1 hasil": "Terpenuhi", "11/2.2 hasil": "Belum", "12 tingkat": 4},
        )
        file = upload(draft, content, cast.bob)
        undo_batch(assessment=draft, batch=file.batch, actor=cast.bob, now=LATER)
        assert [found(draft, "11", key).verdict for key in ("2.1", "2.2")] == ["not_met", ""]
        assert (answer(draft, "11").level, answer(draft, "12").level) == (1, 2)
        assert FilledFile.objects.get(pk=file.pk).state == FilledState.UNDONE
        with pytest.raises(BatchSuperseded):
            undo_batch(assessment=draft, batch=file.batch, actor=cast.bob, now=LATER)

    def test_a_finding_changed_since_keeps_the_whole_batch(self, cast):
        draft = make_draft(cast.alice)
        file = upload(
            draft, filled(download(draft, cast.bob), **{"11/2.1 hasil": "Belum", "12 tingkat": 4}), cast.bob
        )
        judge(draft, cast.alice, "11", **{"2.1": "met"})
        with pytest.raises(BatchSuperseded, match="11"):
            undo_batch(assessment=draft, batch=file.batch, actor=cast.bob, now=LATER)
        assert answer(draft, "12").level == 4


class TestWhoMay:
    def test_it_refuses_rows_of_others_by_name_and_applies_none(self, cast):
        draft = make_draft(cast.alice)
        give(draft, cast.bob, "11", by=cast.alice)
        give(draft, cast.dana, "12", by=cast.alice)
        content = filled(download(draft, cast.bob), **{"11 tingkat": 3, "12 tingkat": 3})
        file = receive(draft, content, cast.bob)
        (fault,) = plan_of(file, cast.bob).faults
        assert "indikator 12 diisi jabatan lain" in fault.found
        with pytest.raises(FilledHasFaults):
            apply(file, cast.bob)
        assert answer(draft, "11").level is None

    @pytest.mark.parametrize("name", ["charlie", "dana"])
    def test_it_refuses_to_receive_from_and_apply_for_whoever_answers_nothing(self, cast, name):
        draft = make_draft(cast.alice)
        content = filled(download(draft, cast.bob), **{"11 tingkat": 3})
        with pytest.raises(NotPermitted):
            receive(draft, content, getattr(cast, name))
        file = receive(draft, content, cast.bob)
        with pytest.raises(NotPermitted):
            apply(file, getattr(cast, name))
        file = apply(file, cast.bob)
        with pytest.raises(NotPermitted):
            undo_batch(assessment=draft, batch=file.batch, actor=getattr(cast, name), now=LATER)


class TestAFileFromElsewhere:
    def refused(self, draft, content, actor):
        with pytest.raises(FilledElsewhere) as caught:
            receive(draft, content, actor)
        assert not FilledFile.objects.exists()
        return str(caught.value)

    def test_last_year_another_instrument_and_an_older_text_each_say_where_they_belong(self, cast):
        draft = make_draft(cast.alice)
        last = download(make_draft(cast.alice, year=2024), cast.bob)
        other = download(make_draft(cast.alice, year=2026, instrument="pemdi-2026"), cast.bob)
        assert "dari penilaian 2024, sedangkan yang dibuka penilaian 2025" in self.refused(
            draft, last, cast.bob
        )
        assert "memakai pemdi-2026 (tahun 2026)" in self.refused(draft, other, cast.bob)

        def aged(book):
            cell = next(c for (c,) in book["Petunjuk"]["B3":"B12"] if len(str(c.value)) == 64)
            cell.value = "0" * 64

        older = edited(download(draft, cast.bob), aged)
        assert "Bunyi instrumen diperbaiki sejak berkas ini diunduh" in self.refused(draft, older, cast.bob)

    def test_another_instansi_is_named(self, cast):
        draft = make_draft(cast.alice)
        with tenant_scope(cast.other_instansi.pk):
            foreign = replace(
                cast.alice, instansi_id=cast.other_instansi.pk, instansi_name=cast.other_instansi.name
            )
            theirs = make_draft(replace(foreign, assignment_id=cast.charlie.assignment_id))
            content = download(theirs, foreign)
        said = self.refused(draft, content, cast.bob)
        assert f"isian {cast.other_instansi.name} untuk tahun 2025" in said


class TestBadRows:
    def test_every_bad_row_is_told_with_row_column_found_and_allowed(self, cast):
        draft = make_draft(cast.alice)
        content = filled(
            download(draft, cast.bob),
            **{
                "1 tingkat": 7, "2 tingkat": "=1+1", "3 tingkat": dt.date(2026, 5, 1),
                "4 catatan": "x" * 3001,
                "11/2.1 hasil": "Mungkin", "11/2.2 sebab": "Cuaca",
            },
        )  # fmt: skip

        def spoil(book):
            sheet = book[LEVELS]
            sheet.cell(7 + 1, 1).value = "99"
            sheet.cell(9, 8).value = 40
            sheet.merge_cells("E10:F10")
            for column in range(1, 9):
                sheet.cell(60, column).value = sheet.cell(12, column).value

        file = receive(draft, edited(content, spoil), cast.bob)
        faults = {(f.sheet, f.row, f.column): (f.found, f.allowed) for f in plan_of(file, cast.bob).faults}
        assert faults[LEVELS, 3, "Tingkat"] == ("“7”", "isilah bilangan bulat 1 sampai 5")
        assert faults[LEVELS, 4, "Tingkat"][0] == "rumus atau galat"
        assert faults[LEVELS, 5, "Tingkat"][0].startswith("“2026-05-01")
        assert faults[LEVELS, 6, "Catatan"] == ("3001 huruf", "paling banyak 3000")
        assert faults[LEVELS, 8, "No."][0] == "indikator “99” tidak ada"
        assert faults[LEVELS, 9, "Versi"][0] == "versi 40, yang tersimpan baru 0"
        assert faults[LEVELS, 10, "No."][0] == "ada sel yang digabung"
        assert faults[LEVELS, 60, "No."][0] == "sama dengan baris 12"
        assert {f[2] for f in faults if f[0] == REQUIREMENTS} == {"Hasil", "Sebab belum terpenuhi"}
        with pytest.raises(FilledHasFaults):
            apply(file, cast.bob)

    def test_a_row_that_was_removed_is_left_and_a_cell_that_was_emptied_empties(self, cast):
        draft = make_draft(cast.alice)
        enter(draft, "1", 2, cast.bob)
        enter(draft, "2", 2, cast.bob)

        def shorter(book):
            book[LEVELS].delete_rows(3)
            place(book, "2", "tingkat").value = None

        upload(draft, edited(download(draft, cast.bob), shorter), cast.bob)
        assert (answer(draft, "1").level, answer(draft, "2").level) == (2, None)


class TestEvilFiles:
    def wide(self, book):
        book[LEVELS].cell(4, 200).value = "x"

    def test_what_is_no_workbook_of_ours_is_refused_before_it_is_kept(self, cast):
        draft = make_draft(cast.alice)
        good = download(draft, cast.bob)
        evil = {
            "isian.xlsx": b"indikator;tingkat\n1;3\n",
            "isian.csv": b"indikator;tingkat\n1;3\n",
            "rusak.xlsx": good[: len(good) // 2],
            "lebar.xlsx": edited(good, self.wide),
            "formulir.xlsx": exports.levels_template_xlsx(load("spbe-2020")),
        }
        for name, content in evil.items():
            with pytest.raises(LevelsFileError):
                receive(draft, content, cast.bob, name)
        assert not FilledFile.objects.exists()

    def test_a_closed_assessment_takes_no_file(self, cast):
        draft = make_draft(cast.alice)
        content = filled(download(draft, cast.bob), **{"1 tingkat": 3})
        file = receive(draft, content, cast.bob)
        close_assessment(assessment=draft, actor=cast.alice, now=LATER, accept_missing=True)
        for act in (lambda: receive(draft, content, cast.bob), lambda: apply(file, cast.bob)):
            with pytest.raises(Exception, match="sudah ditutup"):
                act()
