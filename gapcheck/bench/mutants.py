"""Mutants: a leaf's ladder with one small mistake in it. Good tests tell each from the rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gapcheck.bench.operators import altered
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import AllCriteria, AnyCriteria, Criterion, Test
from gapcheck.rulebook.naming import criterion_place, level_place
from gapcheck.rulebook.provisions import Provision

Criteria: TypeAlias = tuple[Criterion, ...]
Levels: TypeAlias = Mapping[int, Criteria]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A ladder with one mistake, under a name in words that stays the same while the ladder does.

    ``at`` is the name under which the rulebook keeps the place of the criterion.
    """

    leaf: str
    name: str
    levels: Levels
    at: str


@dataclass(frozen=True, slots=True)
class _Change:
    """A criterion that is otherwise, or gone (None): its number in words such as 1.2, what is changed, its place."""

    number: str
    words: str
    criterion: Criterion | None
    at: str


def mutants_of(leaf: Provision, rulebook: Rulebook) -> Iterator[Mutant]:
    """Yield every mutant of a leaf: thresholds, operators, codes, criteria dropped, swapped and moved.

    A list of criteria is never left empty, since no rule file could say that.
    """
    for level in sorted(leaf.levels):
        criteria, above = leaf.levels[level], level_place(leaf.id, level)
        for index, criterion in enumerate(criteria):
            at = criterion_place(above, index)
            for change in _changes(criterion, str(index + 1), at, rulebook):
                yield _mutant(leaf, level, change, {**leaf.levels, level: _with(criteria, index, change.criterion)})
            if len(criteria) > 1:
                rest = _with(criteria, index, None)
                dropped = _Change(str(index + 1), "dropped", None, at)
                yield _mutant(leaf, level, dropped, {**leaf.levels, level: rest})
                for other in _beside(leaf, level):
                    moved = _Change(str(index + 1), f"moved to level {other}", None, at)
                    levels = {**leaf.levels, level: rest, other: (*leaf.levels[other], criterion)}
                    yield _mutant(leaf, level, moved, levels)


def _mutant(leaf: Provision, level: int, change: _Change, levels: Levels) -> Mutant:
    name = f"{leaf.id} level {level}, criterion {change.number}: {change.words}"
    return Mutant(leaf.id, name, {held: levels[held] for held in sorted(levels)}, change.at)


def _beside(leaf: Provision, level: int) -> Iterator[int]:
    """Yield the next declared levels below and above one."""
    declared = sorted(leaf.levels)
    index = declared.index(level)
    yield from declared[max(index - 1, 0) : index]
    yield from declared[index + 1 : index + 2]


def _changes(criterion: Criterion, number: str, at: str, rulebook: Rulebook) -> Iterator[_Change]:
    if isinstance(criterion, Test):
        for words, test in altered(criterion, rulebook.indicators[criterion.indicator]):
            yield _Change(number, words, test, at)
        return
    parts = criterion.any if isinstance(criterion, AnyCriteria) else criterion.all
    if len(parts) > 1:
        words = "any to all" if isinstance(criterion, AnyCriteria) else "all to any"
        yield _Change(number, words, _group(not isinstance(criterion, AnyCriteria), parts), at)
    for index, part in enumerate(parts):
        inner_number, inner_at = f"{number}.{index + 1}", criterion_place(at, index)
        changes = list(_changes(part, inner_number, inner_at, rulebook))
        if len(parts) > 1:
            changes.append(_Change(inner_number, "dropped", None, inner_at))
        for change in changes:
            left = _with(parts, index, change.criterion)
            yield _Change(change.number, change.words, _group(isinstance(criterion, AnyCriteria), left), change.at)


def _group(either: bool, parts: Criteria) -> Criterion:
    return AnyCriteria(any=parts) if either else AllCriteria(all=parts)


def _with(criteria: Criteria, index: int, criterion: Criterion | None) -> Criteria:
    """Return criteria with one replaced, or taken away."""
    return (*criteria[:index], *(() if criterion is None else (criterion,)), *criteria[index + 1 :])
