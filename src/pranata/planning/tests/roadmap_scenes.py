"""Scenes the tests of the Peta Rencana and of the budget begin from. Needs the tenant's scope."""

import datetime as dt

from pranata.assessment.tests.scenes import LATER
from pranata.organisation.models import Role
from pranata.organisation.policies import Actor
from pranata.organisation.tests.cast import Cast, make_account, make_actor
from pranata.planning.models import ItemKind, Roadmap, RoadmapItem
from pranata.planning.operations.decide_roadmap import propose_roadmap, set_roadmap
from pranata.planning.operations.start_roadmap import start_roadmap
from pranata.planning.operations.write_roadmap_item import Words, add_roadmap_item

HEAD = "tahun;kode sub kegiatan;kode rekening;uraian;perangkat daerah;jumlah;sumber dana\n"
CODES = "2.16.03.2.01.0007;5.1.02.02.01.0061"
DECREED = dt.date(2026, 1, 5)


def make_planner(cast: Cast) -> Actor:
    """Return somebody of the planning agency, with an account `perencana@contoh.test`."""
    account = make_account("perencana")
    return make_actor(cast.root, account, title="Kepala Bappeda", role=Role.PLANNER)


def make_leader(cast: Cast) -> Actor:
    """Return the head of the region."""
    return make_actor(cast.root, make_account("bupati"), title="Bupati", role=Role.LEADER)


def make_roadmap(actor: Actor, *, budget: int = 300, first_year: int = 2027) -> tuple[Roadmap, RoadmapItem]:
    """Return a draft with one initiative, programme and activity, and the activity."""
    roadmap = start_roadmap(first_year=first_year, actor=actor, now=LATER)
    above: RoadmapItem | None = None
    for kind, name in (
        (ItemKind.INITIATIVE, "Data dan layanan terpadu"),
        (ItemKind.PROGRAM, "Pengelolaan aplikasi informatika"),
        (ItemKind.ACTIVITY, "Integrasi layanan kependudukan"),
    ):
        words = Words(name=name, content="layanan")
        if kind == ItemKind.ACTIVITY:
            words = activity(roadmap, budget)
        above = add_roadmap_item(
            roadmap=roadmap, kind=kind, parent=above, words=words, actor=actor, now=LATER
        )
    assert above is not None
    return roadmap, above


def activity(roadmap: Roadmap, budget: int, name: str = "Integrasi layanan kependudukan") -> Words:
    """Return the words of an activity that costs so much each year, scored on all criteria."""
    criteria = ("effectiveness", "feasibility", "efficiency")
    return Words(
        name=name,
        output="Satu antarmuka",
        baseline="Belum ada",
        rpjmd_code="T2.S1",
        rpjmd_goal="Layanan publik digital",
        sub_activity="2.16.03.2.01.0007",
        scores=dict.fromkeys(criteria, 3),
        reasons=dict.fromkeys(criteria, "Diwajibkan peraturan"),
        years=dict.fromkeys(roadmap.years, ("1 layanan", budget)),
    )


def set_edition(roadmap: Roadmap, writer: Actor, decider: Actor) -> Roadmap:
    """Propose an edition and record its decree."""
    proposed = propose_roadmap(roadmap=roadmap, actor=writer, now=LATER)
    return set_roadmap(
        roadmap=proposed,
        decree_number="Keputusan Wali Kota 12/2026",
        decree_on=DECREED,
        actor=decider,
        now=LATER,
    )


def budget_csv(*rows: str) -> bytes:
    """Return a file of lines: each `uraian;perangkat daerah;jumlah`, of 2027."""
    return (HEAD + "".join(f"2027;{CODES};{row};PAD\n" for row in rows)).encode()
