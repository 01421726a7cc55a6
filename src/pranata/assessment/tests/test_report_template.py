"""A Word template of one's own: what it may say, what it may not, and going back to the shipped one."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from pranata.assessment import events
from pranata.assessment.exports.word import TemplateFault, WorkerFailed, run_worker, shipped_template
from pranata.assessment.exports.word.filling import fill
from pranata.assessment.exports.word.judging import require_plain_package
from pranata.assessment.models import ReportTemplate
from pranata.assessment.operations.install_report_template import TemplateRefused, install_report_template
from pranata.assessment.operations.restore_shipped_template import ShippedAlready, restore_shipped_template
from pranata.assessment.queries.report_template import sample_fields
from pranata.assessment.tests.scenes import LATER, make_draft, recorded
from pranata.assessment.tests.scenes import fill as fill_levels
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast

EVIL = {
    "{{ ''.__class__ }}": ("forbidden", "__class__"),
    "{{ instansi.__class__.__mro__ }}": ("forbidden", "__class__"),
    "{% for i in range(10**9) %}x{% endfor %}": ("forbidden", "range"),
    "{{ 'a' * 999999999 }}": ("forbidden", "mul"),
    "{{ self._TemplateReference__context }}": ("unknown", "self"),
    "{{ lipsum.__globals__ }}": ("unknown", "lipsum"),
    "{{ instansi|attr('x') }}": ("forbidden", "filter"),
    "{% include '/etc/passwd' %}": ("forbidden", "include"),
    "{% set x = 1 %}": ("forbidden", "assign"),
    "{% macro m() %}{% endmacro %}": ("forbidden", "macro"),
    "{% for a in instansi %}{% endfor %}": ("forbidden", "instansi"),
    "{% for a in aspek recursive %}{{ loop(a.indikator) }}{% endfor %}": ("loops", "1"),
    "{{ indks }}": ("unknown", "indks"),
    "{% for a in aspek %}{{ a.nilaii }}{% endfor %}": ("unknown", "a.nilaii"),
    "{{ instansi": ("syntax", ""),
}
DEEP = "{% for a in aspek %}" * 4 + "x" + "{% endfor %}" * 4


def document(text, footer=""):
    made = Document()
    made.add_paragraph(text)
    made.sections[0].footer.paragraphs[0].text = footer
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def packed(content, name, data):
    """Add a part to a package."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, data)
    return out.getvalue()


def words(content):
    return "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)


class TestWhatATemplateMaySay:
    def test_each_evil_one_is_refused_by_name_wherever_it_stands(self):
        for text, (code, named) in EVIL.items():
            for content in (document(text), document("", footer=text)):
                with pytest.raises(TemplateFault) as refused:
                    fill(content, sample_fields(), b"")
                assert (refused.value.code, named in refused.value.found) == (code, True), text

    def test_loops_in_loops_in_loops_are_refused_before_they_run(self):
        with pytest.raises(TemplateFault) as refused:
            fill(document(DEEP), sample_fields(), b"")
        assert refused.value.code == "loops"

    def test_known_fields_loops_conditions_and_filters_are_filled_and_never_become_markup(self):
        text = "{% if contoh %}{{ instansi|upper }}{% endif %}{% for b in dasar %}, {{ b }}{% endfor %}"
        fields = {**sample_fields(), "instansi": "<w:p>Kota & Desa", "dasar": ["satu", "{{ dua }}"]}
        assert "<W:P>KOTA & DESA, satu, {{ dua }}" in words(fill(document(text), fields, b""))

    def test_the_shipped_one_says_only_what_it_may(self):
        assert "Kekuatan" in words(fill(shipped_template(), sample_fields(), b""))


class TestThePackage:
    @pytest.mark.parametrize(
        ("name", "data", "code"),
        [
            ("word/vbaProject.bin", b"x", "macros"),
            ("word/embeddings/oleObject1.bin", b"x", "embedded"),
            (
                "word/_rels/settings.xml.rels",
                b'<Relationship Type="x/attachedTemplate" Target="http://a/b.dotm" TargetMode="External"/>',
                "external",
            ),
            ("word/evil.xml", b'<!DOCTYPE a [<!ENTITY x "y">]><a/>', "broken"),
            ("word/zeros.bin", b"\0" * (41 * 1024 * 1024), "large"),
        ],
    )
    def test_what_can_do_harm_is_refused(self, name, data, code):
        out = io.BytesIO(document("halo"))
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
            package.writestr(name, data)
        with pytest.raises(TemplateFault) as refused:
            require_plain_package(out.getvalue())
        assert refused.value.code == code

    def test_what_is_no_word_document_is_refused(self):
        for content in (b"", b"%PDF-1.7", packed(b"", "a.txt", b"x"), document("x")[:500]):
            with pytest.raises(TemplateFault):
                require_plain_package(content)

    def test_the_process_that_fills_is_stopped_when_it_takes_too_long(self):
        with pytest.raises(WorkerFailed):
            run_worker(document("halo"), sample_fields(), b"", patience_s=0.01)


@pytest.mark.django_db
class TestInstalling:
    def test_a_good_one_is_used_from_then_on_and_the_shipped_one_comes_back(
        self, client, no_second_factor_asked
    ):
        cast = make_cast()
        with tenant_scope(cast.instansi.pk):
            draft = make_draft(cast.alice)
            fill_levels(draft, cast.alice)
        client.force_login(cast.alice_account)
        page, report = (
            reverse("assessment:report_template"),
            reverse("assessment:report_docx", args=[draft.pk]),
        )
        good = document("Kop kami: {{ instansi }}, indeks {{ indeks }}")
        shown = client.post(page, {"file": SimpleUploadedFile("a.docx", good), "pratinjau": "1"})
        assert "indeks 2,00" in words(shown.content)
        with tenant_scope(cast.instansi.pk):
            assert not ReportTemplate.objects.exists()
        assert client.post(page, {"file": SimpleUploadedFile("a.docx", good)}).status_code == 302
        assert "Kop kami: Pemerintah Kota Contoh, indeks 2,00" in words(client.get(report).content)
        evil = client.post(page, {"file": SimpleUploadedFile("e.docx", document("{{ ''.__class__ }}"))})
        assert (evil.status_code, "__class__" in evil.content.decode()) == (422, True)
        assert client.post(reverse("assessment:report_template_restore")).status_code == 302
        shipped = client.get(report).content
        assert "Kop kami" not in words(shipped)
        assert "{%" not in words(shipped)
        made = Document(io.BytesIO(shipped))
        drawn = next(made.element.body.iter(qn("wp:docPr")))
        assert drawn.get("descr").startswith("Radar nilai menurut aspek: ")
        assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in made.tables)
        assert [len(table.rows) for table in made.tables][0::2] == [1 + 12 + 1, 1 + 8 + 47]
        assert made.core_properties.title == "Laporan hasil evaluasi SPBE Pemerintah Kota Contoh 2025"
        with tenant_scope(cast.instansi.pk):
            assert ReportTemplate.objects.get().ended_at is not None
            assert (recorded(events.TEMPLATE_ADDED), recorded(events.TEMPLATE_ENDED)) == (1, 1)
            with pytest.raises(ShippedAlready):
                restore_shipped_template(actor=cast.alice, now=LATER)

    def test_it_refuses_bob_and_dana_who_do_not_coordinate(self):
        cast = make_cast()
        with tenant_scope(cast.instansi.pk):
            for actor in (cast.bob, cast.dana):
                with pytest.raises(NotPermitted):
                    install_report_template(name="a.docx", content=document("x"), actor=actor, now=LATER)
                with pytest.raises(NotPermitted):
                    restore_shipped_template(actor=actor, now=LATER)
            with pytest.raises(TemplateRefused):
                install_report_template(name="a.docx", content=b"x", actor=cast.alice, now=LATER)
            assert not ReportTemplate.objects.exists()
