"""Roles: what a number is in the figures that rest on it, which says in what direction a plan may move it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Literal, TypeAlias

from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.expressions import Cell, Column, Difference, Expression, Name, Ratio, Rows, Sum, Where
from gapcheck.rulebook.numbers import is_number

Position: TypeAlias = Literal["plain", "top", "bottom"]
UP, DOWN = frozenset({"at_least", "more_than"}), frozenset({"at_most", "less_than"})


class Role(StrEnum):
    """What a plan may do with a number."""

    WHOLE = "whole"  # what others are parts of, or are compared with: filled in where blank, never moved
    BOTH = "both"  # a part of one figure and the whole of another: raised for the first
    PART = "part"  # raised
    BAND = "band"  # raised, but some criterion asks for less: no further than is needed
    LOW = "low"  # lowered
    NONE = "none"  # no criterion would have it other than it is


@dataclass(frozen=True, slots=True)
class Term:
    """A number that an expression takes from one question: its answer, or a figure of its table.

    Of a table: the sum of a column, or one cell of it (``key``), or its rows, or those that meet a condition.
    """

    question: str
    column: str | None = None
    key: str | None = None
    rows: bool = False
    where: Where | None = None

    def __hash__(self) -> int:
        return hash((self.question, self.column, self.key, self.rows))


@dataclass(slots=True)
class _Uses:
    bottom: bool = False
    subtracted: bool = False
    part: bool = False
    low: bool = False
    scarce: bool = False
    bottom_alone: bool = False


@dataclass(frozen=True)
class Roles:
    """The role of every number that the criteria of a plan rest on."""

    uses: dict[Term, _Uses] = field(default_factory=dict)
    wholes: dict[Term, set[Term]] = field(default_factory=dict)
    """What a number is divided by, of every number that stands in the upper part of a quotient."""

    def of(self, term: Term) -> Role:
        """Return the role of one number."""
        uses = self.uses.get(term)
        if uses is None:
            return Role.NONE
        if uses.bottom or uses.subtracted:
            return Role.BOTH if uses.part else Role.WHOLE
        if uses.part:
            return Role.BAND if uses.low else Role.PART
        return Role.LOW if uses.low else Role.NONE

    def filled_in(self, term: Term, large: Fraction) -> Fraction:
        """Return what a blank whole is taken to come to: whatever does not help by itself.

        A large number, since parts are small beside it; a small one where being large would help.
        """
        uses = self.uses.get(term, _Uses())
        if uses.scarce:
            return Fraction(uses.bottom_alone or uses.low)
        return 2 * large if uses.bottom else large

    def terms(self, question: str) -> list[Term]:
        """Return the numbers that are taken from one question."""
        return [term for term in self.uses if term.question == question]


def roles_in(rulebook: Rulebook, tests: Iterable[Test]) -> Roles:
    """Return the roles under some criteria; what is a whole anywhere in the rulebook is one here."""
    roles = Roles()
    for indicator in rulebook.indicators.values():
        if indicator.derived is not None:
            used = list(walk(indicator.derived, rulebook))
            bottoms = {term for term, position, _ in used if position == "bottom"}
            for term, position, sign in used:
                if position == "top" and term not in bottoms:
                    roles.wholes.setdefault(term, set()).update(bottoms)
                uses = roles.uses.setdefault(term, _Uses())
                uses.bottom = uses.bottom or position == "bottom"
                uses.bottom_alone = uses.bottom_alone or (position == "bottom" and sign > 0)
                uses.scarce = uses.scarce or (position == "bottom" and sign < 0)
                uses.subtracted = uses.subtracted or (position == "plain" and sign < 0)
    for test in tests:
        direction = 1 if test.operator in UP else -1 if test.operator in DOWN else 0
        if not direction:
            continue
        used = list(walk(Name(name=test.indicator), rulebook))
        below = {term for term, position, _ in used if position == "bottom"}
        for term, position, sign in used:
            uses = roles.uses.setdefault(term, _Uses())
            if term in below or (position == "plain" and sign < 0):
                grows = sign > 0 if position == "bottom" else sign < 0
                uses.scarce = uses.scarce or (direction < 0 and grows)
                continue
            uses.part = uses.part or direction * sign > 0
            uses.low = uses.low or direction * sign < 0
    return roles


def walk(
    expression: Expression, rulebook: Rulebook, position: Position = "plain", sign: int = 1
) -> Iterator[tuple[Term, Position, int]]:
    """Yield every number that an expression takes from answers, where it stands, and with which sign."""
    match expression:
        case Name(name=name):
            indicator = None if is_number(name) else rulebook.indicators.get(name)
            if indicator is not None and indicator.derived is not None:
                yield from walk(indicator.derived, rulebook, position, sign)
            elif indicator is not None:
                yield Term(name), position, sign
        case Sum(sum=terms):
            for term in terms:
                yield from walk(term, rulebook, position, sign)
        case Difference(difference=(left, right)):
            yield from walk(left, rulebook, position, sign)
            yield from walk(right, rulebook, position, -sign)
        case Ratio(ratio=(top, bottom)):
            yield from walk(top, rulebook, "bottom" if position == "bottom" else "top", sign)
            yield from walk(bottom, rulebook, "bottom", sign)
        case Column(column=column):
            table, _, name = column.partition(".")
            yield Term(table, name), position, sign
        case Rows(rows=table, where=where):
            yield Term(table, None if where is None else where.column, rows=True, where=where), position, sign
        case Cell(cell=(table, key, column)):
            yield Term(table, column, key), position, sign


def wants_more(test: Test, term: Term, rulebook: Rulebook) -> bool:
    """Return whether a criterion is nearer to being met where a number is higher, everything beside it the same."""
    used = list(walk(Name(name=test.indicator), rulebook))
    if any(found == term and position == "bottom" for found, position, _ in used):
        return False
    direction = 1 if test.operator in UP else -1 if test.operator in DOWN else 0
    return any(found == term and sign * direction > 0 for found, _, sign in used)
