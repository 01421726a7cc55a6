"""Bandar Lampung before its evaluation of 2023: who sits where, and the two years that were published.

The levels are real, those of the evaluation reports; every person is made up. The organisation is that of
the demonstration, with the coordinator at Diskominfo and the Sekda as leader, as many instansi have it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pranata.assessment.models import Assessment
from pranata.assessment.operations.import_levels import import_levels
from pranata.assessment.operations.record_evaluation import record_evaluation
from pranata.assessment.printed_results import PrintedResult, published_cases
from pranata.config.demonstration import organisation
from pranata.config.demonstration.people import BANDAR_LAMPUNG, EXAMPLE, KEMENPANRB, PostPlan
from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Instansi, Role
from pranata.organisation.operations.load_directory import load_directory

CITY = BANDAR_LAMPUNG.slug
# What the city claims of itself and assessors take back, one in each stage: claimed, then the real level.
CLAIMED = {"11": 2, "14": 3, "20": 4, "41": 4}
ANSWERED_BY_HAND = "17"
POSTS: dict[str, dict[str, str]] = {
    "sekda": {"role": Role.LEADER},
    "kadis-kominfo": {"role": Role.COORDINATOR, "email": f"kominfo@{CITY}.contoh.invalid"},
}


@dataclass(frozen=True)
class City:
    """The instansi, and its evaluation of 2023 as it was published."""

    instansi: Instansi
    published: PrintedResult


def make_city(monkeypatch) -> City:
    """Found both organisations and record what was published of the city before 2023."""
    now = utc_now()
    plan = replace(BANDAR_LAMPUNG, posts=tuple(_post(post) for post in BANDAR_LAMPUNG.posts))
    monkeypatch.setattr(organisation, "PLANS", (plan, KEMENPANRB))
    load_directory(now=now)
    organisation.load(now=now)
    city = Instansi.objects.get(slug=CITY)
    cases = {case.year: case for case in published_cases() if case.body.name.endswith("Bandar Lampung")}
    with tenant_scope(city.pk):
        coordinator = organisation.acting_for(CITY, "kadis-kominfo", now.date())
        for year in (2021, 2022):
            case = cases[year]
            record_evaluation(
                year=year, instrument=case.instrument, levels=_decimals(case.levels), source=case.source,
                actor=coordinator, now=now,
            )  # fmt: skip
    return City(city, cases[2023])


def fill_in(city: City, assessment: Assessment) -> None:
    """Answer what the journey does not answer by hand: the real levels, and the four claims."""
    now = utc_now()
    levels = {**city.published.levels, **CLAIMED}
    del levels[ANSWERED_BY_HAND]
    with tenant_scope(city.instansi.pk):
        import_levels(
            assessment=assessment,
            levels=_decimals(levels),
            expected_versions=None,
            filename="isian-perangkat-daerah.xlsx",
            actor=organisation.acting_for(CITY, "kadis-kominfo", now.date()),
            now=now,
        )


def stage_days(today: dt.date) -> dict[str, tuple[dt.date, dt.date]]:
    """Return a month for each stage of the call, by its name."""
    names = ("Penilaian mandiri", "Penilaian dokumen", "Penilaian interviu", "Penilaian visitasi", "Reviu")
    day = dt.timedelta(days=1)
    return {name: (today + 30 * n * day, today + (30 * n + 29) * day) for n, name in enumerate(names)}


def _post(post: PostPlan) -> PostPlan:
    changed: Any = POSTS.get(post.code, {})
    return replace(post, **changed, person=post.person or f"Sari Utami {EXAMPLE}")


def _decimals(levels: Mapping[str, int]) -> dict[str, Decimal]:
    return {number: Decimal(level) for number, level in levels.items()}
