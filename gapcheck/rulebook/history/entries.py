"""The files that keep a rulebook's history: its versions and what changed, ids that are retired, and the lock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, TypeAlias

from pydantic import Field

from gapcheck.rulebook.entries import Day, Entry, Fault, Flag, LocalText, Text
from gapcheck.rulebook.folder import SCHEMAS
from gapcheck.rulebook.history.versions import Version, in_order

Sha256: TypeAlias = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Change(Entry):
    """One thing that changed, in words, whether it can change a score, and the ids that it touches."""

    CALLED: ClassVar[str] = 'a change, such as {says: {en: "..."}, affects_scores: true, ids: [...]}'

    says: LocalText
    affects_scores: Flag
    ids: tuple[Text, ...] = ()


class Release(Entry):
    """One version of the rulebook: its day, and what changed since the one before."""

    CALLED: ClassVar[str] = "a version, with version, date and changes"

    version: Version
    date: Day
    changes: tuple[Change, ...] = Field(min_length=1)


class ChangesFile(Entry):
    """``changes.yaml``: every version since versions are kept, the newest first."""

    CALLED: ClassVar[str] = "the file of changes, with a list of versions"

    versions: tuple[Release, ...] = Field(min_length=1)

    def faults(self) -> Iterator[Fault]:
        """Yield versions that do not stand below a newer one."""
        for index, release in enumerate(self.versions[1:], 1):
            above = self.versions[index - 1].version
            if in_order(release.version) >= in_order(above):
                expected = f"a version before {above}: the newest stands first, and each once"
                yield Fault(repr(release.version), expected, at=("versions", index, "version"))

    def release(self, version: str) -> Release | None:
        """Return the entry of a version, or None where there is none."""
        return next((release for release in self.versions if release.version == version), None)


class Retired(Entry):
    """An id that was once used: the day it went, why, and what replaces it."""

    CALLED: ClassVar[str] = 'a retired id, such as {id: ..., on: 2026-11-30, why: "...", replaced_by: [...]}'

    id: Text
    on: Day
    why: Text
    replaced_by: tuple[Text, ...] = ()


class RetiredFile(Entry):
    """``retired.yaml``: the ids that are never used again."""

    CALLED: ClassVar[str] = "the file of retired ids, with a list under 'retired'"

    retired: tuple[Retired, ...]

    def faults(self) -> Iterator[Fault]:
        """Yield ids that are retired twice."""
        seen: set[str] = set()
        for index, entry in enumerate(self.retired):
            if entry.id in seen:
                found = f"the id {entry.id!r} a second time"
                yield Fault(found, "each id once", "Remove one.", at=("retired", index, "id"))
            seen.add(entry.id)


class Lock(Entry):
    """``lock.yaml``: the content that a version stands for.

    ``sha256`` is the hash of the whole rulebook, as results name it; ``scoring`` that of what can change a score;
    ``files`` are those that the first covers. ``ids`` gives the kind of every id in use.
    """

    CALLED: ClassVar[str] = "the lock, which 'gapcheck rules check --lock' writes"

    version: Version
    sha256: Sha256
    scoring: Sha256
    files: dict[str, Sha256]
    ids: dict[str, Text]

    def as_yaml(self) -> str:
        """Return the file, one hash and one id a line, so that a comparison of two files shows what changed."""
        lines = [
            f"# yaml-language-server: $schema={SCHEMAS}/lock.schema.json",
            "# Written by: gapcheck rules check --lock. Not to be changed by hand.",
            f'version: "{self.version}"',
            f'sha256: "{self.sha256}"',
            f'scoring: "{self.scoring}"',
            "files:",
            *(f'  "{name}": "{sum_}"' for name, sum_ in sorted(self.files.items())),
            "ids:",
            *(f'  "{name}": "{kind}"' for name, kind in sorted(self.ids.items())),
        ]
        return "\n".join(lines) + "\n"
