"""A rulebook's history as its files tell it, and the lock that its content would have now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gapcheck.errors import Problem
from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.documents import Document
from gapcheck.rulebook.entries import Entry
from gapcheck.rulebook.folder import CHANGES, LOCK, RETIRED, Folder
from gapcheck.rulebook.history.entries import ChangesFile, Lock, RetiredFile
from gapcheck.rulebook.history.scoring import scoring_sha256
from gapcheck.rulebook.validation import validate

_Model = TypeVar("_Model", bound=Entry)


@dataclass(frozen=True)
class Record:
    """The three files, each None where it is not there, and where their parts stand."""

    changes: ChangesFile | None
    retired: RetiredFile | None
    lock: Lock | None
    documents: dict[str, Document]

    @classmethod
    def read(cls, folder: Path | None) -> tuple[Record, list[Problem]]:
        """Read the files beside ``method.yaml``, with every problem of their form; a broken one counts as not there."""
        reader = Folder(folder)
        problems: list[Problem] = []
        documents: dict[str, Document] = {}

        def read(name: str, model: type[_Model]) -> _Model | None:
            path = reader.root / name
            if not path.exists():
                return None
            document = reader.document(path)
            documents[name] = document
            if document.data is None:
                return None
            entry, found = validate(model, document, ())
            problems.extend(found)
            return entry

        changes, retired, lock = read(CHANGES, ChangesFile), read(RETIRED, RetiredFile), read(LOCK, Lock)
        return cls(changes, retired, lock, documents), [*reader.problems, *problems]


def lock_of(rulebook: Rulebook, sums: dict[str, str]) -> Lock:
    """Return the lock of a rulebook as it is; ``sums`` are the hashes of its files."""
    return Lock.model_construct(
        version=rulebook.method.version,
        sha256=rulebook.sha256,
        scoring=scoring_sha256(rulebook),
        files=dict(sums),
        ids=dict(kinds(rulebook)),
    )


def kinds(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield every id that a rulebook gives, with its kind; codes of countries are not ours."""
    for indicator in rulebook.indicators.values():
        yield indicator.id, f"{'question' if indicator.derived is None else 'derived figure'}, {indicator.type}"
    for instrument in rulebook.instruments:
        yield instrument.id, "instrument"
        yield from ((node.id, "provision") for node in instrument.walk())
    yield from ((check.id, "check") for check in rulebook.checks)
    for country in rulebook.countries.values():
        yield from ((name, "fact") for name in country.facts)
