"""The pages of plans: what each role sees and may do, what is refused in a sentence, and what is kept."""

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast
from pranata.planning.models import Plan, PlanRun, PlanState
from pranata.planning.operations.keep_answer import keep_answer
from pranata.planning.tests.scenes import COMPUTED, answer_with, ask, computed, make_assessment, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def assessment(cast):
    with tenant_scope(cast.instansi.pk):
        yield make_assessment(cast.alice)


def entered(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def alice(cast):
    return entered(cast.alice_account)


def test_the_gap_says_what_each_step_adds_costs_and_waits_for(alice, assessment):
    page = alice.get("/rencana/")
    text = page.content.decode()
    assert "47 indikator dapat naik" in text
    assert "+0,0250" in text
    assert "syarat" in text
    rows = alice.get("/rencana/kesenjangan.csv", {"sampai": "semua", "urut": "biaya"}).getvalue().decode()
    assert rows.count("\n") >= 47 * 3
    assert alice.get("/rencana/", {"urut": "apa", "aspek": "9", "sebab": "x"}).status_code == 200


def test_a_question_is_asked_and_what_was_typed_is_kept_when_it_is_refused(alice, cast, assessment):
    typed = {"target": "2,05", "start": "2027-01", "budget": "", "by": "2027-12-31", "margin": "0,01"}
    for field, wrong, said in (
        ("target", "1,0", "di bawah indeks hari ini"),
        ("target", "9,9", "tidak dikenal"),
        ("budget", "-5", "tidak dapat dipakai"),
        ("start", "Januari", "tidak dikenal"),
        ("by", "2026-12-31", "tidak ada satu bulan utuh"),
        ("margin", "7", "0 sampai 1"),
        ("forbidden", "99:9", "tidak dikenal"),
    ):
        page = alice.post(reverse("planning:new"), {**typed, field: wrong})
        assert page.status_code == 422
        assert said in page.content.decode()
        assert 'value="2027-12-31"' in page.content.decode() or field == "by"
    assert not Plan.objects.exists()
    page = alice.post(reverse("planning:new"), {**typed, "forbidden": "11:3; 12:3"})
    plan = Plan.objects.get()
    assert page.headers["Location"] == reverse("planning:plan", args=[plan.pk])
    assert plan.question["forbidden"] == ["11:3", "12:3"]
    waiting = alice.get(page.headers["Location"]).content.decode()
    assert "Segera dimulai" in waiting
    alice.post(reverse("planning:stop", args=[plan.pk]))
    assert PlanRun.objects.get(plan=plan).stop_asked_at is not None


def test_the_plan_shows_figures_steps_and_proof_and_answers_what_if(alice, cast, assessment):
    plan = computed(assessment, cast.alice, "12:3", "11:3")
    Plan.objects.filter(pk=plan.pk).update(
        frontier={
            "frontier": [
                {
                    "target": "11/5",
                    "index_exact": "11/5",
                    "cost": 900_000_000,
                    "bound": 900_000_000,
                    "steps": 9,
                }
            ]
        }
    )
    page = reverse("planning:plan", args=[plan.pk])
    text = alice.get(page).content.decode()
    for said in ("Dari 2,00 ke 2,05", "Terbukti optimal", "Anggapan", "1 Jan – 31 Mar"):
        assert said in text
    tried = alice.get(page, {"target": "2.15", "dana": "500000000"}).content.decode()
    assert "Anggaran kurang Rp400 juta" in tried
    assert "selisih" in tried
    table = alice.get(reverse("planning:steps_file", args=[plan.pk, "csv"])).getvalue().decode()
    assert "Anggapan" in table
    document = alice.get(reverse("planning:recompute", args=[plan.pk])).json()
    assert (document["answer"]["cost"], document["algorithm"]) == (240_000_000, "optimal_plan_v1")


def test_where_there_is_no_plan_the_page_says_what_collides_and_takes_the_relaxation(alice, cast, assessment):
    plan = ask(assessment, cast.alice, budget=1_000_000)
    answer = answer_with(plan, status="infeasible") | {
        "bound": None,
        "limits": {"target": "41/20", "budget": 1_000_000, "start": "2027-01", "by": None},
        "conflicts": [{"limit": "target", "enough": "2"}, {"limit": "budget", "enough": 70_000_000}],
    }
    keep_answer(plan=plan, answer=answer, now=COMPUTED)
    page = reverse("planning:plan", args=[plan.pk])
    text = alice.get(page).content.decode()
    assert "Kurang Rp69 juta; yang cukup Rp70 juta." in text
    alice.post(reverse("planning:adopt", args=[plan.pk]), {"budget": "70.000.000"})
    again = Plan.objects.get(origin=plan)
    assert (again.question["budget"], again.question["target"]) == (70_000_000, "41/20")


def test_steps_forced_and_forbidden_are_taken_out_one_by_one(alice, cast, assessment):
    plan = ask(assessment, cast.alice, forced=(("12", 3), ("11", 3)), forbidden=(("13", 3),))
    answer = answer_with(plan, status="infeasible") | {
        "bound": None,
        "conflicts": [{"limit": "forced", "steps": ["11:3", "12:3"]}, {"limit": "budget"}],
        "limits": {"target": "41/20", "budget": 1, "start": "2027-01", "by": None},
    }
    keep_answer(plan=plan, answer=answer, now=COMPUTED)
    assert "Lepas 12:3" in alice.get(reverse("planning:plan", args=[plan.pk])).content.decode()
    alice.post(reverse("planning:adopt", args=[plan.pk]), {"lepas-wajib": "12:3"})
    again = Plan.objects.get(origin=plan)
    assert (again.question["forced"], again.question["forbidden"]) == (["11:3"], ["13:3"])
    keep_answer(plan=again, answer=answer_with(again, "11:3", "12:3"), now=COMPUTED)
    assert "Lepas dan hitung" in alice.get(reverse("planning:plan", args=[again.pk])).content.decode()
    alice.post(reverse("planning:adopt", args=[again.pk]), {"lepas-larang": "13:3"})
    assert Plan.objects.get(origin=again).question["forbidden"] == []


def test_what_one_more_is_worth_stands_on_the_page_proven_or_with_its_gap(alice, cast, assessment):
    plan = computed(assessment, cast.alice)
    page = reverse("planning:plan", args=[plan.pk])
    assert "sekitar semenit" in alice.get(page).content.decode()
    row = {"more": 60, "objective": "cost", "before": 240_000_000, "after": 240_000_000, "gain": 0}
    Plan.objects.filter(pk=plan.pk).update(
        worth={
            "person_days": 60,
            "limits": [
                {**row, "limit": "capacity", "owner": "Bappeda", "gain_at_most": 0, "proven": True},
                {**row, "limit": "capacity", "owner": "BKAD", "gain_at_most": 0, "proven": True},
                {**row, "limit": "date", "gain": 5_000_000, "gain_at_most": 9_000_000, "proven": False},
            ],
            "next_index": {
                "index_exact": "83/40", "cost": 260_000_000, "bound": 260_000_000, "proven": True,
                "more": 20_000_000,
            },
        }
    )  # fmt: skip
    text = alice.get(page).content.decode()
    for said in (
        "baru berarti pada tambahan Rp20 juta: indeks 2,075",
        "hemat Rp5 juta",
        "belum terbukti, paling banyak Rp9 juta",
        "Satu orang lagi di tiap perangkat daerah",
    ):
        assert said in text


def test_a_plan_is_proposed_sent_back_and_accepted_on_the_page(alice, cast, assessment):
    bob = entered(cast.bob_account)
    plan = computed(assessment, cast.bob)
    bob.post(reverse("planning:propose", args=[plan.pk]))
    assert "Tetapkan rencana ini" not in bob.get(reverse("planning:plan", args=[plan.pk])).content.decode()
    assert "Tetapkan rencana ini" in alice.get(reverse("planning:plan", args=[plan.pk])).content.decode()
    assert alice.post(reverse("planning:give_back", args=[plan.pk]), {"reason": ""}).status_code == 422
    alice.post(reverse("planning:give_back", args=[plan.pk]), {"reason": "Biaya dari DPA."})
    assert "Biaya dari DPA." in bob.get(reverse("planning:plan", args=[plan.pk])).content.decode()
    bob.post(reverse("planning:propose", args=[plan.pk]))
    assert bob.post(reverse("planning:accept", args=[plan.pk])).status_code == 403
    alice.post(reverse("planning:accept", args=[plan.pk]))
    plan.refresh_from_db()
    assert plan.state == PlanState.ACCEPTED


def test_who_reads_only_and_who_is_elsewhere(cast, assessment):
    plan = proposed(assessment, cast.alice)
    dana, charlie = entered(cast.dana_account), entered(cast.charlie_account)
    assert "Susun rencana" not in dana.get("/rencana/daftar/").content.decode()
    assert dana.get(reverse("planning:plan", args=[plan.pk])).status_code == 200
    assert dana.post(reverse("planning:new"), {}).status_code == 403
    for name in ("plan", "recompute"):
        assert charlie.get(reverse(f"planning:{name}", args=[plan.pk])).status_code == 404
    for name in ("propose", "accept", "give_back", "stop", "adopt"):
        assert charlie.post(reverse(f"planning:{name}", args=[plan.pk])).status_code == 404


def test_the_list_does_not_ask_more_for_more_plans(alice, cast, assessment, django_assert_max_num_queries):
    computed(assessment, cast.alice)
    alice.get("/rencana/daftar/")
    for _ in range(3):
        computed(assessment, cast.alice)
    with django_assert_max_num_queries(14):
        alice.get("/rencana/daftar/")


def test_two_plans_stand_side_by_side_and_one_page_is_printed(alice, cast, assessment):
    one, other = (
        computed(assessment, cast.alice, "12:3", "11:3"),
        proposed(assessment, cast.bob, "11:3", "13:3"),
    )
    page = alice.get(reverse("planning:compare", args=[one.pk]), {"dengan": other.pk}).content.decode()
    for said in ("Biayanya sama", "1 langkah hanya di R-2027-01", "1 langkah bergeser", "−3"):
        assert said in page
    assert alice.get(reverse("planning:compare", args=[one.pk]), {"dengan": "0"}).status_code == 404
    answer = alice.get(reverse("planning:sheet", args=[other.pk]))
    printed = pypdfium2.PdfDocument(answer.content)
    text = printed[0].get_textpage().get_text_range()
    assert len(printed) == 1
    for said in ("Keputusan yang diminta", "Periksa keaslian", "anggapan katalog", "R-2027-02"):
        assert said in text
    # The page prints as the same sheet.
    page = alice.get(reverse("planning:plan", args=[other.pk])).content.decode()
    for said in ("has-sheet", "Keputusan yang diminta", "Bila tidak dikerjakan"):
        assert said in page
    waiting = ask(assessment, cast.alice)
    assert alice.get(reverse("planning:sheet", args=[waiting.pk])).status_code == 404
