"""What changed under one instrument between two years: its verdict, its bridge, its pillars and its provisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gapcheck.assessment.figures import Score
from gapcheck.assessment.result import Assessment
from gapcheck.comparison.pillars import pillar_scores
from gapcheck.comparison.result import Comparison, NodeChange, Verdict
from gapcheck.report.pages.contrasts.falls import Fall, fall_of
from gapcheck.report.pages.contrasts.ranges import Ranges, ranges_of
from gapcheck.report.pages.contrasts.voice import READINGS, Voice, label
from gapcheck.rulebook.model import PILLARS


@dataclass(frozen=True, slots=True)
class VerdictView:
    """What really changed: a word, what it means, and the questions that one year answers and the other does not."""

    key: str
    word: str
    meaning: str
    disclosed: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One pillar or provision that changed; ``depth`` is its depth in the tree, ``verdict`` in words."""

    clause: str
    title: str
    depth: int
    ranges: Ranges
    verdict: str


@dataclass(frozen=True, slots=True)
class InstrumentChange:
    """One instrument on both sides. ``fall`` is None where it is not scored on both; ``state`` then says why."""

    anchor: str
    title: str
    short: str
    verdict: VerdictView | None
    ranges: Ranges
    known: str
    fall: Fall | None
    state: str
    again: str
    pillars: tuple[ChangeRow, ...]
    rows: tuple[ChangeRow, ...]
    same: int


def instrument_change(
    node: NodeChange, held: Comparison, anchor: str, sides: Sequence[Assessment | None], voice: Voice
) -> InstrumentChange:
    """Return one instrument of a comparison; ``sides`` are both results under the later rules, where they are there."""
    names = label(held.earlier, held.later), label(held.later, held.earlier)
    below = [each for each in held.nodes if each.instrument == node.instrument and each.provision is not None]
    changed = [each for each in below if _worth(each)]
    return InstrumentChange(
        anchor=f"{anchor}-{node.instrument}",
        title=voice.instrument(node.instrument, node.title),
        short=voice.short(node.instrument, node.title),
        verdict=None if node.verdict is None else _verdict(node.verdict, held, voice),
        ranges=ranges_of(_scores(node, names), voice),
        known=_known(node, voice),
        fall=None if node.bridge is None else fall_of(node.bridge, *names, voice),
        state="" if node.state == "scored" else voice.say(f"cmp_state_{node.state}"),
        again=_again(node, held, names[0], voice),
        pillars=tuple(_pillars(node.instrument, sides, names, voice, one_ruler=held.form == "one_rulebook")),
        rows=tuple(_row(each, names, voice) for each in changed),
        same=len(below) - len(changed),
    )


def _verdict(verdict: Verdict, held: Comparison, voice: Voice) -> VerdictView:
    name = verdict.verdict
    share = voice.tongue.percent(verdict.core_share)
    if name == "not_comparable":
        meaning = voice.say("cmp_too_little", share=share)
    else:
        meaning = voice.say("cmp_meaning", share=share, what=voice.say(f"cmp_meaning_{name}"))
    questions = {mover.indicator: mover.question for leaf in held.leaves for mover in leaf.movers}

    def asked(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(voice.question(each, questions.get(each, each)) for each in names)

    return VerdictView(
        name, voice.say(f"cmp_verdict_{name}"), meaning, asked(verdict.newly_disclosed), asked(verdict.fallen_silent)
    )


def _known(node: NodeChange, voice: Voice) -> str:
    """Return how much is known on both sides, where that can be said of both."""
    if node.before is None or node.after is None or node.before.coverage is None or node.after.coverage is None:
        return ""
    before, after = (voice.tongue.percent(score.coverage) for score in (node.before, node.after))
    return voice.say("cmp_coverage_to", before=before, after=after)


def _scores(node: NodeChange, names: Sequence[str]) -> list[tuple[str, str, Score | None]]:
    """Return the scores of a node, with those of the earlier answers under the later rules where they differ."""
    scores: list[tuple[str, str, Score | None]] = [("before", names[0], node.before), ("after", names[1], node.after)]
    if node.rescored is not None and _exact(node.rescored) != _exact(node.before):
        scores.insert(1, ("again", f"{names[0]}*", node.rescored))
    return scores


def _again(node: NodeChange, held: Comparison, name: str, voice: Voice) -> str:
    """Return what the year with an asterisk is, where there is one."""
    if node.rescored is None:
        return ""
    key = "cmp_again_published" if held.form == "published" else "cmp_again_own"
    return voice.say(key, year=name, version=held.later.rulebook.version)


def _exact(score: Score | None) -> tuple[str | None, ...]:
    figures = (getattr(score, reading) if score is not None else None for reading in READINGS)
    return tuple(None if figure is None else figure.exact for figure in figures)


def _worth(node: NodeChange) -> bool:
    scores = [node.before, node.after, *([] if node.rescored is None else [node.rescored])]
    return node.state != "not_scored" and (node.state != "scored" or len(set(map(_exact, scores))) > 1)


def _row(node: NodeChange, names: Sequence[str], voice: Voice) -> ChangeRow:
    words = voice.say(f"cmp_verdict_{node.verdict.verdict}") if node.verdict is not None else ""
    if node.state != "scored":
        words = voice.say(f"cmp_state_{node.state}")
    depth = max(0, (node.provision or "").removeprefix(node.instrument).count(".") - 1)
    title = voice.provision(node.provision or "", node.title)
    return ChangeRow(node.clause or "", title, min(depth, 3), ranges_of(_scores(node, names), voice), words)


def _pillars(
    instrument: str, sides: Sequence[Assessment | None], names: Sequence[str], voice: Voice, *, one_ruler: bool
) -> Iterator[ChangeRow]:
    """Yield the pillars of an instrument that the two results score otherwise, both under the later rules."""
    earlier, name = ("before", names[0]) if one_ruler else ("again", f"{names[0]}*")
    found = [
        next((pillar_scores(each) for each in side.instruments if each.id == instrument), {}) if side else {}
        for side in sides
    ]
    for pillar in PILLARS:
        before, after = (scores.get(pillar) for scores in found)
        if (before is not None or after is not None) and _exact(before) != _exact(after):
            pair = [(earlier, name, before), ("after", names[1], after)]
            yield ChangeRow("", voice.say(pillar), 0, ranges_of(pair, voice), "")
