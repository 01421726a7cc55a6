"""Another plan takes the place of the one that runs: what was done goes on, what is left is told."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from pranata.assessment.tests.scenes import LATER, recorded
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Notice
from pranata.organisation.tests.cast import make_cast
from pranata.planning import events
from pranata.planning.models import ActionPlan, BudgetLine, DateProposal, Plan
from pranata.planning.operations._action import ActionPlanEnded, WordsMissing
from pranata.planning.operations.bring_budget import apply_budget, receive_budget
from pranata.planning.operations.decide_plan import accept_plan
from pranata.planning.operations.edit_action import edit_action
from pranata.planning.operations.propose_dates import propose_dates
from pranata.planning.operations.show_action_evidence import show_action_evidence
from pranata.planning.operations.tie_budget import NothingToTie, tie_budget_line
from pranata.planning.queries.budget import budget_sums, lines_paying
from pranata.planning.tests.action_scenes import BEGUN, action, as_it_is, begun, told
from pranata.planning.tests.roadmap_scenes import budget_csv
from pranata.planning.tests.scenes import COMPUTED, make_assessment, proposed
from pranata.records.operations.add_evidence import Claim, Part, add_evidence

pytestmark = pytest.mark.django_db
WHY = "Target dinaikkan menjadi 2,80."


@pytest.fixture
def cast():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        yield cast


def lines(cast, *names):
    """Return lines of the ICT budget with these names."""
    content = budget_csv(*(f"{name};{cast.diskominfo.name};10.000.000" for name in names))
    file = receive_budget(file_name="dpa.csv", content=content, actor=cast.alice, now=LATER)
    apply_budget(file=file, actor=cast.alice, now=LATER)
    return list(BudgetLine.objects.order_by("pk"))


def shown(cast, one):
    """Show an item of the archive for an action, and return it."""
    item = add_evidence(
        unit=cast.dinkes,
        claim=Claim(title="Rancangan Perwali", effective_on=LATER.date()),
        parts=[Part(link="https://contoh.invalid/perwali")],
        actor=cast.bob,
        now=BEGUN,
    )
    show_action_evidence(action=one, items=[item.public_id], actor=cast.alice, now=BEGUN)
    return item


def tie(cast, line, one):
    """Tie a line to an action."""
    return tie_budget_line(line=line, action=one, expected_version=line.version, actor=cast.alice, now=LATER)


def test_the_same_step_goes_on_with_all_that_was_done_and_the_rest_is_told(cast, client):
    first = begun(make_assessment(cast.alice), cast.bob, cast.alice)
    done, left, running = (action(first, place) for place in ("11:3", "11:4", "12:3"))
    item = shown(cast, running)
    told(done, cast.alice, "done", actual_cost=7, actual_effort=Decimal(3))
    told(running, cast.alice, "running", percent=40)
    running.refresh_from_db()
    edit_action(
        action=running,
        edit=as_it_is(running, position_id=cast.bob.position_id, unit_id=cast.dinkes.pk, risk="Lelang"),
        version=running.version,
        actor=cast.alice,
        now=BEGUN,
    )
    propose_dates(
        action=left,
        starts_on=dt.date(2028, 1, 1),
        ends_on=dt.date(2028, 3, 1),
        reason="Anggaran perubahan",
        actor=cast.alice,
        now=BEGUN,
    )
    paying, for_left, other = lines(cast, "Server", "Lisensi", "Pelatihan")
    tie(cast, paying, running)
    tie(cast, for_left, left)
    old_baseline = (running.baseline_starts_on, running.baseline_ends_on)
    with pytest.raises(WordsMissing):
        begun(first.plan.assessment, cast.bob, cast.alice, "13:3", "12:3", "11:3", reason=" ")
    assert ActionPlan.objects.get(ended_at__isnull=True) == first

    accepted = Plan.objects.get(state="accepted")
    second = start(client, cast, accepted)

    goes_on, finished, new = (action(second, place) for place in ("12:3", "11:3", "13:3"))
    assert (goes_on.state, goes_on.percent, goes_on.risk) == ("running", 40, "Lelang")
    assert (goes_on.unit, goes_on.position_id) == (cast.dinkes, cast.bob.position_id)
    assert (goes_on.baseline_starts_on, goes_on.baseline_ends_on) == old_baseline
    assert goes_on.starts_on != goes_on.baseline_starts_on
    assert [link.evidence for link in goes_on.evidence.all()] == [item]
    assert (finished.state, finished.actual_cost, finished.closed_on) == ("done", 7, BEGUN.date())
    assert (new.state, new.carried_from) == ("open", None)
    assert (second.replaces, second.reason) == (first, WHY)
    assert goes_on.acts.get(kind="carried").words == left.acts.get(kind="left").words == WHY
    assert recorded(events.ACTIONS_REPLANNED) == 1
    assert Notice.objects.get(kind="aksi.ditinggalkan").position_id == left.position_id
    assert Notice.objects.filter(kind="aksi.diberikan", position_id=cast.bob.position_id).exists()
    assert not DateProposal.objects.filter(state="open").exists()
    with pytest.raises(ActionPlanEnded):
        told(running, cast.alice, "running", percent=90)
    assert lines_paying(goes_on) == [paying]
    sums = budget_sums(cast.instansi.pk, 2027)
    assert (sums.tied, sums.outdated, sums.open) == (20_000_000, 10_000_000, 10_000_000)
    with pytest.raises(NothingToTie):
        tie(cast, other, running)


def start(client, cast, accepted):
    """Begin the accepted plan on its page, which says before what becomes of the actions."""
    client.force_login(cast.alice_account)
    address = reverse("planning:actions_start", args=[accepted.pk])
    shown = client.get(address).content.decode()
    assert "1 aksi tidak diteruskan" in shown
    assert "2 aksi diteruskan" in shown
    refused = client.post(address, {"alasan": " "})
    assert refused.status_code == 422
    assert client.post(address, {"alasan": WHY}).url == reverse("planning:actions")
    table = client.get(reverse("planning:actions")).content.decode()
    assert WHY in table
    assert WHY in client.get(reverse("planning:actions_baseline")).content.decode()
    return ActionPlan.objects.get(ended_at__isnull=True)


def test_a_line_tied_to_a_step_belongs_to_its_action_once_work_begins(cast, client):
    accepted = accept_plan(
        plan=proposed(make_assessment(cast.alice), cast.bob), actor=cast.alice, now=COMPUTED
    )
    to_step, untied = lines(cast, "Server", "Lisensi")
    step = accepted.chosen.get(indicator="12")
    tie_budget_line(line=to_step, plan_step=step, expected_version=1, actor=cast.alice, now=LATER)
    client.force_login(cast.alice_account)
    begun_at = client.post(reverse("planning:actions_start", args=[accepted.pk]))
    assert begun_at.status_code == 302
    one = action(ActionPlan.objects.get(), "12:3")
    assert lines_paying(one) == [to_step]
    page = reverse("planning:action", args=[one.pk])
    assert "Rp10.000.000" in client.get(page).content.decode()
    fund = reverse("planning:action_fund", args=[one.pk])
    assert client.post(fund, {"baris": f"{untied.pk}:9"}).status_code == 409
    assert client.post(fund, {"baris": f"{untied.pk}:1"}).status_code == 302
    assert {line.pk for line in lines_paying(one)} == {to_step.pk, untied.pk}
    assert client.post(fund, {"baris": "x"}).status_code == 404
    client.force_login(cast.bob_account)
    assert client.post(fund, {"baris": f"{untied.pk}:2"}).status_code == 403
    client.force_login(cast.charlie_account)
    assert client.post(fund, {"baris": f"{untied.pk}:2"}).status_code == 404
    out = client.get(reverse("planning:budget_line", args=[untied.pk]))
    assert out.status_code == 404
