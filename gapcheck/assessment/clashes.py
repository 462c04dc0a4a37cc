"""Clashes: a contradiction as a result has it, with its repairs and with what hangs on it."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from gapcheck.assessment.figures import Figure, Level, Plain, ReadingName, Record


class ChangedCell(Record, defer_build=True):
    """One cell with another number; any from ``least`` to ``most`` would do as well, null where there is no end."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    cell: str
    from_: Plain = Field(alias="from")
    to: Plain
    least: Plain
    most: Plain
    share: bool


class LevelChange(Record, defer_build=True):
    """A leaf that would have another level in a reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    instrument: str
    provision: str
    clause: str
    title: str
    reading: ReadingName
    from_: Level = Field(alias="from")
    to: Level


class ScoreChange(Record, defer_build=True):
    """An instrument, or a provision of it by its id, that would have another score in a reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    instrument: str
    node: str
    reading: ReadingName
    from_: Figure = Field(alias="from")
    to: Figure


class RepairRecord(Record, defer_build=True):
    """A smallest change of cells that breaks no check; proposed by arithmetic alone, never made.

    ``settles`` are the failed checks that would hold; ``only`` says that no other change of one cell settles all of
    them. ``slip`` is the slip of one digit that would explain the number, if any. ``changes`` and ``scores`` are
    against the assessment as it stands, and empty without ``weighed``.
    """

    cells: list[ChangedCell]
    settles: list[str]
    only: bool
    slip: str | None
    weighed: bool
    changes: list[LevelChange]
    scores: list[ScoreChange]


class ReadingRecord(Record, defer_build=True):
    """What would change if a contradiction's answers were taken as stated, or its total as the other side gives it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    as_: Literal["stated", "recomputed"] = Field(alias="as")
    cells: list[ChangedCell]
    changes: list[LevelChange]
    scores: list[ScoreChange]


class ContradictionRecord(Record, defer_build=True):
    """A failed check: both sides and where they stand, what would settle it, and whether any level hangs on it.

    ``group`` numbers the sets of failed checks that share cells. ``cells_tried`` of the set were tried for repairs, and
    ``search_cut`` says that not all could be. ``touches`` are the leaves that rest on its answers.
    """

    check: str
    severity: Literal["error", "warning"]
    says: str
    cells: list[str]
    indicators: list[str]
    left: Plain
    left_cells: list[str]
    right: Plain
    right_cells: list[str]
    difference: Plain
    share: bool
    group: int
    outcome: Literal["only_one", "one_cell", "two_cells", "cannot_be_told", "not_arithmetic"]
    cells_tried: int
    search_cut: bool
    repairs: list[RepairRecord]
    repairs_left_out: int
    readings: list[ReadingRecord]
    touches: list[str]
    changes_a_level: bool

    @property
    def sides_shown(self) -> bool:
        """Whether both sides are there: not in what is passed on, where they rest on numbers that are not shown."""
        return self.left is not None and self.right is not None

    @property
    def repairs_shown(self) -> bool:
        """Whether repairs and what hangs on them are there: not where they rest on numbers that are not shown."""
        return bool(self.readings)  # at home there is always one, of the answers as stated
