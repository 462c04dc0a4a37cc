"""What validation says of an entry, in the words of the rule author's guide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic_core import ErrorDetails

from gapcheck.errors import Problem
from gapcheck.rulebook.criteria import AllCriteria, AnyCriteria, Test
from gapcheck.rulebook.documents import Document, Path
from gapcheck.rulebook.entries import ID_PATTERN, TEXT_PATTERN, Entry, Fault, FaultsError
from gapcheck.rulebook.expressions import EXPRESSIONS
from gapcheck.rulebook.history.versions import VERSION_FORM, VERSION_PATTERN
from gapcheck.rulebook.words import described, near, quoted

_OF_ENTRIES = ("provisions", "children", "any", "all")
_LEVEL = re.compile(r"(?<![0-9])[1-4](?![0-9])")

_TAGGED: dict[str, type[Entry]] = {
    "<test>": Test, "<any>": AnyCriteria, "<all>": AllCriteria,
    **{f"<{name}>": model for name, model in EXPRESSIONS.items()},
}  # fmt: skip

_FORMS = {
    ID_PATTERN: "small letters, digits and _, starting with a letter",
    TEXT_PATTERN: "words",
    r"^[A-Za-z0-9][A-Za-z0-9._-]*$": "letters, digits, '.', '_' and '-', without spaces",
    r"^[a-z0-9][a-z0-9-]*$": "small letters, digits and '-', without spaces",
    r"^[0-9a-f]{64}$": "a SHA-256 sum: 64 digits and letters a to f",
    VERSION_PATTERN: VERSION_FORM,
    r"^[A-Z]{3}$": "three capital letters, an ISO 3166 alpha-3 code such as KHM",
    r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$": "a table and one of its columns, written table.column",
}

_PLAIN = {
    "string_type": "a text",
    "tuple_type": "a list, such as [a, b]",
    "dict_type": "keys with values, such as {key: value}",
    "recursion_loop": "fewer entries inside each other",
}


def keys_of(model: type[Entry]) -> list[str]:
    """Return the keys that an entry may have, as the rule file writes them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def model_at(model: type[Entry], location: Path) -> type[Entry]:
    """Return the model of the entry at the location of an error, seen from the model that was validated."""
    for step in location:
        if step in _TAGGED:
            model = _TAGGED[str(step)]
            continue
        field = next((field for name, field in model.model_fields.items() if step in (name, field.alias)), None)
        inner = set(_entries_in(field.annotation)) if field is not None else set()
        if len(inner) == 1:  # where there are several, a tag follows and decides
            model = inner.pop()
    return model


def said(model: type[Entry], document: Document, base: Path, detail: ErrorDetails) -> Iterator[Problem]:
    """Yield what one error of validation means, at its place."""
    path = (*base, *detail["loc"])
    cause = detail.get("ctx", {}).get("error")
    if isinstance(cause, FaultsError):
        for fault in cause.faults:
            yield _told(fault, document, path)
    elif detail["type"] == "missing":
        yield _missing(model, document, base, detail)
    elif detail["type"] == "union_tag_not_found":
        yield _no_expression(document, path, detail["input"])
    elif path[-1:] == ("[key]",):
        found, expected, mend = _words(detail)
        yield Problem(document.place(path[:-1], key=True), f"the key {found}", expected, mend)
    else:
        yield Problem(document.place(path), *_words(detail))


def _told(fault: Fault, document: Document, path: Path) -> Problem:
    if path[-1:] == ("[key]",):
        expected, mend = fault.expected, fault.mend
        if path[-3] == "levels" and path[0] == "provisions":
            number = _LEVEL.search(str(path[-2]))
            expected, mend = "a level, 1 to 4", f"Write '{number[0]}:'." if number is not None else ""
        return Problem(document.place(path[:-1], key=True), f"the key {fault.found}", expected, mend)
    return Problem(document.place((*path, *fault.at), key=fault.key), fault.found, fault.expected, fault.mend)


def _missing(model: type[Entry], document: Document, base: Path, detail: ErrorDetails) -> Problem:
    path = (*base, *detail["loc"])
    key = path[-1]
    place = document.place(path[:-1])
    if isinstance(key, int):
        size = 3 if path[-2] == "cell" else 2
        return Problem(place, f"a list of {len(detail['input'])}", f"a list of {size}", "Add what is missing.")
    called = model_at(model, detail["loc"][:-1]).CALLED.partition(",")[0]
    return Problem(place, f"no {key!r}", f"the key {key!r} in {called}", "Add it.")


def _no_expression(document: Document, path: Path, given: Any) -> Problem:
    expected = f"an indicator, a number, or one of {', '.join(EXPRESSIONS)}"
    if isinstance(given, dict) and len(given) == 1:
        key = str(*given)
        place = document.place((*path, key), key=True)
        return Problem(place, f"the unknown key {quoted(key)}", expected, near(key, EXPRESSIONS))
    return Problem(document.place(path), described(given), expected, "")


def _listing(detail: ErrorDetails) -> str:
    """Return how one name, or one entry, is written where a list belongs."""
    given, at = detail["input"], detail["loc"]
    if detail["type"] != "tuple_type":
        return ""
    if isinstance(given, str) and given.isidentifier():
        return f"Put it in brackets: [{given}]."
    if isinstance(given, dict) and (at[-1] in _OF_ENTRIES or "levels" in at[-2:-1]):
        return "Put it in brackets: [{...}], or begin its line with '- '."
    return ""


def _labelled(codes: list[Any]) -> str:
    """Return how the first of some codes, written as a list, is written with its label."""
    code = codes[0] if codes and isinstance(codes[0], str) and codes[0].isidentifier() else "a_code"
    return f'Write each with its words: {{{code}: {{en: "{code.replace("_", " ").capitalize()}"}}, ...}}.'


def _words(detail: ErrorDetails) -> tuple[str, str, str]:
    """Return found, expected and mend for an error that pydantic itself worded."""
    kind, context, given = detail["type"], detail.get("ctx", {}), detail["input"]
    found = described(given)
    if kind == "dict_type" and detail["loc"][-1] == "options" and isinstance(given, list):
        return found, "codes with their labels", _labelled(given)
    if kind in _PLAIN:
        return found, _PLAIN[kind], _listing(detail)
    match kind:
        case "literal_error":
            expected = str(context["expected"]).replace("'", "")
            choices = expected.replace(" or ", ", ").split(", ")
            return found, f"one of {', '.join(choices)}" if len(choices) > 1 else expected, near(str(given), choices)
        case "string_pattern_mismatch":
            return found, _FORMS.get(str(context["pattern"]), "another form"), ""
        case "model_type" | "model_attributes_type":
            called = {model.__name__: model.CALLED for model in _models(Entry)}
            return found, called.get(str(context.get("class_name")), "an entry with keys"), ""
        case "too_short":
            return found, "at least one entry in the list", ""
        case "too_long":
            return f"a list of {context['actual_length']}", f"a list of {context['max_length']}", ""
        case "string_too_long":
            return f"{len(str(given))} characters", f"at most {context['max_length']}", ""
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            return found, _bound(kind, context), ""
    return found, detail["msg"].removeprefix("Value error, ").removeprefix("Input should be "), ""


def _bound(kind: str, context: dict[str, Any]) -> str:
    words = {"gt": "a number above", "ge": "a number not below", "lt": "a number below", "le": "a number not above"}
    short = {"greater_than": "gt", "greater_than_equal": "ge", "less_than": "lt", "less_than_equal": "le"}[kind]
    return f"{words[short]} {context[short]}"


def _entries_in(annotation: Any) -> Iterator[type[Entry]]:
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        yield annotation
    for inner in get_args(annotation):
        yield from _entries_in(inner)


def _models(model: type[Entry]) -> Iterator[type[Entry]]:
    for child in model.__subclasses__():
        yield child
        yield from _models(child)
