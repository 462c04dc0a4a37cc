"""What if: the answers as they would be with one of them otherwise, and the checks run anew on that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from gapcheck.assessment.candidates import Candidate, candidates
from gapcheck.assessment.consistency import Consistency, Contradiction
from gapcheck.assessment.contradictions import run_checks
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.reviews import Reviewed
from gapcheck.assessment.uses import checks_on, of_share_bounds
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Grade, Status, Value

MOST_CASES: Final = 400
"""A question with more answers to try than this is not asked about: each needs the checks run anew."""

Step: TypeAlias = Literal["answer", "document", "acceptance", "rejection"]


@dataclass(frozen=True, slots=True)
class Case:
    """One answer otherwise: what is done, the candidate where an answer is given, and the ledger it makes.

    ``fails`` are the failed checks that do not fail as things stand, ``mends`` those that would fail no longer.
    """

    step: Step
    candidate: Candidate | None
    ledger: Ledger
    fails: tuple[Contradiction, ...]
    mends: tuple[Contradiction, ...]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked about one question; without cases, ``untold`` says why nothing can be told beforehand."""

    indicator: Indicator
    cases: tuple[Case, ...]
    untold: Literal["", "table", "words", "many", "not_applicable"] = ""


def inquire(indicator: Indicator, ledger: Ledger, consistency: Consistency) -> Inquiry:
    """Return the cases for one question: an answer where there is none, a document where it lacks one, its loss."""
    name = indicator.id
    if ledger.not_applicable(name):
        return Inquiry(indicator, (), "not_applicable")
    other = _Otherwise(indicator, ledger, consistency)
    if ledger.known(name):
        cases = []
        if ledger.answer(name).grade is Grade.CLAIMED:
            cases.append(other.graded("document", Grade.DOCUMENTED))
        else:
            cases.append(other.rejected())
        if name in ledger.contested:
            cases.append(other.accepted())
        return Inquiry(indicator, tuple(cases))
    tried = candidates(indicator, ledger)
    if len(tried) > MOST_CASES:
        return Inquiry(indicator, (), "many")
    cases = [other.answered(candidate) for candidate in tried]
    return Inquiry(indicator, tuple(cases), "" if cases else "table" if indicator.type == "table" else "words")


def answered(indicator: Indicator, value: Value, ledger: Ledger, consistency: Consistency) -> Ledger:
    """Return the ledger in which a question is answered with a value and a document, its checks run anew."""
    return _Otherwise(indicator, ledger, consistency).answered(Candidate(value)).ledger


class _Otherwise:
    """Makes the ledgers with other answers to one question; only its own checks are run anew."""

    def __init__(self, indicator: Indicator, ledger: Ledger, consistency: Consistency) -> None:
        self._name = indicator.id
        self._ledger = ledger
        own = checks_on(indicator.id, ledger.rulebook)
        self._own = {check.id for check in own}
        self._book = replace(ledger.rulebook, checks=tuple(own))
        self._before = [found for found in consistency.contradictions if self._mine(found)]
        self._rest = [found for found in consistency.contradictions if not self._mine(found)]

    def _mine(self, found: Contradiction) -> bool:
        return found.check in self._own or of_share_bounds(found.check)

    def answered(self, candidate: Candidate) -> Case:
        entry = self._entry(status=Status.ANSWERED, value=candidate.value, grade=Grade.DOCUMENTED)
        return self._case("answer", entry, candidate)

    def graded(self, step: Step, grade: Grade) -> Case:
        return self._case(step, self._entry(grade=grade))

    def accepted(self) -> Case:
        case = self.graded("acceptance", Grade.VERIFIED)
        # An answer that a review has settled is contested no longer.
        return replace(case, ledger=case.ledger.contest(case.ledger.contested - {self._name}))

    def rejected(self) -> Case:
        return self._case("rejection", self._entry(status=Status.NOT_KNOWN, value=None, grade=Grade.CLAIMED))

    def _entry(self, **changes: object) -> Reviewed:
        return Reviewed(replace(self._ledger.answer(self._name), **changes))  # type: ignore[arg-type]

    def _case(self, step: Step, entry: Reviewed, candidate: Candidate | None = None) -> Case:
        thought = replace(self._ledger, entries={**self._ledger.entries, self._name: entry})
        now = run_checks(replace(thought, rulebook=self._book)).contradictions
        contested = Consistency((*self._rest, *now), ()).contested(thought)
        return Case(
            step, candidate, thought.contest(contested), _without(now, self._before), _without(self._before, now)
        )


def _without(these: Sequence[Contradiction], those: Sequence[Contradiction]) -> tuple[Contradiction, ...]:
    known = {(found.check, found.number) for found in those}
    return tuple(found for found in these if (found.check, found.number) not in known)
