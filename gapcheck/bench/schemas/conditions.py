"""Conditions: what the models say between keys, as JSON Schema, as far as it is visible in one entry."""

from __future__ import annotations

from typing import Any, Final

from gapcheck.bench.cases import READINGS_STATED
from gapcheck.bench.schemas.descriptions import described
from gapcheck.bench.schemas.scalars import LANGUAGE, TEXT, TRUE, Schema, reference, text
from gapcheck.rulebook.criteria import Check, Test
from gapcheck.rulebook.entries import ID_PATTERN, Entry
from gapcheck.rulebook.expressions import Where
from gapcheck.rulebook.folder import SOURCES
from gapcheck.rulebook.model import LEVELS, NUMERIC, OTHER_SHEETS, SHEET_NAME_LIMIT, Option
from gapcheck.rulebook.operands import COMPARISONS

_COUNTRY: Final = "^[A-Z]{3}$"
_CODE: Final[Schema] = text(ID_PATTERN)
_CODES: Final[Schema] = {"anyOf": [_CODE, {"type": "array", "items": _CODE, "minItems": 1}]}
_MONTHS: Final[Schema] = {
    "anyOf": [
        {"type": "integer", "minimum": 1, "maximum": 1200},
        {"type": "string", "pattern": "^([1-9][0-9]{0,2}|1[01][0-9]{2}|1200)$"},
    ]
}
_WEIGHT: Final[Schema] = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": 0},
        {"type": "string", "pattern": r"^\s*(?=.*[1-9])[0-9]{1,15}(\.[0-9]{1,9})? ?%?\s*$"},
    ]
}
_TOLERANCE: Final[Schema] = {
    "anyOf": [
        {"type": "number", "minimum": 0},
        {"type": "string", "pattern": r"^\s*[0-9]{1,15}(\.[0-9]{1,9})? ?%?\s*$"},
    ]
}
FALSE: Final = [False, "false"]
NO_KEY: Final = False
"""A key that must not be there."""

_LEVELS_OF_METHOD: Final[Schema] = {
    "propertyNames": {"enum": [str(level) for level in LEVELS]},
    "required": [str(level) for level in LEVELS],
    "allOf": [
        {"properties": {"0": {"properties": {"points": {"enum": [0, "0"]}}}}},
        {"properties": {"4": {"properties": {"points": {"enum": [100, "100"]}}}}},
    ],
}


def _one_of(keys: tuple[str, ...]) -> list[Schema]:
    return [{"required": [key]} for key in keys]


def where(key: str, value: Any, then: Schema, otherwise: Schema | None = None) -> Schema:
    """Return a condition for where a key has a value, or one of a list of values."""
    values = value if isinstance(value, list) else [value]
    held: Schema = {"if": {"properties": {key: {"enum": values}}, "required": [key]}, "then": then}
    return held if otherwise is None else {**held, "else": otherwise}


_VALUE: Final[Schema] = {"anyOf": [TEXT, {"type": "null"}]}
_ANSWER: Final[Schema] = {
    "anyOf": [
        _VALUE,
        {"type": "array", "items": TEXT},
        {"type": "array", "items": {"type": "object", "additionalProperties": _VALUE}},
    ]
}
_OF_LEVELS = (*READINGS_STATED, "claimed", "verified", "contested")
_CHECK: Final[Schema] = text(r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")
"""A check; the built-in one of a share is named with the share, after a dot."""
_NAMES: Final[Schema] = {"anyOf": [_CODE, {"type": "array", "items": _CODE}]}


_ANCHOR: Final[Schema] = text(r"^(?!\s*([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo])\s*$)[\s\S]*\S")
"""The words of a source: a flag is none."""


KEYS: Final[dict[tuple[str, str], Schema]] = {
    **{("Test", key): _CODES for key in ("is", "is_not", "includes", "includes_any")},
    **{("Test", key): reference("bound") for key in COMPARISONS},
    **{("Where", key): reference("number") for key in COMPARISONS},
    **{("Test", key): reference("day") for key in ("on_or_after", "before")},
    ("Test", "indicator"): text(ID_PATTERN),
    ("Test", "within_months"): _MONTHS,
    ("Test", "anchor"): _ANCHOR,
    ("Check", "tolerance"): _TOLERANCE,
    ("Provision", "weight"): _WEIGHT,
    ("Provision", "lineage"): {"type": "array", "items": TEXT},
    ("Source", "file"): {"type": "string", "pattern": rf"^{SOURCES}/(?!(.*/)?\.\.(/|$))[^\\]+$"},
    ("Instrument", "applies_to"): {"type": "array", "items": {"type": "string", "pattern": _COUNTRY}, "minItems": 1},
    **{(model, "given"): {"type": "object", "propertyNames": {"pattern": ID_PATTERN}, "additionalProperties": _ANSWER}
       for model in ("Group", "Case")},
    **{("Case", key): _NAMES for key in ("claimed", "verified")},
    ("Case", "contested"): {"anyOf": [_CHECK, {"type": "array", "items": _CHECK}]},
    ("Group", "country"): {"type": "string", "pattern": _COUNTRY},
    ("Edition", "states"): {
        "type": "object", "propertyNames": {"pattern": _COUNTRY}, "additionalProperties": TEXT,
    },
}  # fmt: skip
"""Keys whose form depends on what they are for, more than their type tells."""

_WITH_OPTIONS: Final[Schema] = {"required": ["options"], "properties": {"options": {"minProperties": 1}}}
_KEY_COLUMN: Final[Schema] = {"properties": {"key": TRUE}, "required": ["key"]}

CONDITIONS: Final[dict[str, Schema]] = {
    "Group": {
        "oneOf": _one_of(("provision", "check")),
        "allOf": [
            {"if": {"required": [about]}, "then": {"properties": {"cases": {"items": wanted}}}}
            for about, wanted in (
                ("provision", {"required": ["level"], "properties": {"holds": NO_KEY}}),
                ("check", {"required": ["holds"], "properties": dict.fromkeys(_OF_LEVELS, NO_KEY)}),
            )
        ],
    },
    "Test": {
        "oneOf": _one_of(Test.OPERATORS),
        "allOf": [where("proposal", TRUE["enum"], {"properties": {"anchor": NO_KEY}})],
    },
    "Where": {"oneOf": _one_of(Where.OPERATORS)},
    "Check": {
        "oneOf": _one_of(Check.RELATIONS),
        "dependentRequired": {"as_printed": ["equal"], "tolerance": ["equal"], "match": ["each_row"]},
        "dependentSchemas": {
            "as_printed": {"properties": {"tolerance": NO_KEY}},
            "each_row": {"anyOf": _one_of(("equal", "at_most"))},
        },
        "allOf": [where("severity", "error", {"properties": {"explanation": NO_KEY}})],
    },
    "TableColumn": {
        "allOf": [
            where("persons", TRUE["enum"], {"properties": {"type": {"const": "count"}}}),
            where("key", TRUE["enum"], {"properties": {"type": {"const": "text"}}}),
        ]
    },
    "Indicator": {
        "dependentSchemas": {"zero": {"required": ["derived"], "properties": {"derived": {"required": ["ratio"]}}}},
        "allOf": [
            where("type", ["choice", "choices"], _WITH_OPTIONS, {"properties": {"options": NO_KEY}}),
            where(
                "type",
                "table",
                {
                    "required": ["columns"],
                    "properties": {
                        "id": {"maxLength": SHEET_NAME_LIMIT, "not": {"enum": list(OTHER_SHEETS)}},
                        "columns": {"not": {"additionalProperties": {"not": _KEY_COLUMN}}},
                    },
                },
                {"properties": {"columns": NO_KEY}},
            ),
            {
                "if": {"required": ["derived"]},
                "then": {
                    "properties": {
                        "type": {"enum": sorted(NUMERIC)},
                        "not_applicable": {"not": {"enum": TRUE["enum"]}},
                    }
                },
            },
        ],
    },
    "Method": {"allOf": [{"properties": {"levels": _LEVELS_OF_METHOD}}]},
    "Provision": {
        "anyOf": _one_of(("text", "title")),
        "dependentSchemas": {"text": {"anyOf": [{"required": ["title"]}, {"properties": {"text": {"minItems": 1}}}]}},
    },
}
"""What must go together in an entry, and what must not, by model."""


def whole_schema(model: type[Entry]) -> Schema | None:
    """Return the schema of a model that files write in another form than its fields, or None for all others."""
    if model is not Option:
        return None
    return {
        "type": "object",
        "description": "One answer to a choice: its label by language.",
        "properties": {"exclusive": {**reference("flag"), "description": described(Option, "exclusive")}},
        "patternProperties": {LANGUAGE: TEXT},
        "required": ["en"],
        "additionalProperties": False,
    }
