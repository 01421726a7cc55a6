"""Taking a document for a change, so that two people never overwrite each other silently."""

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.organisation.policies import Actor
from pranata.records.models import Document
from pranata.records.policies import require_may_change


class DocumentChangedMeanwhile(ProductError):
    """Somebody else changed the document after this person looked."""

    def __init__(self) -> None:
        super().__init__(
            _("Naskah ini baru saja diubah oleh orang lain."),
            why=_("Perubahan Anda belum disimpan, supaya tidak ada yang tertimpa tanpa diketahui."),
            remedy=_("Muat ulang halaman, lihat yang baru, lalu ulangi perubahan Anda bila masih perlu."),
        )


def locked(document: Document, *, expected_revision: int, actor: Actor) -> Document:
    """Lock the document until the transaction ends and return it with its revision counted up, unsaved.

    Raises NotPermitted or DocumentChangedMeanwhile.
    """
    found = Document.objects.select_for_update().get(pk=document.pk)
    require_may_change(actor, instansi_id=found.instansi_id, unit_id=found.unit_id)
    if found.revision != expected_revision:
        raise DocumentChangedMeanwhile
    found.revision += 1
    return found
