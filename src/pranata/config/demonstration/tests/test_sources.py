"""What the demonstration is made of, and when it counts as changed."""

import os
import time
from pathlib import Path

from pranata.config.demonstration import sources, sources_digest


def test_its_sources_are_its_modules_the_data_they_read_and_the_regulations():
    found = {"/".join(path.parts[-2:]) for path in sources()}
    assert {
        "demonstration/assessments.py", "operations/import_national_results.py", "data/national_results.csv",
        "data/instansi_pemda.csv", "spbe-2020/scoring.yaml", "aspects/3-data.yaml",
    } <= found  # fmt: skip


def test_a_new_date_on_a_file_changes_nothing(tmp_path):
    (tmp_path / "a.csv").write_text("1")
    before = sources_digest(tmp_path.iterdir())
    os.utime(tmp_path / "a.csv", (1, 1))
    assert sources_digest(tmp_path.iterdir()) == before


def test_a_changed_byte_and_an_added_file_are_seen_even_under_the_old_date(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("1")
    os.utime(file, (1, 1))
    before = sources_digest(tmp_path.iterdir())
    file.write_text("2")
    os.utime(file, (1, 1))
    changed = sources_digest(tmp_path.iterdir())
    (tmp_path / "b.csv").touch()
    assert len({before, changed, sources_digest(tmp_path.iterdir())}) == 3


def test_the_digest_is_cheap():
    began = time.process_time()
    assert len(sources_digest(map(Path, sources()))) == 64
    assert time.process_time() - began < 0.5
