"""Standpoint: one assessment with everything that an explanation of any of its parts needs, worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from gapcheck.assessment.consistency import Consistency
from gapcheck.assessment.contradictions import checked
from gapcheck.assessment.effects import Effect, Effects
from gapcheck.assessment.levels import Ladder, climb
from gapcheck.assessment.readings import Ledger, open_ledger
from gapcheck.assessment.scores import Scored, ScoredInstrument, score_instrument
from gapcheck.assessment.trees import Leaf, look_at_all
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.provisions import Instrument
from gapcheck.workbook.answers import Submission
from gapcheck.workbook.decisions import Review


@dataclass(frozen=True)
class Standpoint:
    """The answers with the checks run on them, the instruments put to the country, and what was found for each leaf."""

    submission: Submission
    reviews: tuple[Review, ...]
    ledger: Ledger
    consistency: Consistency
    instruments: tuple[Instrument, ...]
    leaves: tuple[Leaf, ...]

    @property
    def rulebook(self) -> Rulebook:
        """The rules at hand."""
        return self.ledger.rulebook

    @cached_property
    def by_id(self) -> dict[str, Leaf]:
        """The leaves by the id of their provision."""
        return {leaf.provision.id: leaf for leaf in self.leaves}

    def climbed(self, others: Sequence[Ledger] = ()) -> Climbed:
        """Return the levels of every scored leaf, and what other ledgers would change, in one question to the engines.

        Raises EngineError where the two engines do not agree.
        """
        leaves = [leaf for leaf in self.leaves if leaf.provision.is_scored]
        ladder = climb(leaves, self.ledger, others)
        effects = Effects(self.instruments, self.by_id, ladder, self.ledger)
        return Climbed(self, ladder, tuple(effects.of(levels) for levels in ladder.others))


@dataclass(frozen=True)
class Climbed:
    """The levels that the leaves reach, and the effect of each other ledger that was asked about."""

    standpoint: Standpoint
    ladder: Ladder
    effects: tuple[Effect, ...]

    @cached_property
    def scored(self) -> tuple[ScoredInstrument, ...]:
        """Every instrument with every node scored."""
        at = self.standpoint
        return tuple(score_instrument(item, at.by_id, self.ladder.levels, at.ledger) for item in at.instruments)

    @cached_property
    def nodes(self) -> dict[str, Scored]:
        """Every provision as it is scored, by its id."""
        return {node.provision.id: node for item in self.scored for child in item.children for node in _walk(child)}


def standpoint(
    submission: Submission, rulebook: Rulebook, reviews: Sequence[Review] = (), *, four_eyes: bool = False
) -> Standpoint:
    """Return the standpoint of a submission after its reviews; what is asked of it later decides what is worked out."""
    ledger, consistency = checked(open_ledger(rulebook, submission, reviews, four_eyes=four_eyes))
    instruments = tuple(item for item in rulebook.instruments if item.applies(submission.country))
    leaves = tuple(look_at_all(instruments, ledger))
    return Standpoint(submission, tuple(reviews), ledger, consistency, instruments, leaves)


def _walk(node: Scored) -> list[Scored]:
    return [node, *(below for child in node.children for below in _walk(child))]
