"""Finding a body of the directory by the name somebody else wrote."""

from collections.abc import Iterable

from pranata.organisation.directory import SHORT_PROVINCES, canonical_key
from pranata.organisation.models import Instansi


class Directory:
    """The whole directory held in memory, for matching many names; built by `read_directory`."""

    def __init__(self, bodies: Iterable[Instansi]) -> None:
        self._by_key = {canonical_key(body.name, body.kind): body for body in bodies}

    def match(self, name: str, kind: str, province: str = "") -> Instansi | None:
        """Return the body a report means, or None when no name fits or the province contradicts it."""
        body = self._by_key.get(canonical_key(name, kind))
        if body is None or not province or not body.province_name:
            return body
        return body if body.province_name == SHORT_PROVINCES.get(province, province) else None


def read_directory() -> Directory:
    """Read the directory once for many matches. One query."""
    return Directory(Instansi.objects.all())


def match_instansi(name: str, kind: str, province: str = "") -> Instansi | None:
    """Return the one body that `name` means, or None. One query; for many names use `read_directory`.

    `kind` is a kind of ours or a level of the national reports (`kab`, `prov`, `lpnk`, `lns`). Names of
    central bodies are unique among ministries and agencies together; a kabupaten and a kota may share one.
    """
    return read_directory().match(name, kind, province)
