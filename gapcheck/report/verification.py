"""Whether a result was reproduced, in words for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gapcheck.assessment.repetition import Repetition
from gapcheck.report.plaintext import clean, wrap

_HASH = 16


def render(repetition: Repetition, stated: Mapping[str, Any], files: tuple[str, str]) -> str:
    """Return the finding about a result; ``files`` are the names of the result and of the workbook."""
    return "\n".join(_lines(repetition, stated, files)) + "\n"


def _lines(repetition: Repetition, stated: Mapping[str, Any], files: tuple[str, str]) -> Iterator[str]:
    result, workbook = map(clean, files)
    if repetition.reproduced:
        yield from wrap(
            f"REPRODUCED: {result} is what {workbook}, {_reviews(repetition)} and rules "
            f"{stated['rulebook']['version']} ({stated['rulebook']['sha256'][:_HASH]}) give."
        )
        yield from wrap(
            f"Decided again by {repetition.evaluator} alone: {repetition.provisions} provisions and "
            f"{repetition.criteria} criteria in every reading, {repetition.answers} answers, and all the rest that "
            f"the hash covers are the same. Result sha256 {stated['result_sha256'][:_HASH]}."
        )
        return
    number = len(repetition.differences) + len(repetition.refused)
    yield from wrap(
        f"NOT REPRODUCED: {result} is not what {workbook}, {_reviews(repetition)} and these rules give. "
        f"{'1 difference' if number == 1 else f'{number:,} differences'}:"
    )
    for words in repetition.refused:
        yield f"  - review that cannot be applied: {clean(words)}"
    # One difference a line and no line cut: paths are read by people and searched by programs.
    for difference in repetition.differences:
        yield f"  - {clean(str(difference))}"


def _reviews(repetition: Repetition) -> str:
    number = repetition.decisions
    return "no review" if not number else f"reviews with {'1 decision' if number == 1 else f'{number} decisions'}"
