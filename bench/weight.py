"""How much a first view carries over the line: HTML, style, scripts and font, compressed."""

import gzip
import re

from django.contrib.staticfiles import finders
from django.test import Client

from bench.harness import Figure
from bench.pages import BODY, _assessment, as_official

LINKED = re.compile(r'(?:href|src)="/static/([^"]+?\.(?:css|js|woff2|svg))"')


def figures() -> list[Figure]:
    """Weigh the pages that people open first."""
    visitor, official = Client(), as_official()
    pages = {
        "home": (visitor, "/"),
        "results": (visitor, "/hasil/"),
        "instansi": (visitor, f"/instansi/{BODY}/"),
        "indicator": (visitor, "/instrumen/spbe-2020/indikator/11/"),
        "calculator": (visitor, "/kalkulator/"),
        "desk": (official, "/meja/"),
        "assessment": (official, f"/penilaian/{_assessment()}/"),
    }
    return [
        Figure(name=f"first view of {name}, compressed", value=_kb(client, path), unit="KB", limit=100)
        for name, (client, path) in pages.items()
    ]


def _kb(client: Client, path: str) -> float:
    answer = client.get(path, REMOTE_ADDR="127.0.0.1", HTTP_HOST="127.0.0.1")
    assert answer.status_code == 200, (path, answer.status_code)
    page = answer.content.decode()
    total = len(gzip.compress(answer.content))
    for name in set(LINKED.findall(page)):
        total += _static_bytes(name)
    return total / 1000


def _static_bytes(name: str) -> int:
    # The hash that deployments put into a file's name is not part of the name in the source.
    found = finders.find(re.sub(r"\.[0-9a-f]{12}\.", ".", name))
    assert found, f"no static file {name}"
    with open(found, "rb") as file:  # noqa: PTH123 - finders give text
        content = file.read()
    return len(content) if name.endswith("woff2") else len(gzip.compress(content))
