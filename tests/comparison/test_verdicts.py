"""What holds of every verdict, and what a verdict rests on, worked out a second time from the two results."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from assessment_making import answer, check, indicator, instrument, leaf, nodes, rulebook, submission
from assessment_strategies import PAIR_LAW as LAW
from assessment_strategies import Maker
from comparison_drawing import Pair, pairs, verdicts
from hypothesis import assume, event, given
from hypothesis import strategies as st

from gapcheck.assessment import assess
from gapcheck.assessment.contradictions import run_checks
from gapcheck.assessment.result import Assessment, InnerProvision, LeafProvision
from gapcheck.assessment.share_bounds import SHARE_CHECK
from gapcheck.comparison.comparison import comparison_of
from gapcheck.comparison.sides import Side
from gapcheck.comparison.verdicts import Core, judge
from gapcheck.workbook.answers import Status

pytestmark = pytest.mark.usefixtures("engines")
FALLEN = {"improved", "claimed_higher", "worse"}
FLIPPED = {
    "improved": {"worse"}, "claimed_higher": {"worse"}, "worse": FALLEN, "unchanged": {"unchanged"},
    "better_documented": {"less_documented"}, "less_documented": {"better_documented"},
    "not_comparable": {"not_comparable"},
}  # fmt: skip


def core(before: Any, after: Any, combine: str) -> tuple[Fraction, Fraction, Fraction] | None:
    """The claimed and documented change over the common core, and its share; None where no leaf is in it."""
    if isinstance(before, LeafProvision):
        whole = [each.score.coverage and each.score.coverage.exact == "100" for each in (before, after)]
        if not all(whole) or before.levels is None or after.levels is None:
            return None
        points = [(25 * each.levels.claimed, 25 * each.levels.documented) for each in (before, after)]
        return (*points[0], *points[1], Fraction(1))
    pairs_ = zip(getattr(before, "children", None) or before.provisions, _below(after), strict=True)
    counted = [(one, other) for one, other in pairs_ if one.scored or other.scored]
    found = [(Fraction(one.weight), core(one, other, getattr(one, "combine", "mean"))) for one, other in counted]
    total = sum(weight for weight, _ in found)
    held = [(weight, each) for weight, each in found if each is not None]
    if not held:
        return None
    share = sum(weight * each[-1] for weight, each in held) / total
    some = sum(weight for weight, _ in held)
    if combine == "weakest":
        return (*(min(each[n] for _, each in held) for n in range(4)), share)
    return (*(sum(weight * each[n] for weight, each in held) / some for n in range(4)), share)


def judged(side: Side, pair: Pair) -> Assessment:
    """A side's result where no failed check counts that looks at what only one year knows.

    An answer that such a check alone contests is settled here by taking the check out of the rules.
    """
    ledgers = [each.ledger() for each in pair.sides]
    both = {name for name in ledgers[0].entries if all(ledger.known(name) for ledger in ledgers)}
    found = [each for each in run_checks(side.ledger()).contradictions if each.severity == "error"]
    apart = {each.check for each in found if not each.inputs <= both}
    assume(not apart & {each.check for each in found if each.inputs <= both})
    assume(not any(name.startswith(SHARE_CHECK) for name in apart))
    kept = tuple(check for check in side.rulebook.checks if check.id not in apart)
    return assess(side.submission, replace(side.rulebook, checks=kept), side.reviews)


def _below(node: Any) -> list[Any]:
    return node.children if isinstance(node, InnerProvision) else node.provisions


@LAW
@given(pairs(books=1))
def test_a_verdict_is_what_the_common_core_of_the_two_results_gives(pair: Pair) -> None:
    one, other = pair.sides
    before, after = (nodes(judged(side, pair)) for side in (one, other))
    combine = {item.id: item.combine for item in pair.new.instruments}
    for node in comparison_of(one, other).nodes:
        name = node.provision or node.instrument
        scored = [each[name].score.documented is not None for each in (before, after)]
        assert (node.verdict is None) == (not any(scored))
        if node.verdict is None:
            continue
        found = core(before[name], after[name], combine.get(name) or getattr(before[name], "combine", "mean"))
        share = Fraction(node.verdict.core_share.exact)
        assert share == (100 * found[-1] if found else 0)
        event(node.verdict.verdict)
        if share < 60:
            assert node.verdict.verdict == "not_comparable"
            continue
        assert found is not None
        claimed, documented = found[2] - found[0], found[3] - found[1]
        expected = {
            "improved": claimed > 0 and documented > 0,
            "claimed_higher": claimed > 0 and documented <= 0,
            "better_documented": claimed == 0 and documented > 0,
            "unchanged": claimed == documented == 0,
            "less_documented": claimed == 0 and documented < 0,
            "worse": claimed < 0,
        }
        assert [name for name, holds in expected.items() if holds] == [node.verdict.verdict]


@LAW
@given(pairs(books=1, later=False), st.data())
def test_candour_never_reads_as_decline(pair: Pair, data: st.DataObject) -> None:
    maker = Maker(data.draw)
    silent = [item for item in pair.old.asked() if not maker.one_in(3)]
    before = replace(
        pair.before.saying(*(answer(item.id, status="not_known") for item in silent)),
        decisions={n: said for n, said in pair.before.decisions.items() if n not in {item.id for item in silent}},
    )
    after = replace(before.saying(*(answer(item.id, maker.value(item), "claimed") for item in silent)), name="b")
    one, other = (told.side(pair.old) for told in (before, after))
    found = comparison_of(one, other)
    if one.ledger().contested != other.ledger().contested:
        event("the new answers contest others")
    assert set(verdicts(found).values()) <= {"unchanged", "not_comparable"}
    said = {item.id for item in silent}
    for node in found.nodes:
        if node.verdict is not None:
            assert set(node.verdict.newly_disclosed) <= said
            assert node.verdict.fallen_silent == []


@LAW
@given(pairs(books=1, later=False))
def test_added_documents_never_read_as_decline(pair: Pair) -> None:
    answered = [held for held in pair.before.answers.values() if held.status is Status.ANSWERED]
    before = pair.before.saying(*(answer(held.indicator, held.value, "claimed") for held in answered))
    after = pair.after.saying(*(answer(held.indicator, held.value, "documented") for held in answered))
    found = comparison_of(*replace(pair, before=before, after=after).sides)
    assert set(verdicts(found).values()) <= {"unchanged", "better_documented", "not_comparable"}


@LAW
@given(pairs(books=1))
def test_exchanging_the_sides_turns_every_verdict_round(pair: Pair) -> None:
    there, back = (verdicts(comparison_of(*each.sides)) for each in (pair, pair.swapped))
    for key, verdict in there.items():
        assert back[key] in FLIPPED[verdict]


def points(claimed: int, documented: int) -> dict[str, Fraction]:
    return {
        "verified": Fraction(0), "documented": Fraction(documented), "claimed": Fraction(claimed),
        "possible": Fraction(100),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("share", "after", "verdict"),
    [
        ("1", (60, 40), "improved"),
        ("1", (60, 30), "claimed_higher"),
        ("1", (60, 20), "claimed_higher"),
        ("1", (50, 40), "better_documented"),
        ("1", (50, 30), "unchanged"),
        ("1", (50, 20), "less_documented"),
        ("1", (40, 40), "worse"),
        ("3/5", (40, 30), "worse"),
        ("59/100", (40, 30), "not_comparable"),
    ],
)
def test_words_for_a_change_of_the_core(share: str, after: tuple[int, int], verdict: str) -> None:
    assert judge(Core(Fraction(share), points(50, 30), points(*after))) == verdict


def test_a_new_answer_that_contradicts_an_old_one_is_no_decline() -> None:
    book = rulebook(
        [indicator("cases", "count"), indicator("total", "count")],
        [instrument("plan", leaf("P", {4: [{"indicator": "cases", "at_least": "3"}]}))],
        [check("adds_up", equal=["cases", "total"])],
    )
    cases, total = answer("cases", Fraction(3)), answer("total", Fraction(4))
    silent, candid = (replace(submission(said), sha256=str(n) * 64) for n, said in enumerate(([cases], [cases, total])))
    one, other = Side(silent, book), Side(candid, book)
    assert [side.ledger().contested for side in (one, other)] == [frozenset(), {"cases", "total"}]
    for sides in ((one, other), (other, one)):
        found = comparison_of(*sides)
        assert set(verdicts(found).values()) == {"unchanged"}
    # The score itself falls, and the bridge says so: what is contradicted is not documented.
    steps = next(node for node in comparison_of(one, other).nodes if node.provision is None).bridge
    assert steps is not None
    assert (steps.documented.before.value, steps.documented.after.value) == (100.0, 0.0)
