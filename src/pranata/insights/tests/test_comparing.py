"""A body against others: quartiles, shared levels, who rose; few are named, many are counted."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pranata.assessment.models import PublishedResult, ResultOrigin
from pranata.insights.queries.comparing import compare_body
from pranata.insights.queries.groups import EVERYBODY, Group, Quartiles, group_figures
from pranata.insights.queries.shared import FEW, spreads
from pranata.insights.queries.solved import who_solved
from pranata.insights.tests.rows import body, many_results, result

pytestmark = pytest.mark.django_db
LEVELS = {str(number): "2" for number in range(1, 48)}


def report(instansi, year, **levels):
    """An evaluation report that everybody may read, with all levels."""
    values = {**LEVELS, **{key.removeprefix("i"): value for key, value in levels.items()}}
    return result(instansi, year, "2.15", origin=ResultOrigin.EVALUATION_REPORT, levels=values)


def test_quartiles_of_a_group_are_those_of_the_year_and_nobody_elses():
    for number, index in enumerate(("1.00", "2.00", "3.00", "4.00", "5.00")):
        result(body(f"A{number}"), 2024, index)
    result(body("Jauh", kind="kabupaten"), 2024, "1.50")
    result(body("Lama"), 2023, "1.50")
    found = group_figures(Group(key="jenis", kind="kota"), 2024)
    assert found.count == 5
    assert found.index == Quartiles(low=Decimal(2), middle=Decimal(3), high=Decimal(4))
    assert found.domains["1"].middle == Decimal("3.00")
    assert group_figures(Group(key="serupa", ids=()), 2024).index is None


def test_few_are_named_and_many_are_counted():
    bodies = [body(name) for name in ("Ada", "Dua", "Tiga")]
    report(bodies[0], 2022, i12="1")
    report(bodies[0], 2023, i12="3")
    report(bodies[1], 2023, i12="2")
    spread = spreads("spbe-2020", EVERYBODY)["12"]
    assert (spread.total, spread.rose, spread.quartiles) == (2, 1, None)
    assert {one.name for one in spread.named} == {"Kota Ada", "Kota Dua"}
    report(bodies[2], 2023, i12="4")
    spread = spreads("spbe-2020", EVERYBODY)["12"]
    assert spread.total == FEW
    assert spread.quartiles == Quartiles(low=Decimal("2.5"), middle=Decimal(3), high=Decimal("3.5"))
    assert spreads("spbe-2020", EVERYBODY, without=bodies[2].pk)["12"].total == 2
    assert spreads("spbe-2018", EVERYBODY) == {}


def test_who_rose_is_told_alike_first_and_a_fall_is_no_rise():
    near, far, fell = body("Dekat", province="Bali"), body("Anu"), body("Turun")
    for instansi, before, after in ((near, "1", "2"), (far, "1", "5"), (fell, "4", "3")):
        report(instansi, 2022, i12=before)
        report(instansi, 2023, i12=after)
    found = who_solved("spbe-2020", "12", alike={near.pk})
    assert [rise.after.name for rise in found.rises] == ["Kota Dekat", "Kota Anu"]
    assert [(rise.before.year, rise.after.year, int(rise.by)) for rise in found.rises][1] == (2022, 2023, 4)
    assert len(found.latest) == 3
    assert [rise.after.name for rise in who_solved("spbe-2020", "12", without=far.pk).rises] == ["Kota Dekat"]


def test_a_withdrawn_or_suspect_report_counts_for_nobody():
    report(body("Janggal"), 2023, i12="4")
    PublishedResult.objects.update(is_suspect=True)
    assert spreads("spbe-2020", EVERYBODY) == {}


def test_the_pages_read_whatever_the_address_says(client):
    own = body("Sendiri", population=200_000)
    for year, index in ((2023, "2.15"), (2024, "2.45")):
        result(own, year, index)
        result(body(f"Lain {year}", population=150_000), year, index)
    report(own, 2023, i12="2")
    page = reverse("insights:body", args=[own.slug])
    for query in ("", "?dengan=serupa&urut=-naik", "?dengan=x&urut=y&instrumen=z", "?bentuk=csv"):
        assert client.get(page + query).status_code == 200
    assert "2,45 pada 2024" in client.get(page).content.decode()
    assert client.get(reverse("insights:body", args=["kota-entah"])).status_code == 404
    solved = reverse("insights:indicator", args=["spbe-2020", "12"])
    for query in ("", f"?dari={own.slug}", "?dari=%00&saring=q", "?bentuk=xlsx"):
        assert client.get(solved + query).status_code == 200
    for wrong in (("spbe-2020", "99"), ("entah", "1")):
        assert client.get(reverse("insights:indicator", args=wrong)).status_code == 404
    assert client.get(reverse("insights:own")).status_code == 302


def test_its_queries_do_not_grow_with_the_bodies():
    own = many_results(4)[0]
    with CaptureQueriesContext(
        connection,
    ) as few:
        compare_body(own, own=None, instrument="spbe-2020", group="")
    for number in range(6):
        report(body(f"Lebih {number}"), 2023)
    with CaptureQueriesContext(connection) as many:
        compare_body(own, own=None, instrument="spbe-2020", group="jenis")
    assert len(many) == len(few) <= 14
