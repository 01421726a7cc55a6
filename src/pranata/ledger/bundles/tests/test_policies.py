"""C2SP tlog-policy and signed-note as the verifier reads them."""

import pytest

from pranata.ledger.bundles import verifikasi
from pranata.ledger.bundles.tests.memory_log import MemoryLog, Signer
from pranata.ledger.bundles.verifikasi import Rejected, policy_of

LOG = Signer("uji.example/log", 1)
W = {name: Signer(f"{name}.example/w", 4) for name in ("a", "b", "c", "d")}
WITNESSES = "".join(f"witness {name} {signer.vkey}\n" for name, signer in W.items())
HEAD = f"log {LOG.vkey}\n{WITNESSES}"


def satisfied(rules, *cosigned):
    policy = policy_of((HEAD + rules).encode())
    return policy.satisfied(policy.quorum, set(cosigned))


class TestQuorum:
    def test_one_witness(self):
        assert satisfied("quorum a\n", "a")
        assert not satisfied("quorum a\n", "b")

    def test_none_needs_nobody(self):
        assert satisfied("quorum none\n")

    def test_groups_in_groups(self):
        rules = "group X 2 a b c\n group  Y\tany d\n# two offices\ngroup XY all X Y\nquorum XY\n"
        assert satisfied(rules, "a", "c", "d")
        assert not satisfied(rules, "a", "d")
        assert not satisfied(rules, "a", "b", "c")

    @pytest.mark.parametrize(
        "rules",
        [
            "",
            "quorum nobody\n",
            "quorum a\nquorum b\n",
            "quorum a",
            "group X all a a\nquorum X\n",
            "group X 3 a b\nquorum X\n",
            "group X 0 a b\nquorum X\n",
            "group X 01 a b\nquorum X\n",
            "group X any none\nquorum X\n",
            "group X any Y\ngroup Y any a\nquorum X\n",
            "group X any a\ngroup Y any a b\nquorum Y\n",
            "group a any b\nquorum a\n",
            "group none any b\nquorum a\n",
            f"witness e {W['a'].vkey}\nquorum a\n",
            f"log {LOG.vkey}\nquorum a\n",
            f"log {W['a'].vkey}\nquorum a\n",
            f"witness e {Signer('e.example', 1).vkey}\nquorum a\n",
            "witnes e x\nquorum a\n",
            "quorum a\r\n",
            "quorum\u00a0a\n",
            "quorum a\x00\n",
        ],
    )
    def test_what_is_unclear_is_refused(self, rules):
        with pytest.raises(Rejected):
            policy_of((HEAD + rules).encode())


class TestKeys:
    @pytest.mark.parametrize(
        "spoil",
        [
            lambda v: v.replace("uji", "iju"),
            lambda v: v.replace("+", "-", 1),
            lambda v: v[:-4],
            lambda v: f"{v}=",
            lambda v: v.upper(),
            lambda v: f"+{v.partition('+')[2]}",
        ],
    )
    def test_a_misspelt_key_is_refused(self, spoil):
        with pytest.raises(Rejected):
            policy_of(f"log {spoil(LOG.vkey)}\nquorum none\n".encode())

    def test_the_example_of_the_signed_note_text_holds(self):
        # The example of c2sp.org/signed-note: its text is no checkpoint, its key and signature are real.
        key = verifikasi.key_of(
            "", "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", {verifikasi.NOTE}
        )
        line = "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
        raw = verifikasi.unbase64(line)
        assert raw[:4] == key.id[1]
        assert verifikasi.ed25519(key.public, raw[4:], b"This is an example message.\n")


class TestUnknownSigners:
    def test_a_policy_from_outside_passes_over_a_witness_it_does_not_know(self):
        log = MemoryLog()
        log.append()
        head = verifikasi.checkpoint_of(log.note().encode())
        only = f"log {log.logs[0].vkey}\nwitness X {log.witnesses[0].vkey}\nquorum X\n"
        assert list(verifikasi.believe(head, policy_of(only.encode()), complete=False)) == ["X"]

    def test_a_broken_signature_of_a_known_witness_is_never_passed_over(self):
        log = MemoryLog()
        log.append()
        good = log.note()
        last = good.rstrip("\n").split(" ")[-1]
        broken = good.replace(last, f"{last[:-6]}AAAA==")
        head = verifikasi.checkpoint_of(broken.encode())
        policy = policy_of(log.policy.replace(b"group saksi all", b"group saksi any"))
        with pytest.raises(Rejected, match="tidak cocok"):
            verifikasi.believe(head, policy, complete=False)
