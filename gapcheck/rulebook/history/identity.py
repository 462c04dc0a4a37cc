"""Ids are for ever: each is in use or retired, none is used again, none comes to mean something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gapcheck.errors import Problem
from gapcheck.rulebook.folder import CHANGES, LOCK, RETIRED
from gapcheck.rulebook.history.history import History
from gapcheck.rulebook.linting.findings import warning
from gapcheck.rulebook.words import near


def ids_told(history: History) -> Iterator[Problem]:
    """Yield each id that a change names and that neither the rules nor the retired ids have."""
    for index, release in enumerate(history.record.changes.versions if history.record.changes is not None else ()):
        for number, change in enumerate(release.changes):
            for at, name in enumerate(change.ids):
                if name not in history.known:
                    place = history.place(CHANGES, "versions", index, "changes", number, "ids", at)
                    expected = f"an id of the rules, or one in {RETIRED}"
                    yield warning(
                        place, f"the unknown id {name!r}", expected, near(name, history.known) or "Mend the id."
                    )


def retired_again(history: History) -> Iterator[Problem]:
    """Yield each retired id that is in use."""
    for index, name in enumerate(history.retired):
        if name in history.now.ids:
            place = history.subject.rulebook.places.get(name) or history.place(RETIRED, "retired", index, "id")
            found = f"the id {name!r}, which is retired"
            mend = "Choose another: a comparison of years would take the two for one."
            yield Problem(place, found, "an id that was never used before", mend)


def replaced(history: History) -> Iterator[Problem]:
    """Yield each replacement of a retired id that neither the rules nor the retired ids have."""
    for index, entry in enumerate(history.record.retired.retired if history.record.retired is not None else ()):
        for at, name in enumerate(entry.replaced_by):
            if name not in history.known:
                place = history.place(RETIRED, "retired", index, "replaced_by", at)
                expected = "an id of the rules, or a retired one"
                yield warning(place, f"the unknown id {name!r}", expected, near(name, history.known) or "Mend the id.")


def gone(history: History) -> Iterator[Problem]:
    """Yield each id of the lock that is neither in use nor retired."""
    locked = _locked(history)
    for name in locked:
        if name not in history.known:
            new = [other for other in history.now.ids if other not in locked]
            mend = f"Enter it in {RETIRED} with what replaces it, or bring it back. {near(name, new)}".strip()
            place = history.place(LOCK, "ids", name, key=True)
            yield Problem(place, f"the id {name!r}, which is gone", f"it in the rules or in {RETIRED}", mend)


def turned(history: History) -> Iterator[Problem]:
    """Yield each id that stands for another kind of thing, or another type of answer, than in the lock."""
    for name, kind in _locked(history).items():
        now = history.now.ids.get(name)
        if now is not None and now != kind:
            place = history.subject.rulebook.places.get(name) or history.place(LOCK, "ids", name)
            mend = f"Give it a new id, and enter {name} in {RETIRED}: earlier answers to it mean something else."
            yield Problem(place, f"{name!r} as {now}", f"{kind}, as in {LOCK}", mend)


def _locked(history: History) -> Mapping[str, str]:
    """Return the ids of the lock with their kinds."""
    return history.record.lock.ids if history.record.lock is not None else {}
