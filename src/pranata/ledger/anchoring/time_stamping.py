"""Time stamps of RFC 3161 for checkpoints: asked for, and believed only after every check.

The message is the note as our log signed it, without cosignatures, byte for byte as `ledger.checkpoint` has
it. Kept is the whole answer (TimeStampResp, DER), which `openssl ts -verify -in` reads too.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from rfc3161_client import (
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _
from pranata.ledger.witness.client import WitnessSilent, exchange

QUERY = "application/timestamp-query"
REPLY = "application/timestamp-reply"
TOLERATED = dt.timedelta(minutes=10)


class StampRefused(Exception):
    """No time stamp came, or one that does not hold."""


class AuthorityNotUsable(ProductError):
    """The settings of time stamping do not fit together."""


@dataclass(frozen=True)
class Authority:
    """A time stamping authority, and the root certificates by which its answers are believed."""

    url: str
    roots: tuple[x509.Certificate, ...]

    def stamp(self, message: bytes, *, now: dt.datetime) -> bytes:
        """Have a message stamped and return the answer, checked. Raises StampRefused."""
        request = (
            TimestampRequestBuilder().data(message).cert_request(cert_request=True).nonce(nonce=True).build()
        )
        try:
            reply = exchange("POST", self.url, request.as_bytes(), QUERY)
        except WitnessSilent as error:
            raise StampRefused(str(error)) from error
        if reply.status != 200 or reply.type.partition(";")[0].strip() != REPLY:
            raise StampRefused(f"{reply.status} {reply.type}")
        stamped_at = self.check(reply.body, message, nonce=request.nonce)
        if abs(stamped_at - now) > TOLERATED:
            raise StampRefused(f"stamped at {stamped_at:%Y-%m-%dT%H:%M:%SZ}, far from the time here")
        return reply.body

    def check(self, answer: bytes, message: bytes, *, nonce: int | None = None) -> dt.datetime:
        """Check imprint, nonce, signature, purpose and chain, and return the time. Raises StampRefused."""
        builder = VerifierBuilder(roots=list(self.roots))
        try:
            response = decode_timestamp_response(answer)
            _require_granted(response)
            verifier = (builder if nonce is None else builder.nonce(nonce)).build()
            verifier.verify_message(response, message)
            return response.tst_info.gen_time.astimezone(dt.UTC)
        except (VerificationError, ValueError) as error:
            raise StampRefused(str(error)) from error


def _require_granted(response: TimeStampResponse) -> None:
    # Asked first: an answer that refuses has no token to look into.
    if response.status != 0:
        raise StampRefused(f"status {response.status} {' '.join(response.status_string)}".strip())


def authority_of(env: Environment) -> Authority | None:
    """Return the authority that is set, or None. Raises AuthorityNotUsable."""
    if env.tsa_url is None:
        return None
    try:
        return Authority(env.tsa_url, tuple(_roots(env.tsa_ca)))
    except (OSError, ValueError) as error:
        raise AuthorityNotUsable(
            _("Sertifikat akar TSA tidak dapat dipakai (%(cause)s).") % {"cause": error},
            why=_("Tanpa sertifikat akar, cap waktu tidak dapat dipercaya."),
            remedy=_("Isi PRANATA_TSA_CA dengan berkas PEM dari penyelenggara cap waktu."),
        ) from error


def _roots(path: Path | None) -> list[x509.Certificate]:
    if path is None:
        raise ValueError("PRANATA_TSA_CA")
    return x509.load_pem_x509_certificates(path.read_bytes())
