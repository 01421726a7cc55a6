"""Three writers of canonical bytes agree on every value: ours, the database's, and the rfc8785 package."""

import json
from collections.abc import Callable

import pytest
import rfc8785
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st
from psycopg import errors

from pranata.foundation.testing.database import administrator
from pranata.ledger.canonical import DEPTH_LIMIT, NotCanonical, canonical

SAFE = 2**53 - 1
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
keys = st.text(st.characters(max_codepoint=127, exclude_characters="\x00"), max_size=8)
scalars = st.none() | st.booleans() | st.integers(-SAFE, SAFE) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=6),
    max_leaves=25,
)
HARD = {
    "controls": "".join(map(chr, range(1, 0xA0))),
    "quotes": '"\\/\x7f\u2028\u2029',
    "planes": "é 中 \U0001f600 \ufb33 \uffff \U0010ffff",
    "": ["", {}, [], [[]], {"": None}],
    "Z": 1,
    "a": -SAFE,
    "aa": SAFE,
    "_": 0,
    "A\tb": True,
}


@pytest.fixture
def in_database(django_db_setup, django_db_blocker):
    """The database's own writer, asked past Django: the application may not even call it."""
    with django_db_blocker.unblock(), administrator(str(connection.settings_dict["NAME"])) as server:

        def canonical_of(text: str) -> bytes:
            row = server.execute("SELECT convert_to(ledger.canonical(%s::jsonb), 'UTF8')", [text]).fetchone()
            assert row is not None
            return bytes(row[0])

        yield canonical_of


def test_three_writers_agree(in_database: Callable[[str], bytes]):
    @settings(max_examples=400, deadline=None)
    @given(values)
    @example(HARD)
    def agree(value):
        expected = rfc8785.dumps(value)
        assert canonical(value) == expected
        assert in_database(json.dumps(value)) == expected

    agree()


@pytest.mark.parametrize("text", ["1.0", "1.5", "1e-2", "9007199254740992", "-9007199254740992", "1e300"])
def test_the_database_refuses_numbers_that_are_not_safe_integers(in_database, text):
    with pytest.raises(errors.InvalidParameterValue, match="integers"):
        in_database(f'{{"n": [{text}]}}')


@pytest.mark.parametrize("text", ["0.0", "1.5", "1e3", "9007199254740992", "-9007199254740992"])
def test_we_refuse_the_same_numbers(text):
    with pytest.raises(NotCanonical, match=r"^\$\.n\[0\]: "):
        canonical(json.loads(f'{{"n": [{text}]}}'))


def test_zero_has_one_form(in_database):
    assert in_database("-0") == canonical(json.loads("-0")) == b"0"


def test_keys_outside_ascii_are_refused(in_database):
    with pytest.raises(errors.InvalidParameterValue, match="ASCII"):
        in_database('{"\u00e9": 1}')
    with pytest.raises(NotCanonical, match="ASCII"):
        canonical({"é": 1})


@pytest.mark.parametrize("text", ["\x00", "\ud800", "a\udfff"])
def test_text_that_cannot_be_stored_is_refused(in_database, text):
    with pytest.raises(errors.DataError):
        in_database(json.dumps(text))
    with pytest.raises(NotCanonical, match="surrogate"):
        canonical([text])
    with pytest.raises(NotCanonical):
        canonical({text: 1})


def test_a_repeated_key_is_one_key_before_anybody_hashes_it(in_database):
    assert in_database('{"a": 1, "a": 2}') == b'{"a":2}'


def test_other_things_are_refused_with_the_place_they_stand_at():
    with pytest.raises(NotCanonical, match=r"^\$\.a\[1\]: bytes"):
        canonical({"a": [1, b"x"]})
    with pytest.raises(NotCanonical, match="ASCII text"):
        canonical({1: 1})  # type: ignore[dict-item]


def test_depth_has_a_limit():
    deep: list[object] = []
    for _ in range(DEPTH_LIMIT + 1):
        deep = [deep]
    with pytest.raises(NotCanonical, match="deeper"):
        canonical(deep)  # type: ignore[arg-type]
