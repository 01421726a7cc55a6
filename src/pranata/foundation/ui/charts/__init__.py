"""Charts drawn on the server: pure geometry here, markup in `foundation/components/*.html`.

Every chart carries the sentence a reader hears (`sentence`), and the same numbers as a table (`table`).
Colours are tokens of the style sheet, so dark pages and paper need no second drawing. Where text would
shrink on a phone, a chart holds two drawings, one wide and one narrow.
"""

from pranata.foundation.ui.charts.bars import Bullet, Dumbbell, Mark, bullet, dumbbell
from pranata.foundation.ui.charts.geometry import Table
from pranata.foundation.ui.charts.histogram import Histogram, histogram
from pranata.foundation.ui.charts.lines import Series, Spark, Threshold, Trend, spark, trend
from pranata.foundation.ui.charts.overlay import Lane, Overlay, lanes, overlay
from pranata.foundation.ui.charts.radar import Radar, radar
from pranata.foundation.ui.charts.scale import Band, Pin, Scale, scale

__all__ = [
    "Band",
    "Bullet",
    "Dumbbell",
    "Histogram",
    "Lane",
    "Mark",
    "Overlay",
    "Pin",
    "Radar",
    "Scale",
    "Series",
    "Spark",
    "Table",
    "Threshold",
    "Trend",
    "bullet",
    "dumbbell",
    "histogram",
    "lanes",
    "overlay",
    "radar",
    "scale",
    "spark",
    "trend",
]
