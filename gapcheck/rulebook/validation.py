"""Entries of rule files made into models, with every problem at its place."""

from __future__ import annotations

from typing import Any, TypeVar

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from gapcheck.errors import Problem
from gapcheck.rulebook.criteria import Entry
from gapcheck.rulebook.documents import Document, Path
from gapcheck.rulebook.linking import near

_Model = TypeVar("_Model", bound=Entry)
_MOST_PASSES = 200  # each pass cuts at least one broken entry out, so this bounds the work on a hopeless file


def validate(model: type[_Model], document: Document, path: Path) -> tuple[_Model | None, list[Problem]]:
    """Make the entry at ``path`` a model, and give every problem found on the way.

    A broken part is reported and then cut out of the document, so that the rest of the entry can still be
    linked and its own problems told in the same run. None where nothing usable is left.
    """
    problems: list[Problem] = []
    cut_values = False
    for _ in range(_MOST_PASSES):
        value = _value_at(document.data, path)
        try:
            return model.model_validate(value), problems
        except ValidationError as error:
            errors = error.errors(include_url=False)
        if not cut_values:
            # Once a value has been cut out, what validation says may be a consequence of the cut.
            problems.extend(_problem(detail, document, path) for detail in errors)
        extra = [detail for detail in errors if detail["type"] == "extra_forbidden"]
        cut = [_cut(document, path, detail["loc"], whole_key=True) for detail in extra]
        if not extra:
            cut_values = True
            # From the end, so that cutting one entry does not move the others.
            cut = [_cut(document, path, errors[-1]["loc"], whole_key=False)]
        if not any(cut):
            break
    return None, problems


def _value_at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _problem(detail: ErrorDetails, document: Document, base: Path) -> Problem:
    path = [*base, *detail["loc"]]
    kind, context = detail["type"], detail.get("ctx", {})
    given = detail["input"]
    if kind == "extra_forbidden":
        key = str(path[-1])
        allowed = _keys_near(document.keys_at(path[:-1]))
        return Problem(
            document.place(path, key=True),
            f"the unknown key {key!r}",
            f"one of {', '.join(allowed)}",
            near(key, allowed),
        )
    if kind == "missing":
        return Problem(document.place(path[:-1]), f"no {path[-1]!r}", f"the key {path[-1]!r}", "Add it.")
    found = "nothing" if given is None else repr(given) if isinstance(given, str) else "this entry"
    expected = detail["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    if kind == "value_error" and not isinstance(given, str):
        found = "an entry that contradicts itself"
    if kind == "string_pattern_mismatch":
        expected = f"text of the form {context.get('pattern')}"
    mend = near(given, _choices(str(context.get("expected", "")))) if isinstance(given, str) else ""
    return Problem(document.place(path), found, expected, mend)


def _choices(expected: str) -> list[str]:
    return [word.strip().strip("'") for word in expected.replace(" or ", ",").split(",")]


def _keys_near(keys: list[str]) -> list[str]:
    """Return the keys of the model that a mapping resembles most."""
    candidates = [[field.alias or name for name, field in model.model_fields.items()] for model in _models(Entry)]
    return max(candidates, key=lambda names: (len(set(names) & set(keys)), -len(names)))


def _models(model: type[Entry]) -> list[type[Entry]]:
    return [found for child in model.__subclasses__() for found in (child, *_models(child))]


def _cut(document: Document, base: Path, path: Path, *, whole_key: bool) -> bool:
    """Remove a key, or the innermost list item on ``path`` below ``base``, from data and nodes alike."""
    data: Any = document.data
    node: yaml.Node | None = document.root
    target: tuple[Any, yaml.Node, str | int] | None = None
    for depth, step in enumerate([*base, *path]):
        inside = depth >= len(base)
        if isinstance(data, dict) and isinstance(node, yaml.MappingNode) and str(step) in data:
            if whole_key and inside:
                target = (data, node, str(step))
            data = data[str(step)]
            node = next(value for key, value in node.value if key.value == str(step))
        elif (
            isinstance(data, list)
            and isinstance(node, yaml.SequenceNode)
            and isinstance(step, int)
            and step < len(data)
        ):
            if not whole_key and inside:
                target = (data, node, step)
            data, node = data[step], node.value[step]
    if target is None:
        return False
    holder, holder_node, key = target
    del holder[key]
    if isinstance(key, int):
        del holder_node.value[key]
    else:
        holder_node.value = [pair for pair in holder_node.value if pair[0].value != key]
    return True
