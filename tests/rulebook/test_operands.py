from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from gapcheck.rulebook.criteria import Test as Criterion
from gapcheck.rulebook.entries import FaultsError
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.operands import Operand, read_operand


def indicator(kind: str) -> Indicator:
    entry: dict[str, Any] = {"id": "asked", "question": {"en": "How?"}, "type": kind, "pillar": "protection"}
    if kind in ("choice", "choices"):
        entry["options"] = {"no": {"en": "No"}, "some": {"en": "Some"}}
    return Indicator.model_validate(entry)


@pytest.mark.parametrize(
    ("kind", "operator", "operand", "value"),
    [
        ("choice", "is", "no", frozenset({"no"})),
        ("choice", "is_not", ["no", "some"], frozenset({"no", "some"})),
        ("yes_no", "is", "yes", frozenset({"yes"})),
        ("choices", "includes_any", "some", frozenset({"some"})),
        ("choices", "at_least", "2", Fraction(2)),
        ("count", "more_than", "0", Fraction(0)),
        ("amount", "less_than", "0.5", Fraction(1, 2)),
        ("share", "at_least", "75%", Fraction(3, 4)),
        ("share", "at_least", "0.75", Fraction(3, 4)),
        ("date", "before", "2024-02-29", date(2024, 2, 29)),
        ("date", "during_period", "true", None),
        ("date", "within_months", "12", 12),
    ],
)
def test_operands_are_read_by_type(kind: str, operator: str, operand: Any, value: Operand) -> None:
    criterion = Criterion.model_validate({"indicator": "asked", operator: operand})
    assert read_operand(criterion, indicator(kind)) == value


@pytest.mark.parametrize(
    ("kind", "operator", "operand"),
    [
        ("share", "at_least", "75"), ("share", "at_least", "-1%"), ("share", "at_least", "most"),
        ("count", "at_least", "1.5"), ("count", "at_least", "5%"), ("amount", "at_least", "5%"),
        ("date", "before", "2023-02-30"), ("date", "before", "20230228"), ("date", "before", "2023-W01-1"),
        ("date", "before", "2023"), ("date", "within_months", "0"), ("date", "within_months", "១២"),
        ("date", "within_months", "1201"), ("date", "within_months", "1.5"), ("date", "is", "2023-01-01"),
        ("yes_no", "is", "Yes"), ("choice", "is", ["no", "other"]), ("choices", "is", "no"),
        ("text", "is", "x"), ("count", "is", "5"), ("choice", "at_least", "1"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_at_its_place(kind: str, operator: str, operand: Any) -> None:
    criterion = Criterion.model_validate({"indicator": "asked", operator: operand})
    with pytest.raises(FaultsError) as caught:
        read_operand(criterion, indicator(kind))
    (fault,) = caught.value.faults
    assert fault.found
    assert fault.expected
    assert fault.at[0] == operator
