"""Starting the process that judges and fills a template, and reading what it says."""

import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PATIENCE_S = 20.0
TEMPLATE, FIELDS, RADAR = "templat.docx", "isian.json", "radar.png"


class TemplateFault(Exception):
    """The template is not one that may be used; `code` says why, `found` is what was found there."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(code, found)
        self.code = code
        self.found = found


class WorkerFailed(TemplateFault):
    """The process was stopped: the template took too long or too much memory."""

    def __init__(self) -> None:
        super().__init__("too_much")


def shipped_template() -> bytes:
    """Return the template that comes with the product."""
    return Path(__file__).with_name("lhe.docx").read_bytes()


def run_worker(
    template: bytes, fields: Mapping[str, Any], radar: bytes, *, patience_s: float = PATIENCE_S
) -> bytes:
    """Judge the template and return it filled, about 1 s in a process of its own. Raises TemplateFault."""
    with tempfile.TemporaryFile() as spool:
        spool.write(_parcel(template, fields, radar))
        spool.seek(0)
        try:
            ran = subprocess.run(
                [sys.executable, "-I", "-m", "pranata.assessment.exports.word"],
                stdin=spool,
                capture_output=True,
                check=False,
                timeout=patience_s,
                env={"LANG": "C.UTF-8"},
            )
        except subprocess.TimeoutExpired as late:
            raise WorkerFailed from late
    if ran.returncode == 0:
        return ran.stdout
    raise _fault(ran.stdout) if ran.returncode == 3 else WorkerFailed


def _parcel(template: bytes, fields: Mapping[str, Any], radar: bytes) -> bytes:
    parcel = io.BytesIO()
    with zipfile.ZipFile(parcel, "w") as archive:
        archive.writestr(TEMPLATE, template)
        archive.writestr(FIELDS, json.dumps(fields, ensure_ascii=False))
        archive.writestr(RADAR, radar)
    return parcel.getvalue()


def _fault(said: bytes) -> TemplateFault:
    try:
        told = json.loads(said)
        return TemplateFault(str(told["code"]), str(told["found"])[:120])
    except (ValueError, KeyError, TypeError):
        return WorkerFailed()
