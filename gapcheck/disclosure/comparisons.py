"""Comparisons as they may be passed on: what the results they are of keep back is kept back here too.

Beside the answers themselves, a comparison could tell a number that is not shown in three ways. The steps of a bridge
score mixtures of two years: a share of one year's victims in another year's would be a figure that neither result
tells, so all answers that one figure is made of are moved together (``together``). That an answer moved, or did not,
says whether two numbers are alike: no mover and no finding is told of an answer with a hidden number. And a file's hash
can be tried against guesses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, get_args

from gapcheck.assessment.result import Assessment
from gapcheck.comparison.account import Account
from gapcheck.comparison.result import Comparison, LeafChange, Mover, SideRecord
from gapcheck.comparison.series_records import CountrySeries, Series, Span
from gapcheck.comparison.unchanged import Unchanged
from gapcheck.comparison.voice_records import Finding, TwoVoices, VoiceAnswer
from gapcheck.disclosure.shown_sides import (
    Key,
    Results,
    Shown,
    hidden_in,
    key_of_result,
    key_of_side,
    said_shown,
    side_shown,
)
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.provisions import tests_in

Pair = TypeVar("Pair", Comparison, Unchanged)


@dataclass(frozen=True)
class Compared:
    """An account as it may be passed on, and what it leaves out.

    ``unsaid`` are the questions that movers and findings say nothing of, of each comparison and each pair of voices by
    the keys of its two sides.
    """

    account: Account
    unsaid: Mapping[tuple[Key, Key], frozenset[str]] = field(default_factory=dict)

    def unsaid_of(self, one: SideRecord, other: SideRecord) -> frozenset[str]:
        """Return the questions of which nothing is said where two sides are compared."""
        return self.unsaid.get((key_of_side(one), key_of_side(other)), frozenset())


def together(raw: Sequence[Assessment], published: Sequence[Assessment], *rulebooks: Rulebook) -> list[frozenset[str]]:
    """Return the questions to be moved as one: those of every figure that rests on a number that is not shown.

    ``published`` are the results of ``raw`` as they may be passed on, in the same order.
    """
    hidden = frozenset[str]().union(*map(hidden_in, raw, published))
    groups: list[frozenset[str]] = []
    for rulebook in rulebooks:
        for name in _tested(rulebook):
            questions = frozenset(rulebook.underlying(name))
            if len(questions) > 1 and questions & hidden:
                joined = [group for group in groups if group & questions]
                groups = [group for group in groups if not group & questions]
                groups.append(questions.union(*joined))
    return groups


def _tested(rulebook: Rulebook) -> Iterator[str]:
    """Yield every indicator that a criterion tests."""
    for instrument in rulebook.instruments:
        for provision in instrument.walk():
            for criteria in provision.levels.values():
                yield from (test.indicator for test in tests_in(criteria))


def compared(account: Account, raw: Sequence[Assessment], published: Sequence[Assessment]) -> Compared:
    """Return an account as it may be passed on.

    ``raw`` are all results of what was compared, and ``published`` the same as they may be passed on, audited together
    and in the same order. The account is to be made with ``together`` of them.
    """
    shown = {key_of_result(result): Shown(one, result) for one, result in zip(raw, published, strict=True)}
    comparisons = [_comparison(held, shown) for held in account.comparisons]
    voices = [_voices(held, shown) for held in account.voices]
    unsaid = {}
    for one, other in [
        *((held.earlier, held.later) for held in account.comparisons),
        *((held.state, held.outside) for held in account.voices),
    ]:
        keys = key_of_side(one), key_of_side(other)
        unsaid[keys] = frozenset[str]().union(*(shown[key].hidden for key in keys if key in shown))
    made = account.model_copy(
        update={
            "comparisons": comparisons,
            "unchanged": [_files(held, shown) for held in account.unchanged],
            "voices": voices,
        }
    )
    return Compared(made, unsaid)


def _files(held: Pair, shown: Results) -> Pair:
    return held.model_copy(update={"earlier": side_shown(held.earlier, shown), "later": side_shown(held.later, shown)})


def _unsaid(sides: Sequence[SideRecord], shown: Results) -> frozenset[str]:
    return frozenset[str]().union(*(shown[key].hidden for key in map(key_of_side, sides) if key in shown))


def _comparison(held: Comparison, shown: Results) -> Comparison:
    hidden = _unsaid((held.earlier, held.later), shown)

    def leaf(change: LeafChange) -> LeafChange:
        kept = [mover(one) for one in change.movers if one.indicator not in hidden]
        return change.model_copy(update={"movers": kept})

    def mover(one: Mover) -> Mover:
        before = said_shown(one.before, one.indicator, held.earlier, shown)
        return one.model_copy(
            update={"before": before, "after": said_shown(one.after, one.indicator, held.later, shown)}
        )

    return _files(held, shown).model_copy(update={"leaves": [leaf(change) for change in held.leaves]})


def _voices(held: TwoVoices, shown: Results) -> TwoVoices:
    hidden = _unsaid((held.state, held.outside), shown)
    kept = [answer for answer in held.answers if not _measured(answer, hidden)]
    answers = [
        answer.model_copy(
            update={
                "state": said_shown(answer.state, answer.indicator, held.state, shown),
                "outside": said_shown(answer.outside, answer.indicator, held.outside, shown),
            }
        )
        for answer in kept
    ]
    return held.model_copy(
        update={
            "state": side_shown(held.state, shown),
            "outside": side_shown(held.outside, shown),
            "answers": answers,
            "counts": {name: sum(1 for each in kept if each.finding == name) for name in get_args(Finding)},
        }
    )


def _measured(answer: VoiceAnswer, hidden: Collection[str]) -> bool:
    """Return whether a finding says how a number that is not shown stands to another: both speak."""
    return answer.indicator in hidden and answer.finding not in ("state_only", "outside_only")


def told(series: Series, published: Sequence[Assessment]) -> Series:
    """Return several years as they may be passed on: without the hashes that the results leave out."""
    files = {key_of_result(result): result.workbook for result in published}

    def country(held: CountrySeries) -> CountrySeries:
        def span(one: Span) -> Span:
            key = held.country, one.period.start, one.period.end, held.source
            return one if one.workbook is None else one.model_copy(update={"workbook": files[key]})

        return held.model_copy(update={"spans": [span(one) for one in held.spans]})

    return series.model_copy(update={"series": [country(held) for held in series.series]})
