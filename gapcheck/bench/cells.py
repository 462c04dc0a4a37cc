"""Cells: every way in which the criteria of some indicators can come out together, whatever is answered.

In one reading a criterion holds or not, or its indicator is not applicable (None); all that is unknown comes out alike.
A cell says so for each criterion. There may be cells that no answers give; there is none missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Final, TypeAlias

from gapcheck.bench.ladders import AtomKey, key_of
from gapcheck.bench.values import MOST_OPTIONS, real_values, sets_of, thresholds, whole_values
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.expressions import Name, Ratio
from gapcheck.rulebook.model import NUMERIC, Indicator
from gapcheck.rulebook.operands import compare, read_operand

Cell: TypeAlias = tuple[tuple[AtomKey, bool | None], ...]
Grouped: TypeAlias = Mapping[str, Sequence[Test]]

_FEW: Final = 6  # a whole below it is looked at by itself
_MOST_DATES: Final = 6  # criteria on one date, each of which may or may not hold


@dataclass(frozen=True, slots=True)
class Cells:
    """Gives the cells of criteria that are grouped by indicator; ``unknown`` is how what is unknown comes out."""

    rulebook: Rulebook
    unknown: bool

    def clusters(self, tests: Grouped) -> Iterator[list[Cell]]:
        """Yield the cells of each cluster: a whole with the shares of it, and every other indicator by itself.

        Indicators of different clusters are taken as if any answer to one went with any answer to the other.
        """
        wholes: dict[str, list[str]] = {}
        for name in tests:
            whole = self._whole(name)
            if whole is not None and whole in tests:
                wholes.setdefault(whole, []).append(name)
        shares = {share for held in wholes.values() for share in held} - wholes.keys()
        for name in tests:
            if name in wholes:
                yield _distinct(self._together(name, [share for share in wholes[name] if share in shares], tests))
            elif name not in shares:
                yield _distinct(self._alone(name, tests[name]))

    def _whole(self, name: str) -> str | None:
        """Return the number that a share is a share of, where it is one by name."""
        derived = self.rulebook.indicators[name].derived
        if isinstance(derived, Ratio) and isinstance(derived.ratio[1], Name):
            return derived.ratio[1].name
        return None

    def _alone(self, name: str, tests: Sequence[Test]) -> Iterator[Cell]:
        indicator = self.rulebook.indicators[name]
        yield from self._unanswered(name, tests)
        if indicator.type in NUMERIC:
            for value in self._numbers(indicator, tests):
                yield _numeric(tests, indicator, value)
        elif indicator.type in ("choice", "yes_no"):
            for code in indicator.codes:
                yield tuple((key_of(test), (code in test.operand) == (test.operator == "is")) for test in tests)
        elif indicator.type == "choices" and len(indicator.options) <= MOST_OPTIONS:
            for chosen in sets_of(indicator):
                yield tuple((key_of(test), _chosen(test, indicator, chosen)) for test in tests)
        elif len(tests) <= _MOST_DATES:
            for truths in product((False, True), repeat=len(tests)):
                yield tuple(zip(map(key_of, tests), truths, strict=True))
        else:
            raise TooManyError

    def _unanswered(self, name: str, tests: Sequence[Test]) -> Iterator[Cell]:
        yield tuple((key_of(test), self.unknown) for test in tests)
        if any(self.rulebook.indicators[asked].not_applicable for asked in self.rulebook.underlying(name)):
            yield tuple((key_of(test), None) for test in tests)

    def _numbers(self, indicator: Indicator, tests: Sequence[Test]) -> list[Fraction]:
        cuts = thresholds(tests, indicator)
        if indicator.derived is not None:
            return real_values(cuts, None)
        if indicator.type != "count":
            return real_values(cuts, Fraction(0))
        return sorted({*map(Fraction, range(1, _FEW + 1)), *whole_values([*cuts, Fraction(_FEW)])})

    def _together(self, whole: str, shares: Sequence[str], tests: Grouped) -> Iterator[Cell]:
        """Yield the cells of a whole and its shares: of none there is no share, of few there are few shares."""
        indicator = self.rulebook.indicators[whole]
        alone = [_distinct(self._alone(share, tests[share])) for share in shares]
        unanswered = [list(self._unanswered(share, tests[share])) for share in shares]
        for cell in self._unanswered(whole, tests[whole]):
            yield from (_joined(cell, parts) for parts in product(*unanswered))
        for value in sorted({Fraction(0), *self._numbers(indicator, tests[whole])}):
            cell = _numeric(tests[whole], indicator, value)
            if value == 0:
                held = unanswered
            elif 0 < value < _FEW and indicator.derived is None and indicator.type == "count":
                held = [self._shares(share, tests[share], value) for share in shares]
            else:
                held = alone  # the value may stand for many
            yield from (_joined(cell, parts) for parts in product(*held))

    def _shares(self, name: str, tests: Sequence[Test], whole: Fraction) -> list[Cell]:
        """Return the cells of a share of a whole that is known."""
        indicator = self.rulebook.indicators[name]
        if not isinstance(indicator.derived, Ratio) or not isinstance(indicator.derived.ratio[0], Name):
            return _distinct(self._alone(name, tests))
        part = self.rulebook.indicators.get(indicator.derived.ratio[0].name)
        if part is None or part.type != "count" or part.derived is not None:
            return _distinct(self._alone(name, tests))
        parts = whole_values(cut * whole for cut in thresholds(tests, indicator))
        known = [_numeric(tests, indicator, value / whole) for value in parts]
        return _distinct(iter([*self._unanswered(name, tests), *known]))


class TooManyError(Exception):
    """There are more cells than can be looked at."""


def _numeric(tests: Sequence[Test], indicator: Indicator, value: Fraction) -> Cell:
    return tuple((key_of(test), _compared(test, indicator, value)) for test in tests)


def _compared(test: Test, indicator: Indicator, value: Fraction) -> bool:
    operand = read_operand(test, indicator)
    return isinstance(operand, Fraction) and compare(value, test.operator, operand)


def _chosen(test: Test, indicator: Indicator, chosen: tuple[str, ...]) -> bool:
    operand = read_operand(test, indicator)
    if isinstance(operand, frozenset):
        return operand <= set(chosen) if test.operator == "includes" else bool(operand & set(chosen))
    number = sum(1 for code in chosen if not indicator.options[code].exclusive)
    return isinstance(operand, Fraction) and compare(Fraction(number), test.operator, operand)


def _joined(cell: Cell, parts: Sequence[Cell]) -> Cell:
    return (*cell, *(item for part in parts for item in part))


def _distinct(cells: Iterator[Cell]) -> list[Cell]:
    return list(dict.fromkeys(cells))
