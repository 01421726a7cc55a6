"""Every text of the product can be read in English, and says the same things."""

import pytest
from click.testing import CliRunner
from django.utils import translation
from tools import messages as tool

ENGLISH = tool.catalogue("en")
HOW = "python -m tools.messages missing > missing.po; isi; python -m tools.messages merge missing.po"


def extracted():
    # By the tests and not on import: that would be done in every process of every run.
    return [m for m in tool.messages() if m.id]


def text(value: object) -> str:
    return " ".join(value) if isinstance(value, list | tuple) else str(value)


def test_texts_are_collected_from_templates_and_from_code():
    ids = {text(m.id) for m in extracted()}
    assert "Langsung ke isi" in ids, "a {% translate %}"
    assert "Halaman tidak ditemukan" in ids, "a gettext_lazy"
    assert any("isian perlu diperbaiki" in i for i in ids), "a {% blocktranslate count %}"
    assert "Angka grafik ini" in ids, 'a {{ value|default:_("…") }}'


def test_every_text_has_an_english_translation():
    lacking = tool.missing("en")
    assert not lacking, f"{len(lacking)} teks, misalnya {[text(m.id) for m in lacking[:5]]}. {HOW}"


def test_a_translation_keeps_every_placeholder():
    broken = [
        text(m.id)
        for m in ENGLISH
        if m.id
        and text(m.string).strip()
        and tool.placeholders(text(m.id)) != tool.placeholders(text(m.string))
    ]
    assert not broken


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_the_compiled_catalogue_is_the_readable_one(language):
    stored = tool.po_path(language).with_suffix(".mo").read_bytes()
    assert stored == tool.compiled(language), "Jalankan: python -m tools.messages update"


def test_what_is_missing_is_printed_as_a_catalogue_to_fill():
    shown = CliRunner().invoke(tool.main, ["missing"])
    assert shown.exit_code == 0
    assert 'msgid ""' in shown.stdout
    assert f"{len(tool.missing('en'))} teks" in shown.stderr


def test_no_indonesian_text_is_another_library_s_english():
    """Django has texts of its own: its “No” is translated to “Tidak”, and would be under our heading."""
    with translation.override("id"):
        changed = [text(m.id) for m in extracted() if not m.pluralizable and not m.context and differs(m.id)]
    assert not changed


def differs(msgid: object) -> bool:
    return translation.gettext(str(msgid)) != msgid
