"""Numbers: what the figures of a cluster would have to be, one moved number after the other, wholes before parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import partial
from math import floor

from gapcheck.assessment.quantities import quantity
from gapcheck.assessment.readings import Ledger
from gapcheck.comparison.plans.breaking import beside, reaches
from gapcheck.comparison.plans.options import bounds_of
from gapcheck.comparison.plans.outlook import Met, Outlook, foreseen
from gapcheck.comparison.plans.roles import Role, Roles, Term, wants_more
from gapcheck.comparison.plans.scales import bounded, larger
from gapcheck.comparison.plans.tables import filled
from gapcheck.rulebook.expressions import Name
from gapcheck.workbook.answers import Answer, Grade, Status, Value

_ZERO, _ONE = Fraction(0), Fraction(1)
_SHARED = 3
_ABOVE = 16  # a part that nothing bounds is brought to so many times that
_MOVED = (Role.WHOLE, Role.BOTH, Role.BAND, Role.PART, Role.LOW)  # in this order


class Numbers:
    """The values that numbers of one cluster may be moved to.

    A blank whole is filled in with what is true; the plan takes it as a large number, so that stated parts are small
    beside it. A part is raised no further than its whole; of several parts of one sum, all but the last are raised to
    what some criterion needs. A number that criteria want higher and lower is raised to what some criterion needs, and
    never put to zero for its own sake. Figures are taken to be quotients of two straight lines in each number.
    """

    def __init__(self, outlook: Outlook, names: tuple[str, ...], atoms: tuple[int, ...], roles: Roles) -> None:
        self._outlook, self._atoms, self._roles = outlook, atoms, roles
        self._ledger, self._book = outlook.ledger, outlook.ledger.rulebook
        self._shares = bounded(frozenset(names), self._book)
        self._large = larger(names, (outlook.tests[number] for number in atoms), self._ledger)

    def movable(self, name: str) -> bool:
        """Return whether a plan may give a number or a table another value."""
        indicator = self._book.indicators[name]
        if indicator.type == "table":
            return filled(indicator, self._roles, self._ledger, self._large) is not None
        role = self._role(name)
        if role is Role.NONE:
            return False
        value = self._known(name)
        if role is Role.WHOLE or (role is Role.BOTH and not self._divided(name)):
            return value is None
        return value is None or role is not Role.LOW or value > 0

    def ways(self, name: str) -> int:
        """Return about how many values of a number are tried beside the others: more where parts share a sum."""
        shared = self._role(name) is Role.PART and any(
            other != name and self._together(name, other) and self._role(other) is Role.PART for other in self._shares
        )
        return _SHARED if shared else 1

    def values(self, names: tuple[str, ...], ledger: Ledger) -> Iterator[Mapping[str, Value]]:
        """Yield values for questions that are to be moved together, beside answers that a plan leaves as they are."""
        fixed: dict[str, Value] = {}
        for name in names:
            indicator = self._book.indicators[name]
            if indicator.type == "table":
                table = filled(indicator, self._roles, self._ledger, self._large)
                if table is None:
                    return
                fixed[name] = table
        order = self._ordered([name for name in names if name not in fixed])
        start = {name: self._first(name) for name in order}
        yield from self._placed(order, {**fixed, **start}, ledger)
        parts = [name for name in order if self._role(name) is Role.PART]
        if len(parts) > 1:  # parts of one whole: the last is the one brought to it
            turned = [name for name in order if name not in parts] + parts[::-1]
            yield from self._placed(turned, {**fixed, **start}, ledger)

    def _placed(self, order: list[str], values: dict[str, Value], ledger: Ledger) -> Iterator[Mapping[str, Value]]:
        if not order:
            yield values
            return
        name, *rest = order
        beside = any(self._role(other) is Role.PART and self._together(name, other) for other in rest)
        for value in self._candidates(name, values, ledger, beside=beside):
            yield from self._placed(rest, {**values, name: value}, ledger)

    def _role(self, name: str) -> Role:
        return self._roles.of(Term(name))

    def _known(self, name: str) -> Fraction | None:
        value = self._ledger.answer(name).value
        return value if isinstance(value, Fraction) else None

    def _divided(self, name: str) -> bool:
        """Return whether a number is itself a part of something else."""
        return bool(self._roles.wholes.get(Term(name)))

    def _ordered(self, names: list[str]) -> list[str]:
        """Return wholes before the parts of them."""

        def depth(name: str, seen: frozenset[str] = frozenset()) -> int:
            above = {whole.question for whole in self._roles.wholes.get(Term(name), ())} - seen - {name}
            return 1 + max((depth(other, seen | {name}) for other in above), default=0)

        return sorted(names, key=lambda name: (_MOVED.index(self._role(name)), depth(name), name))

    def _first(self, name: str) -> Fraction:
        """Return the number that stands where a moved one has not been placed yet."""
        if self._role(name) is Role.WHOLE:
            return self._whole(name)
        known = self._known(name)
        return _ZERO if known is None or self._role(name) is Role.LOW else known

    def _whole(self, name: str) -> Fraction:
        if self._book.indicators[name].type == "share":
            return _ONE
        return self._roles.filled_in(Term(name), self._large)

    def _together(self, name: str, other: str) -> bool:
        """Return whether two numbers are parts of one share, so that one leaves less room for the other."""
        return not frozenset(self._shares.get(name, ())).isdisjoint(self._shares.get(other, ()))

    def _candidates(
        self, name: str, values: Mapping[str, Value], ledger: Ledger, *, beside: bool
    ) -> list[Fraction]:  # fmt: skip
        """Return the values worth trying; ``beside`` where another part of the same share is placed later."""
        role, known = self._role(name), self._known(name)
        if role is Role.WHOLE:
            return [self._whole(name)]
        if role is Role.LOW:
            return [_ZERO]
        most = self._most(name, values, ledger)
        if known is not None and most <= known:
            return []
        if role is Role.PART and not beside:
            return [most]
        least = _ZERO if known is None else known
        found = {most, *(value for value in self._edges(name, values, ledger) if least <= value <= most)} - {known}
        useful: dict[Met, list[Fraction]] = {}
        for value in sorted(found):
            met = self._up(name, {**values, name: value}, ledger)
            if met:
                useful.setdefault(met, []).append(value)
        candidates = [value for held in useful.values() for value in dict.fromkeys((held[0], held[-1]))]
        if role is Role.PART:
            return [most, *(value for value in candidates if value != most), *([least] if known is None else [])]
        if role is Role.BOTH and known is None:
            candidates.append(self._whole(name))
        return candidates

    def _up(self, name: str, values: Mapping[str, Value], ledger: Ledger) -> Met:
        """Return which of the criteria that want a number higher are met."""
        own = [
            number
            for number in self._atoms
            if name in self._outlook.inputs[number] and wants_more(self._outlook.tests[number], Term(name), self._book)
        ]
        return self._outlook.met(self._with(values, ledger), own)

    def _most(self, name: str, values: Mapping[str, Value], ledger: Ledger) -> Fraction:
        """Return how far a number can be raised: until a share that it is a part of is whole."""
        indicator = self._book.indicators[name]
        most = _ONE if indicator.type == "share" else _ABOVE * self._large
        for share in self._shares.get(name, ()):
            if (self._figure(share, name, most, values, ledger) or _ZERO) > 1:
                root = reaches(partial(self._figure, share, name, values=values, ledger=ledger), _ONE)
                if root is not None:
                    most = min(most, Fraction(floor(root)) if indicator.type == "count" else root)
        return max(most, _ZERO)

    def _edges(self, name: str, values: Mapping[str, Value], ledger: Ledger) -> Iterator[Fraction]:
        """Yield values beside every threshold of every figure that rests on a number."""
        tests = [self._outlook.tests[number] for number in self._atoms if name in self._outlook.inputs[number]]
        whole = self._book.indicators[name].type == "count"
        for figure in dict.fromkeys(test.indicator for test in tests):
            indicator = self._book.indicators[figure]
            for bound in bounds_of((test for test in tests if test.indicator == figure), indicator):
                root = bound
                if figure != name:
                    found = reaches(partial(self._figure, figure, name, values=values, ledger=ledger), bound)
                    if found is None:
                        continue
                    root = found
                yield from beside([root], whole=whole)

    def _figure(
        self, figure: str, name: str, value: Fraction, values: Mapping[str, Value], ledger: Ledger
    ) -> Fraction | None:
        return quantity(Name(name=figure), self._with({**values, name: value}, ledger)).value

    def _with(self, values: Mapping[str, Value], ledger: Ledger) -> Ledger:
        return foreseen(
            ledger,
            {name: Answer(name, Status.ANSWERED, value, Grade.DOCUMENTED, "") for name, value in values.items()},
        )
