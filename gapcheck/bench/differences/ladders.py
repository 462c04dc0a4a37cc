"""Differences between two ladders of one leaf: criteria moved, added or taken away, and what they ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gapcheck.bench.differences.change import Change, Kind
from gapcheck.bench.wording import criteria_line, criterion_line, operand_words, operator_words
from gapcheck.rulebook.criteria import AllCriteria, AnyCriteria, Criterion, Test
from gapcheck.rulebook.naming import level_place
from gapcheck.rulebook.numbers import is_number, parse_number
from gapcheck.rulebook.provisions import Provision, tests_in

Places: TypeAlias = tuple[Mapping[str, str], Mapping[str, str]]
_Told: TypeAlias = tuple[Change, int]


@dataclass(frozen=True, slots=True)
class _At:
    """A criterion with its level, and the part of the rules in words: ``level 3``, or ``level 3, in a group``."""

    level: int
    criterion: Criterion
    inside: str = ""

    @property
    def part(self) -> str:
        return f"level {self.level}{self.inside}"


def ladder_changes(old: Provision, new: Provision, places: Places) -> Iterator[Change]:
    """Yield what differs between the ladders of a leaf; words for gaps and the sources of thresholds are words.

    ``places`` are those of the old rulebook and of the new one.
    """
    for change, level in _changes(old, new):
        name = level_place(new.id, level)
        gone = change.new is None and change.kind != "words"
        first, second = places if gone else reversed(places)
        yield change.model_copy(update={"place": first.get(name) or second.get(name, "")})


def _changes(old: Provision, new: Provision) -> Iterator[_Told]:
    """Yield each change with the level that it is about."""
    for level in sorted({*old.levels} ^ {*new.levels}):
        gone, come = old.levels.get(level), new.levels.get(level)
        kind: Kind = "level removed" if gone is not None else "level added"
        before = criteria_line(gone) if gone is not None else None
        after = criteria_line(come) if come is not None else None
        yield _change(kind, new.id, level, f"level {level}", before, after)
    both = {*old.levels} & {*new.levels}
    pairs = _Pairs(_flat(old), _flat(new))
    for one, other in pairs.matched(lambda at: (at.level, meaning(at.criterion))):
        yield from _words(one, other, new.id)
    for one, other in pairs.matched(lambda at: meaning(at.criterion)):
        words = criterion_line(other.criterion)
        yield _change("criterion moved", new.id, other.level, words, f"level {one.level}", f"level {other.level}")
        yield from _words(one, other, new.id)
    yield from _rest(pairs, new.id, both)


def _rest(pairs: _Pairs, name: str, both: set[int]) -> Iterator[_Told]:
    """Yield the changes of criteria that are not the same; those of a level that came or went are told with it."""
    for one, other in pairs.matched(_same_operator):
        kind: Kind = "codes" if isinstance(_test(other).operand, tuple) else "threshold"
        part = f"{other.part}, {_test(other).indicator} {operator_words(_test(other).operator)}"
        yield _change(
            kind, name, other.level, part, operand_words(_test(one)).strip(), operand_words(_test(other)).strip()
        )
        yield from _words(one, other, name)
    for one, other in pairs.matched(_same_indicator):
        part = f"{other.part}, {_test(other).indicator}"
        before, after = (f"{operator_words(_test(at).operator)}{operand_words(_test(at))}" for at in (one, other))
        yield _change("operator", name, other.level, part, before, after)
        yield from _words(one, other, name)
    for one, other in pairs.matched(_same_parts):
        before, after = criterion_line(one.criterion), criterion_line(other.criterion)
        yield _change("any and all", name, other.level, other.part, before, after)
        yield from _words(one, other, name)
    for one, other in pairs.matched(_same_group):
        inner = _Pairs(_inside(one), _inside(other))
        for left, right in inner.matched(lambda at: meaning(at.criterion)):
            yield from _words(left, right, name)
        yield from _rest(inner, name, both)
        yield from _words(one, other, name)
    for at in pairs.old:
        if at.level in both:
            yield _change("criterion removed", name, at.level, at.part, criterion_line(at.criterion), None)
    for at in pairs.new:
        if at.level in both:
            yield _change("criterion added", name, at.level, at.part, None, criterion_line(at.criterion))


class _Pairs:
    """What is not yet paired of two lists; pairing takes those of one key in their order, the same from either side."""

    def __init__(self, old: Sequence[_At], new: Sequence[_At]) -> None:
        self.old, self.new = list(old), list(new)

    def matched(self, key: Callable[[_At], Hashable | None]) -> list[tuple[_At, _At]]:
        """Return pairs with the same key, and keep what is left; what has no key (None) is not paired."""
        waiting: dict[Hashable, list[_At]] = defaultdict(list)
        for at in self.old:
            waiting[key(at)].append(at)
        pairs, left = [], []
        for at in self.new:
            name = key(at)
            if name is not None and waiting[name]:
                pairs.append((waiting[name].pop(0), at))
            else:
                left.append(at)
        taken = {id(one) for one, _ in pairs}
        self.old, self.new = [at for at in self.old if id(at) not in taken], left
        return pairs


def meaning(criterion: Criterion) -> Hashable:
    """Return what of a criterion decides a level, comparable: the words for gaps and sources of thresholds are not."""
    if isinstance(criterion, Test):
        operand = criterion.operand
        if isinstance(operand, tuple):
            return (criterion.indicator, criterion.operator, frozenset(operand))
        return (criterion.indicator, criterion.operator, parse_number(operand) if is_number(operand) else operand)
    return (_sign(criterion), tuple(meaning(part) for part in _parts(criterion)))


def _flat(leaf: Provision) -> list[_At]:
    return [_At(level, criterion) for level in sorted(leaf.levels) for criterion in leaf.levels[level]]


def _inside(at: _At) -> list[_At]:
    group = at.criterion
    assert not isinstance(group, Test)  # noqa: S101 - only groups are paired by what they are
    return [_At(at.level, part, f"{at.inside}, in {_sign(group)}") for part in _parts(group)]


def _test(at: _At) -> Test:
    assert isinstance(at.criterion, Test)  # noqa: S101 - only tests have an indicator to be paired by
    return at.criterion


def _parts(group: AnyCriteria | AllCriteria) -> tuple[Criterion, ...]:
    return group.any if isinstance(group, AnyCriteria) else group.all


def _sign(group: AnyCriteria | AllCriteria) -> str:
    return "any" if isinstance(group, AnyCriteria) else "all"


def _same_operator(at: _At) -> Hashable | None:
    held = at.criterion
    return (at.level, held.indicator, held.operator) if isinstance(held, Test) else None


def _same_indicator(at: _At) -> Hashable | None:
    held = at.criterion
    return (at.level, held.indicator) if isinstance(held, Test) else None


def _same_parts(at: _At) -> Hashable | None:
    held = at.criterion
    return None if isinstance(held, Test) else (at.level, tuple(meaning(part) for part in _parts(held)))


def _same_group(at: _At) -> Hashable | None:
    held = at.criterion
    if isinstance(held, Test):
        return None
    return (at.level, _sign(held), frozenset(test.indicator for test in tests_in(_parts(held))))


def _words(one: _At, other: _At, name: str) -> Iterator[_Told]:
    """Yield what differs in the words and in the source of the threshold of two criteria, groups with all inside."""
    before, after = _said(one.criterion), _said(other.criterion)
    if before != after:
        yield _change("words", name, other.level, f"{other.part}, {criterion_line(other.criterion)}", before, after)
    if not isinstance(one.criterion, Test) and meaning(one.criterion) == meaning(other.criterion):
        for left, right in zip(_inside(one), _inside(other), strict=True):
            yield from _words(left, right, name)


def _said(criterion: Criterion) -> str | None:
    said = [] if criterion.gap is None else [f"{code}: {text}" for code, text in sorted(criterion.gap.items())]
    if isinstance(criterion, Test):
        said += ["a proposal"] if criterion.proposal else []
        said += [f"anchor: {criterion.anchor}"] if criterion.anchor else []
    return "; ".join(said) or None


def _change(kind: Kind, name: str, level: int, part: str, old: str | None, new: str | None) -> _Told:
    return Change(kind=kind, about="provision", id=name, part=part, old=old, new=new), level
