"""A folder of rule files on disk: what is read from it, what is odd in it, and its hash."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gapcheck.errors import Problem
from gapcheck.rulebook.documents import Document, Spot
from gapcheck.rulebook.parsing import parse
from gapcheck.rulebook.quotations import sha256_of
from gapcheck.rulebook.whereabouts import called_by_people, root_of
from gapcheck.rulebook.words import near, nearest

METHOD = "method.yaml"
CHANGES, RETIRED, LOCK = HISTORY = ("changes.yaml", "retired.yaml", "lock.yaml")
"""Files about the rules, which are no part of them: no assessment reads them, and the hash leaves them out."""

FOLDERS = ("indicators", "countries", "instruments", "checks")
SOURCES = "sources"
TESTS = "tests"
SCHEMAS = "schemas"
_BESIDE = (SOURCES, TESTS, SCHEMAS)
_NEARLY = 0.75

ENDING: Final = ".yaml"
_ENDINGS = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)


class Folder:
    """Reads each file once, gathers problems of form, and remembers what was read for the hash.

    ``called`` is what people call the folder: the name they gave it, or what it is a copy of.
    """

    def __init__(self, folder: Path | None, called: str | None = None) -> None:
        self.root = root_of(folder)
        self.called = called_by_people(folder) if called is None else called
        self.problems: list[Problem] = []
        self.sums: dict[str, str] = {}

    def document(self, path: Path) -> Document:
        """Return a rule file as a document; its data is None where it cannot be read or is empty."""
        document, problems, data = read_document(path, self._name(path))
        if data is not None:
            self.sums[path.relative_to(self.root).as_posix()] = sha256_of(data)
        self.problems.extend(problems)
        return document

    def documents(self, folder: str) -> Iterator[Document]:
        """Yield the documents of one folder by name, those that cannot be read included."""
        for path in sorted(visible(self.root / folder, "*.yaml"), key=lambda path: path.name):
            yield self.document(path)

    def strays(self) -> Iterator[Problem]:
        """Yield rule files and folders that would be passed over in silence because of their name or place."""
        for path in visible(self.root, "*"):
            ending = ending_of(path.name)
            if path.is_dir() and path.name not in (*FOLDERS, *_BESIDE):
                # Other folders may lie here; only one whose name is nearly that of ours is taken for it.
                mend = near(path.name.casefold(), (*FOLDERS, *_BESIDE), cutoff=_NEARLY)
                if mend:
                    expected = f"one of the folders {', '.join((*FOLDERS, *_BESIDE))}"
                    found = f"the folder {path.name!r}, which is not read"
                    yield Problem(f"{self._name(path)}:1:1", found, expected, mend)
            elif ending and path.name not in (METHOD, *HISTORY):
                # All end alike, which would make any name near another.
                stem = path.name.removesuffix(ending).casefold()
                meant = nearest(stem, [Path(name).stem for name in (METHOD, *HISTORY)])
                mend = f"Did you mean '{meant}.yaml'?" if meant else "Move it into one of them."
                found = "a rule file, which is not read"
                yield Problem(f"{self._name(path)}:1:1", found, f"it in {', '.join(FOLDERS)}", mend)
        for folder in FOLDERS:
            for path in visible(self.root / folder, "**/*"):
                yield from misnamed(path, self._name(path))
                if path.suffix == ENDING and path.parent.name != folder:
                    expected = f"it in {folder} itself"
                    yield Problem(
                        f"{self._name(path)}:1:1",
                        "a rule file in a folder further down, which is not read",
                        expected,
                        "Move it.",
                    )

    def sha256(self) -> str:
        """Return a hash of every file that can change an assessment, the same on every system.

        Guides, tests, schemas, the rulebook's history and hidden files are left out; line ends are taken as LF.
        """
        for path in visible(self.root / SOURCES, "**/*"):
            name = path.relative_to(self.root).as_posix()
            if path.is_file() and path.name != "README.md" and name not in self.sums:
                self.sums[name] = sha256_of(path.read_bytes())
        lines = sorted(f"{name}\0{sum_}\n" for name, sum_ in self.sums.items())
        return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()

    def _name(self, path: Path) -> str:
        return f"{self.called}/{path.relative_to(self.root).as_posix()}"


def read_document(path: Path, name: str) -> tuple[Document, list[Problem], bytes | None]:
    """Return a file as a document, every problem of form, and its bytes, or None where it cannot be read.

    The document's data is None where nothing can be made of the file.
    """
    nothing = Document(name, None, Spot(1, 1))
    try:
        data = path.read_bytes()
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror or error})"
        return nothing, [Problem(f"{name}:1:1", found, "a file that can be read", "Check its permissions.")], None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return nothing, [_not_utf_8(name, error)], data
    document, problems = parse(name, text)
    if not problems and document.data is None:
        problems.append(Problem(f"{name}:1:1", "an empty file", "entries", "Fill it in or remove it."))
    return document, problems, data


def ending_of(name: str) -> str:
    """Return the ending that marks a file as meant to be a rule file, also one that is not read; else nothing.

    Editors write ``.yml`` and ``.YAML`` as well, and some put ``.txt`` behind whatever they are told.
    """
    found = _ENDINGS.search(name)
    return found[0] if found else ""


def misnamed(path: Path, name: str) -> Iterator[Problem]:
    """Yield a rule file that is passed over because of its ending; ``name`` is what people call it."""
    ending = ending_of(path.name)
    if ending not in ("", ENDING):
        mend = f"Rename the file: {path.name.removesuffix(ending)}{ENDING}."
        yield Problem(f"{name}:1:1", f"the ending {ending!r}, which is not read", f"the ending {ENDING!r}", mend)


def visible(folder: Path, pattern: str) -> Iterator[Path]:
    """Yield what a pattern finds, without hidden files such as a system or an editor leaves behind."""
    for path in sorted(folder.glob(pattern)):
        if not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _not_utf_8(name: str, error: UnicodeDecodeError) -> Problem:
    before = error.object[: error.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    found = f"the byte {error.object[error.start]:02X}, which is not UTF-8"
    return Problem(f"{name}:{line}:{column}", found, "text in UTF-8", "Save the file as UTF-8.")
