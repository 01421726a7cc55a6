"""docs/architecture.md says the same floors, in the same order, as the import contract."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def floors_in_the_contract() -> list[set[str]]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    floors = next(contract for contract in contracts if contract["id"] == "floors")
    return [set(layer.split(" | ")) for layer in floors["layers"]]


def floors_on_the_page() -> list[set[str]]:
    page = (ROOT / "docs/architecture.md").read_text()
    return [
        set(re.findall(r"`(\w+)`", packages)) for packages in re.findall(r"^\| \d+ \| (.+?) \|", page, re.M)
    ]


def test_the_page_lists_the_floors_of_the_contract():
    assert floors_on_the_page() == floors_in_the_contract()


def test_every_package_that_exists_is_on_a_floor():
    packages = {path.parent.name for path in (ROOT / "src/pranata").glob("*/__init__.py")}
    assert packages == set().union(*floors_in_the_contract())


def test_every_package_says_what_it_owns():
    for path in (ROOT / "src/pranata").glob("*/__init__.py"):
        assert path.read_text().startswith('"""'), f"{path} has no docstring"
