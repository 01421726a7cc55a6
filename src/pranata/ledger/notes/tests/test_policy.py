"""C2SP `tlog-policy`: the file, and who satisfies it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pranata.ledger.notes import (
    Note,
    Policy,
    PolicyMalformed,
    PolicyNotMet,
    Signature,
    SignatureType,
    Signer,
    sign,
)
from pranata.ledger.notes.tests.keyring import (
    DINAS,
    INSPEKTORAT,
    LOG,
    LOG_PQ,
    ORIGIN,
    PROVINSI_PQ,
    TIME,
    checkpoint,
)

NAMES = ["X1", "X2", "X3", "Y1", "Y2", "Y3"]
KEYS = {n: Signer(n, SignatureType.COSIGNATURE_V1, bytes([i]) * 32).verifier for i, n in enumerate(NAMES)}
# The example of the specification, with keys.
EXAMPLE = "\n".join(
    [
        f"log {LOG.verifier.vkey}",
        "",
        *(f"witness {name} {KEYS[name].vkey}" for name in NAMES[:3]),
        "group X-witnesses 2 X1 X2 X3",
        "",
        *(f"witness {name} {KEYS[name].vkey}" for name in NAMES[3:]),
        "group Y-witnesses any Y1 Y2 Y3",
        "",
        "group X-and-Y all X-witnesses Y-witnesses",
        "quorum X-and-Y",
        "",
    ]
)
OURS = f"""# Kebijakan
log {LOG.verifier.vkey} https://pranata.local/log/1
\tlog {LOG_PQ.verifier.vkey}
witness dinas {DINAS.verifier.vkey}   https://saksi.dinas/
witness inspektorat {INSPEKTORAT.verifier.vkey}
witness provinsi {PROVINSI_PQ.verifier.vkey}
group kantor 2 dinas inspektorat provinsi
quorum kantor
""".encode()


def policy(document: bytes | str = OURS) -> Policy:
    return Policy.parse(document.encode() if isinstance(document, str) else document)


class TestTheFile:
    @given(st.sets(st.sampled_from(NAMES)))
    def test_the_example_of_the_specification(self, cosigned):
        wanted = len(cosigned & set(NAMES[:3])) >= 2 and bool(cosigned & set(NAMES[3:]))
        assert policy(EXAMPLE).is_met_by(frozenset(cosigned)) == wanted

    def test_urls_are_kept(self):
        assert policy().urls == {
            LOG.verifier.vkey: "https://pranata.local/log/1",
            "dinas": "https://saksi.dinas/",
        }

    def test_names_are_octets(self):
        found = policy(f"witness K {DINAS.verifier.vkey}\n".encode() + b"group \xff any K\nquorum \xff\n")
        assert found.is_met_by(frozenset({"K"}))
        with pytest.raises(PolicyMalformed):
            policy(f"witness K {DINAS.verifier.vkey}\nquorum \u212a\n")

    def test_a_policy_may_ask_for_no_witness(self):
        assert policy("quorum none\n").is_met_by(frozenset())

    @pytest.mark.parametrize(
        "document",
        [
            "",
            "quorum none",
            "quorum none\r\n",
            "quorum none\n\x00\n",
            "quorum none\nquorum none\n",
            "quorum lain\n",
            "quorum\n",
            "quorum none none\n",
            "Quorum none\n",
            f"log {LOG.verifier.vkey}\nlog {LOG.verifier.vkey}\nquorum none\n",
            f"log {DINAS.verifier.vkey}\nquorum none\n",
            f"log {LOG.verifier.vkey} a b\nquorum none\n",
            f"witness a {LOG.verifier.vkey}\nquorum none\n",
            f"witness none {DINAS.verifier.vkey}\nquorum none\n",
            f"witness a {DINAS.verifier.vkey}\nwitness a {INSPEKTORAT.verifier.vkey}\nquorum none\n",
            f"witness a {DINAS.verifier.vkey}\nwitness b {DINAS.verifier.vkey}\nquorum none\n",
            f"witness a {DINAS.verifier.vkey}\ngroup a any a\nquorum a\n",
            f"witness a {DINAS.verifier.vkey}\ngroup none any a\nquorum none\n",
            f"witness a {DINAS.verifier.vkey}\ngroup g any a a\nquorum g\n",
            f"witness a {DINAS.verifier.vkey}\ngroup g any a\ngroup h any a\nquorum g\n",
            f"witness a {DINAS.verifier.vkey}\ngroup g any none\nquorum g\n",
            f"witness a {DINAS.verifier.vkey}\ngroup g any h\nquorum g\n",
            f"witness a {DINAS.verifier.vkey}\ngroup g 0 a\nquorum g\n",
            f"witness a {DINAS.verifier.vkey}\ngroup g 2 a\nquorum g\n",
            f"witness a {DINAS.verifier.vkey}\ngroup g 01 a\nquorum g\n",
            f"witness a {DINAS.verifier.vkey}\ngroup g most a\nquorum g\n",
            "group g any\nquorum g\n",
            f"group g any a\nwitness a {DINAS.verifier.vkey}\nquorum g\n",
            f"quorum a\nwitness a {DINAS.verifier.vkey}\n",
            "witness a b\nquorum none\n",
        ],
    )
    def test_anything_else_is_refused_with_its_line(self, document):
        with pytest.raises(PolicyMalformed, match=r"^line \d+: "):
            policy(document)

    def test_the_same_key_under_another_name_is_a_duplicate(self):
        again = Signer("lain", SignatureType.COSIGNATURE_V1, bytes(range(2, 34))).verifier
        assert again.public == DINAS.verifier.public
        with pytest.raises(PolicyMalformed, match="twice"):
            policy(f"witness a {DINAS.verifier.vkey}\nwitness b {again.vkey}\nquorum a\n")

    def test_thirty_two_of_everything_fit(self):
        lines = []
        for i in range(32):
            log = Signer(f"log{i}", SignatureType.ED25519, bytes([i, *range(31)])).verifier
            witness = Signer(f"w{i}", SignatureType.ML_DSA_44, bytes([i, *range(31)])).verifier
            lines += [f"log {log.vkey}", f"witness w{i} {witness.vkey}", f"group g{i} all w{i}"]
        found = policy("\n".join([*lines, "quorum g31", ""]))
        assert len(found.logs) == len(found.witnesses) == len(found.groups) == 32


class TestAccepting:
    def note(self, *signers: Signer) -> Note:
        return sign(checkpoint().text, *signers, time=TIME)

    def test_log_and_quorum_are_enough(self):
        accepted = policy().accept(self.note(LOG, LOG_PQ, DINAS, PROVINSI_PQ))
        assert accepted.checkpoint == checkpoint()
        assert {found.verifier for found in accepted.logs} == {LOG.verifier, LOG_PQ.verifier}
        assert {name: found.time for name, found in accepted.witnesses.items()} == {
            "dinas": TIME,
            "provinsi": TIME,
        }

    def test_either_signature_of_the_log_is_enough(self):
        assert len(policy().accept(self.note(LOG_PQ, DINAS, INSPEKTORAT)).logs) == 1

    @pytest.mark.parametrize("signers", [(LOG,), (LOG, DINAS), (DINAS, INSPEKTORAT), (LOG, DINAS, DINAS)])
    def test_less_is_not_enough(self, signers):
        with pytest.raises(PolicyNotMet):
            policy().accept(self.note(*signers))

    def test_a_forged_line_in_the_name_of_a_witness_is_not_overlooked(self):
        own = PROVINSI_PQ.verifier
        forged = Signature(own.name, own.key_id, bytes(2428))
        with pytest.raises(PolicyNotMet):
            policy().accept(self.note(LOG, DINAS, INSPEKTORAT).with_signatures([forged]))

    def test_a_listed_log_cannot_sign_in_the_name_of_another(self):
        other = Signer("pranata.local/log/2", SignatureType.ED25519, bytes(32))
        document = f"log {LOG.verifier.vkey}\nlog {other.verifier.vkey}\nquorum none\n"
        with pytest.raises(PolicyNotMet):
            policy(document).accept(sign(checkpoint(origin=ORIGIN).text, other))

    def test_a_note_that_is_no_checkpoint_is_not_accepted(self):
        with pytest.raises(PolicyNotMet):
            policy(f"log {LOG.verifier.vkey}\nquorum none\n").accept(sign("halo\n", LOG))
