"""A rulebook as one line of JSON, and back, without looking again for mistakes.

Only the kinds of entries of rule files can come of it, and numbers, days and text within them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.criteria import AllCriteria, AnyCriteria, Check, Implication, Test
from gapcheck.rulebook.entries import Entry
from gapcheck.rulebook.expressions import Cell, Column, Difference, Name, Ratio, Rows, Sum, Where
from gapcheck.rulebook.model import Country, Fact, Indicator, Language, LevelMeaning, Method, Option, TableColumn
from gapcheck.rulebook.provisions import Edition, Instrument, LeftOut, Provision, Source

_ENTRIES: Final[Mapping[str, type[Entry]]] = MappingProxyType({
    kind.__name__: kind
    for kind in (
        AllCriteria, AnyCriteria, Cell, Check, Column, Country, Difference, Edition, Fact, Implication, Indicator,
        Instrument, Language, LeftOut, LevelMeaning, Method, Name, Option, Provision, Ratio, Rows, Source, Sum,
        TableColumn, Test, Where,
    )
})  # fmt: skip
_KIND: Final = ""  # the key under which an object says what it is: no key of a rule file is empty
_SCALARS: Final[Mapping[str, Callable[[str], Any]]] = MappingProxyType({
    "fraction": Fraction, "day": date.fromisoformat,
})  # fmt: skip


def written(rulebook: Rulebook) -> str:
    """Return a rulebook as JSON; raises ValueError where it would not come back as it is."""
    text = json.dumps(
        {part.name: _plain(getattr(rulebook, part.name)) for part in fields(rulebook)}, ensure_ascii=False
    )
    if read(text) != rulebook:
        raise ValueError("this rulebook holds what a snapshot cannot")
    return text


def read(text: str) -> Rulebook:
    """Return the rulebook that JSON of ``written`` is of; raises ValueError where it is anything else."""
    try:
        held = json.loads(text, object_hook=_made)
        return Rulebook(**{name: _frozen(value) for name, value in held.items()})
    except (ArithmeticError, AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("this is no snapshot of a rulebook") from error


def _plain(value: Any) -> Any:
    if isinstance(value, Entry):
        told = {name: _plain(getattr(value, name)) for name in sorted(value.model_fields_set)}
        return {_KIND: type(value).__name__, **told}
    if isinstance(value, Fraction):
        return {_KIND: "fraction", "of": str(value)}
    if isinstance(value, date):
        return {_KIND: "day", "of": value.isoformat()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        if all(isinstance(key, str) for key in value):
            return {key: _plain(item) for key, item in value.items()}
        return {_KIND: "numbered", "of": [[key, _plain(item)] for key, item in value.items()]}
    return value


def _made(held: dict[str, Any]) -> Any:
    """Return what one JSON object stands for; what is within it has been made already."""
    name = held.pop(_KIND, None)
    for key, value in held.items():
        if type(value) is list:
            held[key] = _frozen(value)
    if name is None:
        return held
    if name == "numbered":
        return dict(held["of"])
    if name in _SCALARS:
        return _SCALARS[name](held["of"])
    kind = _ENTRIES[name]
    entry = kind.__new__(kind)
    defaults, mappings = _defaults(kind)
    state = defaults | {name: {} for name in mappings} | held
    # What pydantic itself keeps of an entry: as when one is unpickled, nothing is validated.
    entry.__setstate__({
        "__dict__": state, "__pydantic_fields_set__": set(held), "__pydantic_extra__": None,
        "__pydantic_private__": None,
    })  # fmt: skip
    return entry


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


@cache
def _defaults(kind: type[Entry]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the values of fields that need not be given, and the names of those whose value is an empty mapping."""
    free = {name: field for name, field in kind.model_fields.items() if not field.is_required()}
    mappings = tuple(name for name, field in free.items() if field.default_factory is dict)
    return {name: field.get_default(call_default_factory=True) for name, field in free.items()}, mappings
