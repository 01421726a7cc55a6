"""Every dependency has a line with its reason in the decision record about parts."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
REQUIREMENTS = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_it_has_a_reason(requirement: str):
    name = re.split(r"[\[<>=~ ]", requirement)[0]
    assert f"| `{name}`" in (ROOT / "docs/adr/0002-parts.md").read_text()


def test_the_lock_holds_a_hash_for_every_file():
    lock = tomllib.loads((ROOT / "uv.lock").read_text())
    for package in lock["package"]:
        for file in [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]:
            assert file["hash"].startswith("sha256:"), package["name"]
