"""Expressions: figures made from other figures, in derived indicators and in checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, Tag

from gapcheck.rulebook.entries import Entry, Fault


class Name(Entry):
    """An indicator, a country fact, a column of the row at hand, or a number."""

    name: str


class Sum(Entry):
    """The sum of its terms."""

    CALLED: ClassVar[str] = "a 'sum'"

    sum: tuple[Expression, ...] = Field(min_length=1)


class Difference(Entry):
    """The first term less the second."""

    CALLED: ClassVar[str] = "a 'difference'"

    difference: tuple[Expression, Expression]


class Ratio(Entry):
    """The first term divided by the second; unknown where the second is zero."""

    CALLED: ClassVar[str] = "a 'ratio'"

    ratio: tuple[Expression, Expression]


class Column(Entry):
    """The sum of a table's column, written ``table.column``."""

    CALLED: ClassVar[str] = "a 'column'"

    column: str = Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")


class Where(Entry):
    """A condition on one column that a row must meet to be counted."""

    CALLED: ClassVar[str] = "a 'where', such as {column: requests, more_than: 0}"

    column: str
    at_least: str | None = None
    at_most: str | None = None
    more_than: str | None = None
    less_than: str | None = None

    OPERATORS: ClassVar[tuple[str, ...]] = ("at_least", "at_most", "more_than", "less_than")

    def faults(self) -> Iterator[Fault]:
        """Yield the fault of having no operator, or more than one."""
        yield from unless_one(given(self, self.OPERATORS), self.OPERATORS, "condition")

    @property
    def operator(self) -> str:
        """The name of the operator."""
        return given(self, self.OPERATORS)[0]

    @property
    def operand(self) -> str:
        """The operand, as the rule file writes it."""
        return str(getattr(self, self.operator))


class Rows(Entry):
    """The number of a table's rows, or of those where a column meets a condition."""

    CALLED: ClassVar[str] = "a 'rows'"

    rows: str
    where: Where | None = None


class Cell(Entry):
    """One cell of a table: the table, the key of the row, the column."""

    CALLED: ClassVar[str] = "a 'cell'"

    cell: tuple[str, str, str]


EXPRESSIONS: dict[str, type[Entry]] = {
    "sum": Sum, "difference": Difference, "ratio": Ratio, "column": Column, "rows": Rows, "cell": Cell,
}  # fmt: skip


def given(entry: Entry, names: tuple[str, ...]) -> list[str]:
    """Return those of some keys, as the rule file writes them, that an entry has."""
    # No field may be called `is`, so that key has a field with another name.
    return [name for name in names if getattr(entry, "is_" if name == "is" else name) is not None]


def unless_one(there: list[str], names: tuple[str, ...], called: str) -> Iterator[Fault]:
    """Yield a fault where none of some keys is there, or more than one of them."""
    if not there:
        yield Fault(f"no {called}", f"one of {', '.join(names)}")
    for name in there[1:]:
        yield Fault(f"a second {called}, {name!r}, beside {there[0]!r}", "only one", at=(name,), key=True)


def _kind(value: Any) -> str | None:
    # Tags carry brackets so that no key of a file is ever taken for one in the path of an error.
    if isinstance(value, Name):
        return "<name>"
    if isinstance(value, dict):
        return next((f"<{kind}>" for kind in EXPRESSIONS if kind in value), None)
    return next((f"<{kind}>" for kind, model in EXPRESSIONS.items() if isinstance(value, model)), None)


def _named(value: Any) -> Any:
    return Name(name=value) if isinstance(value, str) and value.strip() else value


Expression: TypeAlias = Annotated[
    Annotated[Name, Tag("<name>")]
    | Annotated[Sum, Tag("<sum>")]
    | Annotated[Difference, Tag("<difference>")]
    | Annotated[Ratio, Tag("<ratio>")]
    | Annotated[Column, Tag("<column>")]
    | Annotated[Rows, Tag("<rows>")]
    | Annotated[Cell, Tag("<cell>")],
    Discriminator(_kind),
    BeforeValidator(_named),
]
