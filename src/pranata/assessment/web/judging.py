"""What the assessor's pages have in common: the proven task, and reading a verdict from a request."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest

from pranata.assessment import regulations
from pranata.assessment.levels import level_text, parse_level
from pranata.assessment.operations._change import IndicatorUnknown
from pranata.assessment.operations.judge_indicator import KEPT, Verdict
from pranata.assessment.policies_judging import Held, opened
from pranata.assessment.queries.assessor_desk import AssessorDesk, Line, Page, assessor_desk, assessor_page
from pranata.assessment.web.answering import version_of
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.web.middleware import acting, arrived

LONGEST = 20_000


@dataclass(frozen=True, kw_only=True)
class TypedVerdict:
    """What somebody sent, as it was typed. `level` is None where none was sent."""

    version: int
    level: str | None
    fact: str
    analysis: str
    justification: str

    def verdict(self, level: Decimal | None) -> Verdict:
        """Return it as the operation takes it."""
        return Verdict(
            level=KEPT if self.level is None else level,
            fact=self.fact,
            analysis=self.analysis,
            justification=self.justification,
        )

    @property
    def texts(self) -> Verdict:
        """Return the texts alone."""
        return Verdict(fact=self.fact, analysis=self.analysis, justification=self.justification)


def typed_in(request: HttpRequest) -> TypedVerdict:
    """Read a verdict from the form."""
    sent = request.POST
    return TypedVerdict(
        version=version_of(sent.get("versi", "")),
        level=sent.get("tingkat"),
        fact=sent.get("fakta", "")[:LONGEST],
        analysis=sent.get("analisis", "")[:LONGEST],
        justification=sent.get("justifikasi", "")[:LONGEST],
    )


def stored_in(page: Page) -> TypedVerdict:
    """Return what is stored, as the form shows it."""
    row = page.stored
    judged = page.line.judged
    return TypedVerdict(
        version=page.version,
        level=level_text(judged.level) if judged and row and judged.pk == row.pk else None,
        fact=row.fact if row else "",
        analysis=row.analysis if row else "",
        justification=row.justification if row else "",
    )


def level_typed(instrument: str, text: str | None) -> Decimal | None:
    """Read a level as typed. Raises LevelNotAllowed."""
    return None if text is None else parse_level(text, regulations.load(instrument).instrument)


def opened_task(request: HttpRequest, task_id: int) -> Held:
    """Return the task if the actor may look into its assessment now; see `opened` for what it raises."""
    return opened(acting(request), task_id, arrived(request))


def desk_and_page(request: HttpRequest, found: Held, number: str) -> tuple[AssessorDesk, Page]:
    """Read the screen of an indicator of the task. Raises IndicatorUnknown for any other."""
    now = arrived(request)
    with tenant_scope(found.task.instansi_id):
        desk = assessor_desk(found, now)
        line = line_of(desk, number)
        return desk, assessor_page(desk, line, acting(request).local_date(now))


def line_of(desk: AssessorDesk, number: str) -> Line:
    """Return the line of an indicator of the task. Raises IndicatorUnknown."""
    line = desk.line(number)
    if line is None:
        raise IndicatorUnknown(number)
    return line
