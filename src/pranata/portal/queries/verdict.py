"""The answer of the verifier as a page tells it."""

import datetime as dt
from dataclasses import dataclass
from typing import IO

from pranata.foundation.errors import Text
from pranata.ledger.bundles import verifikasi
from pranata.ledger.queries.history import sentence

SHOWN = 50


@dataclass(frozen=True)
class Told:
    """One proven act: what it says, and what ties it to the log."""

    event: verifikasi.Event
    sentence: Text
    recorded_at: dt.datetime
    witnesses: tuple[tuple[str, dt.datetime], ...]


@dataclass(frozen=True)
class Verdict:
    """A checked bundle. `acts` leave out the export itself, and end after the first of many."""

    report: verifikasi.Report
    acts: tuple[Told, ...]
    keys: str

    @property
    def kind(self) -> str:
        """`ok`, `warn` or `bad`."""
        return {verifikasi.PROVEN: "ok", verifikasi.SELF_CONSISTENT: "warn"}.get(self.report.verdict, "bad")

    @property
    def count(self) -> int:
        """How many acts the bundle proves."""
        return max(0, len(self.report.events) - 1)

    @property
    def unshown(self) -> int:
        """How many acts are not told one by one."""
        return self.count - len(self.acts)


def verdict_of(bundle: IO[bytes], *, site_policy: bytes | None, fingerprint: str, limit: int) -> Verdict:
    """Check a bundle in memory. What a visitor brings from paper counts before the keys of this site."""
    keys = None if fingerprint else site_policy
    report = _checked(bundle, keys, fingerprint, limit)
    acts = report.events[:-1][:SHOWN] if report.verdict != verifikasi.NOT_PROVEN else []
    source = "paper" if fingerprint else "site" if keys is not None else "bundle"
    return Verdict(report, tuple(_told(event) for event in acts), source)


def _checked(bundle: IO[bytes], keys: bytes | None, fingerprint: str, limit: int) -> verifikasi.Report:
    try:
        opened = verifikasi.of_zip(bundle, limit)
    except verifikasi.Rejected as why:
        return verifikasi.Report(reason=str(why))
    except verifikasi.UNREADABLE:
        return verifikasi.Report(reason="zip rusak")
    return verifikasi.verify(opened, keys, fingerprint)


def _told(event: verifikasi.Event) -> Told:
    seen = ((name, dt.datetime.fromisoformat(at)) for name, at in event.witnesses.items())
    return Told(event, _sentence(event), dt.datetime.fromisoformat(event.recorded_at), tuple(seen))


def _sentence(event: verifikasi.Event) -> Text:
    try:
        return sentence(event.entry)
    except (AttributeError, KeyError, TypeError):
        # A bundle of another installation may know actors in a form of its own.
        return f"{event.actor}: {event.action}."
