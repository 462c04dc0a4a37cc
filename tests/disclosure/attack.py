"""An attack on what is published: an integer solver that knows the rules, and every number and truth that is shown.

It shares no code with the disclosure room: expressions are read anew, and every hidden cell is a variable from 0 on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from disclosure_integers import Constraint, Expression, Program

from gapcheck.assessment.result import Assessment, Criterion, InnerProvision, LeafProvision
from gapcheck.disclosure import NOT_SHOWN, Exposure
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import Check
from gapcheck.rulebook.expressions import Cell, Column, Difference, Name, Ratio, Rows, Sum
from gapcheck.rulebook.numbers import is_number, parse_number

Spot = tuple[int, str, int, str]
"""A result by its number, a question, a row (-1 outside tables), a column."""


@dataclass(frozen=True)
class Linear:
    """A number plus spots times factors."""

    base: Fraction
    factors: Mapping[Spot, Fraction]

    def plus(self, other: Linear, sign: int) -> Linear:
        factors = dict(self.factors)
        for spot, factor in other.factors.items():
            factors[spot] = factors.get(spot, Fraction(0)) + sign * factor
        return Linear(self.base + sign * other.base, factors)

    def at(self, values: Mapping[Spot, Fraction]) -> Fraction:
        return self.base + sum(factor * values[spot] for spot, factor in self.factors.items())


@dataclass(frozen=True)
class Figure:
    """A quotient of two linear figures."""

    top: Linear
    bottom: Linear

    def at(self, values: Mapping[Spot, Fraction]) -> Fraction | None:
        bottom = self.bottom.at(values)
        return self.top.at(values) / bottom if bottom else None


ONE = Linear(Fraction(1), {})


class Attack:
    """What a reader of some published results knows; ``whole`` are the results themselves, to know what is hidden."""

    def __init__(self, whole: Sequence[Assessment], shown: Sequence[Assessment], rulebook: Rulebook) -> None:
        self.rulebook, self.whole, self.shown = rulebook, whole, shown
        self.values: dict[Spot, Fraction] = {}
        self.hidden: set[Spot] = set()
        for number, (full, seen) in enumerate(zip(whole, shown, strict=True)):
            for record, told in zip(full.answers, seen.answers, strict=True):
                self._read(number, record, told)

    def _read(self, number: int, record: Any, told: Any) -> None:
        if isinstance(record.value, list) and record.value and isinstance(record.value[0], dict):
            for row, (held, seen) in enumerate(zip(record.value, told.value, strict=True)):
                for column, value in held.items():
                    if isinstance(value, (int, float)):
                        self._one((number, record.indicator, row, column), value, seen[column])
        elif isinstance(record.value, (int, float)):
            self._one((number, record.indicator, -1, ""), record.value, told.value)

    def _one(self, spot: Spot, value: Any, seen: Any) -> None:
        self.values[spot] = Fraction(str(value))
        if seen is None or seen == NOT_SHOWN:
            self.hidden.add(spot)
        else:
            assert seen == value, "a number was changed"

    # -- Figures, read from the rule files --

    def figure(self, number: int, expression: Any, row: Mapping[str, Spot] | None = None) -> Figure | None:
        """Return what an expression is over spots; None where a number is missing."""
        match expression:
            case Name(name=name):
                return self._name(number, name, row)
            case Sum(sum=terms):
                return self._linear([self.figure(number, term, row) for term in terms], 1)
            case Difference(difference=pair):
                return self._linear([self.figure(number, term, row) for term in pair], -1)
            case Ratio(ratio=pair):
                top, bottom = (self.figure(number, term, row) for term in pair)
                if top is None or bottom is None or top.bottom != ONE or bottom.bottom != ONE:
                    return None
                return Figure(top.top, bottom.top)
            case Column(column=column):
                if row is not None and column in row:
                    return self._spot(row[column])
                table, _, name = column.partition(".")
                return self._column(number, table, name)
            case Rows() | Cell():
                return None
        raise AssertionError(expression)

    def _name(self, number: int, name: str, row: Mapping[str, Spot] | None) -> Figure | None:
        if row is not None and name in row:
            return self._spot(row[name])
        if is_number(name):
            return Figure(Linear(parse_number(name), {}), ONE)
        indicator = self.rulebook.indicators.get(name)
        if indicator is None:
            fact = self.rulebook.fact(self.whole[number].country.code, name)
            return None if fact is None else Figure(Linear(fact.value, {}), ONE)
        if indicator.derived is not None:
            return self.figure(number, indicator.derived)
        return self._spot((number, name, -1, ""))

    def _spot(self, spot: Spot) -> Figure | None:
        return Figure(Linear(Fraction(0), {spot: Fraction(1)}), ONE) if spot in self.values else None

    def _linear(self, parts: list[Figure | None], sign: int) -> Figure | None:
        if any(part is None or part.bottom != ONE for part in parts):
            return None
        made = parts[0].top
        for part in parts[1:]:
            made = made.plus(part.top, sign)
        return Figure(made, ONE)

    def _rows(self, number: int, table: str) -> list[dict[str, Any]] | None:
        value = next(record.value for record in self.whole[number].answers if record.indicator == table)
        return value if isinstance(value, list) else None

    def _column(self, number: int, table: str, name: str) -> Figure | None:
        rows = self._rows(number, table)
        if rows is None or any(held[name] is None for held in rows):
            return None
        return Figure(Linear(Fraction(0), {(number, table, row, name): Fraction(1) for row in range(len(rows))}), ONE)

    # -- What is said of them --

    def _check(self, model: Model, number: int, check: Check) -> None:
        pair = check.equal or check.at_most
        if pair is None:
            return
        for row in self._looked_at(number, check):
            left, right = (self.figure(number, side, row) for side in pair)
            if left is None or right is None:
                continue
            if check.as_printed is not None or check.tolerance is not None:
                self._printed(model, check, left, right)
            elif left.bottom == ONE and right.bottom == ONE:
                apart = left.top.plus(right.top, -1)
                now = apart.at(self.values)
                if check.at_most is not None:
                    model.at_most(apart, holds=now <= 0)
                else:
                    model.equal(apart, holds=now == 0)

    def _bounds(self, model: Model, number: int) -> None:
        """A share is from 0 to 1, and of none there is none: that fails, or does not, for all to see."""
        failed = {found.check for found in self.shown[number].contradictions}
        for indicator in self.rulebook.indicators.values():
            share = self.figure(number, indicator.derived) if indicator.type == "share" and indicator.derived else None
            if share is not None:
                model.share(share, holds=f"share_within_bounds.{indicator.id}" not in failed)

    def _printed(self, model: Model, check: Check, left: Figure, right: Figure) -> None:
        """A share that is stated, against a quotient; a hidden one may be whatever the quotient is."""
        stated, quotient = (left, right) if left.bottom == ONE else (right, left)
        if check.tolerance is not None or set(stated.top.factors) & self.hidden or quotient.bottom == ONE:
            return
        scale = 10 ** (2 + (check.as_printed or 0))
        now = quotient.at(self.values)
        if now is None:
            return
        printed = int(stated.top.at(self.values) * scale + Fraction(1, 2))
        low, high = Fraction(2 * printed - 1, 2 * scale), Fraction(2 * printed + 1, 2 * scale)
        if low <= now < high:
            model.between(quotient, low, high)

    def _looked_at(self, number: int, check: Check) -> Iterator[Mapping[str, Spot] | None]:
        if check.each_row is None:
            yield None
            return
        rows = self._rows(number, check.each_row)
        others = self._rows(number, check.match) if check.match else []
        if rows is None or others is None:
            return
        key = self.rulebook.indicators[check.each_row].key_column
        for at, row in enumerate(rows):
            spots = {f"{check.each_row}.{name}": (number, check.each_row, at, name) for name in row}
            spots |= {name: (number, check.each_row, at, name) for name in row}
            if check.match:
                its = self.rulebook.indicators[check.match].key_column
                beside = next((n for n, other in enumerate(others) if _same(other[its], row[key])), None)
                if beside is None:
                    continue
                partner = {name: (number, check.match, beside, name) for name in others[beside]}
                spots = partner | {f"{check.match}.{name}": spot for name, spot in partner.items()} | spots
            yield spots

    def _criteria(self, model: Model, number: int, *, suppressed: bool) -> None:
        """The truth of every criterion; of those that are suppressed only where they are known by their levels."""
        whole, shown = (list(_criteria_of(held[number])) for held in (self.whole, self.shown))
        for test, told in zip(whole, shown, strict=True):
            assert told.truth in (test.truth, "suppressed"), "a truth was changed"
            figure = self.figure(number, Name(name=test.indicator)) if self._numeric(test.indicator) else None
            if figure is None or (told.truth == "suppressed" and not suppressed):
                continue
            bound = parse_number(str(test.expected))
            model.compared(figure, test.operator, bound, test.truth)
            if isinstance(told.found, (int, float)):
                model.told(figure, Fraction(str(told.found)), Fraction(1, 10**9))
            for stated in re.findall(r"stated: (-?[\d,.]+)( %)?\)", told.gap or ""):
                value = Fraction(stated[0].replace(",", "")) / (100 if stated[1] else 1)
                model.told(figure, value, Fraction(1, 1000))

    def _numeric(self, name: str) -> bool:
        return self.rulebook.indicators[name].type in ("count", "amount", "share")

    def _sides(self, model: Model, number: int) -> None:
        """The sides of failed checks, where they are shown."""
        for found in self.shown[number].contradictions:
            check = next((item for item in self.rulebook.checks if item.id == found.check), None)
            pair = check and (check.equal or check.at_most)
            if not pair or check.each_row is not None:
                continue
            for side, value in zip(pair, (found.left, found.right), strict=True):
                figure = self.figure(number, side)
                if figure is not None and isinstance(value, (int, float)):
                    model.told(figure, Fraction(str(value)), Fraction(1, 10**9))

    def _twins(self, model: Model) -> None:
        """Figures that a second result of one country repeats, or gives as those of the year before."""
        for one in self.values:
            for other in self.values:
                if one[0] < other[0] and self._twin(one, other) and self.values[one] == self.values[other]:
                    model.equal(Linear(Fraction(0), {one: Fraction(1), other: Fraction(-1)}), holds=True)

    def _twin(self, one: Spot, other: Spot) -> bool:
        left, right = self.whole[one[0]], self.whole[other[0]]
        if one[2] >= 0 or left.country != right.country:
            return False
        if left.period == right.period:
            return one[1:] == other[1:]
        earlier, later = (one, other) if left.year < right.year else (other, one)
        return abs(left.year - right.year) == 1 and f"{earlier[1]}_previous_year" == later[1]

    # -- The law --

    def model(self, *, suppressed: bool = True) -> Model:
        """Return all that is known; with ``suppressed`` also the truths that only levels tell."""
        model = Model(self.values, self.hidden)
        for number in range(len(self.whole)):
            for check in self.rulebook.checks:
                self._check(model, number, check)
            self._bounds(model, number)
            self._criteria(model, number, suppressed=suppressed)
            self._sides(model, number)
        self._twins(model)
        return model

    def small(self) -> Iterator[tuple[Spot | str, int, Figure]]:
        """Yield every count of persons from 1 to 4, asked or derived, with the number of its result."""
        for spot, value in self.values.items():
            indicator = self.rulebook.indicators[spot[1]]
            counts = indicator.columns[spot[3]].persons if spot[3] else indicator.unit == "persons"
            if counts and 1 <= value <= 4:
                assert spot in self.hidden, f"{spot} is shown"
                yield spot, spot[0], self._spot(spot)
        for indicator in self.rulebook.indicators.values():
            if indicator.derived is not None and indicator.unit == "persons":
                for number in range(len(self.whole)):
                    figure = self.figure(number, Name(name=indicator.id))
                    if figure is not None and 1 <= figure.at(self.values) <= 4:
                        yield indicator.id, number, figure

    def told(self, exposures: Sequence[Exposure]) -> list[str]:
        """Return every small count and number that the solver can exclude, but for the exposures that were said."""
        wrong = []
        known, without = self.model(), self.model(suppressed=False)
        for spot, number, figure in self.small():
            for wanted in (1, 2, 3, 4):
                said = [one for one in exposures if self._is(one, spot, number) and one.number == wanted]
                if any(one.told_by == "checks" for one in said):
                    continue
                if not (without if said else known).can_be(figure, wanted):
                    wrong.append(f"{spot} of result {number} cannot be {wanted}")
        return wrong

    def needless(self, exposures: Sequence[Exposure]) -> list[str]:
        """Return the exposures that the solver cannot confirm."""
        known = self.model()
        return [
            str((spot, one.number))
            for spot, number, figure in self.small()
            for one in exposures
            if self._is(one, spot, number) and known.can_be(figure, one.number)
        ]

    def _is(self, one: Exposure, spot: Spot | str, number: int) -> bool:
        whole = self.whole[number]
        if (one.country, one.year, one.source) != (whole.country.code, whole.year, whole.source):
            return False
        if isinstance(spot, str):
            return one.indicator == spot
        if spot[2] < 0:
            return one.indicator == spot[1] and not one.column
        key = self.rulebook.indicators[spot[1]].key_column
        return (one.indicator, one.row, one.column) == (spot[1], self._rows(number, spot[1])[spot[2]][key], spot[3])


class Model:
    """What a reader knows, as an integer program; what is shown is no variable."""

    def __init__(self, values: Mapping[Spot, Fraction], hidden: set[Spot]) -> None:
        self.values, self.hidden = values, hidden
        self.program = Program()
        # A reader who knows how great the numbers are at most is told no less, and the solver is the quicker.
        most = 100 + 2 * max((int(values[spot]) for spot in hidden), default=0)
        self.variables = {spot: self.program.variable(most, int(values[spot])) for spot in sorted(hidden)}

    def _expression(self, figure: Linear, times: int) -> Expression:
        factors, base = {}, figure.base
        for spot, factor in figure.factors.items():
            if spot in self.hidden:
                factors[self.variables[spot]] = int(factor * times)
            else:
                base += factor * self.values[spot]
        scale = base * times
        assert scale.denominator == 1
        return Expression(int(scale), factors)

    def at_most(self, apart: Linear, *, holds: bool) -> None:
        expression = self._expression(apart, 1)
        self._add(expression.stands("<=", 0) if holds else expression.stands(">=", 1))

    def share(self, figure: Figure, *, holds: bool) -> None:
        """The upper part is from none to all of the lower, which counts something or is none; or it is not."""
        top, over = self._expression(figure.top, 1), self._expression(figure.top.plus(figure.bottom, -1), 1)
        if holds:
            self._add(top.stands(">=", 0))
            self._add(over.stands("<=", 0))
        else:
            self.program.either([top.stands("<=", -1)], [over.stands(">=", 1)])

    def equal(self, apart: Linear, *, holds: bool) -> None:
        self._add(self._expression(apart, 1).stands("==" if holds else "!=", 0))

    def between(self, figure: Figure, low: Fraction, high: Fraction) -> None:
        """The quotient is at least the one bound and below the other."""
        self._compare(figure, low, ">=")
        self._compare(figure, high, "<")

    def compared(self, figure: Figure, operator: str, bound: Fraction, truth: str) -> None:
        if truth == "unknown":
            self.equal(figure.bottom, holds=True)
            return
        signs = {"at_least": (">=", "<"), "at_most": ("<=", ">"), "more_than": (">", "<="), "less_than": ("<", ">=")}
        self._compare(figure, bound, signs[operator][truth != "met"])

    def told(self, figure: Figure, value: Fraction, about: Fraction) -> None:
        if not (set(figure.top.factors) | set(figure.bottom.factors)) & self.hidden:
            return
        self._compare(figure, value - about, ">=")
        self._compare(figure, value + about, "<=")

    def _compare(self, figure: Figure, bound: Fraction, sign: str) -> None:
        """A quotient against a bound, whose bottom may be negative too: then the sign turns round."""
        times = bound.denominator
        apart = self._expression(figure.top, times) - self._expression(figure.bottom, bound.numerator)
        if figure.bottom == ONE:
            self._add(_stands(apart, sign))
            return
        bottom, turned = self._expression(figure.bottom, 1), {">=": "<=", ">": "<", "<=": ">=", "<": ">"}[sign]
        self.program.either(
            [bottom.stands(">=", 1), _stands(apart, sign)], [bottom.stands("<=", -1), _stands(apart, turned)]
        )

    def _add(self, constraint: Constraint | bool) -> None:
        if isinstance(constraint, bool):
            assert constraint, "what is shown contradicts what is said"
        else:
            self.program.add(constraint)

    def can_be(self, figure: Figure, wanted: int) -> bool:
        return self.program.can_be(self._expression(figure.top, 1), wanted)


def _stands(apart: Expression, sign: str) -> Constraint | bool:
    if sign in (">=", "<="):
        return apart.stands(">=" if sign == ">=" else "<=", 0)
    return apart.stands(">=", 1) if sign == ">" else apart.stands("<=", -1)


def _same(one: Any, other: Any) -> bool:
    return " ".join(str(one).split()).casefold() == " ".join(str(other).split()).casefold()


def _criteria_of(assessment: Assessment) -> Iterator[Criterion]:
    def below(nodes: Sequence[InnerProvision | LeafProvision]) -> Iterator[Criterion]:
        for node in nodes:
            if isinstance(node, InnerProvision):
                yield from below(node.children)
            else:
                for tree in node.criteria:
                    yield from tests(tree)

    def tests(tree: Any) -> Iterator[Criterion]:
        if isinstance(tree, Criterion):
            yield tree
        else:
            for part in getattr(tree, "any", None) or tree.all:
                yield from tests(part)

    for instrument in assessment.instruments:
        yield from below(instrument.provisions)
