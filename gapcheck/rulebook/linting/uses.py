"""Lints on use: every question serves something, every leaf shows something, and every ladder counts somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.errors import Problem
from gapcheck.rulebook.book import names_in, references
from gapcheck.rulebook.documents import Data, Path
from gapcheck.rulebook.linting.findings import warning
from gapcheck.rulebook.linting.subject import Subject
from gapcheck.rulebook.provisions import tests_in


def unused(subject: Subject) -> Iterator[Problem]:
    """Yield each indicator that no criterion, no list of shown answers, no derived figure and no check names."""
    used = set(_named(subject))
    for name, indicator in subject.rulebook.indicators.items():
        if name not in used:
            what = "question" if indicator.derived is None else "derived figure"
            yield warning(
                subject.rulebook.places[name], f"the {what} {name!r}, which nothing uses",
                "a criterion, 'shows', a derived figure or a check that names it",
                "Use it, or remove it and enter its id in retired.yaml.",
            )  # fmt: skip


def _named(subject: Subject) -> Iterator[str]:
    book = subject.rulebook
    for instrument in book.instruments:
        for node in instrument.walk():
            yield from node.shows
            for criteria in node.levels.values():
                yield from (test.indicator for test in tests_in(criteria))
    for indicator in book.indicators.values():
        if indicator.derived is not None:
            yield from references(indicator.derived)
    for check in book.checks:
        yield from names_in(check)


def nothing_shown(subject: Subject) -> Iterator[Problem]:
    """Yield each leaf that is not scored, has no ladder and does not say which answers stand beside it."""
    for instrument in subject.rulebook.instruments:
        for node in instrument.walk():
            if node.is_leaf and not node.levels and "shows" not in node.model_fields_set:
                yield warning(
                    subject.rulebook.places[node.id], f"{node.id}, which has neither levels nor answers to show",
                    "a ladder, or 'shows' with the questions that speak to it",
                    "Write one of them, or 'shows: []' where no question does.",
                )  # fmt: skip


def counting_nowhere(subject: Subject) -> Iterator[Problem]:
    """Yield each ``scored: false``, at its place, that keeps levels that are written below it from counting."""
    for instrument in subject.rulebook.instruments:
        document = subject.document(instrument)
        silenced: dict[Path, list[str]] = {}
        for path, name in _silenced(document.data, (), None):
            silenced.setdefault(path, []).append(name)
        for path, names in silenced.items():
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            yield warning(
                document.place(path, key=True), f"'scored: false' above the levels of {names[0]}{more}",
                "levels that count: here levels are written and count nowhere",
                "Remove 'scored: false' where the levels are ready, or the levels where nothing is to be scored.",
            )  # fmt: skip


def _silenced(data: Data, path: Path, above: Path | None) -> Iterator[tuple[Path, str]]:
    """Yield each provision with levels under a ``scored: false``, and the path of that key: the highest there is."""
    if not isinstance(data, dict):
        return
    if above is None and data.get("scored") == "false":
        above = (*path, "scored")
    if above is not None and data.get("levels"):
        yield above, str(data.get("id"))
    for key in ("provisions", "children"):
        below = data.get(key)
        for index, child in enumerate(below if isinstance(below, list) else ()):
            yield from _silenced(child, (*path, key, index), above)
