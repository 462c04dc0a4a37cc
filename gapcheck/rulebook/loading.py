"""Reading a folder of rule files into a rulebook, with every error at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path as FilePath
from typing import Generic, TypeVar

from gapcheck.errors import Problem, RulebookError, UsageError
from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.criteria import Check
from gapcheck.rulebook.documents import Data, Document, Path
from gapcheck.rulebook.entries import Entry
from gapcheck.rulebook.folder import FOLDERS, METHOD, Folder
from gapcheck.rulebook.linking import Linker
from gapcheck.rulebook.listing import entries_in
from gapcheck.rulebook.model import PILLARS, Country, Indicator, Method
from gapcheck.rulebook.naming import Names
from gapcheck.rulebook.provisions import Instrument, Provision
from gapcheck.rulebook.registry import Registry
from gapcheck.rulebook.sources import Library
from gapcheck.rulebook.validation import validate
from gapcheck.rulebook.whereabouts import RULES

_Model = TypeVar("_Model", bound=Entry)


def load_rulebook(
    folder: FilePath | None = None, *, as_given: bool = False, called: str | None = None
) -> Rulebook:  # fmt: skip
    """Load the rulebook in a folder, or the one that ships with gapcheck.

    Its places begin with ``rules/``, the same on every machine; ``as_given``, with the folder as it was given, for
    who is to open the files. ``called`` is what people call the folder, where it is a copy of another.
    Raises RulebookError with every problem found, each at ``file:line:column`` under the folder as it was given;
    UsageError where there is no such folder, or nothing in it that looks like rules.
    """
    held = Folder(folder, called)
    if not any((held.root / name).exists() for name in (METHOD, *FOLDERS)):
        found = "a folder without rule files" if held.root.is_dir() else "no such folder"
        raise UsageError([Problem(str(held.root), found, "a folder of rule files", "Name the folder with --rules.")])
    return _Loader(held, held.called if as_given else RULES).load()


@dataclass(frozen=True, slots=True)
class _Placed(Generic[_Model]):
    """An entry with its place; one that is not sound has problems of its own, so what it says proves nothing."""

    entry: _Model
    document: Document
    path: Path
    sound: bool = True


class _Loader:
    def __init__(self, folder: Folder, places_under: str) -> None:
        self.folder = folder
        self.places_under = places_under
        self.problems: list[Problem] = []
        self.names = Names()
        self.facts: set[str] = set()
        self.complete = True
        self.bands: Mapping[str, Fraction] = {}

    def load(self) -> Rulebook:
        self.problems.extend(self.folder.strays())
        method = self._method()
        self.bands = method.bands if method is not None else {}
        # Files named after a pillar come first, so that the questions of another file move no row of a sheet.
        indicators = sorted(
            self._listed(Indicator, "indicators"), key=lambda placed: _stem(placed.document) not in PILLARS
        )
        checks = list(self._listed(Check, "checks"))
        countries = list(self._countries())
        instruments = list(self._each(Instrument, "instruments"))
        for country in countries:
            self.names.country(country.entry, country.document)
        self._link(indicators, checks, instruments)
        # Where the form is wrong already, what else is found at the same place is its consequence.
        misformed = {problem.where for problem in self.folder.problems}
        found = [problem for problem in [*self.problems, *self.names.problems] if problem.where not in misformed]
        self.problems = [*self.folder.problems, *found]
        if self.problems or method is None:
            raise RulebookError(in_order(self.problems))
        return Rulebook(
            method=method,
            indicators={placed.entry.id: placed.entry for placed in indicators},
            countries={placed.entry.country: placed.entry for placed in countries},
            # What is scored stands first; within that, the order of the files.
            instruments=tuple(sorted((placed.entry for placed in instruments), key=lambda entry: not entry.scored)),
            checks=tuple(placed.entry for placed in checks),
            sha256=self.folder.sha256(),
            places=self._places(),
        )

    def _places(self) -> dict[str, str]:
        read = self.folder.called
        if self.places_under == read:
            return self.names.places
        return {name: f"{self.places_under}{place.removeprefix(read)}" for name, place in self.names.places.items()}

    def _method(self) -> Method | None:
        path = self.folder.root / METHOD
        if not path.is_file():
            where, expected = f"{self.folder.called}/{METHOD}:1:1", "the method: levels and coverage"
            self.problems.append(Problem(where, "no such file", expected, "Add the file."))
            return None
        document = self.folder.document(path)
        return None if document.data is None else self._valid(Method, document, ())

    def _valid(self, model: type[_Model], document: Document, path: Path) -> _Model | None:
        entry, problems = validate(model, document, path)
        self.problems.extend(problems)
        return entry

    def _each(self, model: type[_Model], folder: str) -> Iterator[_Placed[_Model]]:
        """Yield the one entry of every file in a folder: countries, instruments."""
        for document in self.folder.documents(folder):
            entry = self._valid(model, document, ()) if document.data is not None else None
            if entry is not None:
                yield _Placed(entry, document, ())

    def _countries(self) -> Iterator[_Placed[Country]]:
        for document in self.folder.documents("countries"):
            facts = document.data.get("facts") if isinstance(document.data, dict) else None
            if isinstance(facts, dict):
                self.facts.update(facts)  # also those that turn out to be wrong: they are reported where they stand
            else:
                self.complete = False
            country = self._valid(Country, document, ()) if document.data is not None else None
            if country is not None:
                yield _Placed(country, document, ())

    def _listed(self, model: type[_Model], folder: str) -> Iterator[_Placed[_Model]]:
        """Yield the entries of every file in a folder that holds lists: indicators, checks."""
        for document in self.folder.documents(folder):
            entries, problems = entries_in(document, folder)
            self.problems.extend(problems)
            if entries is None:
                self.complete = self.complete and folder != "indicators"
            for index, entry in enumerate(entries or ()):
                path = (folder, index)
                if model is Indicator:
                    _place_by_file(entry, document)
                before = len(self.problems)
                valid = self._valid(model, document, path)
                if isinstance(entry, dict) and isinstance(name := entry.get("id"), str):
                    self.names.register(name, document.place(path))
                if valid is not None:
                    yield _Placed(valid, document, path, sound=len(self.problems) == before)

    def _link(
        self, indicators: list[_Placed[Indicator]], checks: list[_Placed[Check]], instruments: list[_Placed[Instrument]]
    ) -> None:
        by_id = {placed.entry.id: placed.entry for placed in indicators if placed.sound}
        # What was named but is not sound is reported once, where it stands, not again where it is used.
        broken = frozenset(self.names.places) - by_id.keys() - {placed.entry.id for placed in checks}
        linker = Linker(Registry(by_id, self.facts, broken, self.complete, bands=self.bands))
        library = Library(self.folder)
        for instrument in instruments:
            entry, document = instrument.entry, instrument.document
            nodes = list(_provisions(entry.provisions, ("provisions",)))
            self.names.instrument(entry, document, nodes)
            quotations = [
                (text, (*path, "text", index)) for provision, path in nodes for index, text in enumerate(provision.text)
            ]
            quotations += [(out.text, ("left_out", index, "text")) for index, out in enumerate(entry.left_out)]
            library.instrument(entry, document, quotations)
            linker.instrument(entry, document)
        for indicator in indicators:
            linker.indicator(indicator.entry, indicator.document, indicator.path)
        for check in checks:
            linker.check(check.entry, check.document, check.path)
        self.problems.extend([*library.problems, *linker.registry.problems])


def _place_by_file(entry: Data, document: Document) -> None:
    """Give a question without a pillar the one its file is named after; what is derived needs none."""
    stem = _stem(document)
    if isinstance(entry, dict) and "derived" not in entry and stem in PILLARS:
        entry.setdefault("pillar", stem)


def _stem(document: Document) -> str:
    return FilePath(document.name).stem


def _provisions(provisions: tuple[Provision, ...], path: Path) -> Iterator[tuple[Provision, Path]]:
    for index, provision in enumerate(provisions):
        at = (*path, index)
        yield provision, at
        yield from _provisions(provision.children, (*at, "children"))


def in_order(problems: list[Problem]) -> list[Problem]:
    """Return each problem once, by file, line and column."""

    def place(problem: Problem) -> tuple[str, int, int, str]:
        name, line, column = problem.where.rsplit(":", 2)
        return name, int(line), int(column), problem.found

    return sorted(set(problems), key=place)
