"""Two handovers of the demonstration: one that waits for its signature, and one of somebody who has left.

A Plt. whose time ends next month finds his on his desk. The retired head of a section holds no position any
more; he still signs in, signs his handover and takes his proof along. All made up.
"""

import datetime as dt
from pathlib import Path

import typst

from pranata.config.demonstration.organisation import DECREE, SINCE, acting_for, make_account
from pranata.config.demonstration.people import EXAMPLE
from pranata.foundation.tenancy import tenant_scope
from pranata.handover.drafts import save_note
from pranata.handover.models import Handover
from pranata.handover.operations.begin_handover import begin_handover
from pranata.handover.operations.sign_handover import sign_handover
from pranata.handover.policies import Signer
from pranata.handover.queries.leaving import leaving
from pranata.handover.queries.reading import assignment_for, read_handover
from pranata.organisation.models import Assignment, Instansi, Position
from pranata.organisation.operations.assign_person import assign_person
from pranata.organisation.operations.invite_account import invite_account
from pranata.organisation.operations.register_person import register_person
from pranata.organisation.policies import Actor
from pranata.records.models import Upload
from pranata.records.uploads import accept, begin, receive

BODY, POST, FORMER_POST = "kota-bandar-lampung", "kabid-ekbang", "kabag-org"
FORMER, FORMER_EMAIL = f"Hadi Susanto {EXAMPLE}", "pensiunan@bandarlampung.contoh.invalid"
LEFT, ENDS = dt.timedelta(days=21), dt.timedelta(days=30)
NUMBER = "800.1.3/17/2026 (contoh)"
NOTE = """Yang mendesak: indikator peta rencana menunggu dokumen dari Bagian Organisasi.
Rapat forum SPBE berikutnya tanggal 12, undangannya sudah dikirim.
Yang diserahkan: satu laptop, kunci lemari arsip, dan map kerja sama data."""
PAGE = Path(__file__).with_name("example.typ")


def load(*, now: dt.datetime) -> None:
    """Make both once."""
    instansi = Instansi.objects.get(slug=BODY)
    with tenant_scope(instansi.pk):
        if Handover.objects.exists():
            return
        administrator = acting_for(BODY, "0", now.date())
        _waiting(administrator, now)
        _former(administrator, now)


def _waiting(administrator: Actor, now: dt.datetime) -> None:
    actor = acting_for(BODY, POST, now.date())
    assignment = Assignment.objects.select_related("position__unit", "person", "instansi").get(
        pk=actor.assignment_id
    )
    begin_handover(
        assignment=assignment,
        ends_on=now.date() + ENDS,
        decree_number=NUMBER,
        upload=_decree(administrator, now),
        actor=administrator,
        now=now,
    )
    save_note(
        assignment=leaving().get(pk=assignment.pk),
        text=NOTE,
        version=0,
        signer=Signer.official(actor),
        now=now,
    )


def _former(administrator: Actor, now: dt.datetime) -> None:
    make_account(FORMER_EMAIL, FORMER)
    person = register_person(name=FORMER, nip="", email=FORMER_EMAIL, actor=administrator, now=now)
    invite_account(person=person, email=FORMER_EMAIL, actor=administrator, now=now)
    held = assign_person(
        position=Position.objects.get(code=FORMER_POST),
        person=person,
        capacity="definitif",
        decree_number=DECREE,
        starts_on=SINCE,
        ends_on=now.date() - LEFT,
        actor=administrator,
        now=now,
    )
    assignment = leaving().get(pk=held.pk)
    signer = Signer.former(assignment.person, assignment)
    parties = assignment_for(assignment.pk, signer, now.date())
    read = read_handover(parties, signer, now=now).read
    sign_handover(assignment=assignment, read=read, signer=signer, now=now)


def _decree(actor: Actor, now: dt.datetime) -> Upload:
    source = PAGE.read_text(encoding="utf-8")
    words = {
        "title": "Keputusan Wali Kota",
        "number": NUMBER,
        "text": "Pelaksana tugas berakhir.",
    }
    for name, text in words.items():
        source = source.replace(f"{{{{{name}}}}}", text)
    content: bytes = typst.compile(source.encode(), format="pdf")
    begun = begin(name="sk-plt-berakhir.pdf", length=len(content), actor=actor, now=now)
    return accept(receive(begun, offset=0, piece=content))
