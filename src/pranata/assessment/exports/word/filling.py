"""Filling a template that was found plain. Runs in the process that may be killed."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import TemplateError

from pranata.assessment.exports.word.saying import environment, require_known
from pranata.assessment.exports.word.worker import TemplateFault

RADAR = "radar"
LARGEST = 20 * 1024 * 1024
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
TAGS = re.compile(r"\{\{|\{%|\{#")


def fill(content: bytes, fields: Mapping[str, Any], radar: bytes) -> bytes:
    """Return the document with its fields filled. Raises TemplateFault where it says what it may not."""
    template = DocxTemplate(io.BytesIO(content))
    template.init_docx()
    for source in sources(template):
        require_known(source, {**fields, RADAR: None})
    picture = InlineImage(template, io.BytesIO(radar), width=Mm(150)) if radar else ""
    try:
        template.render({**fields, RADAR: picture}, environment(), autoescape=True)
    except TemplateError as wrong:
        raise TemplateFault("syntax", str(wrong)) from wrong
    _describe(template, str(fields.get("radar_teks", "")))
    written = io.BytesIO()
    template.save(written)
    if written.tell() > LARGEST:
        raise TemplateFault("large")
    return written.getvalue()


def _describe(template: DocxTemplate, words: str) -> None:
    """Give a picture that says nothing of itself the words of the radar, for whoever does not see it."""
    for drawn in template.docx.element.body.iter(qn("wp:docPr")):
        if not drawn.get("descr"):
            drawn.set("descr", words)


def sources(template: DocxTemplate) -> Iterator[str]:
    """Yield every part of the document that is a template, as it will be read."""
    yield template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield template.patch_xml(template.get_part_xml(part))
    for part in template.get_docx().part.package.iter_parts():
        if part.content_type.endswith(("footnotes+xml", "endnotes+xml", "comments+xml")):
            yield template.patch_xml(part.blob.decode(errors="replace"))
    properties = template.get_docx().core_properties
    for name in PROPERTIES:
        text = getattr(properties, name, "") or ""
        if TAGS.search(text):
            yield text
