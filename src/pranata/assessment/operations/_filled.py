"""A filled file: whose it has to be, who may do something with it, and the file held meanwhile."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from pranata.assessment.levels_file import filled
from pranata.assessment.models import Assessment, FilledFile, FilledState
from pranata.assessment.policies import require_may_answer_some, require_may_manage
from pranata.assessment.queries.filled_book import checklist_digest
from pranata.foundation.errors import ProductError
from pranata.organisation.policies import Actor


class FilledElsewhere(ProductError):
    """The file belongs to another instansi, year or instrument, or to a text of the law since corrected."""

    status = 422

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(
            what,
            why=_("Belum ada yang dibaca dari isinya, dan tidak ada yang berubah."),
            remedy=remedy,
        )


class FilledNotWaiting(ProductError):
    """The file was applied, undone or replaced meanwhile."""

    def __init__(self, file: FilledFile) -> None:
        super().__init__(
            _("Berkas ini sudah diproses: %(state)s.")
            % {"state": str(FilledState(file.state).label).lower()},
            remedy=_("Muat ulang halaman untuk melihat keadaannya sekarang."),
        )


def require_same(identity: Mapping[str, str], assessment: Assessment) -> None:
    """Raise FilledElsewhere unless the file was downloaded from this assessment."""
    words = {
        "name": identity[filled.INSTANSI_NAME],
        "here": assessment.instansi.name,
        "year": identity[filled.YEAR],
        "this_year": assessment.year,
        "instrument": identity[filled.INSTRUMENT],
        "this_instrument": assessment.instrument,
        "taken": identity[filled.TAKEN_AT],
    }
    if identity[filled.INSTANSI] != assessment.instansi.slug:
        raise FilledElsewhere(
            _("Berkas ini isian %(name)s untuk tahun %(year)s, bukan %(here)s.") % words,
            _("Unggahlah di %(name)s. Untuk %(here)s, unduh berkas baru dari halaman ini.") % words,
        )
    if identity[filled.INSTRUMENT] != assessment.instrument:
        raise FilledElsewhere(
            _("Berkas ini memakai %(instrument)s (tahun %(year)s), penilaian ini %(this_instrument)s.")
            % words,
            _("Unggahlah pada penilaian %(year)s dengan %(instrument)s, atau unduh berkas baru.") % words,
        )
    if identity[filled.ASSESSMENT] != str(assessment.pk):
        raise FilledElsewhere(
            _("Berkas ini dari penilaian %(year)s, sedangkan yang dibuka penilaian %(this_year)d.") % words,
            _("Unggahlah pada penilaian %(year)s. Untuk tahun ini, unduh berkas baru, lalu salin isian Anda.")
            % words,
        )
    if identity[filled.DIGEST] != checklist_digest(assessment.instrument):
        raise FilledElsewhere(
            _("Bunyi instrumen diperbaiki sejak berkas ini diunduh (%(taken)s).") % words,
            str(_("Unduh berkas baru, salin isian Anda ke sana, lalu unggah.")),
        )


def require_own(file: FilledFile, actor: Actor) -> None:
    """Raise NotPermitted unless the actor's post brought the file in, or the actor coordinates."""
    if file.uploaded_by.position_id == actor.position_id and file.instansi_id == actor.instansi_id:
        require_may_answer_some(actor, file.assessment)
    else:
        require_may_manage(actor, file.instansi_id)


def held(file: FilledFile) -> FilledFile:
    """Lock a waiting file until the transaction ends. Raises FilledNotWaiting."""
    locked = FilledFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if locked.state != FilledState.WAITING:
        raise FilledNotWaiting(locked)
    return locked
