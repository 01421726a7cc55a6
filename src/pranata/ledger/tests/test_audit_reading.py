"""The audit reads most entries without reading all of each; it must find what reading all of them finds."""

import json

import pytest

from pranata.ledger.auditing.entry import Columns, all_repeat
from pranata.ledger.canonical import canonical

LOG = "pranata.local/log/07f200a8730d4e81aaf41dae5275adef"
ID, OTHER = "019cb73d-397b-7c1b-8d2e-0123456789ab", "019cb73d-397b-7c1b-8d2e-0123456789ac"
WRITTEN, LATER = 1772600768, 1772600769
THING = {"role": "asesmen", "type": "assessment", "id": "42", "sha256": None}
NOTHING = ("auth", "authority", "for", "payload", "result", "retention", "thread")


def entry_of(**changes):
    fields = dict.fromkeys(NOTHING) | {"v": 1, "log": LOG, "event_id": ID, "tenant": 1}
    fields |= {"recorded_at": "2026-03-04T05:06:08Z", "occurred_at": "2026-03-04T05:06:08Z"}
    fields |= {"occurred_basis": "server", "action": "uji.catat", "actor": {}, "objects": [THING]}
    return canonical(fields | {"to": [], "prev": [], "system": {"node": "spbe-1"}} | changes)


def read(entry, *, event_id=ID, tenant=1, recorded_at=WRITTEN):
    return all_repeat(LOG, Columns((event_id.encode(),), (tenant,), (recorded_at,)), (entry,))


FORMS = {
    "usual": {},
    "of no tenant": {"tenant": None},
    "about nothing": {"objects": []},
    "about two": {"objects": [THING, THING | {"id": "43"}, THING]},
    "on behalf of somebody": {"for": {"jabatan": "3"}},
    "brackets in texts": {"objects": [THING | {"id": '4]},{"2'}], "thread": '}"],"tenant":9,'},
    "an object in an object": {"result": {"outcome": {"code": "ok"}}, "to": [{"jabatan": "5", "x": [1]}]},
}


@pytest.mark.parametrize("changes", FORMS.values(), ids=FORMS)
def test_the_columns_beside_an_entry_of_any_form_are_held_to_it(changes):
    entry = entry_of(**changes)
    tenant = json.loads(entry)["tenant"]
    assert read(entry, tenant=tenant)
    assert not read(entry, tenant=2)
    assert not read(entry, tenant=tenant, event_id=OTHER)
    assert not read(entry, tenant=tenant, recorded_at=LATER)


def test_an_entry_inside_an_entry_does_not_speak_for_it():
    inner = json.loads(entry_of(event_id=OTHER, tenant=2, recorded_at="2026-03-04T05:06:09Z"))
    for member in ("actor", "authority", "for", "result", "system"):
        entry = entry_of(**{member: inner})
        assert read(entry)
        assert not read(entry, event_id=OTHER, tenant=2, recorded_at=LATER)
        assert not read(entry, recorded_at=LATER)


def test_one_entry_that_lies_among_others_is_not_passed_over():
    entries = (entry_of(), entry_of(event_id=OTHER))
    columns = Columns((ID.encode(), OTHER.encode()), (1, 1), (WRITTEN, WRITTEN))
    assert all_repeat(LOG, columns, entries)
    assert not all_repeat(LOG, columns, (entries[0], entries[0]))
