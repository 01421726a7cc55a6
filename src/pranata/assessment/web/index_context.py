"""What the panel of the index shows: the score, and its shape over last year's."""

from typing import Any

from django.utils.translation import gettext as _

from pranata.assessment.queries.detail import AssessmentDetail
from pranata.assessment.queries.score import score_now
from pranata.engine.scoring import Score
from pranata.foundation.ui.charts.radar import Radar, radar


def index_context(detail: AssessmentDetail) -> dict[str, Any]:
    """Return the context of `parts/index_panel.html`."""
    return {"detail": detail, "shape": _shape(detail)}


def _shape(detail: AssessmentDetail) -> Radar:
    """Draw the domains, or the aspects where the instrument has none."""
    instrument, year = detail.regulation.instrument, detail.assessment.year
    names = [part.name for part in (instrument.domains if instrument.has_domains else instrument.aspects)]
    before = None
    if detail.previous is not None:
        levels = {row.number: row.previous for row in detail.rows}
        earlier = score_now(instrument, levels, year=detail.previous.year)
        before = (str(detail.previous.year), _values(earlier))
    sentence = _("Nilai tiap bagian pada %(year)d.") % {"year": year}
    return radar(names, (str(year), _values(detail.score)), before, sentence=sentence)


def _values(found: Score) -> list[Any]:
    return [part.value for part in (found.domains or found.aspects)]
