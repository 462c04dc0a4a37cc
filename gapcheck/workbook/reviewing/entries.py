"""What the queue says of one question: why it stands where it does, what it touches, what a decision can move."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, TypeAlias

Class: TypeAlias = Literal["error", "warning", "moving", "still", "open"]
CLASSES: Final[tuple[Class, ...]] = ("error", "warning", "moving", "still", "open")
"""In a contradiction that contests, in one that is only told; one decision can move a score; none can; unanswered."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One question's place in the queue.

    ``moves`` is the largest change, in points of 100, that a decision on it can make to the verified or the documented
    score of an instrument; ``provisions`` are the scored clauses that rest on it, ``why`` says it all in words.
    """

    indicator: str
    kind: Class
    moves: Fraction
    provisions: tuple[str, ...]
    why: str
