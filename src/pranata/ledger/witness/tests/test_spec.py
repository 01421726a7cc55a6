"""The vectors of docs/spec/witness.md are what the code does, and its example is one of them."""

import json

from pranata.ledger.witness.tests.make_vectors import PLACE, made


def test_the_vectors_are_what_a_witness_answers():
    assert json.loads(PLACE.read_text(encoding="utf-8")) == made()


def test_every_status_of_the_protocol_is_in_the_vectors():
    steps = json.loads(PLACE.read_text(encoding="utf-8"))["steps"]
    assert [step["status"] for step in steps] == [200, 200, 409, 422, 422, 404, 403, 200]


def test_the_example_of_the_page_is_the_second_step():
    page = (PLACE.parents[1] / "witness.md").read_text(encoding="utf-8")
    body = json.loads(PLACE.read_text(encoding="utf-8"))["steps"][1]["body"]
    assert body.partition("\n\n—")[0] in page
