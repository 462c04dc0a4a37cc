"""Contradictions: the consistency checks run over every known answer, whatever its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from gapcheck.assessment.consistency import Consistency, Contradiction, Unchecked
from gapcheck.assessment.keeping import kept
from gapcheck.assessment.quantities import Quantity, Row, quantity
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.rounding import half_up
from gapcheck.assessment.rows import places, rows_of
from gapcheck.assessment.share_bounds import share_bounds
from gapcheck.assessment.trees import Stated, stated_truth
from gapcheck.assessment.wording import value_words
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import Check
from gapcheck.rulebook.expressions import Cell, Column, Expression, Name
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.numbers import parse_number
from gapcheck.workbook.answers import DateInterval, Status, Table


def checked(ledger: Ledger) -> tuple[Ledger, Consistency]:
    """Return a ledger as an assessment counts it, with the answers that failed checks contest, and what they found."""
    consistency = run_checks(ledger)
    return ledger.contest(consistency.contested(ledger)), consistency


def run_checks(ledger: Ledger) -> Consistency:
    """Run every check of the rulebook, and the built-in one that shares stay within bounds."""
    contradictions: list[Contradiction] = []
    unchecked: list[Unchecked] = []
    for check in ledger.rulebook.checks:
        for outcome in _run(check, ledger):
            if isinstance(outcome, Contradiction):
                contradictions.append(outcome)
            else:
                unchecked.append(outcome)
    contradictions.extend(share_bounds(ledger))
    merged: dict[str, Unchecked] = {}
    for entry in unchecked:
        held = merged.get(entry.check, entry)
        missing = tuple(dict.fromkeys([*held.missing, *entry.missing]))
        cells = tuple(dict.fromkeys([*held.cells, *entry.cells]))
        merged[entry.check] = Unchecked(entry.check, entry.says, missing, held.why, cells)
    return Consistency(tuple(contradictions), tuple(merged.values()))


def _run(check: Check, ledger: Ledger) -> Iterator[Contradiction | Unchecked]:
    if check.not_after is not None:
        yield from _dates(check, *check.not_after, ledger)
    elif check.implies is not None:
        yield from _implies(check, ledger)
    else:
        pair = check.equal or check.at_most
        assert pair is not None  # noqa: S101 - one relation has been validated
        for number, row in enumerate(rows_of(check, ledger)):
            if isinstance(row, Unchecked):
                yield row
            else:
                yield from _compare(check, pair, row, number, ledger)


def _compare(
    check: Check, pair: tuple[Expression, Expression], row: Row | None, number: int, ledger: Ledger
) -> Iterator[Contradiction | Unchecked]:
    left, right = (quantity(side, ledger, row) for side in pair)
    if "not_applicable" in (left.state, right.state):
        return
    if left.value is None or right.value is None:
        missing = tuple(sorted(left.missing | right.missing))
        blanks = tuple(dict.fromkeys([*left.blanks, *right.blanks]))
        yield Unchecked(check.id, check.says, missing, left.why or right.why, blanks)
        return
    if check.at_most is not None:
        holds = left.value <= right.value
    else:
        holds = agree(check, left.value, right.value, share=of_shares(check, ledger))
    if not holds:
        found = _contradiction(check, left, right, share=of_shares(check, ledger))
        yield found._replace(number=number)


def agree(check: Check, left: Fraction, right: Fraction, *, share: bool) -> bool:
    """Return whether the sides of an ``equal`` are the same, as printed or within the tolerance where it says so."""
    if check.tolerance is not None:
        return abs(left - right) <= parse_number(check.tolerance)
    if check.as_printed is not None:
        # A share is printed in per cent, so its decimals are those of the percentage.
        scale = 100 if share else 1
        return half_up(left * scale, check.as_printed) == half_up(right * scale, check.as_printed)
    return left == right


def of_shares(check: Check, ledger: Ledger) -> bool:
    """Return whether a side of an ``equal`` or ``at_most`` names a share."""
    return _of_shares(check, ledger.rulebook)


@kept
def _of_shares(check: Check, rulebook: Rulebook) -> bool:
    return any(_is_share(side, check, rulebook.indicators) for side in check.equal or check.at_most or ())


def _is_share(expression: Expression, check: Check, indicators: Mapping[str, Indicator]) -> bool:
    """Return whether an expression names a share: an indicator, a column of the row at hand, or a table's."""
    if isinstance(expression, Name):
        for table in (check.each_row, check.match):
            if table is not None and expression.name in indicators[table].columns:
                return indicators[table].columns[expression.name].type == "share"
        named = indicators.get(expression.name)
        return named is not None and named.type == "share"
    if isinstance(expression, Cell):
        table, _, column = expression.cell
    elif isinstance(expression, Column):
        table, _, column = expression.column.partition(".")
    else:
        return False
    return indicators[table].columns[column].type == "share"


def _dates(check: Check, first: str, second: str, ledger: Ledger) -> Iterator[Contradiction | Unchecked]:
    if ledger.not_applicable(first) or ledger.not_applicable(second):
        return
    earlier, later = ledger.answer(first), ledger.answer(second)
    if not isinstance(earlier.value, DateInterval) or not isinstance(later.value, DateInterval):
        missing = _missing(frozenset({first, second}), ledger)
        yield Unchecked(check.id, check.says, missing, "blank", places(missing, ledger))
    elif earlier.value.first > later.value.last:
        inputs = frozenset({first, second})
        sides = earlier.value, later.value
        yield Contradiction(check.id, check.severity, check.told, *sides, inputs, (earlier.cell,), (later.cell,))
    elif earlier.value.last > later.value.first:
        yield Unchecked(check.id, check.says, (), "the dates are not precise enough to tell")


def _implies(check: Check, ledger: Ledger) -> Iterator[Contradiction | Unchecked]:
    assert check.implies is not None  # noqa: S101 - the caller looked
    premise, conclusion = stated_truth(check.implies.if_, ledger), stated_truth(check.implies.then, ledger)
    if "not_applicable" in (premise.truth, conclusion.truth) or premise.truth == "not_met" or conclusion.truth == "met":
        return
    inputs = premise.inputs | conclusion.inputs
    if premise.truth == "met" and conclusion.truth == "not_met":
        sides = _told(premise, ledger), _told(conclusion, ledger)
        yield Contradiction(check.id, check.severity, check.told, *sides, inputs, premise.cells, conclusion.cells)
    else:
        unknown = [found for stated in (premise, conclusion) for found in stated.findings if found.truth == "unknown"]
        missing = _missing(frozenset[str]().union(*(found.inputs for found in unknown)), ledger)
        yield Unchecked(check.id, check.says, missing, "blank", places(missing, ledger))


def _told(stated: Stated, ledger: Ledger) -> str:
    """Return the answers that a criterion rests on, question by question, in words."""
    told = []
    for finding in stated.findings:
        indicator = ledger.rulebook.indicators[finding.test.indicator]
        words = "not known" if finding.value is None else value_words(finding.value, indicator)
        told.append(f"{indicator.title()} {words}")
    return "; ".join(dict.fromkeys(told))


def _missing(inputs: frozenset[str], ledger: Ledger) -> tuple[str, ...]:
    missing = []
    for name in sorted(inputs):
        value = ledger.answer(name).value
        blanks = isinstance(value, Table) and any(cell.value is None for row in value.rows for cell in row.values())
        if ledger.answer(name).status is not Status.ANSWERED or blanks:
            missing.append(name)
    return tuple(missing)


def _contradiction(check: Check, left: Quantity, right: Quantity, *, share: bool) -> Contradiction:
    inputs, sides = left.inputs | right.inputs, (left.value, right.value)
    return Contradiction(check.id, check.severity, check.told, *sides, inputs, left.cells, right.cells, share)
