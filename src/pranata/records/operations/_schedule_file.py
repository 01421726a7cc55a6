"""Taking a waiting file for a decision."""

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.records.models import ScheduleFile, ScheduleFileState


class FileDecided(ProductError):
    """Somebody adopted the file or set it aside before."""

    def __init__(self, file: ScheduleFile) -> None:
        super().__init__(
            _("Berkas %(name)s tidak lagi menunggu: %(state)s.")
            % {"name": file.file_name, "state": file.get_state_display().lower()},
            remedy=_("Muat ulang halaman untuk melihat keadaannya sekarang."),
        )


def waiting_file(file: ScheduleFile) -> ScheduleFile:
    """Lock the file until the transaction ends. Raises FileDecided unless it waits."""
    found = ScheduleFile.objects.select_for_update().get(pk=file.pk)
    if found.state != ScheduleFileState.WAITING:
        raise FileDecided(found)
    return found
