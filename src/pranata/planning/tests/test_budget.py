"""Budget lines from a file to a tie and the planner's check; bad files, other roles, two at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction
from django.urls import reverse

from pranata.assessment.tests.scenes import LATER, recorded
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Unit
from pranata.organisation.tests.cast import make_cast
from pranata.planning import events
from pranata.planning.files.errors import PlanFileError
from pranata.planning.models import BudgetFileState, BudgetLine, CheckVerdict, ItemKind
from pranata.planning.operations.bring_budget import (
    BudgetFileNotSo,
    BudgetInUse,
    BudgetNotApplicable,
    apply_budget,
    receive_budget,
    undo_budget,
)
from pranata.planning.operations.decide_plan import accept_plan
from pranata.planning.operations.start_roadmap import start_roadmap
from pranata.planning.operations.tie_budget import (
    LineChanged,
    NoteMissing,
    NothingToTie,
    check_budget_line,
    tie_budget_line,
)
from pranata.planning.operations.write_roadmap_item import add_roadmap_item, remove_roadmap_item
from pranata.planning.queries.budget import budget_sums, latest_check, planned_without_budget
from pranata.planning.queries.budget_diagnosis import diagnose_budget
from pranata.planning.tests.roadmap_scenes import (
    HEAD,
    activity,
    budget_csv,
    make_leader,
    make_planner,
    make_roadmap,
    set_edition,
)
from pranata.planning.tests.scenes import COMPUTED, make_assessment, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        yield cast


def brought(actor, *rows):
    """Receive a file with these rows."""
    return receive_budget(file_name="dpa.csv", content=budget_csv(*rows), actor=actor, now=LATER)


def lines(cast, *rows):
    """Return the lines of an applied file with these rows."""
    apply_budget(file=brought(cast.alice, *rows), actor=cast.alice, now=LATER)
    return list(BudgetLine.objects.order_by("pk"))


def rows_of(cast):
    unit = cast.diskominfo.name
    return f"Sewa pusat data;{unit};150.000.000", f"Lisensi;{unit.upper()};Rp 50.000.000,00"


class TestFiles:
    def test_a_file_is_looked_at_applied_whole_corrected_by_another_and_undone(self, cast):
        first = brought(cast.alice, *rows_of(cast))
        assert diagnose_budget(first, cast.alice.local_date(LATER)).counts["added"] == 2
        assert not BudgetLine.objects.exists()
        apply_budget(file=first, actor=cast.alice, now=LATER)
        sums = budget_sums(cast.instansi.pk, 2027)
        assert (sums.total, sums.open, sums.lines) == (200_000_000, 200_000_000, 2)
        with pytest.raises(BudgetFileNotSo):
            apply_budget(file=first, actor=cast.alice, now=LATER)
        with pytest.raises(BudgetNotApplicable):
            apply_budget(file=brought(cast.alice, *rows_of(cast)), actor=cast.alice, now=LATER)
        dearer = rows_of(cast)[0].replace("150", "175")
        second = apply_budget(file=brought(cast.alice, dearer), actor=cast.alice, now=LATER)
        assert budget_sums(cast.instansi.pk, 2027).total == 225_000_000
        with pytest.raises(BudgetInUse):
            undo_budget(file=first, actor=cast.alice, now=LATER)
        undo_budget(file=second, actor=cast.alice, now=LATER)
        assert budget_sums(cast.instansi.pk, 2027).total == 200_000_000
        assert recorded(events.BUDGET_APPLIED) == 2

    def test_every_wrong_row_is_named_and_none_is_applied(self, cast):
        unit = cast.diskominfo.name
        for parent in (cast.diskominfo, cast.dinkes):
            Unit.objects.create(
                instansi=cast.instansi, parent=parent, kind="bagian", code=f"{parent.code}-s",
                name="Sekretariat", starts_on=parent.starts_on,
            )  # fmt: skip
        content = HEAD + (
            f"2027;2.16.03.2.01.0007;5.1.02;Baik;{unit};1.000;PAD\n"
            f"2027;2.16.03.2.01.0007;5.1.02;Baik;{unit};1.000;PAD\n"
            f"27;salah;x;;{unit}x;1.234,5;PAD\n"
            "=1+1;2.16.03.2.01.0007;5.1.02;Rumus;Dinas Antariksa;-5;\n"
            "2027;2.16.03.2.01.0007;5.1.02;Dua unit senama;Sekretariat;1.000;PAD\n"
            ";;;Jumlah;;999;\n"
        )
        file = receive_budget(file_name="dpa.csv", content=content.encode(), actor=cast.alice, now=LATER)
        found = diagnose_budget(file, cast.alice.local_date(LATER))
        assert found.counts == {"wrong": 5, "added": 1, "changed": 0, "unchanged": 0, "total": 0}
        by_row = {row.number: dict(row.errors) for row in found.rows}
        assert "baris 2" in by_row[3]["uraian"]
        assert set(by_row[4]) == {
            "tahun", "kode sub kegiatan", "kode rekening", "uraian", "perangkat daerah", "jumlah",
        }  # fmt: skip
        assert unit in by_row[4]["perangkat daerah"]
        assert "beberapa unit" in by_row[6]["perangkat daerah"]
        assert "2.000" in by_row[7]["jumlah"]
        with pytest.raises(BudgetNotApplicable):
            apply_budget(file=file, actor=cast.alice, now=LATER)
        assert not BudgetLine.objects.exists()
        for bad in (b"", b"a;b\n1;2\n", b"PK\x03\x04rusak"):
            with pytest.raises(PlanFileError):
                receive_budget(file_name="dpa.xlsx", content=bad, actor=cast.alice, now=LATER)


class TestTies:
    def test_a_line_is_tied_to_an_activity_a_step_or_a_reason_and_sums_follow(self, cast):
        data_centre, licence = lines(cast, *rows_of(cast))
        roadmap, item = make_roadmap(cast.alice)
        plan = accept_plan(
            plan=proposed(make_assessment(cast.alice), cast.bob), actor=cast.alice, now=COMPUTED
        )
        tied = tie_budget_line(line=data_centre, item=item, expected_version=1, actor=cast.alice, now=LATER)
        with pytest.raises(LineChanged):
            tie_budget_line(line=tied, reason="lain", expected_version=1, actor=cast.alice, now=LATER)
        step = plan.chosen.order_by("position")[0]
        tie_budget_line(line=licence, plan_step=step, expected_version=1, actor=cast.alice, now=LATER)
        tie_budget_line(line=licence, reason="Belanja rutin", expected_version=2, actor=cast.alice, now=LATER)
        sums = budget_sums(cast.instansi.pk, 2027)
        assert (sums.tied, sums.reasoned, sums.open, sums.share) == (150_000_000, 50_000_000, 0, 75)
        for nothing in ({}, {"item": item, "reason": "dua"}, {"item": item.parent}, {"reason": "  "}):
            with pytest.raises(NothingToTie):
                tie_budget_line(line=tied, **nothing, expected_version=2, actor=cast.alice, now=LATER)
        assert roadmap.items.count() == 3

    def test_a_line_follows_its_activity_into_the_next_edition_and_what_was_dropped_is_named(self, cast):
        planner, leader = make_planner(cast), make_leader(cast)
        roadmap, item = make_roadmap(cast.alice)
        words = activity(roadmap, 250, "Pusat data")
        dropped = add_roadmap_item(
            roadmap=roadmap,
            kind=ItemKind.ACTIVITY,
            parent=item.parent,
            words=words,
            actor=cast.alice,
            now=LATER,
        )
        first = set_edition(roadmap, cast.alice, leader)
        kept, lost = lines(cast, *rows_of(cast))
        assert [one.budget for one in planned_without_budget(cast.instansi.pk, 2027)] == [300, 250]
        for line, to in ((kept, item), (lost, dropped)):
            tie_budget_line(line=line, item=to, expected_version=1, actor=cast.alice, now=LATER)
        check_budget_line(
            line=kept, verdict=CheckVerdict.CHECKED, note="", expected_version=2, actor=planner, now=LATER
        )
        assert not planned_without_budget(cast.instansi.pk, 2027)
        second = start_roadmap(first_year=2027, origin=first, actor=cast.alice, now=LATER)
        remove_roadmap_item(item=second.items.get(key=dropped.key), actor=cast.alice, now=LATER)
        set_edition(second, cast.alice, leader)
        kept.refresh_from_db()
        assert (kept.item.roadmap, kept.item.key) == (second, item.key)
        assert latest_check(kept) is not None
        sums = budget_sums(cast.instansi.pk, 2027)
        assert (sums.tied, sums.outdated) == (200_000_000, 50_000_000)

    def test_a_check_is_of_the_line_as_it_stands_and_hinders_an_undo(self, cast):
        planner = make_planner(cast)
        [line] = lines(cast, rows_of(cast)[0])
        with pytest.raises(NoteMissing):
            check_budget_line(
                line=line,
                verdict=CheckVerdict.QUERIED,
                note=" ",
                expected_version=1,
                actor=planner,
                now=LATER,
            )
        check = check_budget_line(
            line=line, verdict=CheckVerdict.CHECKED, note="", expected_version=1, actor=planner, now=LATER
        )
        assert latest_check(line) == check
        with pytest.raises(BudgetInUse):
            undo_budget(file=line.file, actor=cast.alice, now=LATER)
        assert line.file.state == BudgetFileState.APPLIED
        tied = tie_budget_line(line=line, reason="Rutin", expected_version=1, actor=planner, now=LATER)
        assert latest_check(tied) is None
        with pytest.raises(ProgrammingError), transaction.atomic():
            line.checks.all().delete()

    def test_it_refuses_who_may_not_receive_apply_undo_tie_or_check(self, cast):
        planner = make_planner(cast)
        [line] = lines(cast, rows_of(cast)[0])
        waiting = brought(cast.alice, rows_of(cast)[1])
        for actor in (cast.bob, cast.dana):
            with pytest.raises(NotPermitted):
                brought(actor, rows_of(cast)[1])
        for actor in (cast.bob, cast.dana, cast.charlie):
            for act in (
                lambda actor=actor: apply_budget(file=waiting, actor=actor, now=LATER),
                lambda actor=actor: undo_budget(file=line.file, actor=actor, now=LATER),
                lambda actor=actor: tie_budget_line(
                    line=line, reason="x", expected_version=1, actor=actor, now=LATER
                ),
                lambda actor=actor: check_budget_line(
                    line=line,
                    verdict=CheckVerdict.CHECKED,
                    note="",
                    expected_version=1,
                    actor=actor,
                    now=LATER,
                ),
            ):
                with pytest.raises(NotPermitted):
                    act()
        with pytest.raises(NotPermitted):
            check_budget_line(
                line=line,
                verdict=CheckVerdict.CHECKED,
                note="",
                expected_version=1,
                actor=cast.alice,
                now=LATER,
            )
        assert planner.has_role("planner")


class TestPages:
    def test_the_pages_lead_from_a_file_to_a_tied_and_exported_line(self, cast, client):
        make_roadmap(cast.alice)
        client.force_login(cast.alice_account)
        page = reverse("planning:budget")
        assert client.post(page, {"file": SimpleUploadedFile("x.csv", b"a;b\n")}).status_code == 422
        sent = client.post(page, {"file": SimpleUploadedFile("dpa.csv", budget_csv(*rows_of(cast)))})
        assert "Siap diterapkan" in client.get(sent.url).content.decode()
        client.post(f"{sent.url}terapkan/")
        line = BudgetLine.objects.order_by("pk")[0]
        address = reverse("planning:budget_line", args=[line.pk])
        assert client.post(address, {"to": "", "reason": "", "versi": "1"}).status_code == 422
        assert client.post(address, {"to": "", "reason": "Rutin", "versi": "1"}).status_code == 302
        found = client.get(f"{page}?tahun=2027&tampil=beralasan").content.decode()
        assert "Sewa pusat data" in found
        assert "Lisensi" not in found
        out = client.get(reverse("planning:budget_export", args=["csv"]) + "?tahun=2027")
        assert b"150000000" in b"".join(out.streaming_content)

    def test_another_instansi_sees_no_line(self, cast, client):
        [line] = lines(cast, rows_of(cast)[0])
        client.force_login(cast.charlie_account)
        assert client.get(reverse("planning:budget_line", args=[line.pk])).status_code == 404
        assert "Sewa pusat data" not in client.get(reverse("planning:budget")).content.decode()
