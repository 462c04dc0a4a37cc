"""Marks: what tells whether a row of a review workbook is still about the same question and the same answer."""

from __future__ import annotations

import hashlib
import json
from typing import Final, Literal, TypeAlias

from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Answer, Table, Value, what_it_says
from gapcheck.workbook.reviewing.values import as_read

Part: TypeAlias = Literal["question", "answer", "document"]
PARTS: Final[tuple[Part, ...]] = ("question", "answer", "document")
_LENGTH = 16  # characters of each part's hash


def mark(indicator: Indicator, answer: Answer) -> str:
    """Return the mark of a question and its answer: three hashes, of the question, the answer and its evidence."""
    evidence = answer.evidence
    day = evidence.document_date
    return "-".join(
        hashlib.sha256(json.dumps(part, sort_keys=True, ensure_ascii=True).encode()).hexdigest()[:_LENGTH]
        for part in (
            [
                indicator.id, indicator.question, indicator.type, indicator.unit, indicator.not_applicable,
                [[code, option.labels, option.exclusive] for code, option in indicator.options.items()],
                [[name, column.type, column.title, column.key] for name, column in indicator.columns.items()],
            ],
            [answer.status.value, _value(answer.value)],
            [evidence.document, evidence.link, None if day is None else str(day), evidence.page, evidence.comment],
        )
    )  # fmt: skip


def changed_parts(old: str, new: str) -> list[Part]:
    """Return which parts of two marks differ; all of them where one is no mark."""
    before, now = old.split("-"), new.split("-")
    if len(before) != len(PARTS):
        return list(PARTS)
    return [part for part, one, other in zip(PARTS, before, now, strict=True) if one != other]


def _value(value: Value | None) -> object:
    if isinstance(value, Table):
        return what_it_says(as_read(value))
    return sorted(value) if isinstance(value, tuple) else None if value is None else [type(value).__name__, str(value)]
