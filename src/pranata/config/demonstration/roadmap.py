"""A small Peta Rencana and a few budget lines of the demonstration: made up, and marked as examples."""

import datetime as dt
from typing import Any

from pranata.config.demonstration.organisation import acting_for
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Instansi, Unit
from pranata.organisation.policies import Actor
from pranata.planning.models import BudgetLine, CheckVerdict, ItemKind, Roadmap, RoadmapItem
from pranata.planning.operations.bring_budget import apply_budget, receive_budget
from pranata.planning.operations.decide_roadmap import propose_roadmap, set_roadmap
from pranata.planning.operations.start_roadmap import start_roadmap
from pranata.planning.operations.tie_budget import check_budget_line, tie_budget_line
from pranata.planning.operations.write_roadmap_item import Words, add_roadmap_item

SLUG = "kota-bandar-lampung"
FIRST_YEAR = 2025
DECREE, DECREED_ON = "Keputusan Wali Kota 0/2025 (contoh)", dt.date(2025, 1, 6)
KOMINFO, BAPPEDA, AUDITORS = "2", "3", "4"
SUB, ACCOUNT = "2.16.03.2.01.0007", "5.1.02.02.01.0061"
MILLION = 1_000_000
# Content, initiative, programme, activities: name, unit, output, baseline, last target, rupiah a year.
TREE = (
    ("tata-kelola", "Tata kelola SPBE yang terpadu", "Penyelenggaraan tata kelola SPBE", (
        ("Menyusun dan memutakhirkan Arsitektur SPBE", KOMINFO, "Dokumen arsitektur enam domain",
         "Belum ada", "Arsitektur dimutakhirkan", (120, 60, 60, 90, 60)),
        ("Memadukan rencana dan anggaran SPBE", BAPPEDA, "SOP dan hasil telaah belanja TIK",
         "Telaah sebagian OPD", "Semua belanja TIK ditelaah", (40, 40, 40, 40, 40)),
    )),
    ("layanan", "Layanan publik yang terhubung", "Pengelolaan aplikasi informatika", (
        ("Menghubungkan layanan perizinan dan kependudukan", KOMINFO, "Layanan saling berbagi data",
         "0 layanan", "6 layanan", (0, 250, 300, 200, 100)),
    )),
    ("infrastruktur", "Infrastruktur bersama", "Pengelolaan infrastruktur TIK", (
        ("Memindahkan aplikasi ke Pusat Data Nasional", KOMINFO, "Aplikasi yang berpindah",
         "2 aplikasi", "20 aplikasi", (150, 200, 200, 100, 50)),
    )),
    ("keamanan", "Keamanan informasi yang dikelola", "Persandian untuk pengamanan informasi", (
        ("Menerapkan manajemen keamanan informasi", KOMINFO, "Unit yang menerapkan", "1 unit", "40 unit",
         (80, 120, 120, 80, 80)),
    )),
    ("audit-tik", "Audit TIK berkala", "Pengawasan penyelenggaraan SPBE", (
        ("Mengaudit infrastruktur, aplikasi, dan keamanan", AUDITORS, "Laporan audit", "Belum pernah",
         "3 laporan", (0, 75, 0, 75, 75)),
    )),
)  # fmt: skip
# The activity it pays for ("": none, with a reason; None: nobody said so far), description, million rupiah.
LINES = (
    ("Memindahkan aplikasi ke Pusat Data Nasional", "Sewa kapasitas pusat data", 175),
    ("Menghubungkan layanan perizinan dan kependudukan", "Jasa integrasi layanan", 220),
    ("Menerapkan manajemen keamanan informasi", "Uji keamanan aplikasi", 95),
    ("", "Pemeliharaan perangkat jaringan kelurahan", 60),
    (None, "Pembelian lisensi perkantoran", 48),
)
REASON = "Pemeliharaan rutin, di luar Peta Rencana."


def load(*, now: dt.datetime) -> None:
    """Draw up the edition, have it set, and bring in budget lines of 2026, unless there is one."""
    instansi = Instansi.objects.get(slug=SLUG)
    today = now.astimezone(dt.timezone(dt.timedelta(hours=7))).date()
    with tenant_scope(instansi.pk):
        if Roadmap.objects.exists():
            return
        planner = acting_for(SLUG, "kaban-bappeda", today)
        roadmap = start_roadmap(first_year=FIRST_YEAR, actor=planner, now=now, is_example=True)
        for branch in TREE:
            _grow(roadmap, branch, planner, now)
        proposed = propose_roadmap(roadmap=roadmap, actor=planner, now=now)
        mayor = acting_for(SLUG, "walikota", today)
        set_roadmap(roadmap=proposed, decree_number=DECREE, decree_on=DECREED_ON, actor=mayor, now=now)
        _bring_budget(roadmap, planner, now)


def _grow(roadmap: Roadmap, branch: tuple, planner: Actor, now: dt.datetime) -> None:  # type: ignore[type-arg]
    content, initiative, program, activities = branch
    made: dict[str, Any] = {"roadmap": roadmap, "actor": planner, "now": now}
    top = add_roadmap_item(
        kind=ItemKind.INITIATIVE, parent=None, words=Words(name=initiative, content=content), **made
    )
    middle = add_roadmap_item(kind=ItemKind.PROGRAM, parent=top, words=Words(name=program), **made)
    for name, unit, output, baseline, last, budgets in activities:
        amounts = dict(zip(roadmap.years, budgets, strict=True))
        words = Words(
            name=name,
            unit=Unit.objects.get(code=unit),
            output=output,
            baseline=baseline,
            rpjmd_code="T2.S3",
            rpjmd_goal="Tata kelola pemerintahan digital (contoh)",
            sub_activity=SUB,
            scores={"effectiveness": 3, "feasibility": 2, "efficiency": 2},
            reasons={
                "effectiveness": "Disyaratkan peraturan",
                "feasibility": "Siap setelah anggaran tersedia",
                "efficiency": "Sebanding dengan hasilnya",
            },
            years={
                year: (last if year == roadmap.last_year else "", amount * MILLION)
                for year, amount in amounts.items()
            },
        )
        add_roadmap_item(kind=ItemKind.ACTIVITY, parent=middle, words=words, **made)


def _bring_budget(roadmap: Roadmap, planner: Actor, now: dt.datetime) -> None:
    unit = Unit.objects.get(code=KOMINFO).name
    head = "tahun;kode sub kegiatan;kode rekening;uraian;perangkat daerah;jumlah;sumber dana\n"
    rows = (
        f"2026;{SUB};{ACCOUNT};{name} (contoh);{unit};{amount * MILLION};PAD\n" for _to, name, amount in LINES
    )
    content = (head + "".join(rows)).encode()
    file = receive_budget(
        file_name="anggaran-tik-2026-contoh.csv", content=content, actor=planner, now=now, is_example=True
    )
    apply_budget(file=file, actor=planner, now=now)
    for to, name, _amount in LINES:
        line = BudgetLine.objects.get(name=f"{name} (contoh)")
        if to is None:
            continue
        item = RoadmapItem.objects.select_related("roadmap").get(roadmap=roadmap, name=to) if to else None
        tied = tie_budget_line(
            line=line, item=item, reason="" if to else REASON, expected_version=1, actor=planner, now=now
        )
        if to == LINES[0][0]:
            check_budget_line(
                line=tied,
                verdict=CheckVerdict.CHECKED,
                note="Sesuai Peta Rencana.",
                expected_version=2,
                actor=planner,
                now=now,
            )
