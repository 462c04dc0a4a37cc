"""Live formulas for criteria: whether they are surely met, and whether they are surely not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from gapcheck.rulebook.criteria import AnyCriteria, Criterion, Test
from gapcheck.rulebook.expressions import Name
from gapcheck.rulebook.model import NUMERIC, Indicator
from gapcheck.rulebook.operands import read_operand
from gapcheck.workbook.findings import Unreadable
from gapcheck.workbook.live.figures import Figures
from gapcheck.workbook.live.terms import Unwritable, both, constant, either, says, slack, spelled, where
from gapcheck.workbook.values.choices import Options, options_of

_ONE_OPTION = ("choice", "yes_no")


@dataclass(frozen=True, slots=True)
class Truth:
    """Two conditions: a criterion is met, and it is not; neither holds where that cannot be told."""

    met: str
    not_met: str


def truth(criterion: Criterion, figures: Figures) -> Truth:
    """Return a criterion's truth; raises Unwritable where its type of answer is not read by formulas."""
    if isinstance(criterion, Test):
        return _test(criterion, figures)
    if isinstance(criterion, AnyCriteria):
        parts = [truth(part, figures) for part in criterion.any]
        return Truth(either(part.met for part in parts), both(part.not_met for part in parts))
    parts = [truth(part, figures) for part in criterion.all]
    return Truth(both(part.met for part in parts), either(part.not_met for part in parts))


def _test(test: Test, figures: Figures) -> Truth:
    indicator = figures.rulebook.indicators[test.indicator]
    operand = read_operand(test, indicator)
    if indicator.type in NUMERIC and isinstance(operand, Fraction):
        return _number(test, operand, figures)
    if indicator.type in _ONE_OPTION and isinstance(operand, frozenset):
        named = _chosen(indicator, [code for code in indicator.codes if code in operand], figures)
        others = _chosen(indicator, [code for code in indicator.codes if code not in operand], figures)
        return Truth(named, others) if test.operator == "is" else Truth(others, named)
    # Dates are typed as text, and several options as a list in one cell: no plain formula reads those.
    raise Unwritable(test.indicator)


def _number(test: Test, bound: Fraction, figures: Figures) -> Truth:
    """Compare with a bound; what is nearer to it than rounding errors is taken to lie on it."""
    figure, edge = figures.figure(Name(name=test.indicator)), constant(bound)
    off = slack(figure)
    reached = f"{figure.value}>={edge.value}{'-' + off if off else ''}"
    passed = f"{figure.value}>{edge.value}{'+' + off if off else ''}"
    positive, holds = {
        "at_least": (True, reached), "less_than": (False, reached),
        "more_than": (True, passed), "at_most": (False, passed),
    }[test.operator]  # fmt: skip
    yes, no = where(figure.known, holds), where(figure.known, f"NOT({holds})")
    return Truth(yes, no) if positive else Truth(no, yes)


def _chosen(indicator: Indicator, codes: Sequence[str], figures: Figures) -> str:
    """Return the condition that the answer is one of some options, by code or label, as a drop-down offers it."""
    reference = figures.addresses.answer(indicator.id)
    if reference is None:
        raise Unwritable(indicator.id)
    options = options_of(indicator, figures.words)
    texts = [(code, text) for code in codes for text in spelled(code, options.labels[code].values())]
    return says(reference, [text for code, text in texts if _means(text, code, options)])


def _means(text: str, code: str, options: Options) -> bool:
    """Return whether the reader takes a text for an option: what two options are called is none of them."""
    try:
        return options.one(text) == code
    except Unreadable:
        return False
