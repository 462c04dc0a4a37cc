"""The record of a comparison: what changed from one submission to the next, and why (gapcheck.comparison/1)."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import ConfigDict, Field

from gapcheck.assessment.figures import Figure, LevelsReached, ReadingName, Record, Score
from gapcheck.assessment.result import AnswerState, Engine, FileRecord, Period, RulebookRecord, Tool

Player: TypeAlias = Literal["performance", "evidence", "coverage", "rules"]
PLAYERS: tuple[Player, ...] = ("performance", "evidence", "coverage", "rules")
Form: TypeAlias = Literal["one_rulebook", "two_rulebooks", "published"]
State: TypeAlias = Literal["scored", "new", "dropped", "not_scored_before", "not_scored_after", "not_scored"]
NoScoreName: TypeAlias = Literal["addressee", "instrument", "provision", "not_applicable"]
VerdictName: TypeAlias = Literal[
    "improved", "better_documented", "claimed_higher", "unchanged", "less_documented", "worse", "not_comparable"
]


class Steps(Record):
    """From before to after in points of 100, in one reading: what each player brought; the four sum to the change."""

    before: Figure
    after: Figure
    change: Figure
    performance: Figure
    evidence: Figure
    coverage: Figure
    rules: Figure


class Bridge(Record):
    """The steps in each reading.

    ``unscored_mixtures`` is in how many of the mixtures between both ends the node had no score; there the mean of the
    two ends was taken.
    """

    verified: Steps
    documented: Steps
    claimed: Steps
    possible: Steps
    unscored_mixtures: int


class Verdict(Record):
    """What really changed, under the later rules and on the leaves that are wholly known in both years.

    ``core_share`` is the share, in per cent, of the weight that is scored in either year; ``before`` and ``after`` are
    the scores over the common core alone, null where it is empty. The lists name questions.
    """

    verdict: VerdictName
    core_share: Figure
    before: Score | None
    after: Score | None
    newly_disclosed: list[str]
    fallen_silent: list[str]


class NodeChange(Record):
    """An instrument, or a provision of it, on both sides; a bridge only where both have a score.

    ``provision`` is null for the instrument itself. ``reason_before`` and ``reason_after`` say why a side that has the
    node has no score of it. ``rescored`` are the earlier answers under the later rules, null with
    one rulebook.
    """

    instrument: str
    provision: str | None
    clause: str | None
    title: str
    pillar: Literal["prosecution", "protection", "prevention", "partnership"] | None
    state: State
    reason_before: NoScoreName | None
    reason_after: NoScoreName | None
    before: Score | None
    after: Score | None
    rescored: Score | None
    bridge: Bridge | None
    verdict: Verdict | None


class Said(AnswerState):
    """What one side said to one question, and the document it named; the cell is in that side's workbook."""

    document: str | None


class Mover(Record):
    """A question whose answer moved a leaf: its player, what was said before and after; null where it was not asked."""

    indicator: str
    question: str
    player: Player
    before: Said | None
    after: Said | None


class LeafChange(Record):
    """The levels of a leaf on both sides, each under its own rules; what moved it, where it moved.

    A side has no levels where the leaf is not there, is not applicable, or has parts of its own.

    ``rules_moved`` says that the earlier answers alone have other levels under the later rules. ``main`` is the player
    with the largest step of the first reading that moved, in the order documented, claimed, verified, possible.
    """

    instrument: str
    provision: str
    clause: str
    title: str
    state: State
    before: LevelsReached | None
    after: LevelsReached | None
    moved: list[ReadingName]
    rules_moved: bool
    main: Player | None
    movers: list[Mover]


class SideRecord(Record):
    """One of the two inputs; ``fictional`` where the country is invented."""

    workbook: FileRecord
    reviews: list[FileRecord]
    rulebook: RulebookRecord
    country: str
    fictional: bool
    year: int
    period: Period
    source: Literal["self", "outside"]


class Comparison(Record):
    """Two submissions of one country and one source, from the earlier to the later.

    ``form`` says how the rules were told apart: there was one rulebook; both were at hand, so that rules are a player
    like the others; or only the published scores of the earlier were, so that rules are the earlier answers re-scored
    under the later rulebook less what was published. ``most_moved`` are provisions, those that moved most first.
    """

    schema_: Literal["gapcheck.comparison/1"] = Field("gapcheck.comparison/1", alias="schema")
    tool: Tool
    engines: list[Engine]
    form: Form
    earlier: SideRecord
    later: SideRecord
    nodes: list[NodeChange]
    leaves: list[LeafChange]
    most_moved: list[str]

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
