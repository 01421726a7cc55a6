"""The digest that says under which text of the law, as arithmetic, a number was computed."""

import hashlib
import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pranata.engine.scoring.algorithm import ALGORITHM

if TYPE_CHECKING:
    from pranata.engine.scoring.instrument import Instrument


def canonical_json(document: Any) -> bytes:  # noqa: ANN401 -- any JSON document
    """Return the one spelling of a document of strings, integers, booleans, lists and maps (RFC 8785)."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def instrument_digest(instrument: "Instrument") -> str:
    """Return the SHA-256 (hex) over what can change a result: numbers, weights, range, bands, comparisons."""
    return hashlib.sha256(canonical_json(calculation_document(instrument))).hexdigest()


def calculation_document(instrument: "Instrument") -> dict[str, Any]:
    """Return what the digest covers, for whoever wants to recompute it elsewhere."""
    return {
        "algorithm": ALGORITHM,
        "id": instrument.id,
        "score": {
            "minimum": str(instrument.score.minimum),
            "maximum": str(instrument.score.maximum),
            "step": _text(instrument.score.step),
        },
        "decimals": instrument.decimals,
        "has_domains": instrument.has_domains,
        "bands": [[band.name, str(band.minimum)] for band in instrument.bands],
        "comparisons": {
            "default": instrument.default_comparison.basis.value,
            **{str(year): found.basis.value for year, found in instrument.comparisons.items()},
        },
        "indicators": [
            [domain.number, aspect.number, item.number, str(item.weight), str(item.floor)]
            for domain in instrument.domains
            for aspect in domain.aspects
            for item in aspect.indicators
        ],
    }


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
