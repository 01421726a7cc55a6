"""No Python of ours runs between a fork and what the fork becomes.

It would bring along what the interpreter and its libraries hook to a fork. A Ctrl-C that arrives in there is
raised in a hook, printed and lost: the program goes on as if nobody had pressed it.
"""

import ast
from collections.abc import Iterator

from tests.architecture.gate import SOURCE, judge, product_modules, tree

EXEMPT = {
    "foundation/database/embedded/keeper.py": "the keeper ignores Ctrl-C and loads no library with hooks",
}


def hooked(module: ast.Module) -> Iterator[ast.keyword]:
    """Yield every `preexec_fn=` of a module."""
    return (n for n in ast.walk(module) if isinstance(n, ast.keyword) and n.arg == "preexec_fn")


def test_no_program_is_started_with_python_in_its_fork():
    assert (
        judge([str(p.relative_to(SOURCE)) for p in product_modules() if any(hooked(tree(p)))], EXEMPT) == []
    )


def test_the_gate_sees_it():
    assert any(hooked(ast.parse("subprocess.run(['a'], preexec_fn=f)")))
