"""Criteria, expressions and checks: what rule files say about indicators, as frozen models."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator

LocalText: TypeAlias = dict[str, str]
"""Words by language code; English is always there."""


class Entry(BaseModel):
    """Base of everything read from rule files: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Codes = Annotated[tuple[str, ...], BeforeValidator(_as_list), Field(min_length=1)]
OnlyTrue = Annotated[Literal["true"], Field()]


class Test(Entry):
    """One indicator compared with one operand by one operator."""

    __test__: ClassVar[bool] = False  # not a class for pytest to collect

    indicator: str
    is_: Codes | None = Field(None, alias="is")
    is_not: Codes | None = None
    includes: Codes | None = None
    includes_any: Codes | None = None
    at_least: str | None = None
    at_most: str | None = None
    more_than: str | None = None
    less_than: str | None = None
    on_or_after: str | None = None
    before: str | None = None
    during_period: OnlyTrue | None = None
    by_period_end: OnlyTrue | None = None
    within_months: str | None = None
    gap: LocalText | None = None
    proposal: bool = False

    OPERATORS: ClassVar[tuple[str, ...]] = (
        "is", "is_not", "includes", "includes_any", "at_least", "at_most", "more_than", "less_than",
        "on_or_after", "before", "during_period", "by_period_end", "within_months",
    )  # fmt: skip

    @model_validator(mode="after")
    def _one_operator(self) -> Test:
        given = [name for name in self.OPERATORS if self._raw(name) is not None]
        if len(given) != 1:
            found = " and ".join(given) if given else "no operator"
            raise ValueError(f"{found}; a criterion has exactly one of {', '.join(self.OPERATORS)}")
        return self

    def _raw(self, name: str) -> str | tuple[str, ...] | None:
        value: str | tuple[str, ...] | None = getattr(self, "is_" if name == "is" else name)
        return value

    @cached_property
    def operator(self) -> str:
        """The name of the operator, as the rule file writes it."""
        return next(name for name in self.OPERATORS if self._raw(name) is not None)

    @cached_property
    def operand(self) -> str | tuple[str, ...]:
        """The operand, as the rule file writes it."""
        value = self._raw(self.operator)
        assert value is not None  # noqa: S101 - exactly one operator has been validated
        return value


class AnyCriteria(Entry):
    """Holds where at least one of its criteria holds."""

    any: tuple[Criterion, ...] = Field(min_length=1)
    gap: LocalText | None = None


class AllCriteria(Entry):
    """Holds where all of its criteria hold."""

    all: tuple[Criterion, ...] = Field(min_length=1)
    gap: LocalText | None = None


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "any" if "any" in value else "all" if "all" in value else "test"
    return {"AnyCriteria": "any", "AllCriteria": "all"}.get(type(value).__name__, "test")


Criterion: TypeAlias = Annotated[
    Annotated[Test, Tag("test")] | Annotated[AnyCriteria, Tag("any")] | Annotated[AllCriteria, Tag("all")],
    Discriminator(_kind),
]


class Name(Entry):
    """An indicator, a country fact, a column of the row at hand, or a number."""

    name: str


class Sum(Entry):
    """The sum of its terms."""

    sum: tuple[Expression, ...] = Field(min_length=1)


class Difference(Entry):
    """The first term less the second."""

    difference: tuple[Expression, Expression]


class Ratio(Entry):
    """The first term divided by the second; unknown where the second is zero."""

    ratio: tuple[Expression, Expression]


class Column(Entry):
    """The sum of a table's column, written ``table.column``."""

    column: str = Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")


class Where(Entry):
    """A condition on one column that a row must meet to be counted."""

    column: str
    at_least: str | None = None
    at_most: str | None = None
    more_than: str | None = None
    less_than: str | None = None

    OPERATORS: ClassVar[tuple[str, ...]] = ("at_least", "at_most", "more_than", "less_than")

    @model_validator(mode="after")
    def _one_operator(self) -> Where:
        if sum(getattr(self, name) is not None for name in self.OPERATORS) != 1:
            raise ValueError(f"'where' needs exactly one of {', '.join(self.OPERATORS)}")
        return self

    @property
    def operator(self) -> str:
        """The name of the operator."""
        return next(name for name in self.OPERATORS if getattr(self, name) is not None)

    @property
    def operand(self) -> str:
        """The operand, as the rule file writes it."""
        return str(getattr(self, self.operator))


class Rows(Entry):
    """The number of a table's rows, or of those where a column meets a condition."""

    rows: str
    where: Where | None = None


class Cell(Entry):
    """One cell of a table: the table, the key of the row, the column."""

    cell: tuple[str, str, str]


def _expression_kind(value: Any) -> str | None:
    if isinstance(value, dict):
        return next((kind for kind in _EXPRESSIONS if kind in value), "name")
    return {model.__name__: kind for kind, model in _EXPRESSIONS.items()}.get(type(value).__name__, "name")


def _named(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


_EXPRESSIONS: dict[str, type[Entry]] = {
    "name": Name, "sum": Sum, "difference": Difference, "ratio": Ratio, "column": Column, "rows": Rows, "cell": Cell,
}  # fmt: skip

Expression: TypeAlias = Annotated[
    Annotated[Name, Tag("name")]
    | Annotated[Sum, Tag("sum")]
    | Annotated[Difference, Tag("difference")]
    | Annotated[Ratio, Tag("ratio")]
    | Annotated[Column, Tag("column")]
    | Annotated[Rows, Tag("rows")]
    | Annotated[Cell, Tag("cell")],
    Discriminator(_expression_kind),
    BeforeValidator(_named),
]


class Implication(Entry):
    """Where the first criterion is met, the second must be met too."""

    if_: Criterion = Field(alias="if")
    then: Criterion


class Check(Entry):
    """A consistency rule between answers; when it fails it is a contradiction."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    says: LocalText
    severity: Literal["error", "warning"]
    equal: tuple[Expression, Expression] | None = None
    at_most: tuple[Expression, Expression] | None = None
    not_after: tuple[str, str] | None = None
    implies: Implication | None = None
    as_printed: int | None = Field(None, ge=0, le=9)
    tolerance: str | None = None
    each_row: str | None = None
    match: str | None = None

    RELATIONS: ClassVar[tuple[str, ...]] = ("equal", "at_most", "not_after", "implies")

    @model_validator(mode="after")
    def _one_relation(self) -> Check:
        given = [name for name in self.RELATIONS if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"a check has exactly one of {', '.join(self.RELATIONS)}")
        if (self.as_printed is not None or self.tolerance is not None) and self.equal is None:
            raise ValueError("as_printed and tolerance belong to 'equal'")
        if self.as_printed is not None and self.tolerance is not None:
            raise ValueError("either as_printed or tolerance, not both")
        if self.match is not None and self.each_row is None:
            raise ValueError("match needs each_row")
        if self.each_row is not None and self.equal is None and self.at_most is None:
            raise ValueError("each_row goes with 'equal' or 'at_most'")
        return self

    @property
    def relation(self) -> str:
        """Which of the four relations the check states."""
        return next(name for name in self.RELATIONS if getattr(self, name) is not None)


for _model in (AnyCriteria, AllCriteria, Sum, Difference, Ratio, Implication, Check):
    _model.model_rebuild()
