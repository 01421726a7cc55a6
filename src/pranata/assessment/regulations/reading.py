"""From a YAML file to a checked document, or an error that names the file and the field."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

D = TypeVar("D", bound=BaseModel)

# libyaml reads a regulation ten times faster; where a platform lacks it the result is the same.
_FastLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class RegulationInvalid(ValueError):
    """A file of a regulation cannot be used; the message names file, field and what is wrong."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path.parent.name}/{path.name}: {problem}")
        self.path = path
        self.problem = problem


class _StrictLoader(_FastLoader):  # type: ignore[misc]
    """YAML keeps the last of two equal keys; in law the earlier one must not vanish."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 -- PyYAML's signature
        own = (key for key, _ in node.value if key.tag != "tag:yaml.org,2002:merge")
        keys = [self.construct_object(key, deep=True) for key in own]
        if twice := [key for position, key in enumerate(keys) if key in keys[:position]]:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {twice[0]!r} occurs twice", node.start_mark
            )
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def read_document(path: Path, kind: type[D]) -> D:
    """Read one file as this kind of document. Raises RegulationInvalid."""
    try:
        content = yaml.load(path.read_bytes(), Loader=_StrictLoader)  # noqa: S506 -- derives from SafeLoader
        return kind.model_validate(content)
    except FileNotFoundError as problem:
        raise RegulationInvalid(path, "the file is missing") from problem
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise RegulationInvalid(path, f"not readable as YAML: {problem}") from problem
    except ValidationError as problem:
        raise RegulationInvalid(path, _in_words(problem)) from problem


def _in_words(problem: ValidationError) -> str:
    return "; ".join(f"{_field(error['loc'])}: {error['msg']}" for error in problem.errors())


def _field(location: tuple[int | str, ...]) -> str:
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return "".join(parts).lstrip(".") or "the whole file"
