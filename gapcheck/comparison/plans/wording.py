"""Words for steps: what an answer says now, and what it is to be brought to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from gapcheck.assessment.quantities import quantity
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.wording import expected_words, label, value_words
from gapcheck.comparison.plans.outlook import Met, Outlook, foreseen
from gapcheck.comparison.plans.roles import DOWN, UP
from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.expressions import Name
from gapcheck.rulebook.numbers import parse_number
from gapcheck.workbook.answers import Answer, Grade, Status

_STATUS = {
    Status.BLANK: "no answer yet",
    Status.NOT_KNOWN: "“not known”",
    Status.NOT_AVAILABLE: "“not available”",
    Status.CONFIDENTIAL: "“confidential”",
    Status.NOT_APPLICABLE: "“not applicable”, which no review has approved",
}


def now_words(name: str, ledger: Ledger) -> str:
    """Return what an answer says now, and why it does not count where it does not."""
    answer = ledger.answer(name)
    if ledger.rejected(name):
        return "rejected by a review"
    if answer.value is None:
        return _STATUS.get(answer.status, "no answer yet")
    stated = value_words(answer.value, ledger.rulebook.indicators[name])
    if name in ledger.contested:
        return f"{stated}; other answers contradict it"
    return stated if answer.grade is not Grade.CLAIMED else f"{stated}; no document is cited with its date"


def needed(outlook: Outlook, met: Met) -> Met:
    """Return the newly met atoms that the levels of a plan rest on: without one of them some level would be lost."""
    levels = outlook.levels(met)
    kept = set(met)
    for number in sorted(met - outlook.before, reverse=True):
        if outlook.levels(frozenset(kept - {number})) == levels:
            kept.discard(number)
    return frozenset(kept - outlook.before)


def strongest(tests: Iterable[Test]) -> list[Test]:
    """Return criteria without those that another one of the same figure implies."""
    best: dict[tuple[str, str], Test] = {}
    for test in tests:
        side = "up" if test.operator in UP else "down" if test.operator in DOWN else f"{test.operator} {test.operand}"
        held = best.get((test.indicator, side))
        if held is None or _more(test, held):
            best[test.indicator, side] = test
    return list(best.values())


def _more(test: Test, other: Test) -> bool:
    one, two = parse_number(test.operand), parse_number(other.operand)
    if one == two:
        return test.operator in ("more_than", "less_than")
    return (one > two) == (test.operator in UP)


def bring_to(
    name: str, answer: Answer, tests: Sequence[Test], outlook: Outlook, answers: dict[str, Answer], own: Met
) -> list[str]:
    """Return what another answer is to be, in words: the option, or what must come out, with its number if known.

    ``tests`` are the criteria that the step is to meet, ``own`` their atoms, ``answers`` all answers of the plan.
    """
    indicator = outlook.ledger.rulebook.indicators[name]
    if indicator.type in ("choice", "yes_no") and isinstance(answer.value, str):
        return [f"“{label(indicator, answer.value)}”"]
    direct = strongest(test for test in tests if test.indicator == name)
    words = [expected_words(test, indicator) for test in direct if not _implied(test, direct)]
    derived = [test for test in tests if test.indicator != name]
    number = _least(name, answer, outlook, answers, own) if derived and indicator.type == "count" else None
    if number is not None:
        words.append(number)
    figures = " and ".join(_figures(derived, outlook.ledger))
    if figures:
        what = "rows" if indicator.type == "table" else "a number"
        words.append(f"so that {figures}" if words else f"{what} with which {figures}")
    return words or ["an answer; what it says is not counted on"]


def _implied(test: Test, others: Iterable[Test]) -> bool:
    """Return whether options that are asked for by name are as many as a criterion asks for."""
    named = (len(other.operand) for other in others if other.operator == "includes")
    return test.operator == "at_least" and any(parse_number(test.operand) <= number for number in named)


def _figures(tests: Iterable[Test], ledger: Ledger) -> Iterator[str]:
    for test in strongest(tests):
        indicator = ledger.rulebook.indicators[test.indicator]
        yield f"“{indicator.title()}” comes to {expected_words(test, indicator)}"


def _least(name: str, answer: Answer, outlook: Outlook, answers: dict[str, Answer], own: Met) -> str | None:
    """Return the least (or the greatest) count that meets what a step is to meet, where all beside it are known.

    A whole with which its parts would come to more than all of it meets nothing, though a small one raises the share.
    """
    beside = frozenset[str]().union(*(outlook.inputs[number] for number in own)) - {name}
    if not isinstance(answer.value, Fraction) or not own or any(_unknown(other, outlook, answers) for other in beside):
        return None
    stated = outlook.ledger.answer(name).value
    figures = {outlook.tests[number].indicator for number in own}
    shares = [Name(name=figure) for figure in figures if outlook.ledger.rulebook.indicators[figure].type == "share"]
    start, end = int(stated) if isinstance(stated, Fraction) else 0, int(answer.value)

    def enough(value: int) -> bool:
        trial = Answer(name, Status.ANSWERED, Fraction(value), Grade.DOCUMENTED, "")
        after = foreseen(outlook.ledger, {**answers, name: trial})
        return own <= outlook.met(after, own) and not any((quantity(share, after).value or 0) > 1 for share in shares)

    if end == start or not enough(end):
        return None
    if enough(start):
        return None
    low, high = start, end  # what is not enough, and what is
    while abs(high - low) > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return f"at least {high:,}" if end > start else f"at most {high:,}"


def _unknown(name: str, outlook: Outlook, answers: dict[str, Answer]) -> bool:
    """Return whether what a number is compared with is not stated yet, or is itself to be another one."""
    renewed = name in answers and answers[name].value != outlook.ledger.answer(name).value
    return renewed or not outlook.ledger.known(name)
