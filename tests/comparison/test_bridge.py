"""What holds of every bridge, for all rulebooks, answers and reviews, with either evaluator and with both."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import permutations

import pytest
from assessment_making import answer, nodes
from assessment_strategies import PAIR_LAW as LAW
from assessment_strategies import Maker
from comparison_drawing import Pair, Told, pairs, steps
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from gapcheck.assessment import assess, levels
from gapcheck.assessment.readings import READINGS
from gapcheck.assessment.result import Score
from gapcheck.assessment.scores import score_instrument
from gapcheck.assessment.trees import look_at
from gapcheck.comparison.comparison import comparison_of
from gapcheck.comparison.ends import ends_of
from gapcheck.comparison.frames import Frame, belonging
from gapcheck.comparison.mixtures import Mixtures
from gapcheck.comparison.result import PLAYERS
from gapcheck.comparison.shapley import shapley, subsets
from gapcheck.comparison.sides import Published, Side
from gapcheck.engine.agreement import decide
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.workbook.answers import Status

pytestmark = pytest.mark.usefixtures("engines")


def exact(score: Score | None) -> tuple[Fraction, ...] | None:
    if score is None or score.documented is None:
        return None
    return tuple(Fraction(getattr(score, reading).exact) for reading in READINGS)


@LAW
@given(pairs())
def test_the_bridge_stands_between_the_two_assessments_and_sums_to_the_change(pair: Pair) -> None:
    one, other = pair.sides
    found = comparison_of(one, other)
    ends = [nodes(assess(side.submission, side.rulebook, side.reviews)) for side in (one, other)]
    bridged = 0
    for node in found.nodes:
        name = node.provision or node.instrument
        for held, end in ((node.before, ends[0]), (node.after, ends[1])):
            assert (held is None) == (name not in end)
            assert exact(held) == (exact(end[name].score) if name in end else None)
        assert (node.bridge is None) == (exact(node.before) is None or exact(node.after) is None)
        assert (node.state == "scored") == (node.bridge is not None)
        bridged += node.bridge is not None
    assert {node.provision or node.instrument for node in found.nodes} == set(ends[0]) | set(ends[1])
    event(f"some node bridged: {bridged > 0}")
    for _, _, held in steps(found):
        assert sum(held[player] for player in PLAYERS) == held["change"] == held["after"] - held["before"]


@LAW
@given(pairs())
def test_exchanging_the_sides_flips_every_sign(pair: Pair) -> None:
    there, back = (dict(_shares(each)) for each in (pair, pair.swapped))
    assert there.keys() == back.keys()
    for key, held in there.items():
        assert back[key] == [-share for share in held]


def _shares(pair: Pair):
    for key, reading, held in steps(comparison_of(*pair.sides)):
        yield (key, reading), [held[player] for player in PLAYERS]


@LAW
@given(pairs(books=2, later=False))
def test_a_change_of_the_rules_alone_is_rules_alone(pair: Pair) -> None:
    for _, _, held in steps(comparison_of(*pair.sides)):
        assert held["performance"] == held["evidence"] == held["coverage"] == 0
        assert held["rules"] == held["change"]


@LAW
@given(pairs(books=1, later=False))
def test_the_same_again_is_no_change(pair: Pair) -> None:
    found = comparison_of(*pair.sides)
    assert all(not any(held[player] for player in PLAYERS) for _, _, held in steps(found))
    assert found.most_moved == []
    assert not any(leaf.moved or leaf.movers for leaf in found.leaves)


@LAW
@given(pairs(later=False))
def test_added_documents_are_no_performance_and_no_coverage(pair: Pair) -> None:
    given_ = [answer(n, a.value, "claimed") for n, a in pair.before.answers.items() if a.status is Status.ANSWERED]
    cited = [answer(held.indicator, held.value, "documented") for held in given_]
    before, after = pair.before.saying(*given_), pair.after.saying(*cited)
    for _, reading, held in steps(comparison_of(*replace(pair, before=before, after=after).sides)):
        assert held["performance"] == held["coverage"] == 0
        if reading in ("claimed", "possible"):
            assert held["evidence"] == 0
        if pair.old is pair.new:
            assert held["evidence"] >= 0


@LAW
@given(pairs(books=1, later=False), st.data())
def test_what_is_said_otherwise_and_cited_from_a_known_answer_is_performance_alone(
    pair: Pair, data: st.DataObject
) -> None:
    item = data.draw(st.sampled_from(pair.old.asked()))
    maker = Maker(data.draw)
    before = _without_decision(pair.before, item.id).saying(answer(item.id, maker.value(item), "claimed"))
    after = _without_decision(pair.after, item.id).saying(answer(item.id, maker.value(item), "documented"))
    changed = replace(pair, before=before, after=after)
    one, other = (side.ledger() for side in changed.sides)
    assume(one.contested == other.contested)
    belongs = belonging(Frame(one, other))
    assert set(belongs) <= {item.id}
    assume(belongs.get(item.id) == "performance")
    for _, _, held in steps(comparison_of(*changed.sides)):
        assert held["evidence"] == held["coverage"] == held["rules"] == 0


def _without_decision(told: Told, name: str) -> Told:
    return replace(told, decisions={key: said for key, said in told.decisions.items() if key != name})


@LAW
@given(pairs(books=1, later=False), st.data())
def test_a_question_answered_for_the_first_time_is_coverage_alone(pair: Pair, data: st.DataObject) -> None:
    item = data.draw(st.sampled_from(pair.old.asked()))
    before = _without_decision(pair.before, item.id).saying(answer(item.id))
    value = Maker(data.draw).value(item)
    after = _without_decision(pair.after, item.id).saying(answer(item.id, value, "documented"))
    changed = replace(pair, before=before, after=after)
    one, other = (side.ledger() for side in changed.sides)
    assume(one.contested == other.contested)
    for _, _, held in steps(comparison_of(*changed.sides)):
        assert held["performance"] == held["evidence"] == held["rules"] == 0


@LAW
@given(pairs())
def test_every_mixture_scored_alone_by_the_reference_says_the_same(pair: Pair) -> None:
    one, other = pair.sides
    frames = _frames(one, other)
    belongs = belonging(*frames)
    mixtures = Mixtures(frames, belongs)
    for number, frame in enumerate(frames):
        for taken in subsets(PLAYERS):
            found = ends_of(mixtures.trees(number, taken))
            ledger = frame.mixed(belongs, taken)
            leaves = {
                node.id: look_at(node, ledger) for item in frame.instruments for node in item.walk() if node.is_leaf
            }
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(levels, "decide", partial(decide, evaluators=(ReferenceEvaluator(),)))
                ladder = levels.climb(list(leaves.values()), ledger)
            for item in frame.instruments:
                alone = score_instrument(item, leaves, ladder.levels, ledger)
                assert found[item.id, None].points == alone.points
                assert found[item.id, None].coverage == alone.coverage
                for leaf in alone.leaves():
                    assert found[item.id, leaf.provision.id].levels == leaf.levels


def _frames(one: Side, other: Side) -> list[Frame]:
    old, new = one.rulebook, other.rulebook
    if old is new:
        return [Frame(one.ledger(), other.ledger())]
    asked = [[item.id for item in book.asked()] for book in (old, new)]
    return [
        Frame(one.ledger(), other.under(old).ledger(), asked[1]),
        Frame(one.under(new).ledger(), other.ledger(), asked[0]),
    ]


@LAW
@given(pairs())
def test_from_published_scores_alone_the_four_sum_to_the_change_all_the_same(pair: Pair) -> None:
    one, other = pair.sides
    published = Published(assess(one.submission, one.rulebook, one.reviews), one.under(other.rulebook))
    found = comparison_of(published, other)
    assert found.form == "published"
    assert found.earlier.rulebook.sha256 == pair.old.sha256
    full = comparison_of(one, other)
    assert [(n.instrument, n.provision, n.before, n.after) for n in found.nodes] == [
        (n.instrument, n.provision, n.before, n.after) for n in full.nodes
    ]
    for _, _, held in steps(found):
        assert sum(held[player] for player in PLAYERS) == held["change"]
    if pair.old is pair.new:
        assert list(steps(found)) == list(steps(full))


@settings(LAW, max_examples=100)  # however slow the machine is just now
@given(st.lists(st.fractions(0, 100), min_size=16, max_size=16))
def test_shapley_is_the_mean_over_all_orders(values: list[Fraction]) -> None:
    table = dict(zip(subsets(PLAYERS), values, strict=True))
    means = dict.fromkeys(PLAYERS, Fraction(0))
    for order in permutations(PLAYERS):
        for number, player in enumerate(order):
            means[player] += (table[frozenset(order[: number + 1])] - table[frozenset(order[:number])]) / 24
    shares = shapley(PLAYERS, table.__getitem__)
    assert shares == means
    assert sum(shares.values()) == values[-1] - values[0]
