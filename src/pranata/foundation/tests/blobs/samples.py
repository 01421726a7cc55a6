"""Small real files of each kind, made here."""

import io
import zipfile

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
OOXML = "application/vnd.openxmlformats-officedocument."


def container(**parts: bytes | str) -> bytes:
    """Return a ZIP with the given parts; `content_types` and `mimetype` under their real names."""
    made = io.BytesIO()
    real = {"content_types": "[Content_Types].xml", "vba": "word/vbaProject.bin"}
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(real.get(name, name), content)
    return made.getvalue()


DOCX = container(content_types=f'<Override ContentType="{OOXML}wordprocessingml.document.main+xml"/>')
XLSX = container(content_types=f'<Override ContentType="{OOXML}spreadsheetml.sheet.main+xml"/>')
ODT = container(mimetype="application/vnd.oasis.opendocument.text")
MACRO = container(
    content_types=f'<Override ContentType="{OOXML}wordprocessingml.document.main+xml"/>', vba=b"x"
)
