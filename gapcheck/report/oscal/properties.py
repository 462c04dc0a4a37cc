"""Properties: every field of a result that OSCAL has no place of its own for, in the namespace of gapcheck.

A property's name is that of the field, with hyphens; the names of fields in fields are joined by one. The numbers of a
list's entries stand in ``group``, behind an underscore and the name of the list, counted from 1.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeAlias

from gapcheck.assessment.figures import Record
from gapcheck.report.oscal.markup import string
from gapcheck.report.oscal.naming import NAMESPACE

Property: TypeAlias = dict[str, Any]


def prop(name: str, value: str | float | bool, group: str | None = None) -> Property:
    """Return one property; numbers and truths are written as JSON writes them."""
    words = string(value) if isinstance(value, str) else json.dumps(value)
    named: Property = {"name": name.replace("_", "-"), "ns": NAMESPACE, "value": words}
    return named if group is None else {**named, "group": group}


def label(text: str) -> Property:
    """Return the label that OSCAL itself knows: what people call a control or a group."""
    return {"name": "label", "value": string(text)}


def of_record(record: Record, *, group: str | None = None, without: Collection[str] = ()) -> list[Property]:
    """Return the properties of a record, those fields left out that are named."""
    plain = fields_of(record)
    return of_fields({name: value for name, value in plain.items() if name not in without}, group=group)


def of_records(name: str, records: Collection[Record]) -> list[Property]:
    """Return the properties of a list of records, grouped by their number."""
    return of_fields({name: [fields_of(record) for record in records]})


def fields_of(record: Record) -> dict[str, Any]:
    """Return a record as plain data, by the names that JSON gives its fields, in the order in which it lists them."""
    return {
        field.serialization_alias or name: _plain(getattr(record, name))
        for name, field in type(record).model_fields.items()
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return fields_of(value)
    return [_plain(held) for held in value] if isinstance(value, list) else value


def of_fields(fields: Mapping[str, Any], *, group: str | None = None) -> list[Property]:
    """Return the properties of plain data; what is null, empty or without words has none."""
    return [found for name, value in fields.items() for found in _flat(name, value, group) if found["value"]]


def _flat(name: str, value: Any, group: str | None) -> Iterator[Property]:
    if isinstance(value, dict):
        # A figure's rounded value goes by the name of the figure itself.
        for key, held in value.items():
            yield from _flat(name if key == "value" and "exact" in value else f"{name}-{key}", held, group)
    elif isinstance(value, list):
        for number, held in enumerate(value, start=1):
            if isinstance(held, dict):
                below = f"{'_' if group is None else f'{group}.'}{name.replace('_', '-')}.{number}"
                for key, inner in held.items():
                    yield from _flat(key, inner, below)
            else:
                yield from _flat(name, held, group)
    elif value is not None:
        yield prop(name, value, group)
