"""Own estimates and capacities: read, shown, kept as a whole, undone as a whole; and what is refused."""

import io
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from pranata.assessment import regulations
from pranata.assessment.tests.scenes import recorded
from pranata.engine.optimise import Quarter
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import NOW, TODAY, make_cast
from pranata.planning import events
from pranata.planning.models import CapacityChange, EstimateChange, OwnerCapacity, StepEstimate
from pranata.planning.operations.save_capacities import (
    CapacitiesChangedMeanwhile,
    CapacitiesSame,
    NoTime,
    save_capacities,
    undo_capacities,
)
from pranata.planning.operations.save_estimates import (
    EstimatesChangedMeanwhile,
    Given,
    InCircle,
    NothingChanged,
    SourceMissing,
    drop_estimate,
    save_estimates,
    undo_estimates,
)
from pranata.planning.queries.steps import capacity_of, offered_steps
from pranata.planning.question import Offered, place_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]

QUARTER = Quarter(2027 * 4)
HEAD = "indicator;from;to;cost;effort;months;owner;requires\n"
ROW = "11;1;2;75000000;12,5;2;Dinas Komunikasi dan Informatika;12:2\n"


@pytest.fixture
def cast():
    made = make_cast()
    with tenant_scope(made.instansi.pk):
        yield made


@pytest.fixture
def alice(cast):
    client = Client()
    client.force_login(cast.alice_account)
    return client


def offered(cast, place: str) -> Offered:
    steps = offered_steps(cast.instansi.pk, regulations.load("spbe-2020"), TODAY)
    return next(one for one in steps if place_text(one.step.reaches) == place)


def file(text: str, name: str = "biaya.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def save(cast, *given: Given, actor=None):
    return save_estimates(
        instansi_id=cast.instansi.pk, instrument="spbe-2020", given=given, actor=actor or cast.alice, now=NOW
    )


def test_a_file_is_shown_first_kept_whole_and_undone_whole(alice, cast):
    shown = alice.post(reverse("planning:estimates_check"), {"berkas": file(HEAD + ROW)}).content.decode()
    assert "1 langkah akan berubah" in shown
    assert not StepEstimate.objects.exists()
    kept = {"isi": HEAD + ROW, "kepastian": "derived", "sumber": "DPA 2027"}
    assert alice.post(reverse("planning:estimates_apply"), kept).status_code == 302
    now = offered(cast, "11:2")
    assert (now.step.cost, now.certainty, now.source) == (75_000_000, "derived", "DPA 2027")
    assert (now.step.effort, now.unit_id) == (Fraction(25, 2), cast.diskominfo.pk)
    assert recorded(events.ESTIMATES_CHANGED) == 1
    assert "memakai perkiraan Anda" in alice.get(reverse("planning:estimates")).content.decode()
    batch = EstimateChange.objects.get().batch
    alice.post(reverse("planning:estimates_undo", args=[batch]))
    assert offered(cast, "11:2").certainty == "assumption"
    with pytest.raises(EstimatesChangedMeanwhile):
        undo_estimates(instansi_id=cast.instansi.pk, batch=batch, actor=cast.alice, now=NOW)


def test_what_is_wrong_with_a_file_is_said_with_its_place(alice):
    wide = Workbook()
    wide.worksheets[0].append([f"kolom {n}" for n in range(200)])
    out = io.BytesIO()
    wide.save(out)
    for content, said in (
        (HEAD + ROW.replace("75000000", "-5"), "negatif"),
        (HEAD + ROW.replace("Dinas Komunikasi dan Informatika", "Dinas Sihir"), "Dinas Sihir"),
        (HEAD + ROW + "12;1;2;1;1;1;Inspektorat;11:2\n", "melingkar"),
        (out.getvalue().decode("latin-1"), "kolom"),
    ):
        upload = SimpleUploadedFile(
            "biaya.xlsx" if content[:2] == "PK" else "b.csv", content.encode("latin-1")
        )
        page = alice.post(reverse("planning:estimates_check"), {"berkas": upload})
        assert page.status_code == 422
        assert said in page.content.decode()
    unsourced = {"isi": HEAD + ROW, "kepastian": "official", "sumber": " "}
    page = alice.post(reverse("planning:estimates_apply"), unsourced)
    assert (page.status_code, StepEstimate.objects.exists()) == (422, False)


def test_prerequisites_are_held_against_all_other_steps(cast):
    step = offered(cast, "12:2").step
    waiting = Offered(step=type(step)(**{**_values(step), "requires": (("21", 2),)}))
    with pytest.raises(InCircle, match="12:2"):
        save(cast, Given(offered=waiting))


def test_a_step_can_be_taken_out_and_nothing_changed_is_said(cast):
    taken = offered(cast, "13:3")
    save(cast, Given(offered=taken, is_available=False))
    steps = offered_steps(cast.instansi.pk, regulations.load("spbe-2020"), TODAY)
    assert "13:3" not in {place_text(one.step.reaches) for one in steps}
    with pytest.raises(NothingChanged):
        save(cast, Given(offered=taken, is_available=False))
    with pytest.raises(SourceMissing):
        save(cast, Given(offered=Offered(step=taken.step, certainty="official")))


TYPED = {
    "cost": "75.000.000", "effort": "12,5", "functions": "Auditor: 12,5", "months": "2", "requires": "12:2",
    "owner": "Dinas Komunikasi dan Informatika", "opens": "9;1", "started": "", "risk": "Lelang gagal.",
    "is_available": "on", "certainty": "derived", "source": "DPA 2027", "reason": "Menurut standar harga.",
}  # fmt: skip


def test_one_step_is_changed_in_a_form_with_source_reason_and_history_and_undone(alice, cast):
    path = reverse("planning:estimate", args=["11", 2])
    before = alice.get(path).content.decode()
    assert "Belum pernah diubah" in before
    assert "Data arsitektur" in before
    assert alice.post(path, TYPED).status_code == 302
    now = offered(cast, "11:2")
    assert (now.step.cost, now.step.requires, now.step.opens) == (75_000_000, (("12", 2),), (1, 9))
    assert (now.risk, now.functions) == ("Lelang gagal.", (("Auditor", Fraction(25, 2)),))
    page = alice.get(path).content.decode()
    for said in ("Menurut standar harga.", cast.alice.person_name, "Rp75.000.000", "Anggapan", "Turunan"):
        assert said in page
    alice.post(path, {**TYPED, "is_available": "", "reason": "Ditunda."})
    shown = alice.get(reverse("planning:estimates"), {"aspek": "semua"}).content.decode()
    assert "Tidak direncanakan" in shown
    batch = EstimateChange.objects.order_by("-pk")[0].batch
    alice.post(reverse("planning:estimates_undo", args=[batch]))
    assert offered(cast, "11:2") == now
    alice.post(reverse("planning:estimate_drop", args=["11", 2]))
    assert offered(cast, "11:2").certainty == "assumption"
    assert EstimateChange.objects.filter(after__isnull=True).count() == 1
    with pytest.raises(NothingChanged):
        drop_estimate(
            instansi_id=cast.instansi.pk, instrument="spbe-2020", place=("11", 2), actor=cast.alice, now=NOW
        )


def test_what_is_wrong_with_a_field_is_said_beside_it_and_nothing_typed_is_lost(alice, cast):
    path = reverse("planning:estimate", args=["11", 2])
    for field, wrong, said in (
        ("cost", "-5", "negatif"),
        ("requires", "99:3", "indikator yang tidak ada"),
        ("requires", "11:3", "melingkar"),
        ("functions", "Auditor: 3", "berjumlah 3,00"),
        ("owner", "Dinas Sihir", "Dinas Sihir"),
        ("source", "", "Sumber belum diisi"),
    ):
        page = alice.post(path, {**TYPED, field: wrong})
        assert (page.status_code, said in page.content.decode()) == (422, True), (field, wrong)
        assert "Lelang gagal." in page.content.decode()
    assert not StepEstimate.objects.exists()
    for unknown in (["99", 2], ["11", 9]):
        assert alice.get(reverse("planning:estimate", args=unknown)).status_code == 404


def test_capacities_are_looked_at_taken_as_a_whole_and_undone_as_a_whole(alice, cast):
    listed = "owner;quarter;person_days\nInspektorat;2027-Q1;40\n"
    shown = alice.post(reverse("planning:capacities_check"), {"berkas": file(listed)}).content.decode()
    assert "1 kapasitas akan berubah" in shown
    assert not OwnerCapacity.objects.exists()
    alice.post(reverse("planning:capacities_apply"), {"isi": listed, "alasan": "Kesanggupan Januari."})
    assert capacity_of(cast.instansi.pk) == {("Inspektorat", QUARTER): 40}
    assert "Kesanggupan Januari." in alice.get(reverse("planning:estimates")).content.decode()
    refused = alice.post(reverse("planning:capacities_check"), {"berkas": file(listed.replace("40", "0"))})
    assert "kapasitas nol" in refused.content.decode()
    first = CapacityChange.objects.get().batch
    save_capacities(instansi_id=cast.instansi.pk, given={}, actor=cast.alice, now=NOW)
    with pytest.raises(CapacitiesChangedMeanwhile):
        undo_capacities(instansi_id=cast.instansi.pk, batch=first, actor=cast.alice, now=NOW)
    latest = CapacityChange.objects.order_by("-pk")[0].batch
    alice.post(reverse("planning:capacities_undo", args=[latest]))
    assert capacity_of(cast.instansi.pk) == {("Inspektorat", QUARTER): 40}
    zero = {(cast.inspektorat, QUARTER): Fraction(0)}
    with pytest.raises(NoTime):
        save_capacities(instansi_id=cast.instansi.pk, given=zero, actor=cast.alice, now=NOW)
    with pytest.raises(CapacitiesSame):
        save_capacities(
            instansi_id=cast.instansi.pk, given={(cast.inspektorat, QUARTER): Fraction(40)}, actor=cast.alice,
            now=NOW,
        )  # fmt: skip
    for name in ("biaya", "kapasitas"):
        assert alice.get(reverse("planning:estimates_template", args=[name])).status_code == 200


def test_it_refuses_who_may_not_save_estimates_drop_estimate_undo_estimates_save_or_undo_capacities(cast):
    batch = save(cast, Given(offered=offered(cast, "13:3"), is_available=False))
    for actor in (cast.bob, cast.dana, cast.charlie):
        with pytest.raises(NotPermitted):
            save(cast, Given(offered=offered(cast, "14:3"), is_available=False), actor=actor)
        with pytest.raises(NotPermitted):
            undo_estimates(instansi_id=cast.instansi.pk, batch=batch, actor=actor, now=NOW)
        with pytest.raises(NotPermitted):
            save_capacities(instansi_id=cast.instansi.pk, given={}, actor=actor, now=NOW)
        with pytest.raises(NotPermitted):
            undo_capacities(instansi_id=cast.instansi.pk, batch=batch, actor=actor, now=NOW)
        with pytest.raises(NotPermitted):
            drop_estimate(
                instansi_id=cast.instansi.pk, instrument="spbe-2020", place=("13", 3), actor=actor, now=NOW
            )


def _values(step):
    return {name: getattr(step, name) for name in step.__slots__}
