"""No signal receivers: what happens on a write is called by the operation that writes, where it is found."""

import ast
from collections.abc import Iterator

import pytest
from tests.architecture.gate import SOURCE, dotted, judge, product_modules, tree

EXEMPT = {
    "foundation/web/accounts/receivers.py: import receiver": "allauth tells of its own acts in no other way",
}


def receivers(module: ast.Module) -> Iterator[str]:
    """Yield every way in which a module subscribes to a signal."""
    signals = _signals(module)
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module == "django.dispatch":
            yield from (f"import {alias.name}" for alias in node.names if alias.name == "receiver")
        if isinstance(node, ast.Call) and dotted(node.func).endswith(".connect"):
            subject = dotted(node.func).removesuffix(".connect")
            if "signals" in subject.split(".") or subject in signals:
                yield f"{subject}.connect"


def _signals(module: ast.Module) -> set[str]:
    imports = [n for n in ast.walk(module) if isinstance(n, ast.ImportFrom)]
    return {a.asname or a.name for n in imports if "signals" in (n.module or "").split(".") for a in n.names}


def test_nobody_listens_to_signals():
    found = [f"{p.relative_to(SOURCE)}: {one}" for p in product_modules() for one in receivers(tree(p))]
    assert judge(found, EXEMPT) == []


@pytest.mark.parametrize(
    "code",
    [
        "from django.dispatch import receiver",
        "from django.db.models.signals import post_save\npost_save.connect(f)",
        "from django.db.models import signals\nsignals.pre_delete.connect(f)",
        "from allauth.account.signals import user_logged_in as seen\nseen.connect(f)",
    ],
)
def test_the_gate_sees_a_receiver(code):
    assert list(receivers(ast.parse(code)))


def test_the_gate_lets_other_things_connect():
    assert not list(receivers(ast.parse("import psycopg\npsycopg.connect('')")))
