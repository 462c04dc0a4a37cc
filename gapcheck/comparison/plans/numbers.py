"""Numbers: what the figures of a cluster would have to be, one moved number after the other, wholes before parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import partial

from gapcheck.assessment.readings import Ledger
from gapcheck.comparison.plans.breaking import beside, reaches
from gapcheck.comparison.plans.options import bounds_of
from gapcheck.comparison.plans.outlook import Met, Outlook
from gapcheck.comparison.plans.roles import Role, Roles, Term, wants_more
from gapcheck.comparison.plans.rooms import Rooms, figure, stated
from gapcheck.comparison.plans.scales import larger
from gapcheck.comparison.plans.tables import filled
from gapcheck.workbook.answers import Value

_ZERO = Fraction(0)
_SHARED = 3
_DIVIDING = (Role.WHOLE, Role.BOTH)  # before all others
_MOVED = (*_DIVIDING, Role.BAND, Role.PART, Role.LOW)  # in this order


class Numbers:
    """The values that numbers of one cluster may be moved to.

    A blank whole is filled in with what is true; the plan takes it as a large number, so that stated parts are small
    beside it, but as no more than a whole of its own. A part is raised no further than its whole; of several parts of
    one sum, all but the last are raised to what some criterion needs. A number that criteria want higher and lower is
    raised to what some criterion needs, and never put to zero for its own sake. Figures are taken to be quotients of
    two straight lines in each number.
    """

    def __init__(self, outlook: Outlook, names: tuple[str, ...], atoms: tuple[int, ...], roles: Roles) -> None:
        self._outlook, self._atoms, self._roles = outlook, atoms, roles
        self._ledger, self._book = outlook.ledger, outlook.ledger.rulebook
        self._large = larger(names, (outlook.tests[number] for number in atoms), self._ledger)
        self._rooms = Rooms(names, self._book, roles, self._large)

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
        others = map(self._role, self._rooms.beside(name))
        shared = self._role(name) is Role.PART and Role.PART in others
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
        together = self._rooms.beside(name)
        beside = any(self._role(other) is Role.PART and other in together for other in rest)
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
        """Return wholes before the parts of them, also where these are wholes themselves."""

        def depth(name: str, seen: frozenset[str] = frozenset()) -> int:
            above = {whole.question for whole in self._roles.wholes.get(Term(name), ())} - seen - {name}
            return 1 + max((depth(other, seen | {name}) for other in above), default=0)

        def place(name: str) -> tuple[int, int, int, str]:
            role = _MOVED.index(self._role(name))
            return max(role, len(_DIVIDING) - 1), depth(name), role, name

        return sorted(names, key=place)

    def _first(self, name: str) -> Fraction:
        """Return the number that stands where a moved one has not been placed yet."""
        if self._role(name) is Role.WHOLE:
            return self._rooms.whole(name)
        known = self._known(name)
        return _ZERO if known is None or self._role(name) is Role.LOW else known

    def _candidates(
        self, name: str, values: Mapping[str, Value], ledger: Ledger, *, beside: bool
    ) -> list[Fraction]:  # fmt: skip
        """Return the values worth trying; ``beside`` where another part of the same share is placed later."""
        role, known = self._role(name), self._known(name)
        if role is Role.WHOLE:
            return self._rooms.filled(name, values, ledger)
        if role is Role.LOW:
            return [_ZERO]
        most = self._rooms.most(name, values, ledger)
        if most < 0 or (known is not None and most <= known):
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
            candidates += self._rooms.filled(name, values, ledger)
        return candidates

    def _up(self, name: str, values: Mapping[str, Value], ledger: Ledger) -> Met:
        """Return which of the criteria that want a number higher are met."""
        own = [
            number
            for number in self._atoms
            if name in self._outlook.inputs[number] and wants_more(self._outlook.tests[number], Term(name), self._book)
        ]
        return self._outlook.met(stated(values, ledger), own)

    def _edges(self, name: str, values: Mapping[str, Value], ledger: Ledger) -> Iterator[Fraction]:
        """Yield values beside every threshold of every figure that rests on a number."""
        tests = [self._outlook.tests[number] for number in self._atoms if name in self._outlook.inputs[number]]
        whole = self._book.indicators[name].type == "count"
        for rested in dict.fromkeys(test.indicator for test in tests):
            indicator = self._book.indicators[rested]
            for bound in bounds_of((test for test in tests if test.indicator == rested), indicator):
                root = bound
                if rested != name:
                    found = reaches(partial(figure, rested, name, values=values, ledger=ledger), bound)
                    if found is None:
                        continue
                    root = found
                yield from beside([root], whole=whole)
