"""A few example documents of the demonstration's city, and the evidence they make. All made up."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import typst

from pranata.assessment.models import Assessment
from pranata.assessment.operations.attach_evidence import attach_evidence
from pranata.config.demonstration.organisation import acting_for
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Instansi, Unit
from pranata.organisation.policies import Actor
from pranata.records.extraction.finding import find_waiting
from pranata.records.models import Document, Evidence, Upload
from pranata.records.operations.add_document import Description
from pranata.records.operations.add_evidence import Claim
from pranata.records.operations.collect_evidence import Collected, collect_evidence
from pranata.records.uploads import accept, begin, receive

BODY = "kota-bandar-lampung"
PATIENCE_S = 30.0


@dataclass(frozen=True, kw_only=True)
class Example:
    """One item of evidence with its document: the words on its pages, and when it holds."""

    post: str
    unit: str
    name: str
    title: str
    kind: str
    number: str
    classification: str
    text: str
    days_ago: int
    days_left: int | None = None
    security: str = "B"
    pages: str = ""
    # Where the example draft shows it: indicator, requirement, pages.
    shown_at: tuple[tuple[str, str, str], ...] = ()


EXAMPLES = (
    Example(
        post="kabid-aptika",
        unit="2",
        name="SK Arsitektur SPBE.pdf",
        title="Arsitektur SPBE pemerintah daerah ditetapkan (contoh)",
        kind="keputusan",
        number="188.45/112/2024 (contoh)",
        classification="000.7",
        text="Menetapkan arsitektur SPBE yang memuat domain proses bisnis, data dan informasi, layanan, "
        "aplikasi, infrastruktur, dan keamanan.",
        days_ago=500,
        pages="1–2",
        shown_at=(("11", "2.1", ""), ("11", "3.1", "2"), ("1", "2.1", "")),
    ),
    Example(
        post="kabid-aptika",
        unit="2",
        name="Laporan uji keamanan.pdf",
        title="Pengujian keamanan aplikasi dilakukan setiap tahun (contoh)",
        kind="laporan",
        number="",
        classification="000.8",
        text="Laporan pengujian celah keamanan aplikasi layanan publik beserta tindak lanjutnya.",
        days_ago=330,
        days_left=35,
        security="T",
        shown_at=(("16", "2.1", ""),),
    ),
    Example(
        post="kabid-ekbang",
        unit="3",
        name="Notula forum SPBE.pdf",
        title="Forum kolaborasi SPBE bersidang setiap triwulan (contoh)",
        kind="notula",
        number="005/31/2025 (contoh)",
        classification="000.1",
        text="Notula rapat forum kolaborasi SPBE: peserta menyepakati pertukaran data perencanaan.",
        days_ago=420,
        days_left=-20,
        shown_at=(("13", "2.1", ""),),
    ),
)

PAGE = Path(__file__).with_name("example.typ")


def load(*, now: dt.datetime) -> None:
    """Make the examples once; an instansi that has a document already is left as it is."""
    instansi = Instansi.objects.get(slug=BODY)
    with tenant_scope(instansi.pk):
        if Document.objects.exists():
            return
        for example in EXAMPLES:
            evidence = _keep(example, acting_for(BODY, example.post, now.date()), now)
            _show(evidence, example, acting_for(BODY, example.post, now.date()), now)
        find_waiting(patience_s=PATIENCE_S)


def _show(evidence: Evidence, example: Example, actor: Actor, now: dt.datetime) -> None:
    """Show it in the example draft, at each requirement it is named for: one item serves many."""
    draft = Assessment.objects.filter(state="draft", instrument="spbe-2020", is_example=True).first()
    if draft is None:
        return
    for indicator, requirement, pages in example.shown_at:
        attach_evidence(
            assessment=draft,
            indicator=indicator,
            requirement=requirement,
            items=[evidence.public_id],
            pages=pages,
            actor=actor,
            now=now,
        )


def _keep(example: Example, actor: Actor, now: dt.datetime) -> Evidence:
    began = now.date() - dt.timedelta(days=example.days_ago)
    left = example.days_left
    return collect_evidence(
        unit=Unit.objects.get(code=example.unit),
        claim=Claim(
            title=example.title,
            effective_on=began,
            expires_on=None if left is None else now.date() + dt.timedelta(days=left),
            note="Contoh rekaan untuk peragaan.",
        ),
        collected=Collected(uploads=(_upload(example, actor, now),), pages=example.pages),
        description=Description(
            title=example.title,
            kind=example.kind,
            security=example.security,
            number=example.number,
            dated_on=began,
            classification=example.classification,
        ),
        actor=actor,
        now=now,
    )


def _upload(example: Example, actor: Actor, now: dt.datetime) -> Upload:
    return example_upload(
        name=example.name,
        title=example.title,
        number=example.number,
        text=example.text,
        actor=actor,
        now=now,
    )


def example_upload(*, name: str, actor: Actor, now: dt.datetime, **words: str) -> Upload:
    """Return an accepted upload of a page with a title, a number and a text."""
    source = PAGE.read_text(encoding="utf-8")
    for word, text in words.items():
        source = source.replace(f"{{{{{word}}}}}", text)
    content: bytes = typst.compile(source.encode(), format="pdf")
    begun = begin(name=name, length=len(content), actor=actor, now=now)
    return accept(receive(begun, offset=0, piece=content))
