"""Scalars as JSON Schema: what text the loader reads, and what other readers of YAML make of that text.

For the loader every scalar is text. Other readers make numbers of ``25`` and booleans of ``true``; those are accepted
where the loader reads their text, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, TypeAlias, get_args

from pydantic import BeforeValidator

from gapcheck.bench.cases import NOT_APPLICABLE, RungStated
from gapcheck.rulebook.entries import Day, Flag, LocalText, Number, Share, Whole
from gapcheck.rulebook.expressions import Expression
from gapcheck.rulebook.model import LEVELS

Schema: TypeAlias = dict[str, Any]

LANGUAGE: Final = "^[a-z]{2,3}(-[A-Za-z]{2,8})?$"
DAY: Final = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
PLAIN_NUMBER: Final = r"-?[0-9]{1,15}(\.[0-9]{1,9})?"
PER_CENT: Final = r"(100(\.0{1,9})?|[0-9]{1,2}(\.[0-9]{1,9})?) ?%"

_INTEGER, _DECIMALS, _BOOLEAN = "12", ("1.5", "2026.11"), "true"


def text(pattern: str | None = None, longest: int | None = None) -> Schema:
    """Return the schema of a text of some form; numbers and booleans are accepted where their text has that form."""
    types = ["string"]
    if pattern is not None:
        if any(re.search(pattern, decimal) for decimal in _DECIMALS):
            types.append("number")
        elif re.search(pattern, _INTEGER):
            types.append("integer")
        if re.search(pattern, _BOOLEAN):
            types.append("boolean")
    schema: Schema = {"type": types[0] if len(types) == 1 else types}
    if pattern is not None:
        schema["pattern"] = pattern
    if longest is not None:
        schema["maxLength"] = longest
    return schema


TEXT: Final[Schema] = text(r"\S")
WORDS: Final[Schema] = {
    "type": "object",
    "propertyNames": {"pattern": LANGUAGE},
    "required": ["en"],
    "additionalProperties": TEXT,
}
FLAG: Final[Schema] = {"enum": [True, False, "true", "false"]}
TRUE: Final[Schema] = {"enum": [True, "true"]}
WHOLE: Final[Schema] = {
    "anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^(0|[1-9][0-9]*)$"}]
}
NUMBER: Final[Schema] = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": rf"^\s*{PLAIN_NUMBER} ?%?\s*$"}]}
SHARE: Final[Schema] = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "string", "pattern": rf"^\s*({PER_CENT}|0(\.[0-9]{{1,9}})?|1(\.0{{1,9}})?)\s*$"},
    ]
}
BOUND: Final[Schema] = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": rf"^\s*({PER_CENT}|{PLAIN_NUMBER})\s*$"}]
}
"""What a number is compared with: a plain number, or a share in per cent."""
DATE: Final[Schema] = {"type": "string", "pattern": DAY}
NAME: Final[Schema] = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"\S"}]}
"""The name of a figure, or a number, in an expression."""

RUNG: Final[Schema] = {"enum": [*LEVELS, *map(str, LEVELS), NOT_APPLICABLE]}

DEFINITIONS: Final[dict[str, Schema]] = {
    "words": WORDS, "flag": FLAG, "whole": WHOLE, "number": NUMBER, "share": SHARE, "bound": BOUND, "day": DATE,
    "rung": RUNG,
}  # fmt: skip


def reference(name: str) -> Schema:
    """Return a reference to a definition of the same schema."""
    return {"$ref": f"#/$defs/{name}"}


def reader_of(alias: Any) -> Callable[..., Any]:
    """Return the function by which the loader reads a kind of value, such as ``Flag``."""
    return next(item.func for item in reversed(get_args(alias)) if isinstance(item, BeforeValidator))


READ_AS: Final[dict[Callable[..., Any], str]] = {
    reader_of(LocalText): "words",
    reader_of(Flag): "flag",
    reader_of(Whole): "whole",
    reader_of(Number): "number",
    reader_of(Share): "share",
    reader_of(Day): "day",
    reader_of(Expression): "expression",
    reader_of(RungStated): "rung",
}
"""The definition of what each reading function accepts."""
