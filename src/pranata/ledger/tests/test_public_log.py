"""Anybody can mirror the log over HTTP and check it with nothing but a public key."""

import pytest
from django.test import Client

from pranata.engine.merkle import Tile, leaf_hash, root_of, verify_inclusion
from pranata.engine.merkle.tiles import tiles_of, unpack_bundle
from pranata.ledger.keys import all_kept_keys
from pranata.ledger.notes import Checkpoint, Note, TlogProof, verify
from pranata.ledger.sequencing.sequencer import MOST
from pranata.ledger.tests.kept import copy_of, kept_log
from pranata.ledger.tests.logs import Log, now, write

COUNT = 300


@pytest.fixture(scope="session")
def published(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        return kept_log("published", tmp_path_factory.mktemp("published"), count=COUNT, most=MOST)


@pytest.fixture
def log(published, django_db_blocker, tmp_path):
    with django_db_blocker.unblock(), copy_of(published, tmp_path) as found:
        yield found


def get(path: str):
    return Client().get(f"/log/{path}", HTTP_HOST="127.0.0.1")


@pytest.fixture
def filled(log):
    return get


def cosign(log: Log, size: int, witness: str, line: str) -> None:
    log.link.execute(
        "INSERT INTO ledger.cosignature (log, size, witness, line, received_at) VALUES (1, %s, %s, %s, %s)",
        [size, witness, line, now()],
    )


def parsed(answer) -> Checkpoint:
    return Checkpoint.parse(Note.parse(answer.content).text)


def test_a_stranger_rebuilds_the_tree_from_the_entries_alone(filled, log):
    found = parsed(filled("checkpoint"))
    entries = [
        entry
        for tile in tiles_of(found.size)
        if tile.level == 0
        for entry in unpack_bundle(filled(f"1/{tile.bundle_path}").content)
    ]
    assert found.size == len(entries) == COUNT
    assert root_of([leaf_hash(entry) for entry in entries]) == found.root


def test_every_tile_of_the_tree_is_served_and_full_ones_for_ever(filled):
    for tile in tiles_of(COUNT):
        answer = filled(f"1/{tile.path}")
        assert (answer.status_code, len(answer.content)) == (200, tile.width * 32), tile.path
    assert "immutable" in filled("1/tile/0/000")["Cache-Control"]


def test_the_checkpoint_is_signed_by_the_key_of_the_log(filled, log):
    (keys,) = all_kept_keys(log.home)
    assert verify(Note.parse(filled("1/checkpoint").content), keys.verifiers)
    assert filled("1/checkpoint").content == filled("checkpoint").content


def test_cosignatures_stand_below_it(filled, log):
    line = "— saksi.contoh AAAAAQIDBAUGBwg=\n"
    cosign(log, COUNT, "saksi", line)
    note = Note.parse(filled("checkpoint").content)
    assert note.signatures[-1].name == "saksi.contoh"


@pytest.mark.parametrize(
    "path",
    [
        "2/checkpoint",
        "99999/checkpoint",
        "1/proof/300",
        "1/proof/99999999999999999999",
        "1/tile/0/002",
        "1/tile/0/001.p/45",
        "1/tile/0/001",
        "1/tile/0/000.p/256",
        "1/tile/0/x000/000",
        "1/tile/1/000",
        "1/tile/64/000",
        "1/tile/entries/001",
        "1/tile/entries/../checkpoint",
        "1/tile/entries/999999999999999999999",
    ],
)
def test_what_the_tree_does_not_have_is_not_found(filled, path):
    assert filled(path).status_code == 404


def test_before_the_first_checkpoint_there_is_nothing(committed_db):
    assert get("checkpoint").status_code == 404
    assert get(f"1/{Tile(0, 0, 1).path}").status_code == 404


def test_an_entry_that_waits_is_not_shown(filled, log):
    write(1)
    assert filled("1/tile/entries/001.p/45").status_code == 404


def test_entries_are_shown_without_what_is_personal(filled):
    (bundle,) = [unpack_bundle(filled("1/tile/entries/000").content)]
    assert all(b'"commit":' in entry and b"catatan" not in entry for entry in bundle)


@pytest.mark.parametrize("seq", [0, 255, 256, 299])
def test_a_proof_leads_from_the_entry_to_the_signed_root(filled, seq):
    proof = TlogProof.parse(filled(f"1/proof/{seq}").content)
    tile = Tile(0, seq // 256, 256 if seq < 256 else COUNT - 256)
    entry = unpack_bundle(filled(f"1/{tile.bundle_path}").content)[seq % 256]
    found = Checkpoint.parse(proof.checkpoint.text)
    assert proof.index == seq
    verify_inclusion(index=seq, size=found.size, leaf=leaf_hash(entry), path=proof.path, root=found.root)


def test_a_proof_stands_on_the_first_checkpoint_that_two_witnesses_saw(filled, log):
    write(1)
    log.drain()
    write(1)
    log.drain()
    cosign(log, COUNT + 1, "a", "— a AAAAAQIDBAUGBwg=\n")
    assert size_of(filled("1/proof/0")) == COUNT + 1
    for witness in ("a", "b"):
        cosign(log, COUNT + 2, witness, f"— {witness} AAAAAQIDBAUGBwg=\n")
    assert size_of(filled("1/proof/0")) == COUNT + 2
    assert size_of(filled(f"1/proof/{COUNT + 1}")) == COUNT + 2


def size_of(answer) -> int:
    return Checkpoint.parse(TlogProof.parse(answer.content).checkpoint.text).size
