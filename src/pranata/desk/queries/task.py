"""One line of the desk."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Task:
    """One line of the desk. `when` is what is known of its urgency, empty where nothing is."""

    icon: str
    title: str
    detail: str
    url: str
    action: str
    when: str = ""
