"""Repetition: an assessment made again from its workbook, its reviews and the rules, by the other evaluator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gapcheck.assessment.assessment import assess
from gapcheck.assessment.verification import Difference, differences
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.errors import WorkbookError
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.decisions import Review
from gapcheck.workbook.reading import read_workbook
from gapcheck.workbook.reviewing.reading import read_review


@dataclass(frozen=True, slots=True)
class Repetition:
    """What repeating a result came to: every difference, and how much was compared where there is none.

    ``refused`` are reviews that cannot be applied to this workbook under these rules, with the reasons.
    """

    differences: tuple[Difference, ...]
    refused: tuple[str, ...]
    evaluator: str
    provisions: int
    criteria: int
    answers: int
    decisions: int

    @property
    def reproduced(self) -> bool:
        """Whether the result is what its inputs give."""
        return not self.differences and not self.refused


def repeat(stated: Mapping[str, Any], workbook: Path, reviews: Sequence[Path], rulebook: Rulebook) -> Repetition:
    """Make an assessment again with the evaluator that is not the engine, and compare it with what was stated.

    A workbook made for other rules is read all the same, and so is named for what differs. Raises WorkbookError where
    the workbook cannot be read at all, UsageError where a file is not there.
    """
    submission = read_workbook(workbook, rulebook, any_rulebook=True)
    applied: list[Review] = []
    refused: list[str] = []
    for path in reviews:
        try:
            applied.append(read_review(path, submission, rulebook))
        except WorkbookError as error:
            refused += map(str, error.problems)  # each names the review's file
    evaluator = ReferenceEvaluator()
    try:
        made = assess(submission, rulebook, applied, four_eyes=stated.get("four_eyes") is True, evaluators=(evaluator,))
    except WorkbookError as error:  # reviews that contradict each other
        refused += map(str, error.problems)
        made = assess(submission, rulebook, evaluators=(evaluator,))
    repeated = made.model_dump(mode="json", by_alias=True)
    return Repetition(
        differences=tuple(sorted(differences(stated, repeated), key=lambda found: not _is_input(found.path))),
        refused=tuple(refused),
        evaluator=f"{evaluator.name} {evaluator.version}",
        provisions=sum(1 for _ in _nodes(repeated["instruments"], "levels")),
        criteria=sum(1 for _ in _nodes(repeated["instruments"], "operator")),
        answers=len(made.answers),
        decisions=sum(len(review.decisions) for review in made.reviews),
    )


def _is_input(path: str) -> bool:
    """Return whether a path names what an assessment starts from: when that differs, the rest is its consequence."""
    return path.startswith(("workbook", "rulebook", "reviews", "four_eyes"))


def _nodes(data: Any, key: str) -> Iterator[Mapping[str, Any]]:
    if isinstance(data, Mapping):
        if key in data:
            yield data
        for value in data.values():
            yield from _nodes(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from _nodes(value, key)
