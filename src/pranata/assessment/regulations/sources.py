"""`sources.yaml`: every source a citation may name."""

from pydantic import RootModel

from pranata.assessment.regulations.values import Document


class Source(Document):
    """A source: its title, whether it is primary, and where it was read."""

    title: str
    kind: str
    location: str


class Sources(RootModel[dict[str, Source]]):
    """The whole of `sources.yaml`, by key."""
