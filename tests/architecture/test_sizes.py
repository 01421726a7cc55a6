"""Functions of at most 60 lines and modules of at most 400 (tests 600), so that a reader can hold them."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    p for top in ("src", "tests", "bench") for p in (ROOT / top).rglob("*.py") if "migrations" not in p.parts
)


def is_test(path: Path) -> bool:
    return "tests" in path.parts


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_and_its_functions_stay_small(path: Path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= (600 if is_test(path) else 400)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{path}:{node.lineno} {node.name}"
