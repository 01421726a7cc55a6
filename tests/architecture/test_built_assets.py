"""The committed assets are what `npm run build` makes of the committed sources, and hold every class used."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = "Jalankan: cd frontend && npm ci && npm run build"
MANIFEST = json.loads((ROOT / "frontend/manifest.json").read_text(encoding="utf-8"))
STYLE = (ROOT / "src/pranata/foundation/static/pranata/pranata.css").read_text(encoding="utf-8")
TEMPLATES = sorted((ROOT / "src/pranata").rglob("templates/**/*.html"))


@pytest.mark.parametrize("kind", ["sources", "outputs"])
def test_no_file_changed_since_the_build(kind):
    changed = [
        name
        for name, digest in MANIFEST[kind].items()
        if hashlib.sha256((ROOT / name).read_bytes()).hexdigest() != digest
    ]
    assert not changed, f"{changed}. {BUILD}"


def test_no_source_is_missing_from_the_manifest():
    sources = {
        str(p.relative_to(ROOT)) for kind in ("css", "js") for p in (ROOT / "frontend" / kind).rglob("*.*")
    }
    assert sources <= set(MANIFEST["sources"]), BUILD


def test_every_tabler_class_a_template_uses_survived_the_purge():
    tabler = set((ROOT / "frontend/tabler-classes.txt").read_text(encoding="utf-8").split())
    built = set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", STYLE))
    used = {
        word: path.name
        for path in TEMPLATES
        for value in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8"))
        for word in re.sub(r"{[%{].*?[%}]}", " ", value).split()
    }
    lost = {word: used[word] for word in used.keys() & tabler if word not in built}
    assert not lost, f"{lost}. {BUILD}"


def test_the_lock_file_names_no_host():
    lock = (ROOT / "frontend/package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in lock
    assert lock.count('"integrity": "sha512-') > 20


def test_the_weight_of_the_shared_assets_stays_in_budget():
    static = ROOT / "src/pranata/foundation/static/pranata"
    assert (static / "pranata.js").stat().st_size < 12_000
    assert (static / "pranata.css").stat().st_size < 110_000
    assert (static / "inter.woff2").stat().st_size < 24_000
