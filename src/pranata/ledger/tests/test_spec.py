"""The specification of the entry says what the program does, and its test vector recomputes."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from pranata.engine.merkle import leaf_hash
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.canonical import canonical
from pranata.ledger.models import Entry
from pranata.ledger.operations.append_entry import OCCURRED_BASES, append_entry
from pranata.ledger.sealing import commitment
from pranata.ledger.tests.acts import make_act

SPEC = (Path(__file__).parents[4] / "docs" / "spec" / "ledger-entry.md").read_text(encoding="utf-8")


def block(kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)\n```$", SPEC, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


VECTOR = dict(re.split(r" +", line, maxsplit=1) for line in block("vector").splitlines())


def test_the_bytes_are_the_example_in_canonical_form():
    assert canonical(json.loads(block("json"))) == block("entry").encode()
    assert f"({len(block('entry').encode())} of them" in SPEC


def test_the_leaf_hash_recomputes():
    assert leaf_hash(block("entry").encode()).hex() == VECTOR["leaf_hash"]
    assert hashlib.sha256(b"\x00" + block("entry").encode()).hexdigest() == VECTOR["leaf_hash"]


def test_an_entry_from_before_the_retention_classes_stays_valid():
    entry = block("entry-before-classes").encode()
    assert canonical(json.loads(entry)) == entry
    assert f"leaf_hash {leaf_hash(entry).hex()}" == block("vector-before-classes")
    assert json.loads(entry)["retention"] is None
    assert json.loads(block("json"))["retention"] == {"class": "penilaian"}


def test_the_commitment_recomputes_and_stands_in_the_entry():
    detail = json.loads(VECTOR["detail"])
    assert canonical(detail).decode() == VECTOR["detail"]
    assert commitment(bytes.fromhex(VECTOR["salt"]), canonical(detail)).hex() == VECTOR["commit"]
    assert json.loads(block("entry"))["payload"]["commit"] == VECTOR["commit"]


@pytest.mark.django_db
def test_the_fields_are_those_an_entry_has():
    listed = re.findall(r"^\| `(\w+)` \|", SPEC, re.MULTILINE)
    with tenant_scope(1):
        written = Entry.objects.get(event_id=append_entry(make_act()).event_id).document
    assert sorted(listed) == sorted(written)
    assert sorted(listed) == sorted(json.loads(block("json")))


def test_the_ways_to_know_the_time_are_those_that_are_taken():
    row = next(line for line in SPEC.splitlines() if line.startswith("| `occurred_basis`"))
    assert set(re.findall(r"`(\w+)`:", row)) == OCCURRED_BASES
