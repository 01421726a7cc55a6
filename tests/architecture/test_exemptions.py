"""An exemption says why; one that exempts nothing any more is taken out."""

import ast
import re
import tokenize
from pathlib import Path

import pytest
from tests.architecture.gate import ROOT, is_reason, judge, tree

GATES = sorted((ROOT / "tests" / "architecture").glob("test_*.py"))
SOURCES = sorted(p for top in ("src", "tests", "bench") for p in (ROOT / top).rglob("*.py"))
BARE = re.compile(r"#\s*noqa(?!:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*\s+-{1,2}\s+\S.{4,})")


def silent_lists(module: ast.Module) -> list[str]:
    """Return the entries of a module's `EXEMPT…` mappings that give no reason."""
    silent = []
    for node in ast.walk(module):
        target = node.target if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [None])[0]
        if isinstance(target, ast.Name) and target.id.startswith("EXEMPT"):
            silent += _silent(getattr(node, "value", None), target.id)
    return silent


def _silent(value: ast.AST | None, name: str) -> list[str]:
    if not isinstance(value, ast.Dict):
        return [f"{name} is not a mapping from what to why"]
    reasons = [
        v.value if isinstance(v, ast.Constant) and isinstance(v.value, str) else "" for v in value.values
    ]
    return [f"{name}[{i}] gives no reason" for i, reason in enumerate(reasons) if not is_reason(reason)]


@pytest.mark.parametrize("path", GATES, ids=lambda p: p.name)
def test_every_exemption_of_a_gate_has_a_reason(path: Path):
    assert silent_lists(tree(path)) == []


def bare_exemptions(path: Path) -> list[str]:
    """Return the places where a linter is silenced without a reason after a dash."""
    with tokenize.open(path) as file:
        comments = [t for t in tokenize.generate_tokens(file.readline) if t.type == tokenize.COMMENT]
    return [f"{path.name}:{token.start[0]} {token.string}" for token in comments if BARE.search(token.string)]


def test_every_silenced_lint_has_a_reason():
    assert [bare for path in SOURCES for bare in bare_exemptions(path)] == []


class TestTheGateItself:
    def test_it_reports_what_nobody_exempted(self):
        assert judge(["a", "b"], {"a": "kept for a reason"}) == ["b"]

    def test_it_reports_an_exemption_without_a_reason(self):
        assert judge(["a"], {"a": " "}) == ["no reason: a"]

    def test_it_reports_an_exemption_that_exempts_nothing(self):
        assert judge([], {"a": "kept for a reason"}) == ["idle, take it out: a"]

    def test_a_star_stands_for_anything_and_a_dot_for_itself(self):
        assert judge(["public.x_y", "publicax_z"], {"public.x_*": "kept for a reason"}) == ["publicax_z"]

    @pytest.mark.parametrize("text", ['EXEMPT = {"a": ""}', 'EXEMPT_X: dict = {"a": "b"}', 'EXEMPT = ["a"]'])
    def test_it_sees_a_list_without_reasons(self, text):
        assert silent_lists(ast.parse(text)) != []

    @pytest.mark.parametrize("comment", ["noqa", "noqa: S101", "noqa: S101 because", "noqa: S101 - so"])
    def test_it_sees_a_silenced_lint_without_a_reason(self, comment, tmp_path):
        (tmp_path / "a.py").write_text(f"x = 1  # {comment}\n")
        assert bare_exemptions(tmp_path / "a.py") != []

    def test_it_accepts_a_silenced_lint_with_a_reason(self, tmp_path):
        (tmp_path / "a.py").write_text("x = 1  # " + "noqa: S101, S102 - our own text\n")
        assert bare_exemptions(tmp_path / "a.py") == []
