"""What the lints look at: a rulebook that loads, and the files it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.documents import Document
from gapcheck.rulebook.folder import FOLDERS, METHOD, Folder
from gapcheck.rulebook.linting.ladders import Ladder
from gapcheck.rulebook.loading import load_rulebook
from gapcheck.rulebook.provisions import Instrument, Provision


@dataclass(frozen=True)
class Subject:
    """A folder of rules, its rulebook and its documents; what several lints need is worked out once.

    ``called`` is what people call the folder; every place begins with it.
    """

    root: Path
    called: str
    rulebook: Rulebook
    documents: tuple[Document, ...]
    sums: dict[str, str]

    @classmethod
    def read(cls, folder: Path | None) -> Subject:
        """Read a folder of rules, or the shipped one; raises RulebookError where it does not load."""
        rulebook = load_rulebook(folder, as_given=True)
        reader = Folder(folder)
        documents = [reader.document(reader.root / METHOD)]
        documents += [document for name in FOLDERS for document in reader.documents(name)]
        reader.sha256()  # the sources are read for it, and remembered
        return cls(reader.root, reader.called, rulebook, tuple(documents), reader.sums)

    def document(self, instrument: Instrument) -> Document:
        """Return the file of an instrument."""
        name = self.rulebook.places[instrument.id].rsplit(":", 2)[0]
        return next(document for document in self.documents if document.name == name)

    def leaves(self) -> Iterator[Provision]:
        """Yield every leaf with a ladder, in the order of the files."""
        for instrument in self.rulebook.instruments:
            yield from (node for node in instrument.walk() if node.levels)

    @cached_property
    def ladders(self) -> tuple[Ladder, ...]:
        """The ladder of every leaf that has one."""
        return tuple(Ladder(leaf, self.rulebook) for leaf in self.leaves())
