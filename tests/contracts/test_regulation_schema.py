"""The JSON Schema on the shelf is the one the loader checks with."""

from pathlib import Path

from pranata.assessment.regulations.schema import crosswalk_schema_text, schema_text

SPEC = Path(__file__).resolve().parents[2] / "docs/spec"
KEPT = SPEC / "regulation.schema.json"


def test_the_schema_is_current():
    assert KEPT.read_text(encoding="utf-8") == schema_text(), (
        "Write it again: python -c 'from pranata.assessment.regulations.schema import schema_text; "
        'print(schema_text(), end="")\' > docs/spec/regulation.schema.json'
    )


def test_the_schema_of_a_crosswalk_is_current():
    assert (SPEC / "crosswalk.schema.json").read_text(encoding="utf-8") == crosswalk_schema_text()
