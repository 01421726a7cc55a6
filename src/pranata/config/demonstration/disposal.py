"""Documents of the demonstration's city that are due, and a proposal half-way: appraised, not yet approved.

Nothing may be destroyed by a schedule that is not law, so a schedule stands here as if it were; it says of
itself that it is invented.
"""

import datetime as dt
from dataclasses import dataclass

from pranata.config.demonstration.organisation import acting_for
from pranata.config.demonstration.records import BODY, example_upload
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Instansi, Unit
from pranata.organisation.policies import Actor
from pranata.records.models import Certainty, DisposalPath, DisposalProposal, Document
from pranata.records.operations.add_document import Description, add_document
from pranata.records.operations.adopt_schedule import adopt_schedule
from pranata.records.operations.appraise_disposal import appraise_disposal
from pranata.records.operations.propose_disposal import propose_disposal
from pranata.records.operations.receive_schedule import ScheduleTitle, receive_schedule

IN_FORCE_DAYS = 200
SCHEDULE = (
    "kode klasifikasi;jenis arsip;retensi aktif;retensi inaktif;keterangan;dihitung sejak;catatan\n"
    "000.1;Notula, undangan, dan daftar hadir;1;0;musnah;tanggal-naskah;Rekaan untuk peragaan\n"
    "000.7;Kebijakan dan keputusan kepala daerah;2;8;permanen;tidak-berlaku;Rekaan untuk peragaan\n"
    "000.8;Laporan pelaksanaan kegiatan;1;1;musnah;akhir-tahun;Rekaan untuk peragaan\n"
)


@dataclass(frozen=True, kw_only=True)
class Due:
    """A document that is due by the schedule above."""

    title: str
    days_ago: int


LISTED = (
    Due(title="Undangan sosialisasi portal data (contoh)", days_ago=820),
    Due(title="Risalah rapat persiapan musrenbang (contoh)", days_ago=760),
)
FREE = Due(title="Undangan bimbingan teknis perencanaan (contoh)", days_ago=640)


def load(*, now: dt.datetime) -> None:
    """Make the examples once; an instansi that has a proposal already is left as it is."""
    instansi = Instansi.objects.get(slug=BODY)
    with tenant_scope(instansi.pk):
        if DisposalProposal.objects.exists():
            return
        archivist = acting_for(BODY, "arsiparis", now.date())
        _schedule(archivist, now)
        officer = acting_for(BODY, "kabid-ekbang", now.date())
        listed = [_keep(due, officer, now) for due in LISTED]
        _keep(FREE, officer, now)
        proposal = propose_disposal(
            documents=listed,
            path=DisposalPath.DESTROY,
            note="Hasil pemilahan arsip inaktif triwulan ini. (contoh)",
            actor=archivist,
            now=now,
        )
        appraise_disposal(
            proposal=proposal,
            kept={},
            panel="Sekretaris Daerah, Inspektur, Arsiparis (contoh)",
            note="Tidak bernilai guna lagi. (contoh)",
            actor=acting_for(BODY, "sekda", now.date()),
            now=now,
        )


def _schedule(archivist: Actor, now: dt.datetime) -> None:
    said = ScheduleTitle(
        title="JRA peragaan (contoh, bukan peraturan)",
        valid_from=now.date() - dt.timedelta(days=IN_FORCE_DAYS),
        certainty=Certainty.OFFICIAL,
        legal_basis="Peraturan wali kota rekaan (contoh)",
    )
    file = receive_schedule(
        said=said, file_name="jra-peragaan.csv", content=SCHEDULE.encode(), actor=archivist, now=now
    )
    adopt_schedule(file=file, actor=archivist, now=now)


def _keep(due: Due, officer: Actor, now: dt.datetime) -> Document:
    upload = example_upload(
        name="Berkas contoh.pdf", title=due.title, number="", text="Isi rekaan.", actor=officer, now=now
    )
    described = Description(
        title=due.title,
        kind="notula",
        security="B",
        dated_on=now.date() - dt.timedelta(days=due.days_ago),
        classification="000.1",
    )
    unit = Unit.objects.get(code="3")
    return add_document(upload=upload, unit=unit, description=described, actor=officer, now=now).document
