"""What a reader sees is marked for translation: no Indonesian text stands bare in Python or in a script."""

import ast
import builtins
import re
from collections.abc import Iterator

import pytest
from tests.architecture.gate import ROOT, SOURCE, dotted, judge, product_modules, tree

EXEMPT = {
    "assessment/operations/import_national_results.py: *": "kept with published data, in its language",
    "assessment/printed_results.py: *": "titles and remarks kept with published data, in its language",
    "assessment/regulations/*": "faults in a regulation's files, told to who writes them, like the schema",
    "assessment/queries/report_template.py: *": "a made-up report that templates are tried with",
    "assessment/web/report_fields.py: {{*": "names of placeholders, which are the same in every language",
    "config/command/click_words.py: *": "is itself the catalogue of what click says",
    "config/demonstration/*": "what invented officials wrote; data of the demonstration",
    "foundation/ui/icons.py: *": "an instruction to who makes a page, seen in development",
    "foundation/web/components.py: *": "sample content of the page that shows the components to developers",
    "ledger/bundles/verifikasi.py: *": "travels alone in every bundle, so it can carry no catalogue of words",
    "ledger/witness/example.py: *": "names of invented witnesses, the same in every language",
}
EXEMPT_SCRIPTS: dict[str, str] = {
    "src/pranata/records/static/records/upload.js: Upload-*": "names a header of the tus protocol",
    "src/pranata/records/static/records/upload.js: Tus-*": "names a header of the tus protocol",
    "src/pranata/records/static/records/upload.js: Content-Type": "names a header of HTTP",
    "src/pranata/records/static/records/upload.js: Location": "names a header of HTTP",
    "src/pranata/records/static/records/upload.js: btn *": "names classes of the style sheet",
    "src/pranata/records/static/records/upload.js: pr-*": "names classes of the style sheet",
}

MARKS = set(
    re.findall(
        r"\w+", "_ gettext gettext_lazy gettext_noop ngettext ngettext_lazy pgettext pgettext_lazy npgettext"
    )
)
# Words that make a text Indonesian and are no names of fields, addresses or files by themselves.
COMMON = set(
    re.findall(
        r"\w+",
        """yang dan tidak untuk dari dengan pada ini itu atau belum sudah dapat oleh sebagai bila adalah tiap
        satu sampai karena lalu jalankan anda semua hanya bukan ada dalam akan agar juga lain boleh menurut
        periksa simpan pilih di ke tanpa lebih""",
    )
)
# What is given to these is read by somebody, in whatever language it was written.
TOLD = frozenset({"echo", "print", "secho", "Refused"})
# Their errors are for the caller, in the words of a specification; who shows them speaks to the reader.
FOR_CALLERS = {"engine", "ledger"}
BUILTIN_ERRORS = {name for name in dir(builtins) if name.endswith(("Error", "Exception", "Exit"))}
INSIDE_MARKUP = re.compile(r"<[a-z/!][^>]*>")


def bare_texts(module: ast.Module, *, for_callers: bool = False) -> Iterator[str]:
    """Yield the texts of a module that somebody reads and nobody can translate."""
    quiet = _quiet(module)
    calls = () if for_callers else ast.walk(module)
    told = {id(text) for call in calls for text in _told_by(call)}
    for node in ast.walk(module):
        text = _text(node)
        if text is None or id(node) in quiet:
            continue
        if _is_indonesian(text) or (id(node) in told and _is_sentence(text)):
            yield text.strip()[:60]
        if isinstance(node, ast.JoinedStr) and _marks_inside(node):
            yield f"not collected, because it stands inside an f-string: {text.strip()[:60]}"


def _quiet(module: ast.Module) -> set[int]:
    """The nodes that are no texts by themselves: docstrings, marked texts, and the parts of an f-string."""
    quiet = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            quiet.add(id(node.value))
        if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in MARKS:
            quiet |= {id(part) for part in ast.walk(node)}
        if isinstance(node, ast.JoinedStr):
            quiet |= {id(part) for part in node.values}
    return quiet


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _told_by(call: ast.AST) -> list[ast.expr]:
    if isinstance(call, ast.Raise) and isinstance(call.exc, ast.Call):
        name = dotted(call.exc.func).split(".")[-1]
        return [] if name in BUILTIN_ERRORS else [*call.exc.args, *(k.value for k in call.exc.keywords)]
    if isinstance(call, ast.Call) and dotted(call.func).split(".")[-1] in TOLD:
        return list(call.args)
    return []


def _is_sentence(text: str) -> bool:
    return len(re.findall(r"(?<!\S)[^\W\d_]{2,}", text)) >= 3


def _is_indonesian(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", INSIDE_MARKUP.sub(" ", text).lower())
    return len(words) >= 3 and not COMMON.isdisjoint(words)


def _marks_inside(joined: ast.JoinedStr) -> bool:
    calls = (node for node in ast.walk(joined) if isinstance(node, ast.Call))
    texts = (call for call in calls if call.args and _text(call.args[0]) is not None)
    return any(dotted(call.func).split(".")[-1] in MARKS for call in texts)


def test_no_python_text_stands_bare():
    found = [
        f"{name}: {text}"
        for path in product_modules()
        for name in [path.relative_to(SOURCE)]
        for text in bare_texts(tree(path), for_callers=name.parts[0] in FOR_CALLERS)
    ]
    assert judge(found, EXEMPT) == []


# Scripts: the sources of the built one, and those that are served as they are.
BUILT = {"pranata.js", "htmx.js"}
SCRIPTS = sorted(
    [
        *(ROOT / "frontend/js").glob("*.js"),
        *(p for p in SOURCE.rglob("static/**/*.js") if p.name not in BUILT),
    ]
)
COMMENTS = re.compile(r"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*", re.DOTALL)
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'|`((?:[^`\\]|\\.)*)`', re.DOTALL)
SPOKEN = re.compile(r"[^\W\d_]{2,},? [^\W\d_]{2,}|^[A-Z][a-z]{2,}|…$")
SELECTOR = re.compile(r"[\[\]#.:>]|^(?:[a-z]+\d?,? ?)+$")
KEYS = {
    "Escape",
    "Enter",
    "Home",
    "End",
    "ArrowDown",
    "ArrowUp",
    "ArrowLeft",
    "ArrowRight",
    "Event",
    "Accept",
}


def words_in(script: str) -> Iterator[str]:
    """Yield the literals of a script that somebody could read: two words, or one like a sentence."""
    for match in LITERAL.finditer(COMMENTS.sub(" ", script)):
        text = re.sub(
            r"\$\{[^}]*\}", "", next(group for group in match.groups() if group is not None)
        ).strip()
        if SPOKEN.search(text) and not SELECTOR.search(text) and text not in KEYS:
            yield text


def test_no_script_has_words_of_its_own():
    found = [
        f"{path.relative_to(ROOT)}: {word}" for path in SCRIPTS for word in words_in(path.read_text("utf-8"))
    ]
    assert judge(found, EXEMPT_SCRIPTS) == []


class TestTheGateItself:
    @pytest.mark.parametrize(
        "code",
        [
            'x = "Tidak ada yang diubah."',
            'x = f"Folder {name} tidak ada atau rusak."',
            'raise Refused("Nothing was changed here.")',
            'raise BackupRefused("a", why="Nothing was changed here.")',
            'click.echo(f"{count} things were done")',
            "x = f\"{_('Indeks')} 3\"",
            'raise Refused(str(x) and "Simpan tanpa kata sandi")',
        ],
    )
    def test_it_sees_a_bare_text(self, code):
        assert list(bare_texts(ast.parse(code)))

    @pytest.mark.parametrize(
        "code",
        [
            '"""Tidak ada yang diubah."""',
            'x = _("Tidak ada yang diubah.")',
            'x = ngettext("%(n)s berkas tidak ada", "%(n)s berkas tidak ada", n)',
            'raise ValueError("the caller gave no instrument")',
            'x = "penilaian/<int:pk>/indikator/"',
            'x = f"{name}: {reason}"',
        ],
    )
    def test_it_lets_names_and_marked_texts_pass(self, code):
        assert list(bare_texts(ast.parse(code))) == []

    @pytest.mark.parametrize(
        "script", ['say("Menyimpan…")', "say('Masuk lagi')", "say(`Tersimpan otomatis ${at}`)"]
    )
    def test_it_sees_words_in_a_script(self, script):
        assert list(words_in(script))

    @pytest.mark.parametrize(
        "script",
        [
            'one("[data-save] a")',
            '/* "Masuk lagi" */',
            'all("input, select")',
            'key === "Escape"',
            'fetch("/a/b")',
        ],
    )
    def test_it_lets_selectors_and_keys_pass(self, script):
        assert list(words_in(script)) == []
