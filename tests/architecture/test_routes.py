"""Every route leads to a view that says who may call it."""

from collections.abc import Callable, Iterable, Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls import include as include_urls
from tests.architecture.gate import judge

from pranata.foundation.access import official, public, signed_in

POLICIES = {"public", "signed_in", "official"}

EXEMPT: dict[str, str] = {}


def unguarded(patterns: Iterable[URLPattern | URLResolver], prefix: str = "/") -> Iterator[str]:
    """Yield `route → view` for every route whose view carries no policy."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from unguarded(pattern.url_patterns, route)
        elif getattr(pattern.callback, "access_policy", None) not in POLICIES:
            yield f"{_dotted(pattern.callback)} at {route}"


def _dotted(view: Callable[..., object]) -> str:
    shown = getattr(view, "view_class", view)
    return f"{shown.__module__}.{getattr(shown, '__qualname__', type(shown).__qualname__)}"


def test_every_route_has_a_policy():
    assert judge(unguarded(get_resolver().url_patterns), EXEMPT) == []


class TestTheGateItself:
    @pytest.mark.parametrize("policy", [public, signed_in, official])
    def test_it_lets_a_guarded_view_pass(self, policy):
        assert list(unguarded([path("a", policy(make_view()))])) == []

    def test_it_sees_a_bare_view_however_deep(self):
        nested = [path("b/", include_urls([path("c", make_view())]))]
        assert list(unguarded(nested)) == [f"{__name__}.make_view.<locals>.bare at /b/c"]

    def test_it_sees_a_policy_that_does_not_exist(self):
        odd = signed_in(make_view())
        odd.access_policy = "everybody"  # type: ignore[attr-defined]
        assert list(unguarded([path("a", odd)])) != []


def make_view() -> Callable[[HttpRequest], HttpResponse]:
    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    return bare
