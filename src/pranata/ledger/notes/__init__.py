"""The C2SP text formats of a transparency log: notes, keys, checkpoints, cosignatures, policies and proofs.

Bytes in, bytes out: no database, no files, no clock. Strict on purpose: what the specifications do not
allow is refused, and there is one way to write each thing.
"""

from pranata.ledger.notes.checkpoint import Checkpoint, CheckpointMalformed
from pranata.ledger.notes.keys import KeyMalformed, SignatureRejected, SignatureType, Signer, Verifier
from pranata.ledger.notes.note import Note, NoteMalformed, NoteRejected, Signature, Verified, sign, verify
from pranata.ledger.notes.policy import Accepted, Policy, PolicyMalformed, PolicyNotMet
from pranata.ledger.notes.proof import TlogProof, TlogProofMalformed

__all__ = [
    "Accepted",
    "Checkpoint",
    "CheckpointMalformed",
    "KeyMalformed",
    "Note",
    "NoteMalformed",
    "NoteRejected",
    "Policy",
    "PolicyMalformed",
    "PolicyNotMet",
    "Signature",
    "SignatureRejected",
    "SignatureType",
    "Signer",
    "TlogProof",
    "TlogProofMalformed",
    "Verified",
    "Verifier",
    "sign",
    "verify",
]
