"""Links between the parts of a rulebook: every id stands for something, and types fit."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gapcheck.rulebook.book import references
from gapcheck.rulebook.criteria import AllCriteria, AnyCriteria, Check, Criterion
from gapcheck.rulebook.documents import Document, Path
from gapcheck.rulebook.entries import FaultsError
from gapcheck.rulebook.expressions import Cell, Column, Difference, Expression, Name, Ratio, Rows, Sum, Where, given
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.numbers import is_number, is_percentage, parse_number
from gapcheck.rulebook.operands import read_operand
from gapcheck.rulebook.provisions import Instrument, Provision
from gapcheck.rulebook.registry import Registry
from gapcheck.rulebook.words import quoted


class Linker:
    """Walks all that was read and asks the registry for every name, so that problems carry their place."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.circles: set[frozenset[str]] = set()

    def indicator(self, indicator: Indicator, document: Document, path: Path) -> None:
        """Check what a derived indicator is made of."""
        if indicator.derived is None:
            return
        self._expression(indicator.derived, document, [*path, "derived"])
        circle = self._circle(indicator)
        if circle and frozenset(circle) not in self.circles:
            self.circles.add(frozenset(circle))
            found = f"a circle: {' from '.join(circle)}"
            self.registry.add(document, [*path, "derived"], found, "a figure from others", "Break the circle.")

    def instrument(self, instrument: Instrument, document: Document) -> None:
        """Check the criteria of every leaf, and the indicators that unscored leaves show."""
        for index, provision in enumerate(instrument.provisions):
            self._provision(provision, document, ("provisions", index))

    def check(self, check: Check, document: Document, path: Path) -> None:
        """Check the names that a consistency rule compares."""
        row: list[Indicator] | None = []
        for key in ("each_row", "match"):
            name = getattr(check, key)
            table = self.registry.table(name, document, [*path, key]) if name is not None else None
            if table is not None and row is not None:
                row.append(table)
            elif name is not None:
                row = None  # which columns may be named alone cannot be told
        for relation in ("equal", "at_most"):
            for index, side in enumerate(getattr(check, relation) or ()):
                self._expression(side, document, [*path, relation, index], row)
        for index, name in enumerate(check.not_after or ()):
            self.registry.typed(name, ("date",), document, [*path, "not_after", index])
        if check.implies is not None:
            self._criterion(check.implies.if_, document, [*path, "implies", "if"])
            self._criterion(check.implies.then, document, [*path, "implies", "then"])
        if check.tolerance is not None and not (is_number(check.tolerance) and parse_number(check.tolerance) >= 0):
            expected = "a number of 0 or more"
            self.registry.add(document, [*path, "tolerance"], quoted(check.tolerance), expected)

    def _provision(self, provision: Provision, document: Document, path: Path) -> None:
        for level, criteria in provision.levels.items():
            for index, criterion in enumerate(criteria):
                self._criterion(criterion, document, [*path, "levels", str(level), index])
        for index, name in enumerate(provision.shows):
            self.registry.known(name, document, [*path, "shows", index])
        for index, child in enumerate(provision.children):
            self._provision(child, document, [*path, "children", index])

    def _criterion(self, criterion: Criterion, document: Document, path: Path) -> None:
        if isinstance(criterion, (AnyCriteria, AllCriteria)):
            key, parts = ("any", criterion.any) if isinstance(criterion, AnyCriteria) else ("all", criterion.all)
            for index, part in enumerate(parts):
                self._criterion(part, document, [*path, key, index])
            return
        indicator = self.registry.known(criterion.indicator, document, [*path, "indicator"])
        if indicator is None or not criterion.operators:
            return
        try:
            read_operand(criterion, indicator)
        except FaultsError as error:
            for fault in error.faults:
                mend = fault.mend or (self.registry.band(criterion.operand) if indicator.type == "share" else "")
                self.registry.add(document, [*path, *fault.at], fault.found, fault.expected, mend, key=fault.key)

    def _expression(
        self, expression: Expression, document: Document, path: Path, row: Collection[Indicator] | None = ()
    ) -> None:
        """Check an expression; ``row`` are the tables whose columns may be named alone, None if they are unknown."""
        match expression:
            case Name(name=name):
                self._name(name, document, path, row)
            case Sum(sum=terms):
                self._terms(terms, document, [*path, "sum"], row)
            case Difference(difference=pair):
                self._terms(pair, document, [*path, "difference"], row)
            case Ratio(ratio=pair):
                self._terms(pair, document, [*path, "ratio"], row)
            case Column(column=column):
                table, _, name = column.partition(".")
                self.registry.column(table, name, document, [*path, "column"])
            case Rows(rows=table, where=where):
                held = self.registry.table(table, document, [*path, "rows"])
                if held is not None and where is not None:
                    self._where(table, where, document, [*path, "where"])
            case Cell(cell=(table, _, name)):
                if self.registry.table(table, document, [*path, "cell", 0]) is not None:
                    self.registry.column(table, name, document, [*path, "cell", 2])

    def _terms(
        self, terms: tuple[Expression, ...], document: Document, path: Path, row: Collection[Indicator] | None
    ) -> None:
        for index, term in enumerate(terms):
            self._expression(term, document, [*path, index], row)

    def _name(self, name: str, document: Document, path: Path, row: Collection[Indicator] | None) -> None:
        if is_number(name) or row is None:
            return
        table = next((table for table in row if name in table.columns), None)
        if table is not None:
            self.registry.numbers(table, name, document, path)
        else:
            self.registry.figure(name, document, path)

    def _where(self, table: str, where: Where, document: Document, path: Path) -> None:
        self.registry.column(table, where.column, document, [*path, "column"])
        if not given(where, where.OPERATORS):
            return
        if not is_number(where.operand) or is_percentage(where.operand):
            self.registry.add(document, [*path, where.operator], quoted(where.operand), "a plain number, such as 0")

    def _circle(self, indicator: Indicator) -> list[str]:
        """Return the way from an indicator back to itself, or nothing where there is none."""
        came_from: dict[str, str] = {}
        waiting = [indicator.id]
        while waiting:
            name = waiting.pop(0)
            for inner in self._inputs(name):
                if inner == indicator.id:
                    way = [inner, name]
                    while way[-1] != indicator.id:
                        way.append(came_from[way[-1]])
                    return list(reversed(way))
                if inner not in came_from:
                    came_from[inner] = name
                    waiting.append(inner)
        return []

    def _inputs(self, name: str) -> Iterator[str]:
        indicator = self.registry.indicators.get(name)
        if indicator is not None and indicator.derived is not None:
            yield from references(indicator.derived)
