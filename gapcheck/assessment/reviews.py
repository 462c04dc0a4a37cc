"""Reviews: which decision stands on each answer, and the answers as they are after it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal, NamedTuple, TypeAlias

from gapcheck.errors import Problem, WorkbookError
from gapcheck.workbook.answers import Answer, Grade, Status, what_it_says
from gapcheck.workbook.decisions import Decision, Review, Verdict
from gapcheck.workbook.texts import matching

Outcome: TypeAlias = Literal["applied", "awaits_second", "overruled", "no_effect"]
"""What became of a decision: it stands, it waits for a second reviewer, a later one says otherwise, or it changes
nothing (an acceptance of a blank)."""

_SIGN = re.compile("[PSZC]")  # the categories of signs, spaces and control characters
_LIFTING = (Verdict.ACCEPTED, Verdict.CORRECTED, Verdict.NOT_APPLICABLE_APPROVED)


class Standing(NamedTuple):
    """The decision that stands on one answer: the latest; ``seconds`` are those of other reviewers that say the same.

    ``awaits_second`` where two reviewers were asked for and one has spoken: then nothing changes yet. Where another
    reviewer's rejection stands meanwhile, it is the decision, and ``waiting`` the later one that would lift it.
    """

    decision: Decision
    seconds: tuple[Decision, ...] = ()
    awaits_second: bool = False
    waiting: Decision | None = None


class Reviewed(NamedTuple):
    """An answer after reviews: the answer that counts, the officer's own, and what was decided."""

    answer: Answer
    original: Answer | None = None
    verdict: Verdict | None = None
    standing: Standing | None = None

    @property
    def settled(self) -> bool:
        """Whether a review accepted or corrected the answer, so that no check can contest it."""
        return self.verdict in (Verdict.ACCEPTED, Verdict.CORRECTED)


def standing_decisions(
    answers: Mapping[str, Answer], reviews: Iterable[Review], *, four_eyes: bool = False
) -> dict[str, Standing]:
    """Return the decision that stands on each question, by the days on the rows and not by the order of the files.

    Raises WorkbookError, with both cells, where decisions of the same last day differ: which is later cannot be told.
    With ``four_eyes`` a decision that lifts an answer awaits another reviewer whose own last decision is alike.
    """
    held: dict[str, list[tuple[str, Decision]]] = {}
    for review in reviews:
        for decision in review.decisions:
            held.setdefault(decision.indicator, []).append((review.file_name, decision))
    problems = [problem for name, made in held.items() for problem in _conflicts(made, answers.get(name))]
    if problems:
        raise WorkbookError(problems, title="The reviews contradict each other")
    return {
        name: _standing([decision for _, decision in made], answers.get(name), four_eyes=four_eyes)
        for name, made in held.items()
    }


def apply_reviews(
    answers: Mapping[str, Answer], reviews: Iterable[Review], *, four_eyes: bool = False
) -> dict[str, Reviewed]:
    """Return every answer as it stands after the reviews; raises WorkbookError as ``standing_decisions`` does.

    A correction replaces the answer everywhere, a rejection makes it unknown, an acceptance verifies it
    (rules/README.md, the method). A decision on an answer that cannot bear it (an acceptance of a blank) changes
    nothing.
    A question with no row in the workbook is blank, and can be corrected like any other.
    """
    return apply_standing(answers, standing_decisions(answers, reviews, four_eyes=four_eyes))


def apply_standing(answers: Mapping[str, Answer], standing: Mapping[str, Standing]) -> dict[str, Reviewed]:
    """Return every answer as it is after the decisions that stand."""
    absent = {name: Answer(name, Status.BLANK, None, Grade.CLAIMED, "") for name in standing if name not in answers}
    return {name: _decide(answer, standing.get(name)) for name, answer in {**answers, **absent}.items()}


def outcome_of(decision: Decision, reviewed: Reviewed) -> Outcome:
    """Return what became of one of the decisions on an answer."""
    standing, own = reviewed.standing, reviewed.original or reviewed.answer
    if standing is not None and standing.waiting is not None and _says(decision, own) == _says(standing.waiting, own):
        return "awaits_second"
    if standing is None or _says(decision, own) != _says(standing.decision, own):
        return "overruled"
    if standing.awaits_second:
        return "awaits_second"
    return "applied" if reviewed.verdict is not None else "no_effect"


def person(name: str) -> str:
    """Return the form in which reviewers are told apart: of two spellings of one name no second pair of eyes is made.

    Signs, accents and the order of the words do not matter: “A. Sok”, “a sok,” and “Sok, A.” are one person.
    """
    letters = unicodedata.normalize("NFD", matching(name))
    parted = "".join(" " if _SIGN.match(unicodedata.category(letter)) else letter for letter in letters)
    accents = "".join(letter for letter in parted if not unicodedata.combining(letter))
    return " ".join(sorted(accents.split())) or matching(name)


def _decide(answer: Answer, standing: Standing | None) -> Reviewed:
    if standing is None or standing.awaits_second:
        return Reviewed(answer, standing=standing)
    decision = standing.decision
    verdict = decision.verdict
    if verdict is Verdict.CORRECTED and decision.value is not None:
        corrected = replace(answer, status=Status.ANSWERED, value=decision.value, grade=Grade.VERIFIED)
        return Reviewed(corrected, answer, verdict, standing)
    if verdict is Verdict.REJECTED:
        unknown = replace(answer, status=Status.NOT_KNOWN, value=None, grade=Grade.CLAIMED)
        return Reviewed(unknown, answer, verdict, standing)
    if verdict is Verdict.ACCEPTED and answer.status is Status.ANSWERED:
        return Reviewed(replace(answer, grade=Grade.VERIFIED), answer, verdict, standing)
    if verdict is Verdict.NOT_APPLICABLE_APPROVED and answer.status is Status.NOT_APPLICABLE:
        return Reviewed(answer, answer, verdict, standing)
    return Reviewed(answer, standing=standing)


def _standing(decisions: list[Decision], answer: Answer | None, *, four_eyes: bool) -> Standing:
    ordered = sorted(decisions, key=_order)
    stands = ordered[-1]
    names = {person(decision.reviewer) for decision in ordered} - {person(stands.reviewer)}
    last = [made for name in names if (made := _last(ordered, name, answer)) is not None]
    seconds = _alike(last, stands, answer)
    if not four_eyes or stands.verdict not in _LIFTING or seconds:
        return Standing(stands, seconds)
    refused = sorted((made for made in last if made.verdict is Verdict.REJECTED), key=_order)
    if refused:  # one reviewer alone does not lift what another one rejected
        return Standing(refused[-1], _alike(refused[:-1], refused[-1], answer), waiting=stands)
    return Standing(stands, awaits_second=True)


def _last(ordered: list[Decision], reviewer: str, answer: Answer | None) -> Decision | None:
    """Return a reviewer's decision of the last day, or None where those of that day do not say the same."""
    own = [made for made in ordered if person(made.reviewer) == reviewer]
    last = [made for made in own if made.decided_on == own[-1].decided_on]
    return last[-1] if len(_alike(last, last[-1], answer)) == len(last) else None


def _alike(others: Iterable[Decision], stands: Decision, answer: Answer | None) -> tuple[Decision, ...]:
    return tuple(sorted((made for made in others if _says(made, answer) == _says(stands, answer)), key=_order))


def _conflicts(made: list[tuple[str, Decision]], answer: Answer | None) -> list[Problem]:
    """Return a problem where decisions of the last day on one question do not say the same."""
    latest = max(decision.decided_on for _, decision in made)
    last = [(file, decision) for file, decision in made if decision.decided_on == latest]
    file, first = last[0]
    problems = []
    for other_file, other in last[1:]:
        if _says(other, answer) != _says(first, answer):
            found = f"{_called(other)} on {latest}, and {_called(first)} on the same day ({file}, {first.cell})"
            mend = "Agree on one decision, and write it with a later day."
            where = f"{other_file}, {other.cell}"
            problems.append(Problem(where, found, f"one decision on {other.indicator}", mend))
    return problems


def _called(decision: Decision) -> str:
    return f"{decision.verdict.value.replace('_', ' ')} by {decision.reviewer}"


def _order(decision: Decision) -> tuple[object, ...]:
    # Those of one day say the same; the rest of the key makes the choice among them the same everywhere.
    key = (matching(decision.reviewer), decision.reason, decision.cell, decision.verdict.value, repr(decision.value))
    return (decision.decided_on, *key)


def _says(decision: Decision, answer: Answer | None) -> object:
    """Return what a decision comes to: a correction to the officer's own value says the same as an acceptance."""
    if decision.verdict is Verdict.ACCEPTED:
        return ("value", what_it_says(answer.value if answer is not None else None))
    if decision.verdict is Verdict.CORRECTED:
        return ("value", what_it_says(decision.value))
    return (decision.verdict,)
