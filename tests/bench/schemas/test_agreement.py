"""Schema and loader agree: every value of good rule files is replaced in turn, and both judge what comes of it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from gapcheck.bench.schemas.conditions import KEYS
from gapcheck.bench.schemas.kinds import KINDS

GOOD = Path(__file__).parents[2] / "rulebook" / "examples" / "good"
FILES = {
    "method": "method.yaml",
    "instrument": "instruments/plan.yaml",
    "country": "countries/KHM.yaml",
    "indicators": "indicators/protection.yaml",
    "checks": "checks/consistency.yaml",
}
GONE = object()
VALUES = (
    GONE,
    "",
    "x",
    "A b",
    [],
    {},
    "1",
    "-1",
    "75%",
    "true",
    "2022-12-31",
    ["x"],
    ["1", "x"],
    {"en": "x"},
    {"x": "1"},
)
LINKED = {key for _, key in KEYS}
"""Keys whose values the loader judges after it has read all files: the type of the indicator decides, or the source."""


def paths(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if above:
        yield above
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in inside:
        yield from paths(inner, (*above, step))


def replaced(entry: Any, path: tuple[Any, ...], value: Any) -> Any:
    made = copy.deepcopy(entry)
    held = made
    for step in path[:-1]:
        held = held[step]
    if value is GONE:
        del held[path[-1]]
    else:
        held[path[-1]] = value
    return made


def beyond_a_schema(kind: str, path: tuple[Any, ...], value: Any) -> bool:
    """What JSON Schema cannot say, or only the place of the file tells."""
    rising = kind == "method" and path[-1] == "points"
    by_file = kind == "indicators" and path == ("pillar",) and value is GONE
    return rising or by_file


@pytest.mark.parametrize("kind", FILES)
def test_schema_and_loader_agree_on_what_is_replaced(kind: str) -> None:
    told = KINDS[kind]
    # Every scalar is text, as the loader has it.
    data = yaml.load((GOOD / FILES[kind]).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    judge = Draft202012Validator(told.schema())
    parted = []
    tried = 0
    for entry in data[told.listed] if told.listed else [data]:
        if kind == "indicators":
            entry.setdefault("pillar", "protection")  # the loader takes it from the name of the file
        for path in paths(entry):
            for value in VALUES:
                made = replaced(entry, path, value)
                accepted = judge.is_valid({told.listed: [made]} if told.listed else made)
                try:
                    told.model.model_validate(made)
                    loads = True
                except ValidationError:
                    loads = False
                tried += 1
                linked = loads and not accepted and any(step in LINKED for step in path)
                if accepted != loads and not linked and not beyond_a_schema(kind, path, value):
                    parted.append((path, value, "loads" if loads else "does not load"))
    assert tried > 50
    assert parted == []
