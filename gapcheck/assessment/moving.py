"""What one decision on one answer can move: by how many points a score is another one after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from gapcheck.assessment.consistency import Consistency
from gapcheck.assessment.contradictions import run_checks
from gapcheck.assessment.levels import Ladder, Levels, climb
from gapcheck.assessment.readings import Ledger, Reading
from gapcheck.assessment.reviews import apply_reviews
from gapcheck.assessment.scores import Points, score_instrument
from gapcheck.assessment.trees import Leaf, look_at
from gapcheck.rulebook.provisions import Instrument
from gapcheck.workbook.answers import Status
from gapcheck.workbook.decisions import Decision, Review, Verdict

MOVED: Final[tuple[Reading, ...]] = ("verified", "documented")
"""The readings that a decision is about: what counts as proved, and the headline."""


@dataclass(frozen=True, slots=True)
class Move:
    """The largest change that one decision makes: by how many points, of which instrument's score, in which reading."""

    points: Fraction = Fraction(0)
    instrument: str = ""
    reading: Reading = "documented"


def largest_moves(
    ledger: Ledger,
    consistency: Consistency,
    leaves: Sequence[Leaf],
    inputs: Mapping[str, frozenset[str]],
    instruments: Sequence[Instrument],
) -> dict[str, Move]:
    """Return, for every question that is answered or "not applicable", the largest change one decision can make.

    Of an answer: accepting it alone, rejecting it alone, and accepting all answers against all but this one, because
    one acceptance alone rarely lifts a level and much may hang on it. Of "not applicable": approving it. ``leaves`` are
    all that apply, ``inputs`` the questions that each scored one rests on; ``ledger`` has what the checks contest.
    """
    thought = _Thought(ledger, consistency)
    answered = [name for name in ledger.entries if ledger.known(name)]
    used = frozenset[str]().union(*inputs.values())
    asked = [name for name in answered if name in used or name in ledger.contested]
    alone = [thought.decided(Verdict.ACCEPTED, [name]) for name in asked]
    without = [thought.decided(Verdict.REJECTED, [name]) for name in asked]
    everything = thought.decided(Verdict.ACCEPTED, answered)
    but_one = [thought.decided(Verdict.ACCEPTED, [other for other in answered if other != name]) for name in asked]
    scored = [leaf for leaf in leaves if leaf.provision.id in inputs]
    ladder = climb(scored, ledger, [*alone, *without])
    # From where all is accepted only one answer is another, so that little has to be looked at again.
    accepted = climb(scored, everything, but_one)
    scores = _Scores(instruments, leaves, ledger)
    now, rest = scores.of(ladder.levels), [scores.of(levels) for levels in ladder.others]
    whole, parts = scores.of(accepted.levels), [scores.of(levels) for levels in accepted.others]
    moves = {name: Move() for name in answered}
    for name, one, other, part in zip(asked, rest, rest[len(asked) :], parts, strict=False):
        moves[name] = max(_move(now, one), _move(now, other), _move(whole, part), key=_size)
    for name in ledger.entries:
        if ledger.answer(name).status is Status.NOT_APPLICABLE:
            moves[name] = _approved(name, thought, leaves, inputs, ladder, scores)
    return moves


class _Thought:
    """Makes the ledgers of decisions that nobody has taken yet."""

    def __init__(self, ledger: Ledger, consistency: Consistency) -> None:
        self._ledger = ledger
        self._consistency = consistency
        self._entries = {
            verdict: apply_reviews(
                {name: entry.answer for name, entry in ledger.entries.items()},
                [Review("", "", tuple(Decision(name, verdict, date.min) for name in ledger.entries))],
            )
            for verdict in (Verdict.ACCEPTED, Verdict.REJECTED, Verdict.NOT_APPLICABLE_APPROVED)
        }

    def decided(self, verdict: Verdict, names: Iterable[str]) -> Ledger:
        """Return the ledger with one verdict on some answers; what is unknown now contests no other answer."""
        names = list(names)
        entries = {**self._ledger.entries, **{name: self._entries[verdict][name] for name in names}}
        ledger = replace(self._ledger, entries=entries)
        consistency = self._consistency
        if verdict is not Verdict.ACCEPTED:
            consistency = self._without(ledger, frozenset(names))
        return ledger.contest(consistency.contested(ledger))

    def _without(self, ledger: Ledger, names: frozenset[str]) -> Consistency:
        """Return the contradictions that are left where some answers are unknown: only those they are in can go."""
        failed = {found.check for found in self._consistency.contradictions if names & found.inputs}
        if not failed:
            return self._consistency
        checks = tuple(check for check in ledger.rulebook.checks if check.id in failed)
        again = run_checks(replace(ledger, rulebook=replace(ledger.rulebook, checks=checks)))
        rest = (found for found in self._consistency.contradictions if found.check not in failed)
        return Consistency((*rest, *again.contradictions), ())


class _Scores:
    """The scores of every instrument under some levels, each worked out once."""

    def __init__(self, instruments: Sequence[Instrument], leaves: Sequence[Leaf], ledger: Ledger) -> None:
        self._instruments = [instrument for instrument in instruments if instrument.scored]
        self._leaves = {leaf.provision.id: leaf for leaf in leaves}
        self._ledger = ledger
        self._own = {item.id: [node.id for node in item.walk() if node.is_leaf] for item in self._instruments}
        self._known: dict[tuple[object, ...], Points | None] = {}

    def of(self, levels: Mapping[str, Levels]) -> dict[str, Points]:
        """Return the points of every instrument that has any."""
        found = {}
        for item in self._instruments:
            key = (item.id, *(tuple(levels[name].values()) if name in levels else None for name in self._own[item.id]))
            if key not in self._known:
                self._known[key] = score_instrument(item, self._leaves, levels, self._ledger).points
            if (points := self._known[key]) is not None:
                found[item.id] = points
        return found


def _approved(
    name: str, thought: _Thought, leaves: Sequence[Leaf], inputs: Mapping[str, frozenset[str]], ladder: Ladder,
    scores: _Scores,
) -> Move:  # fmt: skip
    """Return what approving a "not applicable" moves: its criteria drop out of their leaves, which are looked at anew.

    Nothing where it cannot stand, for want of permission or of a reason.
    """
    ledger = thought.decided(Verdict.NOT_APPLICABLE_APPROVED, [name])
    if not ledger.not_applicable(name):
        return Move()
    others = [look_at(leaf.provision, ledger) for leaf in leaves if name in inputs.get(leaf.provision.id, ())]
    kept = {leaf: levels for leaf, levels in ladder.levels.items() if name not in inputs[leaf]}
    levels = {**kept, **climb(others, ledger).levels} if others else kept
    return _move(scores.of(ladder.levels), scores.of(levels))


def _move(before: Mapping[str, Points], after: Mapping[str, Points]) -> Move:
    moves = [
        Move(abs(after[name][reading] - before[name][reading]), name, reading)
        for name in before
        if name in after
        for reading in MOVED
    ]
    return max(moves, key=_size, default=Move())


def _size(move: Move) -> Fraction:
    return move.points
