"""The names that rule files may use: indicators, facts and columns, and what is said of a name that is none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from gapcheck.errors import Problem
from gapcheck.rulebook.documents import Document, Path
from gapcheck.rulebook.model import NUMERIC, Indicator
from gapcheck.rulebook.words import near, quoted


@dataclass
class Registry:
    """Finds names and their types, and gathers a problem, at its place, for each that does not fit.

    ``broken`` are the ids that could not be read: they are reported where they stand, not where they are used.
    Without ``complete`` a file could not be read, so that an unknown name proves nothing. ``bands`` are the shares that
    the method has names for.
    """

    indicators: Mapping[str, Indicator]
    facts: Collection[str]
    broken: Collection[str] = frozenset()
    complete: bool = True
    problems: list[Problem] = field(default_factory=list)
    bands: Mapping[str, Fraction] = field(default_factory=dict)

    def known(self, name: str, document: Document, path: Path) -> Indicator | None:
        """Return an indicator; a name that is none is a problem."""
        indicator = self.indicators.get(name)
        if indicator is None:
            self._dangling(name, "the id of an indicator", self.indicators, document, path)
        return indicator

    def typed(self, name: str, types: Iterable[str], document: Document, path: Path) -> Indicator | None:
        """Return an indicator of one of some types; any other is a problem."""
        indicator = self.known(name, document, path)
        if indicator is None or indicator.type in types:
            return indicator
        wanted = " or ".join(sorted(types))
        self.add(document, path, f"{name!r}, which is of type {indicator.type}", f"an indicator of type {wanted}")
        return None

    def figure(self, name: str, document: Document, path: Path) -> None:
        """Look for an indicator that is a number, or a fact; any other name is a problem."""
        if name in self.facts:
            return
        if name in self.indicators:
            self.typed(name, NUMERIC, document, path)
            return
        known = [*self.indicators, *self.facts]
        held = self.indicators.get(name.partition(".")[0])
        mend = f"The sum of a column is {{column: {name}}}." if held is not None and held.type == "table" else ""
        self._dangling(name, "the id of an indicator, a country fact or a number", known, document, path, mend)

    def table(self, name: str, document: Document, path: Path) -> Indicator | None:
        """Return a table; any other name is a problem."""
        if name not in self.indicators:
            tables = [indicator.id for indicator in self.indicators.values() if indicator.type == "table"]
            self._dangling(name, "the id of a table", tables, document, path)
            return None
        return self.typed(name, ("table",), document, path)

    def column(self, table: str, name: str, document: Document, path: Path) -> None:
        """Look for a column of numbers in a table; anything else is a problem."""
        held = self.table(table, document, path)
        if held is None:
            return
        if name not in held.columns:
            expected = f"a column of {table}: {', '.join(held.columns)}"
            self.add(document, path, f"the unknown column {quoted(name)}", expected, near(name, held.columns))
        else:
            self.numbers(held, name, document, path)

    def numbers(self, table: Indicator, name: str, document: Document, path: Path) -> None:
        """Report a column that is there and holds no numbers."""
        kind = table.columns[name].type
        if kind not in NUMERIC:
            self.add(document, path, f"the column {name!r}, which is of type {kind}", "a column of numbers")

    def band(self, name: object) -> str:
        """Return a sentence that says which share a band is, or nothing where there is none of that name."""
        share = self.bands.get(name.strip().casefold()) if isinstance(name, str) else None
        return f"{name!r} is the band of {float(share * 100):g}%. Write the number." if share is not None else ""

    def _dangling(
        self, name: str, expected: str, known: Iterable[str], document: Document, path: Path, mend: str = ""
    ) -> None:
        if name in self.broken or not self.complete:
            return
        self.add(document, path, f"the unknown id {quoted(name)}", expected, mend or near(name, known))

    def add(
        self, document: Document, path: Path, found: str, expected: str, mend: str = "", *, key: bool = False
    ) -> None:
        """Gather one problem."""
        self.problems.append(Problem(document.place(path, key=key), found, expected, mend))
