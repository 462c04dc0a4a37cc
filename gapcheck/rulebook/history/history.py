"""A rulebook beside the record of its versions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from gapcheck.rulebook.history.entries import Lock, Release
from gapcheck.rulebook.history.record import Record
from gapcheck.rulebook.history.versions import in_order
from gapcheck.rulebook.linting.subject import Subject


@dataclass(frozen=True)
class History:
    """A rulebook with the record of its versions, and the lock that its content would have now."""

    subject: Subject
    record: Record
    now: Lock

    @property
    def version(self) -> str:
        """The version that the method states."""
        return self.now.version

    @property
    def version_place(self) -> str:
        """Where the method states it."""
        return self.subject.documents[0].place(("version",))

    def place(self, file: str, *path: str | int, key: bool = False) -> str:
        """Return the place of a part of one of the three files, or of its beginning where it is not there."""
        document = self.record.documents.get(file)
        return document.place(path, key=key) if document is not None else f"{self.subject.called}/{file}:1:1"

    @cached_property
    def newer(self) -> tuple[tuple[int, Release], ...]:
        """The entries of versions after that of the lock, each with its number in the file."""
        changes, lock = self.record.changes, self.record.lock
        if changes is None or lock is None:
            return ()
        return tuple(
            (index, release) for index, release in enumerate(changes.versions)
            if in_order(release.version) > in_order(lock.version)
        )  # fmt: skip

    @cached_property
    def retired(self) -> tuple[str, ...]:
        """The ids that are never used again."""
        held = self.record.retired
        return tuple(entry.id for entry in held.retired) if held is not None else ()

    @cached_property
    def known(self) -> frozenset[str]:
        """Every id that is in use or retired."""
        return frozenset((*self.now.ids, *self.retired))
