"""The sources that a rulebook quotes: each there, unchanged since it was quoted, and holding every quotation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path as FilePath
from pathlib import PurePosixPath

from gapcheck.errors import Problem
from gapcheck.rulebook.documents import Document, Path
from gapcheck.rulebook.folder import SOURCES, Folder
from gapcheck.rulebook.provisions import Edition, Instrument, Source
from gapcheck.rulebook.quotations import agreeing_words, collapse, sha256_of, stands_in
from gapcheck.rulebook.words import near, quoted

_TELLING = 3  # words that must agree before it helps to say where a quotation parts from its source
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Held:
    """A source as it stands in the folder; ``why`` says what is wrong where it cannot be used."""

    sha256: str = ""
    text: str = ""
    why: str = ""


class Library:
    """Reads each source once and compares instruments with it."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.held: dict[str, _Held] = {}
        self.problems: list[Problem] = []

    def instrument(self, instrument: Instrument, document: Document, provisions: Iterable[tuple[str, Path]]) -> None:
        """Compare an instrument with its source: ``provisions`` are the fragments quoted, each with its path."""
        held = self._source(instrument.source, document, ["source"])
        if held is not None:
            for text, path in provisions:
                self._quotation(text, held, instrument.source, document, path)
        for index, edition in enumerate(instrument.endorsers):
            self._edition(edition, document, ["endorsers", index])

    def _edition(self, edition: Edition, document: Document, path: Path) -> None:
        held = self._source(edition.source, document, [*path, "source"])
        for code, name in edition.states.items() if held is not None else ():
            self._quotation(name, held or _Held(), edition.source, document, [*path, "states", code])

    def _quotation(self, text: str, held: _Held, source: Source, document: Document, path: Path) -> None:
        quotation = collapse(text)
        if stands_in(quotation, held.text):
            return
        agreed = agreeing_words(quotation, held.text).split(" ")
        mend = "Copy the words from the source as they stand there."
        if len(agreed) >= _TELLING:
            mend = f"They part after {' '.join(agreed[-_SHOWN:])!r}. {mend}"
        found = f"the quotation {quoted(quotation)}"
        self.problems.append(Problem(document.place(path), found, f"words that stand in {source.file}", mend))

    def _source(self, source: Source, document: Document, path: Path) -> _Held | None:
        """Return a source, its problems told at the path of the entry that names it."""
        if source.file not in self.held:
            self.held[source.file] = self._read(source.file)
        held = self.held[source.file]
        if held.why:
            names = [path.relative_to(self.folder.root).as_posix() for path in self._files()]
            mend = "" if source.file in names else near(source.file, names) or "Put the text there."
            self.problems.append(Problem(document.place([*path, "file"]), quoted(source.file), held.why, mend))
            return None
        if held.sha256 != source.sha256:
            mend = f"If the source was changed on purpose, check its quotations and write {held.sha256}."
            expected = f"the SHA-256 of {source.file} as it is now"
            self.problems.append(Problem(document.place([*path, "sha256"]), quoted(source.sha256, 15), expected, mend))
        return held

    def _read(self, file: str) -> _Held:
        parts = PurePosixPath(file).parts
        if parts[:1] != (SOURCES,) or ".." in parts or "\\" in file:
            return _Held(why=f"a file in {self.folder.called}/{SOURCES}, such as {SOURCES}/plan.md")
        path = self.folder.root / file
        try:
            # A link may lead out of the folder though its name does not.
            if not path.resolve().is_relative_to((self.folder.root / SOURCES).resolve()) or not path.is_file():
                return _Held(why=f"a file that is there, in {self.folder.called}/{SOURCES}")
            data = path.read_bytes()
            return _Held(sha256_of(data), collapse(data.decode("utf-8-sig")))
        except UnicodeDecodeError:
            return _Held(why="a text in UTF-8")
        except (OSError, ValueError, RuntimeError):
            return _Held(why=f"a file that can be read, in {self.folder.called}/{SOURCES}")

    def _files(self) -> list[FilePath]:
        return sorted((self.folder.root / SOURCES).rglob("*"))
