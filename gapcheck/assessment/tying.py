"""Tying: every check of a rulebook over the numbers of a ledger, and which of them a cell takes part in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gapcheck.assessment.cells import Cells, NumberCell
from gapcheck.assessment.consistency import Unchecked
from gapcheck.assessment.contradictions import of_shares
from gapcheck.assessment.forming import Forming
from gapcheck.assessment.implied import AnyOrAll, Compared, Condition, Implied, cells_of
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.rows import rows_of
from gapcheck.assessment.share_bounds import SHARE_CHECK
from gapcheck.assessment.ties import Bounds, Comparison, Tie, TieKey
from gapcheck.assessment.truths import find
from gapcheck.rulebook.criteria import AnyCriteria, Check, Criterion, Test
from gapcheck.rulebook.model import NUMERIC
from gapcheck.rulebook.operands import read_operand
from gapcheck.workbook.answers import Table


@dataclass(frozen=True)
class Web:
    """Every check over the numbers at hand, by its key, and by the cells that take part in it."""

    ties: Mapping[TieKey, Tie]
    at: Mapping[NumberCell, tuple[Tie, ...]]


def weave(ledger: Ledger) -> Web:
    """Return what the checks say of the numbers of a ledger; a check that lacks an answer says nothing."""
    return weave_cells(Forming(ledger, Cells(ledger)))


def weave_cells(forming: Forming) -> Web:
    """Return the same over cells that are at hand already."""
    ties = {tie.key: tie for tie in _ties(forming) if tie.cells}
    at: dict[NumberCell, list[Tie]] = {}
    for tie in ties.values():
        for cell in tie.cells:
            at.setdefault(cell, []).append(tie)
    return Web(ties, {cell: tuple(held) for cell, held in at.items()})


def _ties(forming: Forming) -> Iterator[Tie]:
    for check in forming.ledger.rulebook.checks:
        if check.implies is not None:
            premise = _condition(check.implies.if_, forming)
            conclusion = _condition(check.implies.then, forming)
            yield Implied(check.id, premise, conclusion, cells_of(premise) | cells_of(conclusion))
        elif check.not_after is None:
            yield from _comparisons(check, forming)
    yield from _bounds(forming)


def _comparisons(check: Check, forming: Forming) -> Iterator[Tie]:
    pair = check.equal or check.at_most
    assert pair is not None  # noqa: S101 - one relation has been validated
    share = of_shares(check, forming.ledger)
    for number, row in enumerate(rows_of(check, forming.ledger)):
        if not isinstance(row, Unchecked):
            left, right = (forming.form(side, row) for side in pair)
            if left is not None and right is not None:
                yield Comparison(check, number, left, right, share, left.cells | right.cells)


def _bounds(forming: Forming) -> Iterator[Tie]:
    for indicator in forming.ledger.rulebook.indicators.values():
        name = f"{SHARE_CHECK}.{indicator.id}"
        if indicator.type == "share":
            share = forming.named(indicator.id)
            if share is not None:
                yield Bounds(name, 0, share)
        if not indicator.columns:
            continue
        columns = [name for name, column in indicator.columns.items() if column.type == "share"]
        table = forming.ledger.answer(indicator.id).value if columns else None
        if isinstance(table, Table):
            for number, cell in enumerate(row[column] for row in table.rows for column in columns):
                share = forming.cell(cell)
                if share is not None:
                    yield Bounds(name, number, share)


def _condition(criterion: Criterion, forming: Forming) -> Condition:
    if isinstance(criterion, Test):
        indicator = forming.ledger.rulebook.indicators[criterion.indicator]
        form = forming.named(indicator.id) if indicator.type in NUMERIC else None
        bound = read_operand(criterion, indicator)
        if form is None or not isinstance(bound, Fraction):
            return find(criterion, forming.ledger).truth
        return Compared(form, criterion.operator, bound)
    if isinstance(criterion, AnyCriteria):
        return AnyOrAll("met", tuple(_condition(part, forming) for part in criterion.any))
    return AnyOrAll("not_met", tuple(_condition(part, forming) for part in criterion.all))
