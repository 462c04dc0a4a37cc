"""Links between the parts of a rulebook: every id stands for something, and types fit."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gapcheck.errors import Problem
from gapcheck.rulebook.book import references
from gapcheck.rulebook.criteria import (
    AllCriteria,
    AnyCriteria,
    Cell,
    Check,
    Column,
    Criterion,
    Difference,
    Expression,
    Name,
    Ratio,
    Rows,
    Sum,
    Test,
)
from gapcheck.rulebook.documents import Document, Path
from gapcheck.rulebook.model import NUMERIC, Indicator
from gapcheck.rulebook.numbers import is_number, is_percentage
from gapcheck.rulebook.operands import read_operand
from gapcheck.rulebook.provisions import Instrument, Provision


def near(word: str, known: Iterable[str]) -> str:
    """Return a sentence that suggests the nearest known name, or nothing where none is near."""
    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"Did you mean {matches[0]!r}?" if matches else ""


@dataclass
class Linker:
    """Finds every dangling id and every type that does not fit, at its place."""

    indicators: Mapping[str, Indicator]
    facts: Collection[str]
    broken: Collection[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)

    def indicator(self, indicator: Indicator, document: Document, path: Path) -> None:
        """Check what a derived indicator is made of."""
        if indicator.derived is None:
            return
        self._expression(indicator.derived, document, [*path, "derived"], row=())
        if indicator.id in self._closure(indicator):
            self._add(
                document, [*path, "derived"], f"{indicator.id} derived from itself", "no circle", "Break the circle."
            )

    def instrument(self, instrument: Instrument, document: Document) -> None:
        """Check the criteria of every leaf, and the indicators that unscored leaves show."""
        for index, provision in enumerate(instrument.provisions):
            self._provision(provision, document, ["provisions", index])

    def check(self, check: Check, document: Document, path: Path) -> None:
        """Check the names that a consistency rule compares."""
        row: list[str] = []
        for key in ("each_row", "match"):
            table = getattr(check, key)
            if table is not None and self._table(table, document, [*path, key]):
                row.extend(self.indicators[table].columns)
        for relation in ("equal", "at_most"):
            for index, side in enumerate(getattr(check, relation) or ()):
                self._expression(side, document, [*path, relation, index], row=row)
        for index, name in enumerate(check.not_after or ()):
            self._typed(name, ("date",), document, [*path, "not_after", index])
        if check.implies is not None:
            self._criterion(check.implies.if_, document, [*path, "implies", "if"])
            self._criterion(check.implies.then, document, [*path, "implies", "then"])
        if check.tolerance is not None and not is_number(check.tolerance):
            self._add(document, [*path, "tolerance"], repr(check.tolerance), "a number", "")

    def _provision(self, provision: Provision, document: Document, path: list[str | int]) -> None:
        for level, criteria in provision.levels.items():
            for index, criterion in enumerate(criteria):
                self._criterion(criterion, document, [*path, "levels", str(level), index])
        for index, name in enumerate(provision.shows):
            if name not in self.indicators:
                self._dangling(name, document, [*path, "shows", index])
        for index, child in enumerate(provision.children):
            self._provision(child, document, [*path, "children", index])

    def _criterion(self, criterion: Criterion, document: Document, path: list[str | int]) -> None:
        if isinstance(criterion, (AnyCriteria, AllCriteria)):
            key = "any" if isinstance(criterion, AnyCriteria) else "all"
            for index, part in enumerate(getattr(criterion, key)):
                self._criterion(part, document, [*path, key, index])
            return
        indicator = self.indicators.get(criterion.indicator)
        if indicator is None:
            self._dangling(criterion.indicator, document, [*path, "indicator"])
            return
        try:
            read_operand(criterion, indicator)
        except ValueError as error:
            self._add(
                document, [*path, criterion.operator], _said(criterion), str(error),
                near(" ".join(_operands(criterion)), indicator.codes),
            )  # fmt: skip

    def _expression(
        self, expression: Expression, document: Document, path: list[str | int], row: Collection[str]
    ) -> None:
        match expression:
            case Name(name=name):
                if not (is_number(name) or name in row or name in self.facts):
                    self._typed(name, tuple(NUMERIC), document, path)
            case Sum(sum=terms):
                for index, term in enumerate(terms):
                    self._expression(term, document, [*path, "sum", index], row)
            case Difference(difference=pair):
                for index, term in enumerate(pair):
                    self._expression(term, document, [*path, "difference", index], row)
            case Ratio(ratio=pair):
                for index, term in enumerate(pair):
                    self._expression(term, document, [*path, "ratio", index], row)
            case Column(column=column):
                table, _, name = column.partition(".")
                self._table_column(table, name, document, [*path, "column"])
            case Rows(rows=table, where=where):
                if self._table(table, document, [*path, "rows"]) and where is not None:
                    self._table_column(table, where.column, document, [*path, "where", "column"])
                    if not is_number(where.operand) or is_percentage(where.operand):
                        self._add(document, [*path, "where", where.operator], repr(where.operand), "a number", "")
            case Cell(cell=(table, _, name)):
                self._table_column(table, name, document, [*path, "cell"])

    def _table(self, name: str, document: Document, path: Path) -> bool:
        return self._typed(name, ("table",), document, path)

    def _table_column(self, table: str, name: str, document: Document, path: Path) -> None:
        if not self._table(table, document, path):
            return
        columns = self.indicators[table].columns
        if name not in columns:
            self._add(document, path, f"the column {name!r}", f"one of {', '.join(columns)}", near(name, columns))
        elif columns[name].type not in NUMERIC:
            self._add(document, path, f"the column {name!r} of type {columns[name].type}", "a column of numbers", "")

    def _typed(self, name: str, types: tuple[str, ...], document: Document, path: Path) -> bool:
        indicator = self.indicators.get(name)
        if indicator is None:
            self._dangling(name, document, path)
            return False
        if indicator.type not in types:
            wanted = " or ".join(sorted(types))
            self._add(document, path, f"{name} of type {indicator.type}", f"an indicator of type {wanted}", "")
            return False
        return True

    def _closure(self, indicator: Indicator) -> set[str]:
        reached: set[str] = set()
        waiting = [indicator]
        while waiting:
            derived = waiting.pop().derived
            for name in references(derived) if derived is not None else ():
                if name in self.indicators and name not in reached:
                    reached.add(name)
                    waiting.append(self.indicators[name])
        return reached

    def _dangling(self, name: str, document: Document, path: Path) -> None:
        if name in self.broken:
            return
        known = [*self.indicators, *self.facts]
        self._add(document, path, f"the unknown id {name!r}", "the id of an indicator", near(name, known))

    def _add(self, document: Document, path: Path, found: str, expected: str, mend: str) -> None:
        self.problems.append(Problem(document.place(path), found, expected, mend))


def _operands(test: Test) -> Iterator[str]:
    yield from test.operand if isinstance(test.operand, tuple) else (test.operand,)


def _said(test: Test) -> str:
    return f"'{test.operator}: {', '.join(_operands(test))}' on {test.indicator}"
