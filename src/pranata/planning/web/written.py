"""A question as somebody would have typed it."""

import datetime as dt
from typing import Any

from pranata.assessment.wording import decimal_text
from pranata.foundation.ui.numbers import written
from pranata.planning.question import Question, first_day, place_text


def typed_of(question: Question) -> dict[str, Any]:
    """Return the fields of the form for a question."""
    return {
        "target": "" if question.target is None else question.predikat or decimal_text(question.target),
        "budget": "" if question.budget is None else written(question.budget, 0),
        "start": str(question.start),
        "by": "" if question.by is None else (first_day(question.by) - dt.timedelta(days=1)).isoformat(),
        "margin": decimal_text(question.margin) if question.margin else "",
        "forced": "; ".join(place_text(place) for place in question.forced),
        "forbidden": "; ".join(place_text(place) for place in question.forbidden),
    }
