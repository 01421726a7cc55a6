"""Attacks on the shape of a bundle, by somebody who recomputes every manifest and may hold stolen keys."""

import json

import pytest

from pranata.ledger.bundles import verifikasi
from pranata.ledger.bundles.tests.attacker import files_of, rejected, report, with_manifests
from pranata.ledger.bundles.tests.memory_log import MemoryLog, Signer, b64, sealed, sha
from pranata.ledger.bundles.writing import Contents

DOCUMENT = b"Keputusan Sekretaris Daerah\n"
PAYLOAD, OPENED = sealed({"tingkat": "2"})


@pytest.fixture
def log():
    log = MemoryLog()
    log.append("arsip.unggah", documents=[sha(DOCUMENT).hex()], payload=PAYLOAD)
    log.append(prev=[json.loads(log.entries[0])["event_id"]])
    log.append()
    return log


@pytest.fixture
def files(log):
    return files_of(log.bundle(documents=[DOCUMENT], opened=OPENED))


def edited(files, name, old, new):
    assert old in files[name], name
    return with_manifests(files | {name: files[name].replace(old, new)})


def without(files, *names):
    return with_manifests({n: c for n, c in files.items() if n not in names})


class TestTheBundleItself:
    def test_it_is_proven_with_keys_from_outside(self, files, log):
        assert report(files, log.policy).verdict == verifikasi.PROVEN

    def test_it_is_proven_with_the_fingerprint_from_paper(self, files, log):
        assert report(files, fingerprint=sha(log.policy).hex()).verdict == verifikasi.PROVEN

    def test_another_fingerprint_is_refused(self, files):
        assert "sidik kebijakan" in report(files, fingerprint="0" * 64).reason

    def test_it_is_only_self_consistent_with_its_own_keys(self, files):
        assert report(files).verdict == verifikasi.SELF_CONSISTENT


class TestWhatIsLeftOutOrAdded:
    def test_an_omitted_event_is_noticed(self, files, log):
        less = without(files, "data/peristiwa/2.json", "data/bukti/2.tlog-proof")
        rejected(less, log.policy, "daftar ekspor yang tercatat: entries")

    def test_an_omitted_event_another_rests_on_is_noticed(self, log):
        contents = log.bundle([1])
        rejected(files_of(contents), log.policy, "bersandar pada")

    def test_an_orphan_proof_is_noticed(self, files, log):
        rejected(without(files, "data/peristiwa/2.json"), log.policy, "tidak berpasangan")

    def test_an_event_without_a_proof_is_noticed(self, files, log):
        rejected(without(files, "data/bukti/2.tlog-proof"), log.policy, "tidak berpasangan")

    def test_a_true_event_that_was_not_exported_is_noticed(self, log):
        contents = log.bundle([2])
        more = Contents(
            entries=contents.entries | {1: log.entries[1]},
            proofs=contents.proofs | {1: log.proof(1)},
            documents=contents.documents,
            opened={},
            policy=contents.policy,
        )
        rejected(files_of(more), log.policy, "daftar ekspor yang tercatat: entries")

    @pytest.mark.parametrize(
        "name",
        ["catatan.txt", "data/lain.txt", "data/naskah/x", "data/peristiwa/01.json", "data/peristiwa/٣.json"],
    )
    def test_a_stray_file_is_noticed(self, files, log, name):
        rejected(with_manifests(files | {name: b"x"}), log.policy, "berkas asing")

    def test_a_stray_document_is_noticed(self, files, log):
        stray = with_manifests(files | {f"data/naskah/{sha(b'x').hex()}": b"x"})
        rejected(stray, log.policy, "daftar ekspor yang tercatat: documents")

    def test_a_swapped_document_is_noticed(self, files, log):
        rejected(
            with_manifests(files | {f"data/naskah/{sha(DOCUMENT).hex()}": b"x"}),
            log.policy,
            "bukan yang tercatat",
        )

    def test_a_bundle_without_its_export_is_noticed(self, log):
        contents = log.bundle([0, 1], documents=[DOCUMENT], export=False)
        rejected(files_of(contents), log.policy, "tidak ada peristiwa berkas.ekspor")

    def test_two_exports_do_not_make_two_choices(self, log):
        log.bundle([2])
        later = files_of(log.bundle([0], documents=[DOCUMENT], opened=OPENED))
        earlier = files_of(log.bundle([2]))
        mixed = {n: c for n, c in earlier.items() if n.startswith("data/")}
        rejected(with_manifests(later | mixed), log.policy, "daftar ekspor yang tercatat")

    @pytest.mark.parametrize("name", ["verifikasi.py", "BACA-SAYA.txt"])
    def test_altered_instructions_or_verifier_are_noticed(self, files, log, name):
        rejected(with_manifests(files | {name: files[name] + b"#"}), log.policy, "tercatat: files")


class TestDocuments:
    def test_a_missing_document_is_noticed(self, log):
        rejected(files_of(log.bundle([0], opened=OPENED)), log.policy, "tidak ada peristiwa arsip.musnah")

    def test_a_missing_document_is_excused_by_its_lawful_destruction(self, log):
        log.append("arsip.musnah", documents=[sha(DOCUMENT).hex()])
        found = report(files_of(log.bundle()), log.policy)
        assert (found.verdict, found.destroyed) == (verifikasi.PROVEN, [sha(DOCUMENT).hex()])

    def test_a_document_handed_over_is_excused_and_told_apart(self, log):
        log.append("arsip.serah", documents=[sha(DOCUMENT).hex()])
        found = report(files_of(log.bundle()), log.policy)
        assert (found.verdict, found.destroyed) == (verifikasi.PROVEN, [])
        assert found.handed_over == [sha(DOCUMENT).hex()]

    def test_the_destruction_of_another_document_with_the_same_bytes_excuses_nothing(self, log):
        other = {"role": "versi", "type": "document", "id": "lain", "sha256": sha(DOCUMENT).hex()}
        log.append("arsip.musnah", objects=[other])
        rejected(files_of(log.bundle(opened=OPENED)), log.policy, "tidak ada peristiwa arsip.musnah")

    def test_what_was_kept_anew_after_its_destruction_must_be_there(self, log):
        log.append("arsip.musnah", documents=[sha(DOCUMENT).hex()])
        log.append("naskah.simpan", documents=[sha(DOCUMENT).hex()])
        rejected(files_of(log.bundle(opened=OPENED)), log.policy, "tidak ada peristiwa arsip.musnah")

    def test_a_document_withheld_is_excused_when_the_export_says_so(self, log):
        found = report(files_of(log.bundle(withheld=[sha(DOCUMENT).hex()])), log.policy)
        assert (found.verdict, found.withheld) == (verifikasi.PROVEN, [sha(DOCUMENT).hex()])

    def test_a_detail_with_another_salt_is_noticed(self, files, log):
        name = f"data/buka/{PAYLOAD['commit']}.json"
        rejected(edited(files, name, b'"salt":"00', b'"salt":"ff'), log.policy, "bukan yang disegel")

    def test_a_detail_nobody_committed_to_is_noticed(self, log):
        _, other = sealed({"tingkat": "5"})
        rejected(files_of(log.bundle([2], opened=other)), log.policy, "tidak dirujuk")


class TestKeysAndHistory:
    def test_swapped_keys_are_refused_with_keys_from_outside(self, files, log):
        forger = MemoryLog(seed="forger", entries=log.entries[:3])
        forged = files_of(forger.bundle(documents=[DOCUMENT], opened=OPENED))
        assert report(forged, log.policy).verdict == verifikasi.NOT_PROVEN
        assert "kunci yang dipercaya" in report(forged, log.policy).reason
        # Without keys from outside a forger can do no better than this; therefore it never says PROVEN.
        assert report(forged).verdict == verifikasi.SELF_CONSISTENT

    def test_keys_swapped_in_the_policy_alone_are_refused(self, files, log):
        forged = with_manifests(files | {"kebijakan.txt": MemoryLog(seed="forger").policy})
        rejected(forged, log.policy, "tidak ada dalam kebijakan paket")

    def test_cut_history_signed_with_the_stolen_log_key_is_refused(self, log):
        log.witnesses, honest = [Signer(w.name, 4, "forger") for w in log.witnesses], log.policy
        del log.entries[1]
        forged = files_of(log.bundle([0], documents=[DOCUMENT], opened=OPENED))
        assert "kuorum saksi tidak terpenuhi" in report(forged, honest).reason

    def test_one_witness_of_two_is_not_a_quorum(self, log):
        contents = log.bundle([2])
        note = log.note(signers=log.signers[:2])
        proofs = {i: log.proof(i, note=note) for i in contents.entries}
        rejected(files_of(replace_proofs(contents, proofs)), log.policy, "1 saksi, kuorum saksi tidak")

    def test_an_entry_replayed_from_another_log_is_refused(self, log):
        other = MemoryLog(origin="lain.example/log", entries=list(log.entries[2:]))
        rejected(files_of(other.bundle()), other.policy, "tercatat untuk buku catatan lain")

    def test_a_checkpoint_of_another_origin_under_the_same_key_is_refused(self, log):
        policy = log.policy
        log.origin = "lain.example/log"
        found = report(files_of(log.bundle([2])), policy)
        assert "tidak ada tanda tangan log lain.example/log" in found.reason

    def test_a_witness_cannot_stand_in_for_the_log(self, log):
        contents = log.bundle([2])
        proofs = {i: log.proof(i, note=log.note(signers=log.witnesses)) for i in contents.entries}
        rejected(files_of(replace_proofs(contents, proofs)), log.policy, "tidak ada tanda tangan log")

    def test_a_tree_cut_below_the_entry_is_refused(self, log):
        contents = log.bundle([2])
        short = dict(contents.proofs)
        short[3] = short[3].replace(log.note().encode(), log.note(3).encode())
        rejected(files_of(replace_proofs(contents, short)), log.policy, "peristiwa 3")


class TestSpelling:
    def test_a_truncated_proof_is_refused(self, files, log):
        name = "data/bukti/1.tlog-proof"
        rejected(with_manifests(files | {name: files[name][:-40] + b"\n"}), log.policy, "base64")

    def test_duplicated_json_keys_are_refused(self, log):
        log.entries[2] = log.entries[2].replace(b'"v":1}', b'"v":1,"v":1}')
        rejected(files_of(log.bundle([2])), log.policy, "kunci JSON berganda")

    @pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u0085", "\x0b", "\x0c", "\r"])
    def test_other_line_separators_separate_nothing(self, files, log, separator):
        name = "data/bukti/1.tlog-proof"
        mark = separator.encode()
        for old, new in ((b"\nindex", mark + b"index"), (b"\n\xe2\x80\x94", mark + b"\xe2\x80\x94")):
            assert report(edited(files, name, old, new), log.policy).verdict == verifikasi.NOT_PROVEN

    def test_base64_that_is_not_canonical_is_refused(self, files, log):
        name, path = "data/bukti/1.tlog-proof", b64(sha(b"\x00" + log.entries[0]))
        assert path.endswith("=")
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        laxly = path[:-2] + alphabet[alphabet.index(path[-2]) ^ 1] + "="
        rejected(edited(files, name, path.encode(), laxly.encode()), log.policy, "base64 tidak baku")

    @pytest.mark.parametrize("number", [b"01", b"+1", b" 1", b"1 ", "１".encode(), b"1_0", b"-1"])
    def test_numbers_have_one_spelling(self, files, log, number):
        name = "data/bukti/1.tlog-proof"
        rejected(edited(files, name, b"index 1\n", b"index " + number + b"\n"), log.policy, "tidak baku")

    def test_extra_data_nobody_signed_is_refused(self, files, log):
        name = "data/bukti/1.tlog-proof"
        rejected(edited(files, name, b"\nindex", b"\nextra eA==\nindex"), log.policy, "bukan tlog-proof")

    def test_a_line_of_an_unknown_signer_is_refused_in_a_bundle(self, log):
        contents = log.bundle([2])
        stranger = Signer("lain.example/w", 4)
        proofs = {i: log.proof(i, note=log.note(signers=[*log.signers, stranger])) for i in contents.entries}
        rejected(files_of(replace_proofs(contents, proofs)), log.policy, "tidak ada dalam kebijakan paket")

    def test_the_same_signature_twice_is_refused(self, log):
        contents = log.bundle([2])
        proofs = {
            i: log.proof(i, note=log.note(signers=[*log.signers, log.signers[1]])) for i in contents.entries
        }
        rejected(files_of(replace_proofs(contents, proofs)), log.policy, "dua tanda tangan")


def replace_proofs(contents, proofs):
    return Contents(
        entries=contents.entries,
        proofs=proofs,
        documents=contents.documents,
        opened=contents.opened,
        policy=contents.policy,
    )
