"""The JSON Schema of a regulation folder, for editors and for whoever writes a regulation without Python."""

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from pranata.assessment.regulations.cases import Cases
from pranata.assessment.regulations.criteria import AspectFile, Structure
from pranata.assessment.regulations.crosswalk import CrosswalkFile
from pranata.assessment.regulations.head import Head
from pranata.assessment.regulations.process import Process
from pranata.assessment.regulations.scoring import Scoring
from pranata.assessment.regulations.sources import Sources

FILES: dict[str, type[BaseModel]] = {
    "regulation.yaml": Head,
    "scoring.yaml": Scoring,
    "process.yaml": Process,
    "domains.yaml": Structure,
    "aspects/*.yaml": AspectFile,
    "sources.yaml": Sources,
    "cases/*.yaml": Cases,
}


def regulation_schema() -> dict[str, Any]:
    """Return one schema whose properties are the files of a folder."""
    references, shared = models_json_schema([(model, "validation") for model in FILES.values()])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A regulation folder: one property a file",
        "type": "object",
        "properties": {name: references[model, "validation"] for name, model in FILES.items()},
        "required": ["regulation.yaml", "scoring.yaml", "process.yaml", "domains.yaml", "sources.yaml"],
        "$defs": shared["$defs"],
    }


def schema_text() -> str:
    """Return the schema as it is kept in `docs/spec/regulation.schema.json`."""
    return _written(regulation_schema())


def crosswalk_schema_text() -> str:
    """Return the schema of one crosswalk as it is kept in `docs/spec/crosswalk.schema.json`."""
    return _written(CrosswalkFile.model_json_schema())


def _written(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
