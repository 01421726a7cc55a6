"""Steps of a destruction in a real installation, each to be run in a process of its own: STEP HOME NUMBER.

With a number a step kills itself there, as `kill -9` would: the hook exists here only.
"""

import json
import os
import pickle
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from pranata.foundation.blobs.folder import FolderPlace
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.tests.blobs import samples
from pranata.ledger.bundles import writing
from pranata.organisation.tests.cast import NOW
from pranata.records.models import DisposalProposal, Document
from pranata.records.operations.begin_destruction import begin_destruction
from pranata.records.operations.export_proof import export_document_proof
from pranata.records.operations.order_destruction import order_destruction
from pranata.records.queries.proof import proof_bundle
from pranata.records.tests.disposal_scenes import Disposal, disposal_in
from pranata.records.tests.scenes import archive_at


@dataclass(frozen=True)
class Scene:
    """Who and what the steps are about."""

    disposal: Disposal
    proposal: DisposalProposal
    document: Document
    export: UUID | None = None

    def keep(self, home: Path) -> None:
        (home / "scene.pickle").write_bytes(pickle.dumps(self))


def main() -> None:
    step, home, number = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    if step == "prepare":
        prepare(home)
        return
    scene: Scene = pickle.loads((home / "scene.pickle").read_bytes())  # noqa: S301 - written by `prepare`
    with tenant_scope(scene.document.instansi_id):
        {"order": order, "carry_out": carry_out, "export": export, "bundle": bundle}[step](
            scene, home, number
        )


def prepare(home: Path) -> None:
    """Have a document approved for destruction, and another that stays; say which they are."""
    with archive_at(home, settings) as archive:
        disposal = disposal_in(archive)
        going, staying = disposal.version(), disposal.version(samples.PNG, "foto.png")
        Scene(disposal, disposal.approved(going.document), going.document).keep(home)
    (home / "scene.json").write_text(json.dumps({"going": going.sha256, "staying": staying.sha256}))


def order(scene: Scene, _home: Path, _number: int) -> None:
    """Two persons order it."""
    begun = begin_destruction(proposal=scene.proposal, actor=scene.disposal.ratna, now=NOW)
    order_destruction(proposal=begun, actor=scene.disposal.indra, now=NOW)


def carry_out(scene: Scene, _home: Path, number: int) -> None:
    """Take the bytes away, and die before those of the place of that number go."""
    FolderPlace.remove = dying(FolderPlace.remove, number)  # type: ignore[method-assign]
    scene.disposal.carry_out()


def export(scene: Scene, home: Path, _number: int) -> None:
    """Record an export of what is left of the document."""
    policy = (home / "kunci.txt").read_bytes()
    done = export_document_proof(document=scene.document, policy=policy, actor=scene.disposal.ratna, now=NOW)
    replace(scene, export=done.event_id).keep(home)


def bundle(scene: Scene, home: Path, number: int) -> None:
    """Write the bundle of the export, and die before the file of that number."""
    policy = (home / "kunci.txt").read_bytes()
    assert scene.export is not None
    contents = proof_bundle(scene.export, actor=scene.disposal.ratna, policy=policy)
    writing.shutil.copyfileobj = dying(writing.shutil.copyfileobj, number)  # type: ignore[attr-defined]
    with (home / "bukti.zip").open("wb") as target:
        writing.write_zip(contents, target)


def dying(real: Callable[..., Any], number: int) -> Callable[..., Any]:
    """Return the function, which kills this process when it is called for that time."""
    left = number

    def called(*given: object) -> object:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given)

    return called
