"""Statements: answers, reviews and remarks without the numbers that are not shown, and without what repeats them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gapcheck.assessment.result import AnswerRecord, OriginalAnswer, ProblemRecord, ReviewRecord, VoiceRecord
from gapcheck.disclosure.freetext import WITHHELD, guarded, tells_a_number
from gapcheck.disclosure.veil import NOT_SHOWN, Veil


@dataclass(frozen=True)
class Statements:
    """What was said, as it may be passed on."""

    veil: Veil

    def answer(self, record: AnswerRecord) -> AnswerRecord:
        """Return an answer without its hidden numbers, and without words that may repeat one."""
        hidden, evidence = self.veil.hidden(record.indicator), record.evidence
        update: dict[str, Any] = {
            "evidence": evidence.model_copy(
                update={
                    "comment": _maybe(evidence.comment, always=bool(hidden)),
                    "page": WITHHELD if hidden and evidence.page else evidence.page,
                    "document": _maybe(evidence.document, always=False) if hidden else evidence.document,
                }
            ),
            "original": self._original(record.original, record.indicator),
            "review": record.review
            and record.review.model_copy(update={"reason": guarded(record.review.reason, always=bool(hidden))}),
            "voices": [_voice(voice, always=bool(hidden)) for voice in record.voices],
        }
        if hidden and isinstance(record.value, list):
            update["value"] = [
                {name: NOT_SHOWN if (number, name) in hidden else value for name, value in row.items()}
                for number, row in enumerate(record.value)
                if isinstance(row, dict)
            ]
            update["words"] = f"{record.words}, {len(hidden)} numbers not shown"
        elif hidden:
            update |= {"value": None, "words": NOT_SHOWN}
        elif self.veil.is_text(record.indicator) and tells_a_number(record.words):
            update |= {"value": None, "words": WITHHELD}
        return record.model_copy(update=update)

    def _original(self, original: OriginalAnswer | None, indicator: str) -> OriginalAnswer | None:
        """Return the officer's own answer without numbers of persons: each tells of the corrected one."""
        if original is None or original.value is None or not self.veil.counts_persons(indicator):
            return original
        return original.model_copy(update={"value": None, "words": NOT_SHOWN})

    def review(self, review: ReviewRecord) -> ReviewRecord:
        """Return a review without numbers of persons, and without its hash, against which they could be tried."""
        decisions = []
        for decision in review.decisions:
            hidden = bool(self.veil.hidden(decision.indicator))
            update: dict[str, Any] = {"reason": guarded(decision.reason, always=hidden)}
            if decision.value is not None and self.veil.counts_persons(decision.indicator):
                update |= {"value": None, "words": NOT_SHOWN}
            decisions.append(decision.model_copy(update=update))
        voices = [_voice(voice, always=bool(self.veil.hidden(voice.indicator))) for voice in review.voices]
        return review.model_copy(update={"decisions": decisions, "voices": voices, "sha256": ""})


def _maybe(text: str | None, *, always: bool) -> str | None:
    return text and guarded(text, always=always)


def _voice(voice: VoiceRecord, *, always: bool) -> VoiceRecord:
    return voice.model_copy(update={"says": guarded(voice.says, always=always)})


def problem_shown(problem: ProblemRecord) -> ProblemRecord:
    """Return a remark on the workbook without what was found there, if that may be a number."""
    held: Mapping[str, str] = {"found": problem.found, "expected": problem.expected, "mend": problem.mend}
    return problem.model_copy(update={name: guarded(text) for name, text in held.items()})
