"""Diagnosing, applying and undoing files, with the real units of Kabupaten Banjarnegara among them."""

import datetime as dt
from importlib import resources

import pytest

from pranata.foundation.errors import NotPermitted
from pranata.organisation.models import Assignment, ImportState, PendingImport, Person, Position, Unit
from pranata.organisation.operations import apply_import as apply_module
from pranata.organisation.operations._importing import NotWaiting
from pranata.organisation.operations.apply_import import NothingApplicable, apply_import
from pranata.organisation.operations.assign_person import SelfAssignment
from pranata.organisation.operations.discard_import import discard_import
from pranata.organisation.operations.receive_import import receive_import
from pranata.organisation.operations.undo_import import ChangedSince, undo_import
from pranata.organisation.queries.importing.diagnose import diagnose
from pranata.organisation.queries.importing.table import UnreadableFile
from pranata.organisation.queries.tree import tree_on
from pranata.organisation.tests.acts import at_home, make_assignment, make_person, make_position, recorded
from pranata.organisation.tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db
SINCE_2025 = dt.date(2025, 1, 1)
OTHERS = pytest.mark.parametrize("name", ["alice", "bob", "dana", "charlie"])


@pytest.fixture
def cast():
    with at_home() as found:
        yield found


def receive(cast, kind, text, *, actor=None):
    content = text if isinstance(text, bytes) else text.encode()
    return receive_import(
        kind=kind,
        file_name="berkas.csv",
        content=content,
        effective_on=SINCE_2025,
        actor=actor or cast.olga,
        now=NOW,
    )


def applied(cast, kind, text):
    return apply_import(pending=receive(cast, kind, text), actor=cast.olga, now=NOW)


def errors(cast, kind, text):
    plan = diagnose(receive(cast, kind, text))
    return {row.number: [column for column, _text in row.errors] for row in plan.rows if row.errors}


def real(name):
    return (resources.files("pranata.organisation") / "data" / name).read_bytes()


class TestBanjarnegara:
    def test_units_whose_opd_is_missing_are_named(self, cast):
        plan = diagnose(receive(cast, "unit", real("unit_banjarnegara.csv")))
        assert plan.counts == {"added": 179, "changed": 0, "unchanged": 0, "wrong": 8}
        assert all("4.01.0.00.0.00.01.0000" in row.errors[0][1] for row in plan.rows if row.errors)

    def test_opd_first_then_units_makes_the_whole_tree(self, cast):
        applied(cast, "unit", real("opd_banjarnegara.csv"))
        plan = diagnose(pending := receive(cast, "unit", real("unit_banjarnegara.csv")))
        assert plan.counts == {"added": 144, "changed": 0, "unchanged": 43, "wrong": 0}
        apply_import(pending=pending, actor=cast.olga, now=NOW)
        depths = [branch.depth for branch in tree_on(TODAY)]
        assert (len(depths), max(depths)) == (4 + 44 + 144, 2)

    def test_applying_it_again_changes_nothing(self, cast):
        applied(cast, "unit", real("opd_banjarnegara.csv"))
        with pytest.raises(NothingApplicable):
            applied(cast, "unit", real("opd_banjarnegara.csv"))

    def test_judging_costs_few_queries_whatever_the_rows(self, cast, django_assert_max_num_queries):
        pending = receive(cast, "unit", real("unit_banjarnegara.csv"))
        with django_assert_max_num_queries(4):
            diagnose(pending)


class TestUnits:
    def test_every_mistake_is_named_at_its_row_and_column(self, cast):
        found = errors(
            cast,
            "unit",
            "kode,nama,jenis,kode induk,mulai,berakhir\n"
            "A,Dinas A,opd,,,\n"
            "A,Dinas A lagi,opd,,,\n"
            "B,Bidang B,bidang,TAK-ADA,,\n"
            "C,Apa ini,apa,,,\n"
            "D,Dinas D,opd,,45474,\n"
            "E,,opd,,,\n"
            "F,Bidang F,bidang,G,,\n"
            "G,Bidang G,bidang,F,,\n"
            "H,Dinas H,opd,,2025-02-01,2025-01-01\n"
            "I,Dinas I,opd,,2019-01-01,\n",
        )
        assert found == {
            3: ["kode"],
            4: ["kode induk"],
            5: ["jenis"],
            6: ["mulai"],
            7: ["nama"],
            8: ["kode induk"],
            9: ["kode induk"],
            10: ["berakhir"],
            11: ["mulai"],
        }

    def test_children_may_stand_before_their_parents(self, cast):
        applied(cast, "unit", "kode,nama,jenis,kode induk\nB,Bidang B,bidang,A\nA,Dinas A,opd,\n")
        assert Unit.objects.filter(code="B", parent__code="A").exists()

    def test_a_name_is_corrected_and_a_parent_is_not(self, cast):
        text = f"kode,nama,jenis\n{cast.dinkes.code},Dinas Kesehatan Kota,opd\n"
        plan = diagnose(receive(cast, "unit", text))
        assert plan.rows[0].changes == {"name": ("Dinas Kesehatan", "Dinas Kesehatan Kota")}
        moved = f"kode,nama,kode induk\n{cast.dinkes.code},Dinas Kesehatan,{cast.diskominfo.code}\n"
        assert errors(cast, "unit", moved) == {2: ["kode induk"]}

    def test_a_circle_of_thousands_is_found_at_once(self, cast):
        lines = "".join(f"{n},Bidang {n},bidang,{(n + 1) % 9000}\n" for n in range(9000))
        assert len(errors(cast, "unit", "kode,nama,jenis,kode induk\n" + lines)) == 9000


class TestPositions:
    def test_positions_are_added_with_their_superiors(self, cast):
        applied(
            cast,
            "jabatan",
            "kode,nama,kode unit,kode atasan\n"
            "P2,Sekretaris,dinas-kesehatan,P1\n"
            "P1,Kepala Dinas,dinas-kesehatan,\n",
        )
        assert Position.objects.filter(code="P2", superior__code="P1").exists()

    def test_unknown_units_and_superiors_and_circles_are_named(self, cast):
        found = errors(
            cast,
            "jabatan",
            "kode,nama,kode unit,kode atasan\n"
            "P1,Satu,tak-ada,\n"
            "P2,Dua,dinas-kesehatan,P9\n"
            "P3,Tiga,dinas-kesehatan,P4\n"
            "P4,Empat,dinas-kesehatan,P3\n"
            "P4,Empat,dinas-kesehatan,\n",
        )
        assert found[2] == ["kode unit"]
        assert found[3] == ["kode atasan"]
        assert "kode atasan" in found[4]
        assert "kode" in found[6]

    def test_a_superior_is_changed_and_undone(self, cast):
        make_position(cast, "atas")
        bob = Position.objects.get(pk=cast.bob.position_id)
        text = f"kode,nama,kode unit,kode atasan\n{bob.code},{bob.title},dinas-kesehatan,atas\n"
        pending = applied(cast, "jabatan", text)
        assert Position.objects.filter(pk=bob.pk, superior__code="atas").exists()
        undo_import(pending=pending, actor=cast.olga, now=NOW)
        assert Position.objects.get(pk=bob.pk).superior is None


class TestPeople:
    HEAD = "nama,nip,surel,kode jabatan,kapasitas,nomor sk,mulai,berakhir\n"

    def test_a_person_with_two_posts_is_one_person(self, cast):
        make_position(cast, "P1")
        make_position(cast, "P2")
        nip = "198001012005011001"
        applied(cast, "orang", f"{self.HEAD}Rini,{nip},,P1,,SK 1,,\nRini,{nip},,P2,plt,SK 2,,2026-12-31\n")
        rini = Person.objects.get(nip=nip)
        assert [a.capacity for a in rini.assignments.order_by("pk")] == ["definitif", "plt"]

    def test_every_mistake_is_named_at_its_row_and_column(self, cast):
        make_position(cast, "P1")
        bob = Position.objects.get(pk=cast.bob.position_id).code
        found = errors(
            cast,
            "orang",
            self.HEAD + "Satu,1.98E+17,,,,,,\n"
            "Dua,123,,,,,,\n"
            "Tiga,,bukan-surel,,,,,\n"
            f"Empat,,,{bob},definitif,,,\n"
            "Lima,,,P1,,,,\n"
            "Enam,,,P1,,,,\n"
            "Tujuh,,,tak-ada,,,,\n"
            "Delapan,,,P1,kepala,,,\n"
            "Sembilan,,,P1,plt,,2025-02-01,2025-01-01\n"
            "Bob,,bob@contoh.test,,,,,\n",
        )
        assert found == {
            2: ["nip"],
            3: ["nip"],
            4: ["surel"],
            5: ["kode jabatan"],
            7: ["kode jabatan"],
            8: ["kode jabatan"],
            9: ["kapasitas"],
            10: ["berakhir"],
        }

    def test_what_is_recorded_already_is_left_alone(self, cast):
        position = make_position(cast, "P1")
        person = make_person(cast, "Rini", nip="198001012005011001")
        make_assignment(cast, position, person)
        plan = diagnose(receive(cast, "orang", f"{self.HEAD}Rini,198001012005011001,,P1,,,,\n"))
        assert plan.counts["unchanged"] == 1

    def test_it_refuses_olga_a_post_with_roles_for_herself(self, cast):
        alice = Position.objects.get(pk=cast.alice.position_id).code
        with pytest.raises(SelfAssignment):
            applied(cast, "orang", f"{self.HEAD}Olga,,olga@contoh.test,{alice},plt,,,\n")
        assert not Assignment.objects.filter(person_id=cast.olga.person_id, capacity="plt").exists()

    def test_a_role_that_ends_one_day_counts_as_well(self, cast):
        alice = Position.objects.get(pk=cast.alice.position_id)
        alice.grants.update(ends_on=dt.date(2030, 1, 1))
        with pytest.raises(SelfAssignment):
            applied(cast, "orang", f"{self.HEAD}Olga,,olga@contoh.test,{alice.code},plt,,,\n")


class TestReceiveImport:
    def test_the_file_is_kept_whole_with_its_digest(self, cast):
        pending = receive(cast, "unit", "kode,nama\nsalah,\n")
        assert bytes(pending.content) == b"kode,nama\nsalah,\n"
        assert recorded()[0] == "impor.terima"

    def test_it_refuses_what_cannot_be_read(self, cast):
        with pytest.raises(UnreadableFile):
            receive(cast, "unit", b"\x00\x01")
        assert not PendingImport.objects.exists()

    @OTHERS
    def test_it_refuses_everybody_else(self, cast, name):
        with pytest.raises(NotPermitted):
            receive(cast, "unit", "kode,nama\n1,Dinas\n", actor=getattr(cast, name))


class TestApplyImport:
    GOOD = "kode,nama\n1,Dinas Satu\n2,Dinas Dua\n"

    def test_one_wrong_row_keeps_everything_out(self, cast):
        with pytest.raises(NothingApplicable):
            applied(cast, "unit", self.GOOD + "3,\n")
        assert not Unit.objects.filter(code="1").exists()

    def test_it_is_applied_once(self, cast):
        pending = applied(cast, "unit", self.GOOD)
        with pytest.raises(NotWaiting):
            apply_import(pending=pending, actor=cast.olga, now=NOW)
        assert recorded()[0] == "impor.terapkan"

    def test_it_leaves_nothing_behind_when_the_ledger_fails(self, cast, monkeypatch):
        def fail(act):
            raise RuntimeError("the ledger refuses")

        pending = receive(cast, "unit", self.GOOD)
        monkeypatch.setattr(apply_module, "append_entry", fail)
        with pytest.raises(RuntimeError):
            apply_import(pending=pending, actor=cast.olga, now=NOW)
        assert not Unit.objects.filter(code="1").exists()
        assert PendingImport.objects.get(pk=pending.pk).state == ImportState.WAITING

    @OTHERS
    def test_it_refuses_everybody_else(self, cast, name):
        with pytest.raises(NotPermitted):
            apply_import(pending=receive(cast, "unit", self.GOOD), actor=getattr(cast, name), now=NOW)


class TestUndoImport:
    GOOD = "kode,nama,kode induk\n1,Dinas Satu,\n11,Bidang Satu,1\n"

    def test_everything_it_added_is_gone_and_the_file_stays(self, cast):
        before = Unit.objects.count()
        pending = undo_import(pending=applied(cast, "unit", self.GOOD), actor=cast.olga, now=NOW)
        assert Unit.objects.count() == before
        assert pending.state == ImportState.UNDONE
        assert recorded()[0] == "impor.urungkan"

    def test_it_refuses_when_something_came_to_depend_on_it(self, cast):
        pending = applied(cast, "unit", self.GOOD)
        make_position(cast, "baru", unit=Unit.objects.get(code="11"), starts_on=SINCE_2025)
        with pytest.raises(ChangedSince):
            undo_import(pending=pending, actor=cast.olga, now=NOW)
        assert Unit.objects.filter(code="1").exists()

    def test_it_refuses_when_a_corrected_name_was_changed_again(self, cast):
        text = f"kode,nama\n{cast.dinkes.code},Dinas Kesehatan Kota\n"
        pending = applied(cast, "unit", text)
        Unit.objects.filter(pk=cast.dinkes.pk).update(name="Lain lagi")
        with pytest.raises(ChangedSince):
            undo_import(pending=pending, actor=cast.olga, now=NOW)

    def test_it_refuses_a_file_that_only_waits(self, cast):
        with pytest.raises(NotWaiting):
            undo_import(pending=receive(cast, "unit", self.GOOD), actor=cast.olga, now=NOW)

    @OTHERS
    def test_it_refuses_everybody_else(self, cast, name):
        with pytest.raises(NotPermitted):
            undo_import(pending=applied(cast, "unit", self.GOOD), actor=getattr(cast, name), now=NOW)


class TestDiscardImport:
    def test_it_is_set_aside_and_stays_readable(self, cast):
        pending = receive(cast, "unit", "kode,nama\n1,Dinas\n")
        discard_import(pending=pending, actor=cast.olga, now=NOW)
        assert PendingImport.objects.get(pk=pending.pk).state == ImportState.DISCARDED
        assert recorded()[0] == "impor.sisihkan"

    @OTHERS
    def test_it_refuses_everybody_else(self, cast, name):
        with pytest.raises(NotPermitted):
            discard_import(
                pending=receive(cast, "unit", "kode,nama\n1,Dinas\n"), actor=getattr(cast, name), now=NOW
            )
