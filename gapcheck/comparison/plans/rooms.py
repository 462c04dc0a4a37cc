"""Rooms: what figures come to when numbers are given values in thought, and how far each number can be raised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import partial
from math import floor

from gapcheck.assessment.quantities import Quantity, quantity
from gapcheck.assessment.readings import Ledger
from gapcheck.comparison.plans.breaking import reaches
from gapcheck.comparison.plans.outlook import foreseen
from gapcheck.comparison.plans.roles import Role, Roles, Term
from gapcheck.comparison.plans.scales import bounded
from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.expressions import Name
from gapcheck.workbook.answers import Answer, Grade, Status, Value

_ONE = Fraction(1)
_ABOVE = 16  # a part that nothing bounds is brought to so many times what is large


class Rooms:
    """The room that the shares, the whole rulebook over, leave for each of some numbers."""

    def __init__(self, names: Iterable[str], book: Rulebook, roles: Roles, large: Fraction) -> None:
        self._book, self._roles, self._large = book, roles, large
        self._shares = bounded(frozenset(names), book)

    def beside(self, name: str) -> list[str]:
        """Return the numbers that are parts of one share with another, so that one leaves less room for the other."""
        own = frozenset(self._shares.get(name, ()))
        return [other for other, shares in self._shares.items() if other != name and not own.isdisjoint(shares)]

    def most(self, name: str, values: Mapping[str, Value], ledger: Ledger) -> Fraction:
        """Return how far a number can be raised: until a share that it is a part of is whole.

        Below zero where the parts that are stated come to more than their whole without it.
        """
        indicator = self._book.indicators[name]
        most = _ONE if indicator.type == "share" else _ABOVE * self._large
        for share in self._shares.get(name, ()):
            found = _quantity(share, name, most, values, ledger)
            if found.why == "there was none to count":
                return Fraction(0)  # of none there is no part
            if found.value is not None and found.value > 1:
                root = reaches(partial(figure, share, name, values=values, ledger=ledger), _ONE)
                if root is not None:
                    most = min(most, Fraction(floor(root)) if indicator.type == "count" else root)
        return most

    def whole(self, name: str) -> Fraction:
        """Return what a blank whole is taken to come to where nothing bounds it."""
        if self._book.indicators[name].type == "share":
            return _ONE
        return self._roles.filled_in(Term(name), self._large)

    def filled(self, name: str, values: Mapping[str, Value], ledger: Ledger) -> list[Fraction]:
        """Return what a blank whole is filled in with; nothing where there is no room, as zero is never aimed at.

        It may be a part itself, and then is no more than its own whole: five reports known, at most five investigated.
        Wholes that are filled in beside it bound nothing, since what is taken for them is not true of them: some are
        taken as small because that does not help.
        """
        true = {other: value for other, value in values.items() if self._roles.of(Term(other)) is not Role.WHOLE}
        most = self.most(name, true, ledger)
        return [min(self.whole(name), most)] if most > 0 else []


def figure(share: str, name: str, value: Fraction, values: Mapping[str, Value], ledger: Ledger) -> Fraction | None:
    """Return what a figure comes to where a number is a value, beside others; None where it is not known."""
    return _quantity(share, name, value, values, ledger).value


def stated(values: Mapping[str, Value], ledger: Ledger) -> Ledger:
    """Return the ledger with values given to some numbers, each with a document."""
    answers = {name: Answer(name, Status.ANSWERED, value, Grade.DOCUMENTED, "") for name, value in values.items()}
    return foreseen(ledger, answers)


def _quantity(share: str, name: str, value: Fraction, values: Mapping[str, Value], ledger: Ledger) -> Quantity:
    return quantity(Name(name=share), stated({**values, name: value}, ledger))
