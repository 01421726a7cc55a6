"""The site filled with the demonstration answers, and the copy of one journey never reaches the next."""

import urllib.request

import pytest

pytestmark = pytest.mark.journey


def test_it_answers(demonstration_site):
    with urllib.request.urlopen(demonstration_site + "/healthz") as answer:  # noqa: S310 - our own loopback
        assert answer.read() == b"ok"
