"""The kinds of rule files, and the schema of each: what ``gapcheck rules schema`` writes and the rules ship with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from gapcheck.bench.cases import Tests
from gapcheck.bench.schemas.inheritance import told_apart
from gapcheck.bench.schemas.scalars import Schema
from gapcheck.bench.schemas.shapes import Shapes
from gapcheck.errors import Problem, UsageError
from gapcheck.rulebook.criteria import Check
from gapcheck.rulebook.entries import Entry
from gapcheck.rulebook.folder import SCHEMAS, TESTS
from gapcheck.rulebook.history.entries import ChangesFile, Lock, RetiredFile
from gapcheck.rulebook.model import Country, Indicator, Method
from gapcheck.rulebook.provisions import Instrument
from gapcheck.rulebook.words import near

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_HINT = "# yaml-language-server: $schema="


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of rule file: the model of its entry, the folder it lies in, and the key of its list where it is one."""

    model: type[Entry]
    folder: str = ""
    listed: str = ""
    about: str = ""

    def schema(self) -> Schema:
        """Return the JSON Schema of such a file."""
        shapes = Shapes()
        root = shapes.entry(self.model)
        told_apart(shapes.definitions)
        if self.listed:
            entries = {"type": "array", "items": root, "minItems": 1, "description": self.about}
            root = {
                "type": "object",
                "properties": {self.listed: entries},
                "required": [self.listed],
                "additionalProperties": False,
            }
        return {"$schema": _DIALECT, "title": self.about, **root, "$defs": shapes.definitions}


KINDS: Final[Mapping[str, Kind]] = {
    "method": Kind(Method, about="The method of a rulebook"),
    "indicators": Kind(Indicator, "indicators", "indicators", about="The questions, and the figures derived from them"),
    "country": Kind(Country, "countries", about="The facts about a country"),
    "instrument": Kind(Instrument, "instruments", about="An instrument, clause by clause"),
    "checks": Kind(Check, "checks", "checks", about="The checks: what must agree between answers"),
    "changes": Kind(ChangesFile, about="What changed from version to version"),
    "retired": Kind(RetiredFile, about="The ids that are never used again"),
    "lock": Kind(Lock, about="The content that a version stands for"),
    "tests": Kind(Tests, TESTS, about="The tests of rules: given answers and the levels expected"),
}
"""Every kind of rule file, by the name of its schema."""


def file_name(kind: str) -> str:
    """Return the name of the file that holds the schema of a kind."""
    return f"{kind}.schema.json"


def kind_of(file: PurePosixPath) -> str | None:
    """Return the kind of a rule file by its path in the folder of rules, or None where it is no rule file."""
    if file.suffix != ".yaml" or len(file.parts) > 2:
        return None
    folder = file.parts[0] if len(file.parts) > 1 else ""
    if folder:
        return next((name for name, kind in KINDS.items() if kind.folder == folder), None)
    return file.stem if file.stem in KINDS and not KINDS[file.stem].folder else None


def hint(kind: str) -> str:
    """Return the first line of a file of a kind, by which an editor finds the schema."""
    up = "../" if KINDS[kind].folder else ""
    return f"{_HINT}{up}{SCHEMAS}/{file_name(kind)}"


def text_of(kind: str) -> str:
    """Return the schema of a kind as the text of its file, keys in the order of the models."""
    return json.dumps(KINDS[kind].schema(), ensure_ascii=False, indent=1) + "\n"


def named(kind: str) -> str:
    """Return the name of a kind as it was written; raises UsageError for one that there is not."""
    if kind not in KINDS:
        mend = near(kind, KINDS) or f"The kinds are: {', '.join(KINDS)}."
        raise UsageError([Problem("KIND", f"{kind!r}", "a kind of rule file", mend)])
    return kind
