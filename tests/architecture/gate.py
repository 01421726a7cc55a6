"""What the gates share: finding the sources, and judging what was found against reasoned exemptions."""

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "pranata"

Exemptions = Mapping[str, str]


def judge(offences: Iterable[str], exempt: Exemptions) -> list[str]:
    """Return what is wrong: offences nobody exempted, exemptions without a reason, and idle ones.

    The key of an exemption is a pattern in which `*` stands for anything. One that matches nothing any more
    is wrong too: it would silently let the next offence of that name through.
    """
    found = sorted(set(offences))
    patterns = {key: re.compile(re.escape(key).replace(r"\*", ".*")) for key in exempt}
    verdict = [one for one in found if not any(p.fullmatch(one) for p in patterns.values())]
    verdict += [f"no reason: {key}" for key, reason in exempt.items() if not is_reason(reason)]
    return verdict + [
        f"idle, take it out: {k}" for k, p in patterns.items() if not any(p.fullmatch(one) for one in found)
    ]


def is_reason(text: str) -> bool:
    """A reason says something: at least three words."""
    return len(text.split()) >= 3


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def product_modules() -> list[Path]:
    """Return the modules of the product itself: no tests, no test kit, no migrations."""
    outside = {"tests", "testing", "migrations"}
    return [p for p in sorted(SOURCE.rglob("*.py")) if not outside & set(p.relative_to(SOURCE).parts)]


def modules_of_tests() -> list[Path]:
    """Return every module of tests, whichever app it belongs to."""
    everywhere = [*SOURCE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    return [p for p in sorted(everywhere) if p.name.startswith("test_")]


def kept_files() -> list[Path]:
    """Return the files that are in the repository or about to be: what git knows and does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [p for name in sorted(listed.stdout.split("\0")) if name and (p := ROOT / name).is_file()]


def dotted(node: ast.AST) -> str:
    """Return `a.b.c` for a name or a chain of attributes, else an empty text."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return ""


def functions(module: ast.Module) -> Iterator[ast.FunctionDef]:
    """Yield the functions at the top of a module."""
    return (node for node in module.body if isinstance(node, ast.FunctionDef))


def names_in(node: ast.AST) -> set[str]:
    """Return every name and attribute a piece of code mentions."""
    mentioned = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    return mentioned | {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}


def code_by_name(modules: Iterable[ast.Module]) -> dict[str, list[ast.FunctionDef]]:
    """Return every function and method of some modules by its name; a name may be used more than once."""
    code: dict[str, list[ast.FunctionDef]] = {}
    for node in (node for module in modules for node in ast.walk(module)):
        if isinstance(node, ast.FunctionDef):
            code.setdefault(node.name, []).append(node)
    return code


def reached(start: str, code: Mapping[str, list[ast.FunctionDef]]) -> set[str]:
    """Return every name that `start` mentions, itself or through the functions in `code` it mentions."""
    seen: set[str] = set()
    open_names = [start]
    while open_names:
        name = open_names.pop()
        if name not in seen:
            seen.add(name)
            open_names.extend(found for node in code.get(name, []) for found in names_in(node))
    return seen
