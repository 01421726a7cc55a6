"""An entry as a row. It is written by `ledger.append` in the database and by nothing else."""

import json
from functools import cached_property
from typing import Any

from django.db import models

from pranata.ledger.packing import unpacked


class PackedField(models.BinaryField):  # type: ignore[type-arg]
    """Canonical bytes that lie packed in the database."""

    def from_db_value(self, value: bytes | None, *_: object) -> bytes | None:
        """Return the canonical bytes."""
        return None if value is None else unpacked(bytes(value))


class Entry(models.Model):
    """One recorded act. `entry` is the evidence; the other columns repeat what it says."""

    event_id = models.UUIDField(primary_key=True)
    tenant_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()
    entry = PackedField()
    leaf_hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = '"ledger"."entry"'

    def __str__(self) -> str:
        return str(self.event_id)

    @cached_property
    def document(self) -> dict[str, Any]:
        """The entry decoded."""
        decoded: dict[str, Any] = json.loads(bytes(self.entry))
        return decoded
