"""Statements: answers, reviews and remarks without the numbers that are not shown, and without what repeats them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gapcheck.assessment.figures import Plain
from gapcheck.assessment.result import AnswerRecord, OriginalAnswer, ProblemRecord, ReviewRecord, VoiceRecord
from gapcheck.disclosure.freetext import WITHHELD, guarded, tells_a_small_number
from gapcheck.disclosure.veil import NOT_SHOWN, Veil


@dataclass(frozen=True)
class Statements:
    """What was said, as it may be passed on.

    Comments, reasons and answers in free words lose what tells any number where a number of the result is hidden, and
    what tells a small one elsewhere. Names, titles and addresses lose what tells a small one, and any number beside
    an answer that is hidden.
    """

    veil: Veil

    @cached_property
    def _small(self) -> bool:
        return not self.veil.anything

    def answer(self, record: AnswerRecord) -> AnswerRecord:
        """Return an answer without its hidden numbers, and without words that may repeat one."""
        hidden, evidence = self.veil.hidden(record.indicator), record.evidence
        update: dict[str, Any] = {
            "evidence": evidence.model_copy(
                update={
                    "comment": evidence.comment and self._words(evidence.comment, always=bool(hidden)),
                    "page": WITHHELD if hidden and evidence.page else evidence.page,
                    "document": evidence.document and guarded(evidence.document, small=not hidden),
                    "link": evidence.link and guarded(evidence.link, small=not hidden),
                    "responsible_body": evidence.responsible_body and named(evidence.responsible_body),
                }
            ),
            "original": self._original(record.original, record.indicator),
            "review": record.review
            and record.review.model_copy(update={"reason": self._words(record.review.reason, always=bool(hidden))}),
            "voices": [self._voice(voice) for voice in record.voices],
            **self._value(record.indicator, record.value, record.words),
        }
        if hidden and isinstance(record.value, list):
            update["value"] = [
                {name: NOT_SHOWN if (number, name) in hidden else value for name, value in row.items()}
                for number, row in enumerate(update.get("value", record.value))
                if isinstance(row, dict)
            ]
            update["words"] = f"{record.words}, {len(hidden)} numbers not shown"
        elif hidden:
            update |= {"value": None, "words": NOT_SHOWN}
        return record.model_copy(update=update)

    def _words(self, text: str, *, always: bool = False) -> str:
        return guarded(text, always=always, small=self._small)

    def _value(self, indicator: str, value: Plain, words: str) -> dict[str, Any]:
        """Return what changes of a value where free words in it may tell a number: an answer, or cells of a table."""
        if isinstance(value, list) and any(isinstance(row, dict) for row in value):
            return {"value": [self._row(indicator, row) if isinstance(row, dict) else row for row in value]}
        if self.veil.is_text(indicator) and words != self._words(words):
            return {"value": None, "words": WITHHELD}
        return {}

    def _row(self, indicator: str, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: named(value) if isinstance(value, str) and self.veil.is_text_cell(indicator, name) else value
            for name, value in row.items()
        }

    def _original(self, original: OriginalAnswer | None, indicator: str) -> OriginalAnswer | None:
        """Return the officer's own answer without numbers of persons: each tells of the corrected one."""
        if original is None or original.value is None:
            return original
        if self.veil.counts_persons(indicator) and not self._small:
            return original.model_copy(update={"value": None, "words": NOT_SHOWN})
        return original.model_copy(update=self._value(indicator, original.value, original.words))

    def review(self, review: ReviewRecord) -> ReviewRecord:
        """Return a review without numbers of persons, and without words that may repeat one."""
        decisions = []
        for decision in review.decisions:
            hidden = bool(self.veil.hidden(decision.indicator))
            update: dict[str, Any] = {"reason": self._words(decision.reason, always=hidden)}
            if decision.value is not None and self.veil.counts_persons(decision.indicator) and not self._small:
                update |= {"value": None, "words": NOT_SHOWN}
            elif decision.value is not None:
                update |= self._value(decision.indicator, decision.value, decision.words)
            decisions.append(decision.model_copy(update=update))
        return review.model_copy(
            update={"decisions": decisions, "voices": [self._voice(voice) for voice in review.voices]}
        )

    def _voice(self, voice: VoiceRecord) -> VoiceRecord:
        hidden = bool(self.veil.hidden(voice.indicator))
        return voice.model_copy(
            update={
                "says": self._words(voice.says, always=hidden),
                "source": named(voice.source),
                "document": guarded(voice.document, small=not hidden),
                "link": voice.link and guarded(voice.link, small=not hidden),
            }
        )

    def problem(self, problem: ProblemRecord) -> ProblemRecord:
        """Return a remark on the workbook without what was found there, if that may be a number."""
        held: Mapping[str, str] = {"found": problem.found, "expected": problem.expected, "mend": problem.mend}
        if self._small and not tells_a_small_number(problem.found):
            return problem  # the other words are the program's, and may say "one of"
        return problem.model_copy(update={name: self._words(text) for name, text in held.items()})


def named(text: str) -> str:
    """Return a name or a title, or what stands in its place where it may tell a small number."""
    return guarded(text, small=True)
