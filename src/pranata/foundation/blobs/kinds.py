"""Which kinds of file are taken, recognised by their bytes and never by what a browser calls them.

A closed list: what is not on it is refused with the way out. The name's ending must agree with the bytes,
so that nobody opens as a picture what runs as a program.
"""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError, Text

HEAD = 4096
PART_LIMIT = 1 << 20
PARTS_LIMIT = 20_000


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken. `shown` says how a page may show it: `pdf`, `image` or not at all."""

    media: str
    label: str
    endings: tuple[str, ...]
    shown: str = ""


PDF = Kind("application/pdf", "PDF", ("pdf",), "pdf")
PNG = Kind("image/png", "PNG", ("png",), "image")
JPEG = Kind("image/jpeg", "JPEG", ("jpg", "jpeg", "jpe", "jfif"), "image")
WEBP = Kind("image/webp", "WebP", ("webp",), "image")
TIFF = Kind("image/tiff", "TIFF", ("tif", "tiff"))
HEIC = Kind("image/heic", "HEIC", ("heic", "heif"))
MP4 = Kind("video/mp4", "MP4", ("mp4", "m4v", "mov"))
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX", ("docx",))
XLSX = Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX", ("xlsx",))
PPTX = Kind("application/vnd.openxmlformats-officedocument.presentationml.presentation", "PPTX", ("pptx",))
ODT = Kind("application/vnd.oasis.opendocument.text", "ODT", ("odt",))
ODS = Kind("application/vnd.oasis.opendocument.spreadsheet", "ODS", ("ods",))
ODP = Kind("application/vnd.oasis.opendocument.presentation", "ODP", ("odp",))
OFFICE = Kind("application/x-ole-storage", "Office 97–2003", ("doc", "xls", "ppt"))
TEXT = Kind("text/plain", "TXT", ("txt", "csv"))

KINDS = (PDF, PNG, JPEG, WEBP, TIFF, HEIC, MP4, DOCX, XLSX, PPTX, ODT, ODS, ODP, OFFICE, TEXT)
ENDINGS = tuple(ending for kind in KINDS for ending in kind.endings)
_SIGNATURES = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OFFICE),
)
_BRANDS = {b"heic": HEIC, b"heix": HEIC, b"mif1": HEIC, b"msf1": HEIC}
_CONTAINERS = {kind.media: kind for kind in (DOCX, XLSX, PPTX, ODT, ODS, ODP)}


class KindRefused(ProductError):
    """The bytes are of no kind that is taken, or not of the kind their name promises."""

    status = 415

    def __init__(self, what: Text) -> None:
        super().__init__(
            what,
            why=_("Hanya jenis yang dapat dibuka siapa pun bertahun-tahun lagi yang diterima."),
            remedy=_("Simpan sebagai PDF, lalu unggah PDF itu."),
        )


def kind_of_media(media: str) -> Kind | None:
    """Return the kind of a stored media type."""
    return next((kind for kind in KINDS if kind.media == media), None)


def recognise(file: IO[bytes], name: str) -> Kind:
    """Return the kind of a file by its bytes; reads its head, and of containers their table of contents.

    Raises KindRefused. The file is left at its start.
    """
    try:
        kind = _by_bytes(file)
    finally:
        file.seek(0)
    ending = PurePosixPath(name).suffix.lstrip(".").lower()
    if kind is None or (kind is TEXT and ending not in TEXT.endings):
        raise KindRefused(_("Jenis berkas %(name)s tidak diterima.") % {"name": name[:80]})
    if ending not in kind.endings:
        raise KindRefused(
            _("Berkas %(name)s sebenarnya berisi %(kind)s.") % {"name": name[:80], "kind": kind.label}
        )
    return kind


def _by_bytes(file: IO[bytes]) -> Kind | None:
    file.seek(0)
    head = file.read(HEAD)
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], MP4)
    if head.startswith(b"PK\x03\x04"):
        return _container(file)
    return TEXT if _is_text(head) else None


def _is_text(head: bytes) -> bool:
    """Whether the head is UTF-8 without control characters; a sign cut at its end does not matter."""
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if len(head) < HEAD or error.start < HEAD - 4:
            return False
        text = head[: error.start].decode()
    return bool(text) and not any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text)


def _container(file: IO[bytes]) -> Kind | None:
    try:
        with zipfile.ZipFile(file) as archive:
            names = {info.filename: info for info in archive.infolist()[:PARTS_LIMIT]}
            if any(PurePosixPath(name).name.lower() == "vbaproject.bin" for name in names):
                raise KindRefused(_("Dokumen ini berisi makro, yaitu program yang berjalan saat dibuka."))
            return _kind_within(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        return None


def _kind_within(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> Kind | None:
    for part in ("mimetype", "[Content_Types].xml"):
        if part in names and names[part].file_size <= PART_LIMIT:
            with archive.open(part) as file:
                found = _named_in(file.read(PART_LIMIT), _CONTAINERS.values())
            if found is not None:
                return found
    return None


def _named_in(text: bytes, kinds: Iterable[Kind]) -> Kind | None:
    if text.strip().decode("ascii", "replace") in _CONTAINERS:
        return _CONTAINERS[text.strip().decode("ascii")]
    return next((kind for kind in kinds if kind.media.encode() + b".main+xml" in text), None)
