"""A file that is looked at and not kept: hashed as it comes in, held in memory only if it may be a bundle."""

import hashlib
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

FILE_LIMIT = 200 * 2**20
BUNDLE_LIMIT = 20 * 2**20
BUNDLE_FILES = 20_000
ZIP = b"PK\x03\x04"


class Received(FileUploadHandler):
    """Takes the first file of a form. Nothing is written to disk, and memory holds at most a bundle."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name, self.size, self._digest = "", 0, hashlib.sha256()
        self._held: io.BytesIO | None = io.BytesIO()

    @property
    def is_too_large(self) -> bool:
        """Whether more came in than anybody may send."""
        return self.size > FILE_LIMIT

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file."""
        return self._digest.hexdigest()

    @property
    def bundle(self) -> io.BytesIO | None:
        """The file itself where it is a zip that names what each bundle holds, else None."""
        content = self._held.getvalue() if self._held else b""
        if not content.startswith(ZIP) or b"kebijakan.txt" not in content or b"bagit.txt" not in content:
            return None
        # The directory of a zip is read as a whole; a bundle of this size never names more.
        return io.BytesIO(content) if content.count(b"PK\x01\x02") <= BUNDLE_FILES else None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; a second one is passed over."""
        super().new_file(*args, **kwargs)
        if self.size:
            raise SkipFile
        self.name = self.file_name or ""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Hash a piece, and hold it as long as the whole may be a bundle."""
        self.size = start + len(raw_data)
        if self.is_too_large:
            raise SkipFile
        self._digest.update(raw_data)
        if self._held and (self.size > BUNDLE_LIMIT or (start == 0 and not raw_data.startswith(ZIP))):
            self._held = None
        if self._held:
            self._held.write(raw_data)

    def file_complete(self, file_size: int) -> SimpleUploadedFile:
        """Say that there is a file; its bytes are gone."""
        self.size = file_size
        return SimpleUploadedFile(self.name, b"")
