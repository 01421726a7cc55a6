"""The leaver's note while it is written. Not an official act: it becomes one when it is signed.

Whoever left may still write it; what nobody signed yet belongs to them.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.handover.models import Handover, Part
from pranata.handover.policies import HandoverClosed, Signer
from pranata.handover.queries.reading import current_dossier
from pranata.organisation.models import Assignment

LONGEST = 20_000


class NoteElsewhere(ProductError):
    """It was saved in another window since this one was opened. What was typed here is not lost."""

    def __init__(self, version: int) -> None:
        super().__init__(
            _("Memori jabatan ini sudah disimpan dari jendela lain."),
            why=_("Bila ditimpa, tulisan di jendela itu hilang."),
            remedy=_("Salin tulisan Anda di sini, muat ulang halaman, lalu gabungkan."),
        )
        self.version = version


class NoteSigned(ProductError):
    """The receiver signed it; it stands."""

    def __init__(self) -> None:
        super().__init__(
            _("Memori jabatan ini sudah ditandatangani penerima."),
            why=_("Yang sudah ditandatangani dua pihak tidak diubah lagi."),
            remedy=_("Sampaikan tambahan langsung kepada penerima."),
        )


class NoteTooLong(ProductError):
    """More than is kept."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Memori jabatan paling panjang 20.000 huruf."),
            remedy=_("Simpan rinciannya sebagai naskah, dan sebutkan judulnya di sini."),
        )


@transaction.atomic
def save_note(
    *, assignment: Assignment, text: str, version: int, signer: Signer, now: dt.datetime
) -> Handover:
    """Keep what the leaver wrote. Raises HandoverClosed, NoteElsewhere, NoteSigned or NoteTooLong."""
    if signer.person_id != assignment.person_id:
        raise HandoverClosed
    text = text.replace("\r\n", "\n").replace("\x00", "")
    if len(text) > LONGEST:
        raise NoteTooLong
    handover = locked(assignment)
    dossier = current_dossier(handover)
    if handover.completed_at or (dossier and Part.RECEIVER in {s.part for s in dossier.signatures.all()}):
        raise NoteSigned
    if handover.note_version != version:
        raise NoteElsewhere(handover.note_version)
    handover.note, handover.note_version, handover.note_saved_at = text, version + 1, now
    handover.save(update_fields=["note", "note_version", "note_saved_at"])
    return handover


def locked(assignment: Assignment) -> Handover:
    """Return the handover of an assignment, made if there is none, with its row locked."""
    Handover.objects.get_or_create(instansi_id=assignment.instansi_id, assignment=assignment)
    return Handover.objects.select_for_update().get(assignment=assignment)
