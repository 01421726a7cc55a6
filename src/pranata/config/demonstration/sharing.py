"""Example levels that bodies share: marked as examples wherever they are shown.

The real ones are those of Kota Bandar Lampung 2021–2023, which its evaluation reports print.
"""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from pranata.assessment.models import Assessment, SharedLevels
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.create_assessment import create_assessment
from pranata.assessment.operations.import_levels import import_levels
from pranata.assessment.operations.publish_assessment import publish_assessment
from pranata.assessment.operations.share_levels import share_levels
from pranata.assessment.operations.tell_practice import tell_practice
from pranata.config.demonstration.organisation import acting_for
from pranata.config.demonstration.people import SHARING
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Instansi
from pranata.organisation.policies import Actor

UNIT = "Dinas Komunikasi dan Informatika"
# By body: which indicators rose from the first year to the second, to which level; all others stay.
RISES: dict[str, dict[str, int]] = {
    "kota-bau-bau": {"2": 4, "11": 3, "12": 4, "13": 3, "16": 3, "21": 4, "33": 4},
    "kota-kupang": {"1": 3, "12": 3, "14": 3, "16": 4, "25": 3},
    "kabupaten-pringsewu": {"11": 3, "16": 3, "28": 3},
}
# What they told: body, indicator, words.
TOLD: tuple[tuple[str, str, str], ...] = (
    (
        "kota-bau-bau",
        "12",
        "Peta rencana disusun bersama RKPD: setiap OPD membawa kebutuhannya ke forum Bappeda. (contoh)",
    ),
    ("kota-bau-bau", "11", "Arsitektur dimulai dari daftar layanan OPD yang sudah ada. (contoh)"),
    ("kota-kupang", "16", "Aplikasi dipindah bertahap, mulai dari yang tanpa data pribadi. (contoh)"),
    ("kota-kupang", "12", "Tim kecil dari Bappeda dan Kominfo, tiga bulan. (contoh)"),
)


def load(*, now: dt.datetime) -> None:
    """Publish and share two example years of each body, unless anything is shared."""
    if SharedLevels.objects.exists():
        return
    for plan in SHARING:
        with tenant_scope(Instansi.objects.get(slug=plan.slug).pk):
            _share(plan.slug, acting_for(plan.slug, "sekda", now.date()), now)


@transaction.atomic
def _share(slug: str, actor: Actor, now: dt.datetime) -> None:
    _year(2023, {}, actor, now - dt.timedelta(days=40))
    latest = _year(2024, RISES[slug], actor, now - dt.timedelta(days=30))
    for body, indicator, text in TOLD:
        if body == slug:
            tell_practice(
                assessment=latest,
                indicator=indicator,
                text=text,
                evidence=["Peraturan kepala daerah"],
                actor=actor,
                now=now - dt.timedelta(days=29),
            )


def _year(year: int, rises: dict[str, int], actor: Actor, at: dt.datetime) -> Assessment:
    made = create_assessment(year=year, instrument="spbe-2020", actor=actor, now=at, is_example=True)
    numbers = made.answers.values_list("indicator", flat=True)
    import_levels(
        assessment=made,
        levels={number: Decimal(rises.get(number, 1 + int(number) % 2)) for number in numbers},
        expected_versions=None,
        filename="tingkat-contoh.xlsx",
        actor=actor,
        now=at,
    )
    close_assessment(assessment=made, actor=actor, now=at)
    publish_assessment(assessment=made, actor=actor, now=at)
    share_levels(assessment=made, contact=UNIT, reason="Contoh peragaan.", actor=actor, now=at)
    return made
