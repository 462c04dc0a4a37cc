"""A version stands for one content, and says whether it changed scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from gapcheck.errors import Problem
from gapcheck.rulebook.folder import CHANGES, LOCK
from gapcheck.rulebook.history.history import History
from gapcheck.rulebook.history.versions import VERSION_FORM, in_order, is_version, next_in_month
from gapcheck.rulebook.linting.findings import warning

_WRITE_LOCK: Final = "Write it with 'gapcheck rules check --lock'."
_LISTED = 3


def version_form(history: History) -> Iterator[Problem]:
    """Yield a version that is no calendar version."""
    if not is_version(history.version):
        yield Problem(history.version_place, repr(history.version), VERSION_FORM, "Write the year and the month.")


def version_told(history: History) -> Iterator[Problem]:
    """Yield a version without an entry in the file of changes."""
    changes = history.record.changes
    if changes is None or changes.release(history.version) is None:
        found = f"the version {history.version}, which has no entry in {CHANGES}"
        mend = "Say in a new entry, on top, what changed and whether it affects scores."
        yield Problem(history.version_place, found, f"an entry for each version in {CHANGES}", mend)


def same_version(history: History) -> Iterator[Problem]:
    """Yield content that is not the lock's under the lock's version, or a version before it."""
    lock, now = history.record.lock, history.now
    if lock is None or not is_version(now.version):
        return
    if in_order(now.version) < in_order(lock.version):
        mend = "Write a later version than the lock has."
        yield Problem(history.version_place, repr(now.version), f"a version after {lock.version}", mend)
    elif now.version == lock.version and now.sha256 != lock.sha256:
        files = sorted(name for name in {*now.files, *lock.files} if now.files.get(name) != lock.files.get(name))
        found = f"the version {now.version} with other content than in {LOCK} ({_listed(files)})"
        mend = (
            f"Raise the version to {next_in_month(now.version)} or later, and tell it in {CHANGES}. "
            f"Was it never given to anybody? Then remove {LOCK}, and write it anew with --lock."
        )
        yield Problem(history.version_place, found, "a new version for new content", mend)


def scores_untold(history: History) -> Iterator[Problem]:
    """Yield a new version that can change scores while none of its changes says so."""
    lock = history.record.lock
    if lock is None or lock.scoring == history.now.scoring or not history.newer:
        return
    if not any(change.affects_scores for _, release in history.newer for change in release.changes):
        place = history.place(CHANGES, "versions", history.newer[0][0], "version")
        found = f"no change since {lock.version} that affects scores, though what makes scores changed"
        mend = "A criterion, weight, derived figure, check or fact is not the same: 'gapcheck rules diff' names it."
        yield Problem(place, found, "a change with 'affects_scores: true'", mend)


def scores_told_in_vain(history: History) -> Iterator[Problem]:
    """Yield each change that says it affects scores while nothing that makes scores changed."""
    lock = history.record.lock
    if lock is None or lock.scoring != history.now.scoring:
        return
    for index, release in history.newer:
        for number, change in enumerate(release.changes):
            if change.affects_scores:
                place = history.place(CHANGES, "versions", index, "changes", number, "affects_scores")
                found = f"'affects_scores: true', though nothing that makes scores changed since {lock.version}"
                yield warning(place, found, "'affects_scores: false'", "Mend the entry.")


def no_lock(history: History) -> Iterator[Problem]:
    """Yield a rulebook whose content is not locked."""
    if history.record.lock is None and LOCK not in history.record.documents:
        yield warning(history.place(LOCK), "no such file", "the lock of this version", _WRITE_LOCK)


def old_lock(history: History) -> Iterator[Problem]:
    """Yield a lock of an earlier version, or one that is not as it was written."""
    lock, now = history.record.lock, history.now
    if lock is None:
        return
    if is_version(now.version) and in_order(now.version) > in_order(lock.version):
        found = f"the lock of version {lock.version}"
        yield warning(history.place(LOCK, "version"), found, f"that of version {now.version}", _WRITE_LOCK)
    elif now.version == lock.version and now.sha256 == lock.sha256 and lock != now:
        yield warning(history.place(LOCK), "a lock that is not as it was written", "it unchanged", _WRITE_LOCK)


def _listed(files: Sequence[str]) -> str:
    more = f" and {len(files) - _LISTED} more" if len(files) > _LISTED else ""
    return f"{', '.join(files[:_LISTED])}{more}"
