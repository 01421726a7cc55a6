"""Is this package a plain Word document: no macros, nothing embedded, nothing fetched, no bomb?"""

import io
import re
import zipfile

from pranata.assessment.exports.word.worker import TemplateFault

LARGEST = 4 * 1024 * 1024
UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 400
MACROS = re.compile(r"vbaProject|vbaData|macroEnabled|ActiveX", re.IGNORECASE)
EMBEDDED = re.compile(r"/embeddings/|oleObject", re.IGNORECASE)
EXTERNAL = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
HYPERLINK = re.compile(rb"/relationships/hyperlink[\"']")
DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def require_plain_package(content: bytes) -> None:
    """Raise TemplateFault unless the package can be opened by anybody without harm."""
    if len(content) > LARGEST:
        raise TemplateFault("large")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _require_sound(package)
            for part in package.infolist():
                _require_harmless(part.filename, package.read(part))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as broken:
        raise TemplateFault("broken") from broken


def _require_sound(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise TemplateFault("large")
    if len(set(names)) != len(names) or "word/document.xml" not in names:
        raise TemplateFault("broken")


def _require_harmless(name: str, content: bytes) -> None:
    if MACROS.search(name) or (
        name == "[Content_Types].xml" and MACROS.search(content.decode(errors="replace"))
    ):
        raise TemplateFault("macros", name)
    if EMBEDDED.search(name):
        raise TemplateFault("embedded", name)
    if not name.endswith((".xml", ".rels")):
        return
    if DECLARED.search(content) or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise TemplateFault("broken", name)
    for link in EXTERNAL.findall(content):
        if not HYPERLINK.search(link):
            raise TemplateFault("external", name)
