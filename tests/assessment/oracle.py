"""The method a second time, written from its description and not from the program: levels, scores and coverage.

It is told which answers are contested; everything else it works out from the submission and the decisions.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from assessment_making import END, START

from gapcheck.rulebook import Rulebook
from gapcheck.workbook.answers import Answer

NA, UNKNOWN = "not applicable", "unknown"
"""What a figure or a truth can be beside a number, True and False."""


def _number(text: str) -> Fraction:
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def _compare(operator: str, one: Fraction, other: Fraction) -> bool:
    return {"at_least": one >= other, "at_most": one <= other, "more_than": one > other, "less_than": one < other}[
        operator
    ]


@dataclass(frozen=True)
class Oracle:
    """One case under one reading."""

    book: Rulebook
    answers: Mapping[str, Answer]
    decisions: Mapping[str, Any]
    contested: Set[str]
    reading: str = "claimed"

    def _value(self, name: str) -> Any:
        """An answer's value where it counts in the reading, else UNKNOWN or NA."""
        answer, decision = self.answers.get(name), self.decisions.get(name)
        if isinstance(decision, tuple):
            return decision[1]
        if answer is None or decision == "rejected":
            return UNKNOWN
        if answer.status == "not_applicable":
            may = self.book.indicators[name].not_applicable and answer.evidence.comment
            return NA if may and decision == "not_applicable_approved" else UNKNOWN
        if answer.status != "answered":
            return UNKNOWN
        verified = decision == "accepted"
        if self.reading == "verified":
            return answer.value if verified else UNKNOWN
        if self.reading != "claimed" and name in self.contested and not verified:
            return UNKNOWN
        if self.reading == "documented" and answer.grade == "claimed" and not verified:
            return UNKNOWN
        return answer.value

    def figure(self, expression: Any) -> Any:
        """A number, UNKNOWN or NA."""
        if isinstance(expression, str):
            return self._named(expression)
        said = expression if isinstance(expression, dict) else expression.model_dump(by_alias=True, exclude_none=True)
        if "name" in said:
            return self._named(said["name"])
        kind = next(iter(said))
        if kind in ("sum", "difference", "ratio"):
            parts = [self.figure(part) for part in said[kind]]
            for state in (NA, UNKNOWN):
                if any(part is state for part in parts):
                    return state
            if kind == "sum":
                return sum(parts, Fraction(0))
            if kind == "difference":
                return parts[0] - parts[1]
            return parts[0] / parts[1] if parts[1] else UNKNOWN
        return self._in_table(kind, said)

    def _named(self, name: str) -> Any:
        if name.isdecimal():
            return Fraction(name)
        if name in self.book.countries["KHM"].facts:
            return self.book.countries["KHM"].facts[name].value
        derived = self.book.indicators[name].derived
        return self._value(name) if derived is None else self.figure(derived)

    def _in_table(self, kind: str, said: Mapping[str, Any]) -> Any:
        name = said["cell"][0] if kind == "cell" else said[kind].split(".")[0]
        table = self._value(name)
        if table in (NA, UNKNOWN):
            return table
        if kind == "cell":
            cells = [row[said["cell"][2]].value for row in table.rows if row["place"].value == said["cell"][1].lower()]
            return cells[0] if cells and cells[0] is not None else UNKNOWN
        if kind == "rows" and "where" not in said:
            return Fraction(len(table.rows))
        column = said["where"]["column"] if kind == "rows" else said["column"].split(".")[1]
        cells = [row[column].value for row in table.rows]
        if None in cells:
            return UNKNOWN
        if kind == "rows":
            return Fraction(sum(cell > _number(said["where"]["more_than"]) for cell in cells))
        return sum(cells, Fraction(0))

    def truth(self, criterion: Any) -> Any:
        """True, False, UNKNOWN, or NA where the criterion drops out."""
        said = criterion if isinstance(criterion, dict) else criterion.model_dump(by_alias=True, exclude_none=True)
        for group, decisive in (("any", True), ("all", False)):
            if group in said:
                truths = [truth for truth in map(self.truth, said[group]) if truth is not NA]
                if not truths:
                    return NA
                return decisive if decisive in truths else UNKNOWN if UNKNOWN in truths else not decisive
        item = self.book.indicators[said["indicator"]]
        value = self._named(item.id) if item.type in ("count", "amount", "share") else self._value(item.id)
        if value is NA or value is UNKNOWN:
            return value
        (operator, operand), *_ = [pair for pair in said.items() if pair[0] not in ("indicator", "proposal", "gap")]
        return self._holds(item, operator, operand, value)

    def _holds(self, item: Any, operator: str, operand: Any, value: Any) -> Any:
        if item.type == "date":
            days = {self._on(day, operator, operand) for day in (value.first, value.last, *_between(value))}
            return days.pop() if len(days) == 1 else UNKNOWN
        match operator:
            case "is":
                return value in operand
            case "is_not":
                return value not in operand
            case "includes":
                return set(operand) <= set(value)
            case "includes_any":
                return not set(operand).isdisjoint(value)
        if item.type == "choices":
            value = Fraction(len(set(value) - {"nobody"}))
        return _compare(operator, value, _number(operand))

    def _on(self, day: date, operator: str, operand: str) -> bool:
        match operator:
            case "on_or_after":
                return day >= date.fromisoformat(operand)
            case "before":
                return day < date.fromisoformat(operand)
            case "during_period":
                return START <= day <= END
            case "by_period_end":
                return day <= END
        year, month = END.year, END.month
        for _ in range(int(operand)):
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        first = date(year, month, min(END.day, calendar.monthrange(year, month)[1]))
        return first <= day <= END

    def level(self, leaf: Any) -> int | None:
        """The level in the reading; None where every criterion is not applicable."""
        truths = {level: [self.truth(criterion) for criterion in leaf.levels[level]] for level in sorted(leaf.levels)}
        if all(truth is NA for some in truths.values() for truth in some):
            return None
        reached = 0
        for level, some in truths.items():
            left = [truth for truth in some if truth is not NA] or [UNKNOWN]
            taken = [self.reading == "possible" if truth is UNKNOWN else truth for truth in left]
            if not all(taken):
                break
            reached = level
        return reached

    def points(self, node: Any, scored: bool = True) -> Fraction | None:
        """The points of a provision or an instrument in the reading; None where it has none."""
        children = getattr(node, "provisions", ()) or getattr(node, "children", ())
        if not children:
            level = self.level(node) if scored and node.addressee == "state" else None
            return None if level is None else Fraction(25 * level)
        scored = scored and getattr(node, "scored", True)
        counted = [(child.weight, found) for child in children if (found := self.points(child, scored)) is not None]
        if not counted:
            return None
        if node.combine == "weakest":
            return min(found for _, found in counted)
        return sum((weight * found for weight, found in counted), Fraction(0)) / sum(weight for weight, _ in counted)


def _between(interval: Any) -> Iterator[date]:
    """Every day between the first and the last."""
    for ordinal in range(interval.first.toordinal() + 1, interval.last.toordinal()):
        yield date.fromordinal(ordinal)
