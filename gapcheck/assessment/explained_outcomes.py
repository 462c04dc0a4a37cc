"""Records of explanations: what one answer, one document or one decision would change."""

from __future__ import annotations

from typing import Literal

from gapcheck.assessment.clashes import LevelChange, ScoreChange
from gapcheck.assessment.figures import Level, Plain, Record


class RungHeld(Record):
    """A level of a leaf whose own criteria would all hold as documented, whether or not those of lower levels do."""

    provision: str
    level: Level


class Outcome(Record):
    """What one answer, one document or one decision would change, against the assessment as it stands.

    ``words`` say which answers do the same; ``tried`` are those that stood for them. ``completes`` are the levels
    whose own criteria would hold and do not now, ``loses`` those that would hold no longer. ``fails`` are the checks
    that would fail, ``mends`` those that would fail no longer.
    """

    step: Literal["answer", "document", "acceptance", "rejection"]
    words: str
    tried: list[Plain]
    levels: list[LevelChange]
    scores: list[ScoreChange]
    completes: list[RungHeld]
    loses: list[RungHeld]
    fails: list[str]
    mends: list[str]


class Bound(Record):
    """The level of a provision as documented, and the highest that one answer alone can take it to."""

    provision: str
    level: Level
    at_most: Level


class WhatIf(Record):
    """What hangs on one question: every case, or in ``untold`` why it cannot be told beforehand.

    ``together`` are the cells of other answers that must count as documented before this one can count for anything.
    ``bounds`` say, where it cannot be told, how far the answer alone can take each provision as documented.
    """

    indicator: str
    question: str
    cell: str | None
    document_cell: str | None
    outcomes: list[Outcome]
    untold: str | None
    together: list[str]
    bounds: list[Bound]
