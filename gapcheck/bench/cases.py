"""Cases: what a file of rule tests says, as frozen models. Given these answers, a leaf is at this level."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Final, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from gapcheck.rulebook.entries import Day, Entry, Fault, FaultsError, Identifier, Number, Text, one_or_list
from gapcheck.rulebook.model import LEVELS
from gapcheck.rulebook.words import described

NOT_APPLICABLE: Final = "not applicable"
"""What stands for a level where a leaf does not apply, so that it counts nowhere."""

READINGS_STATED: Final = {"verifies": "verified", "level": "documented", "claims": "claimed", "possible": "possible"}
"""The keys that state a level, from the strictest reading to the widest, and the reading that each is about."""

_RUNGS = {str(level): level for level in LEVELS}


def _rung(value: Any) -> int | str:
    if value in LEVELS or value == NOT_APPLICABLE:
        return value  # type: ignore[no-any-return] # a level or the words for none
    if value not in _RUNGS:
        raise FaultsError(Fault(described(value), f"a level, 0 to 4, or '{NOT_APPLICABLE}'"))
    return _RUNGS[value]


Rung: TypeAlias = int | Literal["not applicable"]
RungStated: TypeAlias = Annotated[Rung, BeforeValidator(_rung)]
Names: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(one_or_list)]
Given: TypeAlias = dict[str, Any]
"""Answers by question, as the file writes them; they are read by the type of the question."""


class Period(Entry):
    """The period that the answers are about: its first and its last day."""

    CALLED: ClassVar[str] = "a period, such as {start: 2024-01-01, end: 2024-12-31}"

    start: Day
    end: Day

    def faults(self) -> Iterator[Fault]:
        """Yield the fault of ending before it starts."""
        if self.end < self.start:
            yield Fault(
                repr(self.end.isoformat()), f"a day not before the start, {self.start}", "Swap the two.", ("end",)
            )


class Case(Entry):
    """Answers, and the level that they give, or whether a check then holds.

    ``level`` is the one in the reading *documented*; ``verifies``, ``claims`` and ``possible`` state the others. Every
    answer is documented, unless ``claimed`` names it; ``verified`` names those that an auditor accepted.
    """

    CALLED: ClassVar[str] = "a case, such as {given: {victims_fund: drafted}, level: 1}"

    why: Text | None = None
    facts: dict[Identifier, Number] = Field(default_factory=dict)
    given: Given = Field(default_factory=dict)
    claimed: Names = ()
    verified: Names = ()
    level: RungStated | None = None
    verifies: RungStated | None = None
    claims: RungStated | None = None
    possible: RungStated | None = None
    contested: Names = ()
    holds: Literal["true", "false", "unknown"] | None = None

    def faults(self) -> Iterator[Fault]:
        """Yield levels that no answers can have together, and answers that are both claimed and verified."""
        stated = [(key, rung) for key in READINGS_STATED if (rung := getattr(self, key)) is not None]
        for (low_key, low), (key, rung) in pairwise(stated):
            if isinstance(low, int) != isinstance(rung, int):
                expected = f"'{NOT_APPLICABLE}' in every reading, or in none"
                yield Fault(f"{key!r}: {rung} beside {low_key!r}: {low}", expected, at=(key,))
            elif isinstance(low, int) and isinstance(rung, int) and rung < low:
                found, expected = f"{key!r}: {rung} beside {low_key!r}: {low}", f"a level of {low} or more"
                yield Fault(found, expected, "What counts more never gives a lower level.", at=(key,))
        for index, name in enumerate(self.verified):
            if name in self.claimed:
                yield Fault(f"{name!r} under both", "it under 'claimed' or under 'verified'", at=("verified", index))


_OF_LEVELS = ("level", "verifies", "claims", "possible", "claimed", "verified", "contested")


class Group(Entry):
    """Cases of one leaf, or of one check, with what they have in common.

    A case's answers are added to those of its group; nothing after the colon takes the group's answer away.
    """

    CALLED: ClassVar[str] = "a group of cases, with provision (or check) and cases"

    provision: Text | None = None
    check: Text | None = None
    why: Text | None = None
    country: str | None = None
    period: Period | None = None
    facts: dict[Identifier, Number] = Field(default_factory=dict)
    given: Given = Field(default_factory=dict)
    cases: tuple[Case, ...]

    def faults(self) -> Iterator[Fault]:
        """Yield a group that is about nothing or about two things, and cases that do not say what they should."""
        # Not a least length: where no case is sound, that would be told as well.
        if not self.cases:
            yield Fault("an empty list", "at least one case", "Add one, or remove the group.", at=("cases",))
        if (self.provision is None) == (self.check is None):
            found = "neither 'provision' nor 'check'" if self.provision is None else "'check' beside 'provision'"
            yield Fault(found, "one of the two", "Name the leaf, or the check, that the cases are about.")
            return
        wanted = "level" if self.provision is not None else "holds"
        about = "a leaf" if self.provision is not None else "a check"
        forbidden = ("holds",) if self.provision is not None else _OF_LEVELS
        for index, case in enumerate(self.cases):
            if getattr(case, wanted) is None:
                yield Fault(f"no {wanted!r}", f"the key {wanted!r} in a case of {about}", "Add it.", ("cases", index))
            for key in forbidden:
                if getattr(case, key) not in (None, ()):
                    expected = f"no such key in a case of {about}"
                    yield Fault(repr(key), expected, "Remove it.", ("cases", index, key), key=True)


class Equivalent(Entry):
    """A mutant that no answers can tell from the rule, with the reason."""

    CALLED: ClassVar[str] = "a mutant that changes nothing, such as {mutant: ..., reason: ...}"

    mutant: Text
    reason: Text


class Tests(Entry):
    """One file of rule tests."""

    __test__: ClassVar[bool] = False  # not a class for pytest to collect
    CALLED: ClassVar[str] = "a file of rule tests, with the key 'tests' and a list of groups under it"

    tests: tuple[Group, ...]
    equivalent: tuple[Equivalent, ...] = ()
