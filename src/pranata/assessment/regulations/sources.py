"""`sources.yaml`: every source a citation may name."""

from pydantic import RootModel

from pranata.assessment.regulations.values import Document


class Source(Document):
    """A source: what citations call it, its title, whether it is primary, and where it was read."""

    short: str
    title: str
    kind: str
    location: str

    @property
    def is_primary(self) -> bool:
        """Whether it is a text or a result of the government itself."""
        return self.kind.startswith("primer")


class Sources(RootModel[dict[str, Source]]):
    """The whole of `sources.yaml`, by key."""
