"""The audit reads most entries without reading all of each; it must find what reading all of them finds."""

import json

import pytest

from pranata.ledger.auditing.entry import Columns, filed
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
    return filed(LOG, Columns((7,), (event_id.encode(),), (tenant,), (recorded_at,)), (entry,))


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
def test_what_an_entry_of_any_form_is_about_is_found(changes):
    entry = entry_of(**changes)
    said = json.loads(entry)
    things = [(7, said["tenant"], "assessment", one["id"], "asesmen") for one in said["objects"]]
    assert read(entry, tenant=said["tenant"]) == list(dict.fromkeys(things))
    assert read(entry, tenant=2) is None
    assert read(entry, tenant=said["tenant"], event_id=OTHER) is None
    assert read(entry, tenant=said["tenant"], recorded_at=LATER) is None


def test_an_entry_inside_an_entry_does_not_speak_for_it():
    inner = json.loads(entry_of(event_id=OTHER, tenant=2, recorded_at="2026-03-04T05:06:09Z"))
    for member in ("actor", "authority", "for", "result", "system"):
        entry = entry_of(**{member: inner})
        assert read(entry) is not None
        assert read(entry, event_id=OTHER, tenant=2, recorded_at=LATER) is None
        assert read(entry, recorded_at=LATER) is None


def test_one_entry_that_lies_among_others_is_not_passed_over():
    entries = (entry_of(), entry_of(event_id=OTHER))
    columns = Columns((7, 8), (ID.encode(), OTHER.encode()), (1, 1), (WRITTEN, WRITTEN))
    assert filed(LOG, columns, entries) is not None
    assert filed(LOG, columns, (entries[0], entries[0])) is None
