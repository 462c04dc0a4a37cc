"""Two voices: a state's own report and an outside assessment, question by question and leaf by leaf, never bridged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

import gapcheck
from gapcheck.assessment.figures import ReadingName
from gapcheck.assessment.levels import Levels, reach
from gapcheck.assessment.readings import READINGS
from gapcheck.assessment.result import Engine, Tool
from gapcheck.assessment.trees import look_at
from gapcheck.comparison.frames import Frame
from gapcheck.comparison.mixtures import ranked_leaves
from gapcheck.comparison.moves import levels_record
from gapcheck.comparison.side_records import side_record
from gapcheck.comparison.sides import Side, check_two_voices
from gapcheck.comparison.states import said, speaks
from gapcheck.comparison.voice_records import Finding, TwoVoices, VoiceAnswer, VoiceLeaf
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import DateInterval, what_it_says


def two_voices(first: Side, second: Side) -> TwoVoices:
    """Return what a state says of itself beside what an outsider says, in either order of the two.

    Both are read under the rulebook of the state's report. Raises UsageError where they are not one self-report and
    one outside assessment of one country, of periods that overlap, or where the outside assessment was not read under
    that rulebook; EngineError where the two engines do not agree.
    """
    check_two_voices(first.submission, second.submission)
    state, outside = (first, second) if first.submission.source == "self" else (second, first)
    voiced = _Voices(Frame(state.ledger(), outside.under(state.rulebook).ledger()))
    answers = list(voiced.answers())
    reached = voiced.reach
    return TwoVoices(
        tool=Tool(name="gapcheck", version=gapcheck.__version__, note=reached.note),
        engines=[Engine(name=e.name, version=e.version, agreed=e.agreed) for e in reached.engines],
        state=side_record(state),
        outside=side_record(outside),
        counts={finding: sum(1 for each in answers if each.finding == finding) for finding in get_args(Finding)},
        neither_speaks=len(voiced.frame.asked) - len(answers),
        answers=answers,
        leaves=list(voiced.leaves()),
    )


class _Voices:
    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self._ranked = list(ranked_leaves(frame))
        found = {
            (voice, node.id): look_at(node, ledger)
            for voice, ledger in (("state", frame.before), ("outside", frame.after))
            for _, node in self._ranked
        }
        keyed = {f"{voice} {name}": leaf for (voice, name), leaf in found.items() if not leaf.not_applicable}
        self.reach = reach(keyed)

    def answers(self) -> Iterator[VoiceAnswer]:
        """Yield every question to which one of the two speaks, in the order of the workbook."""
        frame = self.frame
        resting: dict[str, list[str]] = {}
        for leaf, names in frame.questions.items():
            for name in names:
                resting.setdefault(name, []).append(leaf)
        for name in frame.asked:
            state, outside = said(name, frame.before), said(name, frame.after)
            finding = self._finding(frame.rulebook.indicators[name])
            if finding is not None and state is not None and outside is not None:
                indicator = frame.rulebook.indicators[name]
                yield VoiceAnswer(
                    indicator=name,
                    question=indicator.title(),
                    pillar=indicator.pillar,
                    finding=finding,
                    state=state,
                    outside=outside,
                    provisions=resting.get(name, []),
                )

    def _finding(self, indicator: Indicator) -> Finding | None:
        """Return how two answers stand to each other; None where neither speaks."""
        name, frame = indicator.id, self.frame
        one, other = speaks(name, frame.before), speaks(name, frame.after)
        if not one or not other:
            return "state_only" if one else "outside_only" if other else None
        if self._same(name):
            return "agree"
        if indicator.type == "text" and frame.before.known(name) and frame.after.known(name):
            return "in_words"
        truths = {
            (old.truth, new.truth)
            for pairs in frame.pairs.values()
            for old, new in pairs
            if name in old.inputs | new.inputs
        }
        return "state_claims" if ("met", "not_met") in truths and ("not_met", "met") not in truths else "differ"

    def _same(self, name: str) -> bool:
        """Return whether two answers say the same; a date agrees with one that is only less precise."""
        frame = self.frame
        if frame.before.not_applicable(name) or frame.after.not_applicable(name):
            return frame.before.not_applicable(name) and frame.after.not_applicable(name)
        one, other = frame.before.answer(name).value, frame.after.answer(name).value
        if isinstance(one, DateInterval) and isinstance(other, DateInterval):
            return _within(one, other) or _within(other, one)
        return what_it_says(one) == what_it_says(other)

    def leaves(self) -> Iterator[VoiceLeaf]:
        """Yield every leaf that gets a level, in the order of the sources."""
        held: Mapping[str, Levels] = self.reach.levels
        for instrument, node in self._ranked:
            state, outside = held.get(f"state {node.id}"), held.get(f"outside {node.id}")
            differ: list[ReadingName] = []
            if state is not None and outside is not None:
                differ = [reading for reading in READINGS if state[reading] != outside[reading]]
            yield VoiceLeaf(
                instrument=instrument,
                provision=node.id,
                clause=node.clause,
                title=node.heading(),
                state=levels_record(state),
                outside=levels_record(outside),
                differ=differ,
            )


def _within(one: DateInterval, other: DateInterval) -> bool:
    return other.first <= one.first and one.last <= other.last
