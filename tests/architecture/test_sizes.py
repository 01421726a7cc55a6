"""Functions of at most 60 lines and modules of at most 400 (tests 600), so that a reader can hold them."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    p for top in ("src", "tests", "bench") for p in (ROOT / top).rglob("*.py") if "migrations" not in p.parts
)

EXEMPT = {
    "src/pranata/ledger/bundles/verifikasi.py": "one file on purpose: an auditor reads it alone",
}


def is_test(path: Path) -> bool:
    return "tests" in path.parts


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_and_its_functions_stay_small(path: Path):
    text = path.read_text(encoding="utf-8")
    if str(path.relative_to(ROOT)) not in EXEMPT:
        assert text.count("\n") <= (600 if is_test(path) else 400)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{path}:{node.lineno} {node.name}"


def test_an_exempt_module_is_there_and_needs_its_exemption():
    for name in EXEMPT:
        assert 400 < (ROOT / name).read_text(encoding="utf-8").count("\n") <= 830, name
