"""Reading a folder of rule files into a rulebook, with every error at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Generic, TypeVar

import pycountry

from gapcheck.errors import Problem, RulebookError, UsageError
from gapcheck.resources import shipped
from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.criteria import Check, Entry
from gapcheck.rulebook.documents import Document, Path, parse
from gapcheck.rulebook.linking import Linker
from gapcheck.rulebook.model import Country, Indicator, Method
from gapcheck.rulebook.provisions import Instrument, Provision, Source
from gapcheck.rulebook.quotations import collapse, sha256_of
from gapcheck.rulebook.validation import validate

_Model = TypeVar("_Model", bound=Entry)
_FOLDERS = ("indicators", "countries", "instruments", "checks")


def load_rulebook(folder: FilePath | None = None) -> Rulebook:
    """Load the rulebook in a folder, or the one that ships with gapcheck.

    Raises RulebookError with every problem found, each at ``file:line:column``; UsageError where there is
    no such folder.
    """
    root = shipped("rules") if folder is None else folder
    if not (root / "method.yaml").is_file():
        problem = Problem(str(root), "no file method.yaml", "a folder of rule files", "Name the folder with --rules.")
        raise UsageError([problem])
    return _Loader(root).load()


@dataclass(frozen=True, slots=True)
class _Placed(Generic[_Model]):
    entry: _Model
    document: Document
    path: Path


class _Loader:
    def __init__(self, root: FilePath) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.places: dict[str, str] = {}
        self.sources: dict[str, tuple[str, str]] = {}

    def load(self) -> Rulebook:
        method_document = self._document(self.root / "method.yaml")
        method = self._whole(Method, method_document)
        indicators = list(self._listed(Indicator, "indicators"))
        checks = list(self._listed(Check, "checks"))
        countries = list(self._each(Country, "countries"))
        instruments = list(self._each(Instrument, "instruments"))
        self._link(indicators, checks, countries, instruments)
        if self.problems or method is None:
            raise RulebookError(sorted(set(self.problems), key=_by_place))
        return Rulebook(
            method=method,
            indicators={placed.entry.id: placed.entry for placed in indicators},
            countries={country.country: country for country, _ in countries},
            instruments=tuple(instrument for instrument, _ in instruments),
            checks=tuple(placed.entry for placed in checks),
            sha256=self._sha256(),
            places=self.places,
        )

    def _document(self, path: FilePath) -> Document:
        name = f"rules/{path.relative_to(self.root).as_posix()}"
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.problems.append(Problem(f"{name}:1:1", f"bytes that are not UTF-8 ({error.reason})", "UTF-8", ""))
            return Document(name, None, None)
        document, problems = parse(name, text)
        self.problems.extend(problems)
        if not problems and document.data is None:
            self.problems.append(Problem(f"{name}:1:1", "an empty file", "entries", "Fill it in or remove it."))
        return document

    def _documents(self, folder: str) -> Iterator[Document]:
        for path in sorted((self.root / folder).glob("*.yaml"), key=lambda path: path.name):
            document = self._document(path)
            if document.data is not None:
                yield document

    def _whole(self, model: type[_Model], document: Document) -> _Model | None:
        if document.data is None:
            return None
        entry, problems = validate(model, document, [])
        self.problems.extend(problems)
        return entry

    def _each(self, model: type[_Model], folder: str) -> Iterator[tuple[_Model, Document]]:
        """Yield the one entry of every file in a folder: countries, instruments."""
        for document in self._documents(folder):
            entry = self._whole(model, document)
            if entry is not None:
                yield entry, document

    def _listed(self, model: type[_Model], folder: str) -> Iterator[_Placed[_Model]]:
        """Yield the entries of every file in a folder that holds lists: indicators, checks."""
        for document in self._documents(folder):
            data = document.data
            entries = data.get(folder) if isinstance(data, dict) else None
            if not isinstance(entries, list) or not isinstance(data, dict) or len(data) != 1:
                found = f"the keys {', '.join(data)}" if isinstance(data, dict) else "no keys"
                self.problems.append(Problem(f"{document.name}:1:1", found, f"one key, '{folder}', with a list", ""))
                continue
            for index, entry in enumerate(entries):
                path = (folder, index)
                if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                    self._register(str(entry["id"]), document.place(path))
                model_entry, problems = validate(model, document, path)
                self.problems.extend(problems)
                if model_entry is not None:
                    yield _Placed(model_entry, document, path)

    def _register(self, identifier: str, place: str) -> None:
        if identifier in self.places:
            first = self.places[identifier]
            problem = Problem(place, f"the id {identifier!r} a second time", f"each id once (first at {first})", "")
            self.problems.append(problem)
            return
        self.places[identifier] = place

    def _link(
        self,
        indicators: list[_Placed[Indicator]],
        checks: list[_Placed[Check]],
        countries: list[tuple[Country, Document]],
        instruments: list[tuple[Instrument, Document]],
    ) -> None:
        facts = {name for country, _ in countries for name in country.facts}
        for country, document in countries:
            if pycountry.countries.get(alpha_3=country.country) is None:
                at = document.place(["country"])
                self.problems.append(Problem(at, country.country, "an ISO 3166 alpha-3 code, such as KHM", ""))
            for name in country.facts:
                if name in self.places:
                    at = document.place(["facts", name], key=True)
                    self.problems.append(Problem(at, f"the fact {name!r}", "a name that no indicator has", ""))
        by_id = {placed.entry.id: placed.entry for placed in indicators}
        # What was named but could not be read is reported once, where it stands, not again where it is used.
        broken = frozenset(self.places) - by_id.keys() - {placed.entry.id for placed in checks}
        linker = Linker(by_id, facts, broken)
        for instrument, document in instruments:
            self._register(instrument.id, document.place(["id"]))
            for provision, path in _provisions(instrument.provisions, ("provisions",)):
                self._register(provision.id, document.place(path))
                self._quotation(instrument.source, provision.text, document, [*path, "text"])
            for index, edition in enumerate(instrument.endorsers):
                path = ["endorsers", index, "states"]
                self._quotation(edition.source, edition.states.values(), document, path)
            self._quotation(instrument.source, (), document, ["source"])
            linker.instrument(instrument, document)
        for placed in indicators:
            linker.indicator(placed.entry, placed.document, placed.path)
        for check in checks:
            linker.check(check.entry, check.document, check.path)
        self.problems.extend(linker.problems)

    def _quotation(self, source: Source, texts: Iterable[str], document: Document, path: Path) -> None:
        """Check that a source is there, is the one that was hashed, and holds each text verbatim."""
        held = self._source(source, document)
        if held is None:
            return
        for text in texts:
            if collapse(text) not in held:
                found = f"the quotation {text[:60]!r}"
                mend = "Copy the words from the source as they stand there."
                self.problems.append(Problem(document.place(path), found, f"words that stand in {source.file}", mend))

    def _source(self, source: Source, document: Document) -> str | None:
        if source.file not in self.sources:
            path = (self.root / source.file).resolve()
            if not path.is_file() or not path.is_relative_to((self.root / "sources").resolve()):
                at = document.place(["source", "file"])
                self.problems.append(Problem(at, source.file, "a file under rules/sources/", "Add the text there."))
                self.sources[source.file] = ("", "")
            else:
                data = path.read_bytes()
                self.sources[source.file] = (sha256_of(data), collapse(data.decode("utf-8", "replace")))
        sha256, text = self.sources[source.file]
        if not sha256:
            return None
        if sha256 != source.sha256:
            at = document.place(["source", "sha256"])
            mend = "The source changed since it was quoted: check the quotations, then write the new sum."
            self.problems.append(Problem(at, source.sha256, f"{sha256}, the SHA-256 of {source.file}", mend))
        return text

    def _sha256(self) -> str:
        """Return a hash of every file that can change an assessment, the same on every system."""
        files = [self.root / "method.yaml"]
        for folder in _FOLDERS:
            files.extend((self.root / folder).glob("*.yaml"))
        files.extend(path for path in (self.root / "sources").rglob("*") if path.is_file())
        lines = sorted(f"{path.relative_to(self.root).as_posix()}\0{sha256_of(path.read_bytes())}\n" for path in files)
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def _provisions(provisions: tuple[Provision, ...], path: Path) -> Iterator[tuple[Provision, Path]]:
    for index, provision in enumerate(provisions):
        at = (*path, index)
        yield provision, at
        yield from _provisions(provision.children, (*at, "children"))


def _by_place(problem: Problem) -> tuple[str, int, int]:
    name, line, column = problem.where.rsplit(":", 2)
    return name, int(line), int(column)
