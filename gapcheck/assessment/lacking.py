"""What an assessment found missing, question by question."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from gapcheck.assessment.nodes import GapEntry, MissingPart
from gapcheck.assessment.result import AnswerRecord, Assessment


def lacking(assessment: Assessment, unread: Collection[str] = ()) -> Mapping[str, str]:
    """Return for each question, by id, what its answer lacked for the next level of the provisions that it serves.

    A line says what to do, what is missing in the words of the gap, and which provisions gain by it. ``unread`` has
    the cells that could not be read: what stands there is an answer, if nobody knows which.
    """
    answers = {answer.indicator: answer for answer in assessment.answers}
    lines: dict[str, dict[str, list[str]]] = {}
    for name, text, provision in _lines(assessment, answers, unread):
        lines.setdefault(name, {}).setdefault(text, []).append(provision)
    return {
        name: "\n".join(f"{text} [{', '.join(dict.fromkeys(ids))}]" for text, ids in said.items())
        for name, said in lines.items()
    }


def _lines(
    assessment: Assessment, answers: Mapping[str, AnswerRecord], unread: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    for instrument in assessment.instruments:
        for gap in instrument.gaps:
            for part in gap.missing:
                yield from _of(part, gap, answers, unread)


def _of(
    part: MissingPart, gap: GapEntry, answers: Mapping[str, AnswerRecord], unread: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    for name in part.indicators:
        answer = answers.get(name)
        if answer is not None:
            yield name, f"{_deed(part, answer, unread)}: {part.words}", gap.provision


def _deed(part: MissingPart, answer: AnswerRecord, unread: Collection[str]) -> str:
    """Return what was to be done with the answer; documents stand in cells of their own."""
    if answer.cell in unread:
        return "Could not be read"
    if answer.cell in part.fill:
        return "Not answered"
    if answer.cell in part.see:
        return "Contradicted by other answers" if answer.contested else "Not enough"
    return "No document" if part.document else "Not answered"
