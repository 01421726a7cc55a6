"""An invented retention schedule in the demonstration's city: something due, something held, a request."""

import datetime as dt
from dataclasses import dataclass

from pranata.config.demonstration.organisation import acting_for
from pranata.config.demonstration.records import BODY, PATIENCE_S, example_upload
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Instansi, Unit
from pranata.organisation.policies import Actor
from pranata.records.extraction.finding import find_waiting
from pranata.records.models import Document, RetentionSchedule
from pranata.records.operations.add_document import Description, add_document
from pranata.records.operations.adopt_schedule import adopt_schedule
from pranata.records.operations.name_for_erasure import name_for_erasure
from pranata.records.operations.place_hold import HoldScope, place_hold
from pranata.records.operations.receive_schedule import ScheduleTitle, receive_schedule
from pranata.records.operations.record_erasure_request import Wish, record_erasure_request
from pranata.records.queries.schedule_files import EXAMPLE_NAME, example_bytes

IN_FORCE_DAYS = 400


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A document that is kept by the example's rule for minutes and attendance lists: one year."""

    title: str
    name: str
    text: str
    days_ago: int
    security: str = "B"


SOON = Kept(
    title="Undangan rapat koordinasi SPBE (contoh)",
    name="Undangan rapat.pdf",
    text="Undangan rapat koordinasi SPBE triwulan pertama.",
    days_ago=300,
)
HELD = Kept(
    title="Daftar hadir bimbingan teknis (contoh)",
    name="Daftar hadir bimtek.pdf",
    text="Daftar hadir peserta bimbingan teknis arsitektur SPBE.",
    days_ago=500,
)


def load(*, now: dt.datetime) -> None:
    """Make the examples once; an instansi that has a schedule already is left as it is."""
    instansi = Instansi.objects.get(slug=BODY)
    with tenant_scope(instansi.pk):
        if RetentionSchedule.objects.exists():
            return
        archivist = acting_for(BODY, "arsiparis", now.date())
        _schedule(archivist, now)
        officer = acting_for(BODY, "kabid-ekbang", now.date())
        _keep(SOON, officer, now)
        held = _keep(HELD, officer, now)
        _hold(held, acting_for(BODY, "inspektur", now.date()), now)
        _request(held, archivist, now)
        find_waiting(patience_s=PATIENCE_S)


def _schedule(archivist: Actor, now: dt.datetime) -> None:
    said = ScheduleTitle(
        title="Contoh jadwal retensi (rekaan)", valid_from=now.date() - dt.timedelta(days=IN_FORCE_DAYS)
    )
    file = receive_schedule(
        said=said, file_name=EXAMPLE_NAME, content=example_bytes(), actor=archivist, now=now
    )
    adopt_schedule(file=file, actor=archivist, now=now)


def _keep(kept: Kept, actor: Actor, now: dt.datetime) -> Document:
    upload = example_upload(name=kept.name, title=kept.title, number="", text=kept.text, actor=actor, now=now)
    described = Description(
        title=kept.title,
        kind="notula",
        security=kept.security,
        dated_on=now.date() - dt.timedelta(days=kept.days_ago),
        classification="000.1",
    )
    version = add_document(
        upload=upload, unit=Unit.objects.get(code="3"), description=described, actor=actor, now=now
    )
    return version.document


def _hold(document: Document, inspector: Actor, now: dt.datetime) -> None:
    place_hold(
        scope=HoldScope(document=document),
        ground="pemeriksaan",
        reference="700/12/2026 (contoh)",
        reason="Diperlukan untuk pemeriksaan belanja bimbingan teknis. (contoh)",
        actor=inspector,
        now=now,
    )


def _request(document: Document, archivist: Actor, now: dt.datetime) -> None:
    wish = Wish(
        requester="Rahmat Hidayat (contoh)",
        wish="Meminta nama dan nomor teleponnya di daftar hadir dihapus. (contoh)",
        received_on=now.date() - dt.timedelta(days=2),
        reference="Surat tanggal terima (contoh)",
    )
    request = record_erasure_request(wish=wish, actor=archivist, now=now)
    name_for_erasure(request=request, document=document, actor=archivist, now=now)
