"""Lints on use: every question serves something, and every leaf shows something."""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.errors import Problem
from gapcheck.rulebook.book import names_in, references
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
