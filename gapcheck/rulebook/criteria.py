"""Criteria, the conditions that levels list, and checks, the consistency rules between answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, Tag

from gapcheck.rulebook.entries import Entry, Fault, Flag, Identifier, LocalText, Text, Whole, one_or_list
from gapcheck.rulebook.expressions import Expression, given, unless_one
from gapcheck.rulebook.words import quoted

Codes: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(one_or_list), Field(min_length=1)]
OnlyTrue: TypeAlias = Literal["true"]

_NO_SOURCE = ("true", "false", "yes", "no")


class Test(Entry):
    """One indicator compared with one operand by one operator.

    ``anchor`` names the published source of a threshold; ``proposal`` says that it has none.
    """

    __test__: ClassVar[bool] = False  # not a class for pytest to collect
    CALLED: ClassVar[str] = "a criterion, such as {indicator: fund, is: yes}"

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
    proposal: Flag = False
    anchor: Text | None = None

    OPERATORS: ClassVar[tuple[str, ...]] = (
        "is", "is_not", "includes", "includes_any", "at_least", "at_most", "more_than", "less_than",
        "on_or_after", "before", "during_period", "by_period_end", "within_months",
    )  # fmt: skip

    def faults(self) -> Iterator[Fault]:
        """Yield the fault of having no operator, or more than one."""
        yield from unless_one(self.operators, self.OPERATORS, "operator")
        if self.anchor is not None and self.proposal:
            expected = "one of the two: a proposal has no published source yet"
            yield Fault("'anchor' beside 'proposal'", expected, at=("proposal",), key=True)
        if self.anchor is not None and self.anchor.strip().casefold() in _NO_SOURCE:
            expected = 'the words of the source, such as "paragraph 3: annually"'
            mend = "Is there no source? Write 'proposal: true'."
            yield Fault(quoted(self.anchor), expected, mend, at=("anchor",))

    @cached_property
    def operators(self) -> list[str]:
        """The operators that are given: exactly one in a rulebook that was loaded."""
        return given(self, self.OPERATORS)

    @property
    def operator(self) -> str:
        """The name of the operator, as the rule file writes it."""
        return self.operators[0]

    @cached_property
    def operand(self) -> str | tuple[str, ...]:
        """The operand, as the rule file writes it."""
        value: str | tuple[str, ...] = getattr(self, "is_" if self.operator == "is" else self.operator)
        return value


class AnyCriteria(Entry):
    """Holds where at least one of its criteria holds."""

    CALLED: ClassVar[str] = "a group of criteria under 'any'"

    any: tuple[Criterion, ...] = Field(min_length=1)
    gap: LocalText | None = None


class AllCriteria(Entry):
    """Holds where all of its criteria hold."""

    CALLED: ClassVar[str] = "a group of criteria under 'all'"

    all: tuple[Criterion, ...] = Field(min_length=1)
    gap: LocalText | None = None


def _kind(value: Any) -> str:
    # Tags carry brackets so that no key of a file is ever taken for one in the path of an error.
    if isinstance(value, dict):
        return "<any>" if "any" in value else "<all>" if "all" in value else "<test>"
    return {"AnyCriteria": "<any>", "AllCriteria": "<all>"}.get(type(value).__name__, "<test>")


Criterion: TypeAlias = Annotated[
    Annotated[Test, Tag("<test>")] | Annotated[AnyCriteria, Tag("<any>")] | Annotated[AllCriteria, Tag("<all>")],
    Discriminator(_kind),
]


class Implication(Entry):
    """Where the first criterion is met, the second must be met too."""

    CALLED: ClassVar[str] = "an 'implies', such as {if: {...}, then: {...}}"

    if_: Criterion = Field(alias="if")
    then: Criterion


class Check(Entry):
    """A consistency rule between answers; when it fails it is a contradiction."""

    CALLED: ClassVar[str] = "a check, with id, says, severity and a relation such as equal"

    id: Identifier
    says: LocalText
    severity: Literal["error", "warning"]
    explanation: LocalText | None = None
    equal: tuple[Expression, Expression] | None = None
    at_most: tuple[Expression, Expression] | None = None
    not_after: tuple[str, str] | None = None
    implies: Implication | None = None
    as_printed: Annotated[Whole, Field(ge=0, le=9)] | None = None
    tolerance: str | None = None
    each_row: str | None = None
    match: str | None = None

    RELATIONS: ClassVar[tuple[str, ...]] = ("equal", "at_most", "not_after", "implies")

    def faults(self) -> Iterator[Fault]:
        """Yield keys that are not there, are too many, or do not go together."""
        relations = given(self, self.RELATIONS)
        yield from unless_one(relations, self.RELATIONS, "relation")
        if self.explanation is not None and self.severity == "error":
            expected = "'explanation' beside 'severity: warning' only: an error has no innocent explanation"
            yield Fault("'explanation' of an error", expected, at=("explanation",), key=True)
        for name in ("as_printed", "tolerance"):
            if getattr(self, name) is not None and relations and self.equal is None:
                yield Fault(f"{name!r} without 'equal'", f"{name!r} beside 'equal' only", at=(name,), key=True)
        if self.as_printed is not None and self.tolerance is not None:
            yield Fault("'tolerance' beside 'as_printed'", "one of the two", at=("tolerance",), key=True)
        if self.match is not None and self.each_row is None:
            yield Fault("'match' without 'each_row'", "'each_row' and 'match' together", at=("match",), key=True)
        if self.each_row is not None and relations and not {"equal", "at_most"} & set(relations):
            expected = "'each_row' beside 'equal' or 'at_most' only"
            yield Fault("'each_row' without 'equal' or 'at_most'", expected, at=("each_row",), key=True)

    @property
    def told(self) -> LocalText:
        """What must hold and, of a warning, the innocent explanation there may be, in every language of the first."""
        explanation = self.explanation
        if explanation is None:
            return self.says
        return {name: f"{words} {explanation.get(name, explanation['en'])}" for name, words in self.says.items()}

    @property
    def relation(self) -> str:
        """Which of the four relations the check states."""
        return given(self, self.RELATIONS)[0]
