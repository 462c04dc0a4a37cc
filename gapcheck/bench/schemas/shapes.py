"""Shapes: models of rule files as JSON Schema, key by key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from gapcheck.bench.schemas.conditions import CONDITIONS, KEYS, whole_schema
from gapcheck.bench.schemas.descriptions import described
from gapcheck.bench.schemas.scalars import DEFINITIONS, NAME, READ_AS, Schema, reference, text
from gapcheck.rulebook.entries import Entry, one_or_list
from gapcheck.rulebook.expressions import EXPRESSIONS

_BOUNDS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}
_BOOLEANS = {"true": True, "false": False}


class Shapes:
    """Makes the schema of each model once, and remembers the definitions that they refer to."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def entry(self, model: type[Entry]) -> Schema:
        """Return a reference to the schema of a model, which is made where it is not there yet."""
        name = model.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # stands for itself while its own keys are looked at
            given = whole_schema(model)
            self.definitions[name] = given if given is not None else self._of(model)
            for helper in _referred(self.definitions[name]):
                self._define(helper)
        return reference(name)

    def _of(self, model: type[Entry]) -> Schema:
        properties: dict[str, Schema] = {}
        model.model_rebuild()  # a type named before it is written is known only now
        for name, field in model.model_fields.items():
            key = field.alias or name
            own = KEYS.get((model.__name__, key)) or self._value(field.annotation, field.metadata)
            properties[key] = {**own, "description": described(model, key)}
        required = [field.alias or name for name, field in model.model_fields.items() if field.is_required()]
        schema: Schema = {
            "type": "object",
            "description": _first_paragraph(model.__doc__ or ""),
            "properties": properties,
            "additionalProperties": False,
        }
        if required:
            schema["required"] = required
        return {**schema, **CONDITIONS.get(model.__name__, {})}

    def _value(self, annotation: Any, metadata: Iterable[Any] = ()) -> Schema:
        """Return the schema of a value by its type and what limits it."""
        if get_origin(annotation) is Annotated:
            inner, *more = get_args(annotation)
            return self._value(inner, [*more, *metadata])
        limits = list(_flat(metadata))
        readers = [item.func for item in limits if isinstance(item, BeforeValidator)]
        if one_or_list in readers:
            several = self._plain(annotation, limits)
            return {"anyOf": [several["items"], several]}
        for reader in readers:
            if reader in READ_AS:
                return {**self._define(READ_AS[reader]), **_bounds(limits)}
        return self._plain(annotation, limits)

    def _plain(self, annotation: Any, limits: Sequence[Any]) -> Schema:
        origin, parts = get_origin(annotation), get_args(annotation)
        if origin in (Union, UnionType):
            return self._either(parts, limits)
        if origin is Literal:
            return {"enum": [*parts, *(value for word, value in _BOOLEANS.items() if word in parts)]}
        if origin is tuple:
            return self._list(parts, limits)
        if origin is dict:
            named = next((item.pattern for item in _limits(parts[0]) if getattr(item, "pattern", None)), None)
            names = {"propertyNames": {"pattern": named}} if named else {}
            return {"type": "object", **names, "additionalProperties": self._or_nothing(parts[1])}
        if isinstance(annotation, type) and issubclass(annotation, Entry):
            return self.entry(annotation)
        if annotation is Any:
            return {}
        if annotation is str:
            pattern = next((item.pattern for item in limits if getattr(item, "pattern", None)), None)
            longest = next((item.max_length for item in limits if getattr(item, "max_length", None)), None)
            return text(pattern, longest)
        raise TypeError(f"no schema for {annotation!r}")

    def _or_nothing(self, annotation: Any) -> Schema:
        """Return the schema of a value that may be left blank after its key, where its type says so."""
        schema = self._value(annotation)
        blank = get_origin(annotation) in (Union, UnionType) and NoneType in get_args(annotation)
        return {"anyOf": [schema, {"type": "null"}]} if blank else schema

    def _either(self, parts: Sequence[Any], limits: Sequence[Any]) -> Schema:
        # A key with nothing after it is a key left out: an editor does better to ask for one of the two.
        there = [part for part in parts if part is not NoneType]
        if len(there) == 1:
            return self._value(there[0], limits)
        return {"anyOf": [self._value(part) for part in there]}

    def _list(self, parts: Sequence[Any], limits: Sequence[Any]) -> Schema:
        if parts[-1] is not Ellipsis:
            items = [self._value(part) for part in parts]
            return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
        shortest = next((item.min_length for item in limits if getattr(item, "min_length", None)), 0)
        schema = {"type": "array", "items": self._value(parts[0])}
        return {**schema, "minItems": shortest} if shortest else schema

    def _define(self, name: str) -> Schema:
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self._expression() if name == "expression" else DEFINITIONS[name]
        return reference(name)

    def _expression(self) -> Schema:
        """Return the schema of an expression: a name or a number as it stands, or one of the operations."""
        return {"anyOf": [NAME, *(self.entry(model) for model in EXPRESSIONS.values())]}


def _limits(annotation: Any) -> list[Any]:
    return list(_flat(get_args(annotation)[1:])) if get_origin(annotation) is Annotated else []


def _flat(metadata: Iterable[Any]) -> Iterable[Any]:
    for item in metadata:
        if isinstance(item, FieldInfo):
            yield from item.metadata
        else:
            yield item


def _bounds(limits: Iterable[Any]) -> Schema:
    found = {}
    for item in limits:
        for name, keyword in _BOUNDS.items():
            if (bound := getattr(item, name, None)) is not None:
                found[keyword] = bound
    return found


def _referred(schema: Any) -> Iterable[str]:
    """Yield the helping definitions that a schema refers to."""
    if isinstance(schema, dict):
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        if name in DEFINITIONS:
            yield name
        for value in schema.values():
            yield from _referred(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _referred(value)


def _first_paragraph(doc: str) -> str:
    return " ".join(doc.split("\n\n")[0].split()).replace("``", "'")
