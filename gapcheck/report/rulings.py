"""What reviewers decided, and what outside voices say, in words for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gapcheck.assessment.clashes import LevelChange
from gapcheck.assessment.result import AnswerRecord, Assessment
from gapcheck.assessment.rulings import DecisionRecord, VoiceRecord
from gapcheck.report.plaintext import day, wrap

_SHOWN = 20
_VERDICTS = {
    "accepted": "accepted", "corrected": "corrected", "rejected": "rejected",
    "not_applicable_approved": "“not applicable” approved",
}  # fmt: skip
_CHANGES = 3


def reviews_part(assessment: Assessment) -> Iterator[str]:
    """Yield what the reviews decided: how often, then every decision that is more than an acceptance."""
    if not assessment.reviews:
        return
    made = [decision for review in assessment.reviews for decision in review.decisions]
    counts: Counter[str] = Counter(decision.verdict for decision in made if decision.outcome == "applied")
    yield ""
    yield f"REVIEWS: {len(assessment.reviews)}"
    told = [f"{counts[verdict]} {words}" for verdict, words in _VERDICTS.items() if counts[verdict]]
    yield from wrap(f"Decisions that stand: {'; '.join(told) or 'none'}.", indent="  ", first="  ")
    if assessment.four_eyes:
        yield from wrap(
            "Two pairs of eyes were asked for: an answer is verified only where two reviewers decided alike.",
            indent="  ",
            first="  ",
        )
    answers = {answer.indicator: answer for answer in assessment.answers}
    worth_telling = [made for made in made if made.outcome != "applied" or made.verdict != "accepted"]
    for decision in worth_telling[:_SHOWN]:
        yield from wrap(_told(decision, answers[decision.indicator]), indent="    ", first="  - ")
    if len(worth_telling) > _SHOWN:
        yield f"  - and {len(worth_telling) - _SHOWN} more; all of them are in the JSON result."


def voices_part(assessment: Assessment) -> Iterator[str]:
    """Yield each answer that somebody outside speaks to, with the officer's comment and the auditor's decision."""
    spoken = [answer for answer in assessment.answers if answer.voices]
    if not spoken:
        return
    yield ""
    yield f"OTHER VOICES: on {'1 answer' if len(spoken) == 1 else f'{len(spoken)} answers'}"
    yield from wrap("What others say counts in no score. An auditor may act on it, or not.", indent="  ", first="  ")
    for answer in spoken:
        stated = answer.original.words if answer.original is not None else answer.words
        place = f" ({answer.cell})" if answer.cell else ""
        yield from wrap(f"{answer.question}{place}: answered “{stated}”.", indent="    ", first="  - ")
        comment = answer.evidence.comment
        yield from wrap(f"The officer: {comment or 'no comment'}", indent="      ", first="    ")
        for voice in answer.voices:
            yield from wrap(voiced(voice), indent="      ", first="    ")
        yield from wrap(f"The auditor: {decided(answer)}", indent="      ", first="    ")


def voiced(voice: VoiceRecord) -> str:
    """Return what an outside voice says, and where."""
    dated = f", {voice.document_date}" if voice.document_date else ""
    link = f" <{voice.link}>" if voice.link else ""
    return f"{voice.source}: {voice.says} ({voice.document}{dated}{link})"


def decided(answer: AnswerRecord) -> str:
    """Return what was decided on an answer, by whom and when, and why."""
    review = answer.review
    if review is None:
        return "no decision on this answer."
    second = f" and {review.second_reviewer}" if review.second_reviewer else ""
    waits = ", waiting for a second reviewer" if review.pending else ""
    who = f"{review.reviewer}{second}, {day(review.date)}{waits}"
    return f"{_VERDICTS[review.verdict]} ({who}). {review.reason}"


def _told(decision: DecisionRecord, answer: AnswerRecord) -> str:
    place = f" ({answer.cell})" if answer.cell else ""
    what = f"{answer.question}{place}: {_VERDICTS[decision.verdict]}"
    if decision.verdict == "corrected":
        stated = answer.original.words if answer.original is not None else answer.words
        what += f" from “{stated}” to “{decision.words}”"
    who = f"{decision.reviewer}, {day(decision.date)}: {decision.reason}"
    return " ".join([f"{what}. {who}", *_outcome(decision)])


def _outcome(decision: DecisionRecord) -> Iterator[str]:
    match decision.outcome:
        case "awaits_second":
            yield "It waits for a second reviewer; until then the answer is as it was."
        case "overruled":
            yield "A later decision says otherwise, and stands."
        case "no_effect":
            yield "There is no answer that it could verify, so it changes nothing."
    if decision.raises:
        yield (
            "A rejected answer is unknown, no longer a “no”; so this raises what is possible: "
            f"{_levels(decision.raises)}."
        )


def _levels(changes: Sequence[LevelChange]) -> str:
    words = [f"{change.provision} from level {change.from_} to {change.to}" for change in changes[:_CHANGES]]
    more = f" and {len(changes) - _CHANGES} more" if len(changes) > _CHANGES else ""
    return "; ".join(words) + more
