import re
from dataclasses import astuple
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from pranata.foundation.ui.charts import (
    Band,
    Mark,
    Pin,
    Series,
    Threshold,
    bullet,
    dumbbell,
    histogram,
    radar,
    scale,
    spark,
    trend,
)
from pranata.foundation.ui.charts.geometry import Axis, px, ticks
from pranata.foundation.ui.charts.histogram import counts

BANDS = [
    Band(1, "Kurang"),
    Band(Fraction(9, 5), "Cukup"),
    Band(Decimal("2.6"), "Baik"),
    Band(3.5, "Sangat Baik"),
]
PINS = [Pin("2021", Fraction(6, 5), "past"), Pin("2023", Decimal("2.15")), Pin("Ambang Baik", 2.6, "soft")]


def draw(name: str, chart: object) -> str:
    return render_to_string(f"foundation/components/{name}.html", {"chart": chart})


def text_of(chart: object) -> str:
    return str(astuple(chart))  # type: ignore[call-overload]


def test_a_coordinate_is_written_with_a_dot_and_no_empty_decimal():
    assert [px(v) for v in (1, 1.25, -0.04, 12.349)] == ["1", "1.2", "0", "12.3"]


def test_a_value_outside_the_axis_is_held_at_its_end():
    axis = Axis(1, 5, 0, 100)
    assert (axis.at(0), axis.at(Fraction(9, 2)), axis.at(7)) == (0, 87.5, 100)


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [(0, 58, [0, 10, 20, 30, 40, 50]), (1, 3.5, [1, 1.5, 2, 2.5, 3, 3.5]), (2, 2, [2]), (0, 3, [0, 1, 2, 3])],
)
def test_ticks_are_round(low, high, marks):
    assert ticks(low, high, 6) == pytest.approx(marks) or len(ticks(low, high, 6)) == len(marks) * 2 - 1


def test_a_pin_turns_its_label_away_from_the_next():
    chart = scale(PINS, BANDS, sentence="Kota ada di 2,15.")
    assert [pin.classes for pin in chart.pins] == ["soft low only-wide", "left", "soft"]
    assert [pin.left for pin in chart.pins] == ["5", "28.7", "40"]
    assert [band.width for band in chart.bands] == ["8", "8", "9", "15"]


def test_a_scale_is_an_image_with_its_sentence():
    shown = draw("scale", scale(PINS, BANDS, sentence='Kota <b> "2,15".'))
    assert 'role="img" aria-label="Kota &lt;b&gt; &quot;2,15&quot;."' in shown
    assert "left:28.7%" in shown


def test_a_spark_of_one_value_or_of_equal_values_stands():
    assert spark([("2024", 3)], sentence="x").dots[0].value == "3,00"
    assert "nan" not in text_of(spark([("a", 2), ("b", 2)], sentence="x")).lower()


def test_a_trend_leaves_a_gap_where_a_year_is_missing():
    chart = trend(["2021", "2022", "2023", "2024"], Series("Kita", [1, 2, None, 3]), sentence="x")
    assert len(chart.drawings[0].own) == 1
    assert [dot.label for dot in chart.drawings[0].dots] == ["2021", "2022", "2024"]
    assert chart.table.rows[2] == ("2023", "–")


def test_a_trend_says_when_its_axis_does_not_begin_at_the_bottom():
    assert trend(["a", "b"], Series("Kita", [1.2, 2.9]), sentence="x").note == ""
    assert "2,5" in trend(["a", "b"], Series("Kita", [2.8, 2.9]), sentence="x").note


def test_marks_between_two_tenths_are_written_as_what_they_are():
    chart = trend(["a", "b"], Series("Kita", [2.0, 2.85]), sentence="x")
    assert [mark.text for mark in chart.drawings[0].ticks] == [
        "1,50",
        "1,75",
        "2,00",
        "2,25",
        "2,50",
        "2,75",
        "3,00",
    ]


def test_only_thresholds_within_view_are_named():
    marks = [Threshold("Cukup", 1.8), Threshold("Memuaskan", 4.2)]
    chart = trend(["a", "b"], Series("Kita", [1.5, 2]), sentence="x", thresholds=marks)
    assert [rule.text for rule in chart.drawings[0].thresholds] == ["Cukup 1,80"]


@pytest.mark.parametrize("count", [3, 4, 8, 12])
def test_a_radar_has_one_spoke_an_axis_and_stays_in_its_box(count):
    chart = radar([f"Domain {k}" for k in range(count)], ("Kita", [5] * count), sentence="x")
    assert len(chart.spokes) == count
    numbers = [float(n) for path in (*chart.rings, chart.own) for n in re.findall(r"[\d.]+", path)]
    assert min(numbers) >= 0
    assert max(numbers) <= 440


def test_every_value_of_a_distribution_is_counted_once():
    values = [Fraction(n, 100) for n in range(100, 501)]
    for width in (Fraction(1, 10), Fraction(1, 5)):
        assert sum(counts(values, Fraction(1), Fraction(5), width)) == len(values)


def test_a_value_on_an_edge_belongs_to_the_bin_it_begins():
    found = counts([Fraction(13, 5), Fraction(5)], Fraction(1), Fraction(5), Fraction(1, 10))
    assert (found[16], found[39]) == (1, 1)


def test_a_distribution_tells_its_bands_as_a_table():
    chart = histogram(("2024", [1, "2.6", 3.5]), ("2023", [1.9]), bands=BANDS, sentence="x")  # type: ignore[list-item]
    assert chart.table.rows == [
        ("Kurang", "1", "0"), ("Cukup", "0", "1"), ("Baik", "1", "0"), ("Sangat Baik", "1", "0")
    ]  # fmt: skip


def test_an_empty_distribution_is_drawn_empty():
    assert histogram(("2024", []), bands=BANDS, sentence="x").drawings[0].bars == []


def test_a_dumbbell_that_falls_still_has_a_width():
    fall = dumbbell(3, 2)
    assert (fall.start, fall.end, fall.left, fall.width) == ("50", "25", "25", "25")


def test_a_bullet_sets_neighbouring_marks_apart():
    marks = [Mark("2023", 2.15), Mark("disetujui", 2.42), Mark("dikirim", 2.51)]
    chart = bullet(
        reached=2.42, possible=2.51, target=Mark("Target", 2.6), marks=marks, low=2, high=2.8, sentence="x"
    )
    assert [mark.side for mark in chart.marks] == ["", "toleft", "toright"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_drawing_carries_a_decimal_comma_in_a_coordinate(language):
    charts = {
        "scale": scale(PINS, BANDS, sentence="x"),
        "spark": spark([("a", 1.234), ("b", 2.345)], sentence="x"),
        "trend": trend(["a", "b"], Series("k", [1.234, 2.345]), [Series("n", [2.1, 2.2])], sentence="x"),
        "radar": radar(["a", "b", "c"], ("k", [1.2, 2.3, 3.4]), ("n", [1, 2, 3]), sentence="x"),
        "histogram": histogram(("2024", [1.25, 2.55]), bands=BANDS, sentence="x"),
        "dumbbell": dumbbell(1.234, 2.345),
    }
    with translation.override(language):
        for name, chart in charts.items():
            shown = draw(name, chart)
            for value in re.findall(r'\s(?:d|x|y|cx|cy|points)="([^"]*)"', shown):
                assert "," not in value, (name, value)
            assert not re.search(r"(left|width):\d+,\d", shown), name
