"""What of one result's answers and files may be passed on where it is compared with another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from gapcheck.assessment.result import AnswerRecord, Assessment
from gapcheck.comparison.result import Said, SideRecord
from gapcheck.disclosure.freetext import WITHHELD, guarded
from gapcheck.disclosure.veil import NOT_SHOWN

Key: TypeAlias = tuple[str, str, str, str]
"""Whose answers: the country, the first and last day, and who speaks."""


def key_of_side(side: SideRecord) -> Key:
    """Return whose answers a side of a comparison holds."""
    return side.country, side.period.start, side.period.end, side.source


def key_of_result(result: Assessment) -> Key:
    """Return whose answers a result holds."""
    return result.country.code, result.period.start, result.period.end, result.source


def hidden_in(raw: Assessment, published: Assessment) -> frozenset[str]:
    """Return the questions of which a number is not shown; words that are kept back are none."""
    return frozenset(
        one.indicator
        for one, other in zip(raw.answers, published.answers, strict=True)
        if one.value != other.value and one.words != other.words != WITHHELD
    )


class Shown:
    """What of one result may be passed on: its answers, and the hashes of its files."""

    def __init__(self, raw: Assessment, published: Assessment) -> None:
        self.hidden = hidden_in(raw, published)
        self._answers: dict[str, AnswerRecord] = {record.indicator: record for record in published.answers}
        self._workbook = published.workbook.sha256
        self._reviews = {review.sha256 for review in published.reviews}

    def said(self, said: Said | None, indicator: str) -> Said | None:
        """Return what was said to a question; of one that the result does not know nothing but that it was."""
        if said is None:
            return None
        record = self._answers.get(indicator)
        if record is None:
            return _untold(said)
        update: dict[str, Any] = {"document": record.evidence.document}
        if record.value != said.value:
            update |= {"value": record.value, "words": record.words}
        return said.model_copy(update=update)

    def files(self, side: SideRecord) -> SideRecord:
        """Return a side without the hashes that the result leaves out."""
        workbook = side.workbook.model_copy(update={"sha256": self._workbook})
        reviews = [
            review if review.sha256 in self._reviews else review.model_copy(update={"sha256": ""})
            for review in side.reviews
        ]
        return side.model_copy(update={"workbook": workbook, "reviews": reviews})


Results: TypeAlias = Mapping[Key, Shown]


def _untold(said: Said) -> Said:
    if said.value is None:
        return said.model_copy(update={"document": said.document and guarded(said.document)})
    return said.model_copy(update={"value": None, "words": NOT_SHOWN, "document": None})


def said_shown(said: Said | None, indicator: str, side: SideRecord, shown: Results) -> Said | None:
    """Return what a side said to a question, as the results say it; ``shown`` are the results by whose they are."""
    held = shown.get(key_of_side(side))
    if held is not None:
        return held.said(said, indicator)
    return None if said is None else _untold(said)


def side_shown(side: SideRecord, shown: Results) -> SideRecord:
    """Return a side with the hashes that its result has; without any where it has no result."""
    held = shown.get(key_of_side(side))
    if held is not None:
        return held.files(side)
    return side.model_copy(update={"workbook": side.workbook.model_copy(update={"sha256": ""})})
