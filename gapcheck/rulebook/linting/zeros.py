"""Lints on zero: a share whose whole is zero has no value, so the ladder must say what that means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from gapcheck.errors import Problem
from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.criteria import AllCriteria, AnyCriteria, Criterion, Test
from gapcheck.rulebook.expressions import Expression
from gapcheck.rulebook.linting.findings import warning
from gapcheck.rulebook.linting.ladders import Fate, Ladder, fate
from gapcheck.rulebook.linting.subject import Subject
from gapcheck.rulebook.linting.wholes import Share, itself, least, ratios_in
from gapcheck.rulebook.model import NUMERIC
from gapcheck.rulebook.naming import criterion_place, level_place
from gapcheck.rulebook.operands import compare, read_operand
from gapcheck.rulebook.provisions import tests_in

_SUSTAINED = 4


def without_alternative(subject: Subject) -> Iterator[Problem]:
    """Yield the first criterion of each leaf, up to level 3, that cannot be met where the whole of a ratio is zero.

    None where the ratio says ``zero``, where the whole is a fact or number above zero, or where the ladder itself asks
    for a whole above zero at that level or below.
    """
    for ladder in subject.ladders:
        told: set[str] = set()
        for level, index, criterion in _criteria(ladder):
            for share in _shares([criterion], subject.rulebook):
                if level == _SUSTAINED or share.owner.id in told or not _can_divide_by_zero(share, subject.rulebook):
                    continue
                look = _where_zero(share, subject.rulebook)
                if fate(criterion, look) is not Fate.UNMET or _asked_for(ladder, level, share, subject.rulebook):
                    continue
                told.add(share.owner.id)
                yield warning(
                    _place(subject, ladder, level, index),
                    f"{share.owner.id}, which has no value where there is none to count",
                    "beside it what holds then",
                    "Add an alternative ('any' with the whole 'at_most: 0'), or say at the derived figure "
                    "'zero: shortfall' (none to count is itself the shortfall) or 'zero: impossible'.",
                )  # fmt: skip


def rewarded(subject: Subject) -> Iterator[Problem]:
    """Yield each alternative that counts zero as nothing to do where ``zero`` says that it is not."""
    for ladder in subject.ladders:
        for level, index, criterion in _criteria(ladder):
            for share in _shares([criterion], subject.rulebook):
                if share.owner.zero is None or not _alternatives(criterion, share, subject.rulebook):
                    continue
                said = "is itself the shortfall" if share.owner.zero == "shortfall" else "cannot be"
                yield warning(
                    _place(subject, ladder, level, index),
                    f"an alternative for a whole that is zero, which for {share.owner.id} {said}",
                    "no such alternative",
                    f"Remove it, or 'zero: {share.owner.zero}' from the derived figure.",
                )


def counted_at_the_top(subject: Subject) -> Iterator[Problem]:
    """Yield each alternative of level 4 that only zero meets: nothing to do is not "everywhere, with results"."""
    shares = {share.whole for ladder in subject.ladders for share in _shares(_all(ladder), subject.rulebook)}
    for ladder in subject.ladders:
        for level, index, criterion in _criteria(ladder):
            if level != _SUSTAINED:
                continue
            met_by_zero = {test.indicator for test in _in_any(criterion) if _only_zero_meets(test, subject.rulebook)}
            for name in sorted(met_by_zero):
                if itself(subject.rulebook.indicators[name], subject.rulebook) in shares:
                    yield warning(
                        _place(subject, ladder, level, index),
                        f"{name} of zero as an alternative at level 4",
                        "the share itself at level 4: silence must not be cheaper than candour",
                        "Keep the alternative for level 3 and below.",
                    )


def reaching_the_top(subject: Subject) -> Iterator[Problem]:
    """Yield each level 4 that zero reaches by an alternative of a lower level: nothing of it asks for the share."""
    for ladder in subject.ladders:
        lower = [criterion for level, _, criterion in _criteria(ladder) if level != _SUSTAINED]
        top = [criterion for level, _, criterion in _criteria(ladder) if level == _SUSTAINED]
        told: set[Expression] = set()
        for share in _shares(lower, subject.rulebook):
            beside = [part for part in lower if share in _shares([part], subject.rulebook)]
            others = [test.indicator for part in beside for test in _alternatives(part, share, subject.rulebook)]
            look = _where_zero(share, subject.rulebook)
            if share.whole in told or not others or any(_alternatives(part, share, subject.rulebook) for part in top):
                continue  # an alternative of level 4 itself is told as such
            if all(fate(criterion, look) is not Fate.UNMET for criterion in (*lower, *top)):
                told.add(share.whole)
                yield warning(
                    subject.rulebook.places[level_place(ladder.leaf.id, _SUSTAINED)],
                    f"level 4 reached with {others[0]} of zero, the alternative of a lower level",
                    f"{share.owner.id} at level 4 too: silence must not be cheaper than candour",
                    "Ask for the share at level 4, without the alternative.",
                )


def _criteria(ladder: Ladder) -> Iterator[tuple[int, int, Criterion]]:
    for level in ladder.levels:
        for index, criterion in enumerate(ladder.leaf.levels[level]):
            yield level, index, criterion


def _all(ladder: Ladder) -> list[Criterion]:
    return [criterion for _, _, criterion in _criteria(ladder)]


def _shares(criteria: Sequence[Criterion], rulebook: Rulebook) -> list[Share]:
    """Return the ratios that criteria rest on, each owner once."""
    shares = (share for test in tests_in(tuple(criteria)) for share in _of(test, rulebook))
    return list({share.owner.id: share for share in shares}.values())


def _of(test: Test, rulebook: Rulebook) -> list[Share]:
    return ratios_in(rulebook.indicators[test.indicator], rulebook)


def _can_divide_by_zero(share: Share, rulebook: Rulebook) -> bool:
    return share.owner.zero is None and least(share.whole, rulebook) <= 0


def _where_zero(share: Share, rulebook: Rulebook) -> Callable[[Test], Fate]:
    """Return the fate of each test where the whole of a share is zero and nothing else is known."""

    def look(test: Test) -> Fate:
        if share.whole in (other.whole for other in _of(test, rulebook)):
            return Fate.UNMET
        if itself(rulebook.indicators[test.indicator], rulebook) == share.whole:
            return Fate.MET if _met_by(test, Fraction(0), rulebook) else Fate.UNMET
        return Fate.OPEN

    return look


def _asked_for(ladder: Ladder, level: int, share: Share, rulebook: Rulebook) -> bool:
    """Whether the ladder asks, at a level or below, for a whole above zero in so many words."""

    def look(test: Test) -> Fate:
        own = itself(rulebook.indicators[test.indicator], rulebook) == share.whole
        return Fate.UNMET if own and not _met_by(test, Fraction(0), rulebook) else Fate.OPEN

    return any(fate(criterion, look) is Fate.UNMET for at, _, criterion in _criteria(ladder) if at <= level)


def _alternatives(criterion: Criterion, share: Share, rulebook: Rulebook) -> list[Test]:
    return [
        test for test in _in_any(criterion)
        if itself(rulebook.indicators[test.indicator], rulebook) == share.whole and _only_zero_meets(test, rulebook)
    ]  # fmt: skip


def _in_any(criterion: Criterion) -> Iterator[Test]:
    """Yield every test that stands in an ``any``, at any depth."""
    if isinstance(criterion, AnyCriteria):
        yield from tests_in(criterion.any)
    elif isinstance(criterion, AllCriteria):
        for part in criterion.all:
            yield from _in_any(part)


def _only_zero_meets(test: Test, rulebook: Rulebook) -> bool:
    return _met_by(test, Fraction(0), rulebook) and not _met_by(test, Fraction(1), rulebook)


def _met_by(test: Test, value: Fraction, rulebook: Rulebook) -> bool:
    indicator = rulebook.indicators[test.indicator]
    bound = read_operand(test, indicator) if indicator.type in NUMERIC else None
    return isinstance(bound, Fraction) and compare(value, test.operator, bound)


def _place(subject: Subject, ladder: Ladder, level: int, index: int) -> str:
    return subject.rulebook.places[criterion_place(level_place(ladder.leaf.id, level), index)]
