"""What acts of retention share: the lock they take in turn, and how they name what they are about."""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import ObjectRef
from pranata.records.models import ErasureRequest, Hold, RetentionSchedule, ScheduleFile
from pranata.records.operations._act import document_ref


def lock_retention(instansi_id: int) -> None:
    """Let nobody place or release a hold, destroy or erase in this instansi until the transaction ends.

    A hold may be on a class or a unit, with documents that nobody has looked at: so it is one lock an
    instansi, not one a document.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"records:retention:{instansi_id}"]
        )


def hold_refs(hold: Hold) -> tuple[ObjectRef, ...]:
    """Name a hold, and the document where it is on one."""
    named = ObjectRef(role="penahanan", type="hold", id=str(hold.public_id))
    return (document_ref(hold.document), named) if hold.document else (named,)


def schedule_ref(schedule: RetentionSchedule) -> ObjectRef:
    """Name a schedule, and fix the bytes of the file it came from."""
    return ObjectRef(
        role="jadwal", type="retentionschedule", id=str(schedule.public_id), sha256=schedule.sha256
    )


def file_ref(file: ScheduleFile) -> ObjectRef:
    """Name an uploaded schedule by its bytes."""
    return ObjectRef(role="berkas", type="schedulefile", id=str(file.pk), sha256=file.sha256)


class RequestDecided(ProductError):
    """Somebody decided the request before."""

    def __init__(self) -> None:
        super().__init__(
            _("Permintaan ini sudah diputuskan."), remedy=_("Muat ulang halaman untuk melihat putusannya.")
        )


def open_request(request: ErasureRequest) -> ErasureRequest:
    """Lock a request until the transaction ends. Raises RequestDecided unless it is undecided."""
    found = ErasureRequest.objects.select_for_update().get(pk=request.pk)
    if found.decided_at is not None:
        raise RequestDecided
    return found


def erasure_ref(request: ErasureRequest) -> ObjectRef:
    """Name a request for erasure; who asked is nowhere in it."""
    return ObjectRef(role="permintaan", type="erasurerequest", id=str(request.public_id))
