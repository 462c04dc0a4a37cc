"""Lint on thresholds: each is a published band, or names its source, or says that it is a proposal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from gapcheck.errors import Problem
from gapcheck.rulebook.criteria import AllCriteria, AnyCriteria, Criterion, Test
from gapcheck.rulebook.linting.findings import warning
from gapcheck.rulebook.linting.subject import Subject
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.naming import criterion_place, level_place
from gapcheck.rulebook.operands import COMPARISONS, read_operand


def without_anchor(subject: Subject) -> Iterator[Problem]:
    """Yield each threshold that nothing anchors.

    Zero, one and "more than none" need no anchor, nor does a share that is a band of the method.
    """
    bands = frozenset(subject.rulebook.method.bands.values())
    for leaf in subject.leaves():
        for level, criteria in leaf.levels.items():
            for test, name in _tests(criteria, level_place(leaf.id, level)):
                indicator = subject.rulebook.indicators[test.indicator]
                if test.proposal or test.anchor is not None or not _needs_anchor(test, indicator, bands):
                    continue
                share = indicator.type == "share"
                yield warning(
                    subject.rulebook.places[name], f"the threshold '{test.operator}: {test.operand}' on {indicator.id}",
                    "a band of the method, or the source of the threshold" if share else "the source of the threshold",
                    "Add 'anchor: \"...\"' with the published source, or 'proposal: true' where there is none.",
                )  # fmt: skip


def _tests(criteria: tuple[Criterion, ...], above: str) -> Iterator[tuple[Test, str]]:
    """Yield every test with the name under which its place is kept."""
    for index, criterion in enumerate(criteria):
        name = criterion_place(above, index)
        if isinstance(criterion, AnyCriteria):
            yield from _tests(criterion.any, name)
        elif isinstance(criterion, AllCriteria):
            yield from _tests(criterion.all, name)
        else:
            yield criterion, name


def _needs_anchor(test: Test, indicator: Indicator, bands: frozenset[Fraction]) -> bool:
    operand = read_operand(test, indicator)
    if test.operator not in COMPARISONS:
        return isinstance(operand, (date, int))
    free = bands | {Fraction(0)} if indicator.type == "share" else {Fraction(0), Fraction(1)}
    return operand not in free
