"""Taking a document for a change, so that two people never overwrite each other silently."""

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.organisation.policies import Actor
from pranata.records.models import DisposalItem, Document
from pranata.records.models.disposal import LISTED
from pranata.records.policies import require_may_change


class DocumentDestroyed(ProductError):
    """The document was destroyed: what is said about it stays as it was then."""

    status = 410

    def __init__(self) -> None:
        super().__init__(
            _("Naskah ini sudah dimusnahkan."),
            why=_("Isinya tidak ada lagi; catatan dan sidiknya tetap sebagai bukti."),
            remedy=_("Pilih naskah lain."),
        )


class DocumentHandedOver(ProductError):
    """The archive institution answers for the document now: what is kept here is a copy."""

    def __init__(self) -> None:
        super().__init__(
            _("Naskah ini sudah diserahkan ke lembaga kearsipan."),
            why=_("Yang ada di sini tinggal salinannya, dan harus tetap sama dengan yang diserahkan."),
            remedy=_("Simpan perubahan sebagai naskah baru."),
        )


class DocumentListed(ProductError):
    """The document is on a list for disposal: what was appraised may not change under it."""

    def __init__(self) -> None:
        super().__init__(
            _("Naskah ini ada dalam usul penyusutan dan tidak dapat diubah."),
            why=_("Yang dinilai dan disetujui harus sama dengan yang dilaksanakan."),
            remedy=_("Mintalah arsiparis menarik usulnya, lalu ulangi perubahan Anda."),
        )


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

    Raises NotPermitted, DocumentChangedMeanwhile, DocumentDestroyed, DocumentHandedOver or
    DocumentListed.
    """
    found = Document.objects.select_for_update().get(pk=document.pk)
    require_may_change(actor, instansi_id=found.instansi_id, unit_id=found.unit_id)
    if found.revision != expected_revision:
        raise DocumentChangedMeanwhile
    require_unlisted(found)
    found.revision += 1
    return found


def require_unlisted(document: Document) -> None:
    """Raise DocumentDestroyed, DocumentHandedOver or DocumentListed unless a document may still change."""
    if document.destroyed_at is not None:
        raise DocumentDestroyed
    if document.handed_over_at is not None:
        raise DocumentHandedOver
    if DisposalItem.objects.filter(document=document, state__in=LISTED).exists():
        raise DocumentListed
