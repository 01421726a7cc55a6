"""Functions of at most 60 lines and modules of at most 400 (tests 600), so that a reader can hold them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    p for top in ("src", "tests", "bench") for p in (ROOT / top).rglob("*.py") if "migrations" not in p.parts
)

EXEMPT = {
    "src/pranata/ledger/bundles/verifikasi.py": "one file on purpose: an auditor reads it alone",
}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def too_large(name: str, text: str) -> Iterator[str]:
    """Yield what is too large in a module, with its length in lines."""
    lines = text.count("\n")
    if name not in EXEMPT and lines > (600 if "tests" in Path(name).parts else 400):
        yield f"{name}: {lines}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > 60:
                yield f"{name}:{node.lineno} {node.name}: {length}"


def test_every_module_and_its_functions_stay_small():
    # One test for all: one a file was a quarter of all tests, and more work for pytest than for us.
    assert [found for path in MODULES for found in too_large(named(path), path.read_text("utf-8"))] == []


def test_what_is_too_large_is_named():
    long = "def long():\n" + "    pass\n" * 60
    assert list(too_large("src/a.py", "def short():\n    pass\n" + long)) == ["src/a.py:3 long: 61"]
    assert list(too_large("src/a.py", "\n" * 401)) == ["src/a.py: 401"]
    assert list(too_large("src/tests/test_a.py", "\n" * 600)) == []
    assert list(too_large("src/tests/test_a.py", "\n" * 601)) == ["src/tests/test_a.py: 601"]


def test_an_exempt_module_is_there_and_needs_its_exemption():
    for name in EXEMPT:
        assert 400 < (ROOT / name).read_text(encoding="utf-8").count("\n") <= 830, name
