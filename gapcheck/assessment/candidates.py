"""Candidates: the answers worth trying for one question, each standing for all that come to the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from typing import Final, TypeAlias

from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.spans import Days, Span, days, numbers
from gapcheck.assessment.turning import Turning
from gapcheck.assessment.wording import label
from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.operands import COMPARISONS, read_operand
from gapcheck.workbook.answers import Value

Stands: TypeAlias = Span | Days | None

MOST_OPTIONS: Final = 12
"""Of a question with more options than this, not every set is tried."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer to try, and the numbers or days that it stands for; without ``only``, other sets of options too."""

    value: Value
    stands: Stands = None
    only: bool = True


def candidates(indicator: Indicator, ledger: Ledger) -> list[Candidate]:
    """Return answers to one question such that no other answer gives levels that none of them gives.

    None for a table, since its cells are many, and for words, since no criterion looks at them.
    """
    turning = Turning(indicator.id, ledger)
    match indicator.type:
        case "yes_no" | "choice":
            return [Candidate(code) for code in indicator.codes]
        case "choices":
            return _sets(indicator, list(turning.tests()))
        case "count" | "amount" | "share":
            spans = numbers(turning.numbers(), whole=indicator.type == "count")
            return [Candidate(span.tried, span) for span in spans]
        case "date":
            return [Candidate(held.tried, held) for held in days(turning.days())]
    return []


def _sets(indicator: Indicator, tests: Sequence[Test]) -> list[Candidate]:
    """Return sets of options, the smallest first, of those that every criterion takes alike only one."""
    found: dict[object, Candidate] = {}
    for chosen in _subsets(indicator, tests):
        marks = tuple(_holds(test, indicator, chosen) for test in tests)
        known = found.get(marks)
        found[marks] = Candidate(chosen) if known is None else replace(known, only=known.value == chosen)
    return list(found.values())


def _subsets(indicator: Indicator, tests: Sequence[Test]) -> Iterator[tuple[str, ...]]:
    together = [code for code, option in indicator.options.items() if not option.exclusive]
    if len(together) <= MOST_OPTIONS:
        for size in range(1, len(together) + 1):
            yield from combinations(together, size)
    else:
        asked = [frozenset(test.operand) for test in tests if isinstance(test.operand, tuple)]
        wanted = [
            *asked,
            frozenset[str]().union(*asked),
            *(frozenset(together[:size]) for size in range(len(together))),
        ]
        wanted += [frozenset({code}) for code in together] + [frozenset(together)]
        yield from (tuple(code for code in together if code in codes) for codes in wanted if codes & set(together))
    yield from ((code,) for code, option in indicator.options.items() if option.exclusive)


def _holds(test: Test, indicator: Indicator, chosen: tuple[str, ...]) -> bool | int:
    operand = read_operand(test, indicator)
    if isinstance(operand, frozenset):
        return operand <= set(chosen) if test.operator == "includes" else bool(operand & set(chosen))
    if isinstance(operand, Fraction) and test.operator in COMPARISONS:
        number = sum(1 for code in chosen if not indicator.options[code].exclusive)
        return (number > operand) - (number < operand)
    return False


def described(found: Sequence[Candidate], indicator: Indicator) -> str:
    """Return candidates that do the same in words, those that follow on one another as one."""
    if indicator.type == "choices":
        sets = [
            "; ".join(label(indicator, code) for code in item.value) for item in found if isinstance(item.value, tuple)
        ]
        only = len(found) == 1 and found[0].only
        return f"“{sets[0]}”" if only else f"such as “{sets[0]}”"
    return _either(_words(found, indicator))


def _words(found: Sequence[Candidate], indicator: Indicator) -> Iterator[str]:
    joined: list[Span | Days] = []
    unsure: list[str] = []
    labels: list[str] = []
    for item in found:
        stands, last = item.stands, joined[-1] if joined else None
        if stands is None:
            labels.append(f"“{label(indicator, str(item.value))}”")
        elif isinstance(stands, Days) and not stands.whole:
            unsure.append(f"“{stands.words()}”")
        elif last is not None and (both := _both(last, stands, indicator.type)) is not None:
            joined[-1] = both
        else:
            joined.append(stands)
    if labels:
        yield _either(labels, " or ")
    yield from (held.words(indicator.type) if isinstance(held, Span) else held.words() for held in joined)
    if unsure:
        yield f"{_either(unsure, ' or ')} written without the day"


def _both(last: Span | Days, following: Span | Days, kind: str) -> Span | Days | None:
    """Return both as one, where the second begins where the first ends."""
    if isinstance(last, Span) and isinstance(following, Span):
        return last.joined(following) if _follows(last, following, kind) else None
    if isinstance(last, Days) and isinstance(following, Days) and last.whole and following.whole:
        return last.joined(following) if _next(last, following) else None
    return None


def _follows(last: Span, following: Span, kind: str) -> bool:
    if last.most is None:
        return False
    if kind == "count":
        return following.least == last.most + 1
    return following.least == last.most and last.open_most != following.open_least


def _next(last: Days, following: Days) -> bool:
    return last.last is not None and following.first is not None and (following.first - last.last).days == 1


def _either(words: Iterable[str], last: str = "; or ") -> str:
    listed = list(words)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])}{last}{listed[-1]}"
