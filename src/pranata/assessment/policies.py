"""Who may do what with an assessment.

The coordinator may do everything. Everybody else answers what was given to their post: as the one who
answers for it or as one who helps. An indicator that was given to nobody may be answered by any contributor
of the instansi, so that an assessment can begin before it is divided. The internal assessor, the leader, the
auditor and the organisation's administrator read, and so does a post that was given an indicator. Another
instansi sees and does nothing.
"""

from collections.abc import Collection, Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import CharField, OuterRef, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from pranata.assessment.models import Answer, Assessment, Finding, Responsibility
from pranata.foundation.errors import NotPermitted
from pranata.organisation.models import Instansi, InstansiKind, Role
from pranata.organisation.policies import Actor, require_role

MANAGERS = (Role.COORDINATOR,)
EDITORS = (Role.COORDINATOR, Role.CONTRIBUTOR)
# Whoever judges or coaches other bodies reads those it was given, by a rule of their own.
READERS = tuple(role for role in Role if role not in (Role.EXTERNAL_ASSESSOR, Role.COACH))


class IndicatorOfOthers(NotPermitted):
    """The indicator was given to other posts."""

    def __init__(self, indicator: str) -> None:
        super().__init__(
            _("Indikator %(number)s diberikan kepada jabatan lain.") % {"number": indicator[:8]},
            why=_("Yang mengisi adalah penanggung jawab dan pendukungnya, supaya jelas siapa menjawab apa."),
            remedy=_("Mintalah koordinator SPBE menambahkan jabatan Anda sebagai pendukung."),
        )


class NothingToAnswer(NotPermitted):
    """No indicator is the actor's to answer."""

    def __init__(self) -> None:
        super().__init__(
            _("Tidak ada indikator yang diisi jabatan Anda pada penilaian ini."),
            why=_("Isian hanya diterima dari jabatan yang diberi indikatornya."),
            remedy=_("Mintalah koordinator SPBE memberikan indikator kepada jabatan Anda."),
        )


def may_manage(actor: Actor) -> bool:
    """Whether the actor creates, imports, divides, closes and publishes."""
    return actor.has_role(*MANAGERS)


def may_answer(actor: Actor) -> bool:
    """Whether the actor's role lets it enter levels and notes where nobody in particular was asked."""
    return actor.has_role(*EDITORS)


def may_read(actor: Actor) -> bool:
    """Whether the actor sees the assessments of its instansi by its role."""
    return actor.has_role(*READERS)


def require_may_manage(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor coordinates this instansi's assessments."""
    require_role(actor, *MANAGERS, instansi_id=instansi_id)


def require_may_read(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor's role, or an indicator given to its post, lets it read here."""
    if actor.instansi_id == instansi_id and not may_read(actor) and _was_given_any(actor):
        return
    require_role(actor, *READERS, instansi_id=instansi_id)


def with_holders(answers: QuerySet[Answer]) -> QuerySet[Answer]:
    """Read along the posts each answer was given to, and its verdicts as "3.2:met". No query more."""
    given = Responsibility.objects.filter(
        assessment=OuterRef("assessment"), indicator=OuterRef("indicator"), ended_at__isnull=True
    )
    judged = Finding.objects.filter(answer=OuterRef("pk")).exclude(verdict="")
    pairs = judged.annotate(pair=Concat("requirement", Value(":"), "verdict", output_field=CharField()))
    return answers.annotate(
        given_to=ArraySubquery(given.values("position_id")), judged=ArraySubquery(pairs.values("pair"))
    )


def require_may_answer(actor: Actor, answer: Answer) -> None:
    """Raise NotPermitted unless the actor may change this answer, read by `with_holders`.

    One query for somebody who was not given it, to look whether a former row of the post was.
    """
    given: list[int] = answer.given_to  # type: ignore[attr-defined]
    if not given or actor.instansi_id != answer.instansi_id:
        require_role(actor, *EDITORS, instansi_id=answer.instansi_id)
    elif not actor.has_role(*MANAGERS) and not _is_among(actor, given):
        raise IndicatorOfOthers(answer.indicator)


def answerable(actor: Actor, assessment_id: int, indicators: Iterable[str]) -> frozenset[str]:
    """Return which of the indicators the actor may answer. At most two queries, none for the coordinator."""
    if actor.has_role(*MANAGERS):
        return frozenset(indicators)
    given: dict[str, list[int]] = {}
    for number, position in Responsibility.objects.filter(
        assessment_id=assessment_id, ended_at__isnull=True
    ).values_list("indicator", "position_id"):
        given.setdefault(number, []).append(position)
    posts = lineage(actor.position_id) if given else frozenset()
    is_editor = actor.has_role(*EDITORS)
    return frozenset(
        number
        for number in indicators
        if (not posts.isdisjoint(given[number]) if number in given else is_editor)
    )


def require_may_answer_some(actor: Actor, assessment: Assessment) -> None:
    """Raise NotPermitted unless there is an indicator here that the actor may answer. Two queries."""
    require_may_read(actor, assessment.instansi_id)
    numbers = Answer.objects.filter(assessment=assessment).values_list("indicator", flat=True)
    if not answerable(actor, assessment.pk, numbers):
        raise NothingToAnswer


def lineage(position_id: int) -> frozenset[int]:
    """Return a post's row and every row it continues, through reorganisations. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_LINEAGE, [position_id])
        return frozenset(row[0] for row in cursor.fetchall())


def within_lineage(position_id: int) -> RawSQL:
    """Return the same as a subquery, for a filter: no query of its own."""
    return RawSQL(_LINEAGE, [position_id])  # noqa: S611 -- no input in it


_LINEAGE = """
    WITH RECURSIVE line AS (
        SELECT id, continues_id FROM organisation_position WHERE id = %s
        UNION SELECT p.id, p.continues_id FROM organisation_position p JOIN line ON p.id = line.continues_id
    ) SELECT id FROM line
"""


def _is_among(actor: Actor, given: Collection[int]) -> bool:
    return actor.position_id in given or not lineage(actor.position_id).isdisjoint(given)


def _was_given_any(actor: Actor) -> bool:
    posts = lineage(actor.position_id)
    return Responsibility.objects.filter(position_id__in=posts, ended_at__isnull=True).exists()


def require_may_call(actor: Actor, organiser_id: int) -> None:
    """Raise NotPermitted unless the actor coordinates the instansi that calls."""
    require_role(actor, *MANAGERS, instansi_id=organiser_id)


def callable_by(organiser: Instansi) -> QuerySet[Instansi]:
    """Return whom an instansi may call: a central body everyone, a province its own, others themselves.

    Bodies that became another are left out.
    """
    bodies = Instansi.objects.filter(superseded_by__isnull=True)
    if organiser.kind in (InstansiKind.KEMENTERIAN, InstansiKind.LEMBAGA):
        return bodies
    if organiser.kind == InstansiKind.PROVINSI and organiser.province_name:
        return bodies.filter(province_name=organiser.province_name)
    return bodies.filter(pk=organiser.pk)
