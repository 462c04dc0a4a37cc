"""What a provision inherits, as JSON Schema: whether it is scored and asked of the state decides what it must have."""

from __future__ import annotations

from typing import Final

from gapcheck.bench.schemas.conditions import FALSE, NO_KEY, where
from gapcheck.bench.schemas.scalars import TRUE, Schema, reference

_LEVELS_OF_PROVISION: Final[Schema] = {
    "properties": {
        "levels": {
            "propertyNames": {"enum": ["1", "2", "3", "4"]},
            "required": ["4"],
            "additionalProperties": {"minItems": 1},
        },
        "children": {"minItems": 1},
    }
}
_INNER: Final[Schema] = {
    "if": {"required": ["children"]},
    "then": {"properties": {"levels": NO_KEY, "shows": NO_KEY}},
    "else": {"properties": {"combine": NO_KEY}},
}


def told_apart(definitions: dict[str, Schema]) -> None:
    """Put four definitions in the place of the one of a provision, if there is one.

    What a provision must have depends on what it inherits: whether it is scored, and whether it is asked of the state.
    """
    if "Provision" not in definitions:
        return
    plain = {**definitions.pop("Provision"), "required": ["id"]}  # the rest may be inherited
    for above, key in ((plain, "children"), (definitions["Instrument"], "provisions")):
        del above["properties"][key]["items"]  # the conditions say which of the four
    for scored in (True, False):
        for ours in (True, False):
            definitions[_provision(scored, ours)] = {**plain, "allOf": _inherited(scored, ours)}
    definitions["Instrument"]["allOf"] = [
        where("scored", FALSE, _below("provisions", False, True), _below("provisions", True, True)),
        {"properties": {"provisions": {"items": {"required": ["clause", "pillar"]}}}},
    ]


def _provision(scored: bool, ours: bool) -> str:
    """Return the name of the definition of a provision below one that is, or is not, scored and asked of the state."""
    return f"Provision{'' if scored else 'Unscored'}{'' if ours else 'OfOthers'}"


def _below(key: str, scored: bool, ours: bool) -> Schema:
    return {"properties": {key: {"items": reference(_provision(scored, ours))}}}


def _inherited(scored: bool, ours: bool) -> list[Schema]:
    """Return what a provision must have, and those below it, where it inherits being scored and asked of the state."""
    asked = {"properties": {"addressee": {"const": "state"}}, **({} if ours else {"required": ["addressee"]})}
    if not scored:
        silent: Schema = {"properties": {"scored": {"not": {"enum": TRUE["enum"]}}}}
        return [_LEVELS_OF_PROVISION, _INNER, silent, _asked_of(asked, scored=False)]
    return [
        _LEVELS_OF_PROVISION,
        _INNER,
        where("scored", FALSE, _asked_of(asked, scored=False), _asked_of(asked, scored=True)),
    ]


def _asked_of(state: Schema, *, scored: bool) -> Schema:
    return {"if": state, "then": _kept(scored, True), "else": _kept(scored, False)}


def _kept(scored: bool, ours: bool) -> Schema:
    """Return what holds for a provision by whether it is scored and asked of the state, and for those below it."""
    if not ours:
        leaf: Schema = {"properties": {"levels": NO_KEY}}
    else:
        leaf = {"required": ["levels"]} if scored else {}
    return {"if": {"required": ["children"]}, "then": _below("children", scored, ours), "else": leaf}
