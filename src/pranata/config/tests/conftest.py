"""Installations for tests that run the command: preparing one takes seconds, copying it a moment."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pranata.foundation.database import embedded
from pranata.foundation.testing.processes import eventually, run_pranata, scratch_home


@pytest.fixture(scope="session")
def prepared() -> Iterator[Path]:
    """An installation that was prepared and is not running."""
    with scratch_home() as folder:
        done = run_pranata("prepare", home=folder)
        assert done.returncode == 0, done.stderr
        eventually(lambda: not embedded.is_running(folder))
        yield folder


@pytest.fixture
def home(prepared: Path) -> Iterator[Path]:
    """A copy of the prepared installation, for one test."""
    with scratch_home() as folder:
        subprocess.run(["cp", "-a", str(prepared), str(folder)], check=True)
        yield folder


@pytest.fixture
def fresh() -> Iterator[Path]:
    """A home in which there is nothing yet."""
    with scratch_home() as folder:
        yield folder
