"""What a template may say: known fields, loops over known lists, conditions, a few filters. Nothing else.

The sample says what is known: a field is known if it is in it, and what a loop walks over must be a list
there. Whatever could run long or look inside an object is not in the language at all: no calls, no
arithmetic, no subscripts, no macros, no names with an underscore in front.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pranata.assessment.exports.word.worker import TemplateFault

FILTERS = frozenset({"upper", "lower", "title", "capitalize", "join", "length", "default", "first", "last"})
LOOP = {"index": 1, "index0": 0, "first": True, "last": True, "length": 1}
DEEPEST, MOST_LOOPS = 3, 80
PLAIN = (nodes.TemplateData, nodes.Const)
LOGIC = (nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.CondExpr)
Scope = Mapping[str, Any]


class Anything:
    """What a field of an empty list would hold: the sample cannot tell, so any name is known there."""


def environment() -> ImmutableSandboxedEnvironment:
    """Return the environment in which a template is read and filled."""
    made = ImmutableSandboxedEnvironment(autoescape=True)
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.globals.clear()
    return made


def require_known(source: str, sample: Scope) -> None:
    """Raise TemplateFault unless the source says nothing but what it may."""
    try:
        tree = environment().parse(source)
    except TemplateSyntaxError as wrong:
        raise TemplateFault("syntax", str(wrong.message or "")) from wrong
    loops = sum(1 for _loop in tree.find_all(nodes.For))
    if loops > MOST_LOOPS:
        raise TemplateFault("loops", str(loops))
    for node in tree.body:
        _statement(node, sample, 0)


def _statement(node: nodes.Node, scope: Scope, depth: int) -> None:
    if isinstance(node, nodes.Output):
        for piece in node.nodes:
            _value(piece, scope)
    elif isinstance(node, nodes.If):
        _value(node.test, scope)
        for part in (*node.body, *node.elif_, *node.else_):
            _statement(part, scope, depth)
    elif isinstance(node, nodes.For):
        _loop(node, scope, depth)
    else:
        raise _unknown(node)


def _loop(node: nodes.For, scope: Scope, depth: int) -> None:
    if depth >= DEEPEST or node.recursive:
        raise TemplateFault("loops", str(depth + 1))
    walked = _value(node.iter, scope)
    if not isinstance(node.target, nodes.Name) or not isinstance(walked, list | Anything):
        raise _unknown(node.iter)
    item = walked[0] if isinstance(walked, list) and walked else Anything()
    inside = {**scope, node.target.name: item, "loop": LOOP}
    if node.test is not None:
        _value(node.test, inside)
    for part in node.body:
        _statement(part, inside, depth + 1)
    for part in node.else_:
        _statement(part, scope, depth)


def _value(node: nodes.Node, scope: Scope) -> Any:  # noqa: ANN401 -- whatever the sample holds
    if isinstance(node, PLAIN):
        return None
    if isinstance(node, nodes.Name):
        return _named(scope, node.name, node.name)
    if isinstance(node, nodes.Getattr):
        return _attribute(_value(node.node, scope), node)
    if isinstance(node, nodes.Filter) and node.name in FILTERS and node.node is not None:
        return _filtered(node, scope)
    if isinstance(node, nodes.Test) and node.name in {"defined", "none"}:
        return _value(node.node, scope)
    if isinstance(node, LOGIC):
        for part in node.iter_child_nodes():
            _value(part, scope)
        return None
    raise _unknown(node)


def _filtered(node: nodes.Filter, scope: Scope) -> None:
    assert node.node is not None  # noqa: S101 -- a filter block was turned away before
    _value(node.node, scope)
    if any(not isinstance(argument, nodes.Const) for argument in (*node.args, *node.kwargs)):
        raise _unknown(node)


def _attribute(held: object, node: nodes.Getattr) -> Any:  # noqa: ANN401 -- whatever the sample holds
    if isinstance(held, Anything) and not node.attr.startswith("_"):
        return held
    if not isinstance(held, Mapping):
        raise _unknown(node)
    return _named(held, node.attr, written(node))


def _named(scope: Scope, name: str, shown: str) -> Any:  # noqa: ANN401 -- whatever the sample holds
    if name.startswith("_") or name not in scope:
        raise TemplateFault("unknown", shown)
    return scope[name]


def _unknown(node: nodes.Node) -> TemplateFault:
    return TemplateFault("forbidden", written(node))


def written(node: nodes.Node) -> str:
    """Return how a forbidden piece was written, near enough to be found in the document."""
    if isinstance(node, nodes.Getattr):
        return f"{written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Const):
        return repr(node.value)[:40]
    if isinstance(node, nodes.Call):
        return f"{written(node.node)}(…)"
    inner = next(_expressions(node), None)
    return f"{type(node).__name__.lower()} {written(inner)}" if inner else type(node).__name__.lower()


def _expressions(node: nodes.Node) -> Iterator[nodes.Node]:
    yield from (child for child in node.iter_child_nodes() if isinstance(child, nodes.Expr))
