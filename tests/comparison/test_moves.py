"""Leaves that moved and what moved them; mixtures without a score; dates that keep the period of their own year."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import jsonschema
import pytest
from assessment_making import answer, dated, indicator, instrument, leaf, nodes, review, rulebook, submission
from assessment_strategies import PAIR_LAW as LAW
from comparison_drawing import EARLIER, LATER, Pair, pairs, steps
from hypothesis import given

from gapcheck.assessment import assess
from gapcheck.comparison import Comparison, Series, Side, TwoVoices, series, two_voices
from gapcheck.comparison.comparison import comparison_of
from gapcheck.rulebook import Rulebook

pytestmark = pytest.mark.usefixtures("engines")


@LAW
@given(pairs())
def test_every_leaf_that_moved_names_what_moved_it_as_both_results_have_it(pair: Pair) -> None:
    one, other = pair.sides
    results = [assess(side.submission, side.rulebook, side.reviews) for side in (one, other)]
    found = comparison_of(one, other)
    answers = [{held.indicator: held for held in result.answers} for result in results]
    levels = [nodes(result) for result in results]
    for leaf_ in found.leaves:
        ends = [getattr(each.get(leaf_.provision), "levels", None) for each in levels]
        assert [leaf_.before, leaf_.after] == ends
        one_end, other_end = ({} if end is None else end.model_dump() for end in ends)
        differ = {name for name in one_end.keys() & other_end.keys() if one_end[name] != other_end[name]}
        assert set(leaf_.moved) == differ
        assert leaf_.movers or leaf_.rules_moved or not leaf_.moved
        assert (leaf_.main is None) == (not leaf_.moved)
        assert (leaf_.provision in found.most_moved) == bool(differ)
        for mover in leaf_.movers:
            for said, held in zip((mover.before, mover.after), answers, strict=True):
                assert (said is None) == (mover.indicator not in held)
                if said is not None:
                    record = held[mover.indicator]
                    assert (said.value, said.status, said.contested, said.approved, said.cell) == (
                        record.value, record.status, record.contested, record.approved, record.cell,
                    )  # fmt: skip
                    assert said.grade == record.grade
                    assert said.words


@LAW
@given(pairs())
def test_a_comparison_fits_its_schema_and_is_the_same_twice(pair: Pair) -> None:
    found = comparison_of(*pair.sides)
    assert _misfits(found) == []
    assert comparison_of(*pair.sides) == found


@LAW
@given(pairs(books=1))
def test_two_voices_and_series_fit_their_schemas(pair: Pair) -> None:
    one, other = (replace(side, submission=replace(side.submission, **_whole())) for side in pair.sides)
    outsider = replace(other, submission=replace(other.submission, source="outside"))
    assert _misfits(two_voices(one, outsider)) == []
    results = [assess(side.submission, side.rulebook, side.reviews) for side in (one, outsider)]
    assert _misfits(series(results)) == []


def _whole() -> dict[str, date]:
    return {"period_start": LATER[0], "period_end": LATER[1]}


SCHEMAS = {
    model: jsonschema.Draft202012Validator(model.model_json_schema(by_alias=True, mode="serialization"))
    for model in (Comparison, Series, TwoVoices)
}


def _misfits(record: Any) -> list[Any]:
    """What is wrong with a record as JSON: faults by its schema, and itself where it does not come back the same."""
    held = json.loads(record.model_dump_json(by_alias=True))
    back = type(record).model_validate(held)
    return [*SCHEMAS[type(record)].iter_errors(held), *([] if back == record else [back])]


def side(book: Rulebook, name: str, *said: Any, approved: str = "", other: Rulebook | None = None, **more: Any) -> Side:
    held = replace(submission(list(said), **more), file_name=f"{name}.xlsx", sha256=name * 64)
    reviews = [review(**{approved: "not_applicable_approved"})] if approved else []
    return Side(held, book, reviews, Side(held, other, reviews) if other else None)


def test_where_a_mixture_has_no_score_the_mean_of_the_ends_stands() -> None:
    items = [indicator(name, "yes_no", not_applicable="true") for name in ("first", "second")]
    old, new = (
        rulebook(items, [instrument("plan", leaf("P1", {"4": [{"indicator": name, "is": "yes"}]}))])
        for name in ("first", "second")
    )
    new = replace(new, sha256="1" * 64)
    gone = {"status": "not_applicable", "reason": "there is none"}
    one = side(old, "a", answer("first", "no"), answer("second", **gone), approved="second", other=new)
    late = side(new, "b", answer("first", **gone), answer("second", "yes"), approved="first", other=old)
    found = comparison_of(one, late)
    for node in found.nodes:
        # eight of the sixteen: with the later answers under the old rules, and with the earlier under the new
        assert node.bridge.unscored_mixtures == 8
        assert [node.bridge.documented.coverage.exact, node.bridge.documented.rules.exact] == ["50", "50"]
    back = {(key, reading): held for key, reading, held in steps(comparison_of(late, one))}
    for key, reading, held in steps(found):
        assert {name: -back[key, reading][name] for name in ("coverage", "rules", "change")} == {
            name: held[name] for name in ("coverage", "rules", "change")
        }


def test_the_mean_is_neither_of_the_two_ends() -> None:
    items = [indicator(name, "yes_no", not_applicable="true") for name in ("first", "second")]
    old, new = (
        rulebook(items, [instrument("plan", leaf("P1", {"4": [{"indicator": name, "is": "yes"}]}))])
        for name in ("first", "second")
    )
    new = replace(new, sha256="1" * 64)
    gone = answer("first", status="not_applicable", reason="there is none")
    one = side(old, "a", answer("first", "no"), answer("second", "no"), other=new)
    late = side(new, "b", gone, answer("second", "yes"), approved="first", other=old)
    # the old rules with the later applicability: unscored, so 50 of the 100 points
    for sides, sign in (((one, late), 1), ((late, one), -1)):
        found = comparison_of(*sides)
        assert {node.bridge.unscored_mixtures for node in found.nodes} == {4}
        for _, reading, held in steps(found):
            if reading == "documented":
                assert [held["coverage"], held["change"]] == [sign * 25, sign * 100]


def test_a_date_is_judged_by_the_period_of_the_report_it_stands_in() -> None:
    items = [indicator("reviewed", "date"), indicator("law", "choice")]
    ladder = {"2": [{"indicator": "reviewed", "during_period": "true"}], "4": [{"indicator": "law", "is": "c"}]}
    book = rulebook(items, [instrument("plan", leaf("P1", ladder))])
    one = side(book, "a", answer("reviewed", dated("2021-03-01")), answer("law", "a"), period=EARLIER)
    late = side(book, "b", answer("reviewed", dated("2022-03-01")), answer("law", "c"), period=LATER)
    shares = {reading: held for _, reading, held in steps(comparison_of(one, late))}
    assert shares["documented"]["before"] == Fraction(50)
    assert shares["documented"]["performance"] == shares["documented"]["change"] == Fraction(50)
    stale = side(book, "b", answer("reviewed", dated("2021-03-01")), answer("law", "a"), period=LATER)
    (held,) = [each for each in comparison_of(one, stale).leaves if each.moved]
    assert [(mover.indicator, mover.player) for mover in held.movers] == [("reviewed", "performance")]


def test_documents_beside_a_figure_that_can_be_told_only_now_are_evidence_and_coverage() -> None:
    items = [
        indicator("trained", "count"), indicator("officials", "count"),
        indicator("trained_share", "share", derived={"ratio": ["trained", "officials"]}),
    ]  # fmt: skip
    book = rulebook(items, [instrument("plan", leaf("P1", {"4": [{"indicator": "trained_share", "at_least": "90%"}]}))])
    one = side(book, "a", answer("trained", Fraction(9), "claimed"), answer("officials"), period=EARLIER)
    late = side(book, "b", answer("trained", Fraction(9)), answer("officials", Fraction(10)))
    shares = {reading: held for _, reading, held in steps(comparison_of(one, late))}
    assert (shares["documented"]["evidence"], shares["documented"]["coverage"]) == (50, 50)
    assert (shares["claimed"]["evidence"], shares["claimed"]["coverage"]) == (0, 100)


def test_what_only_the_new_rules_ask_is_rules_whatever_was_answered() -> None:
    items = [indicator("law", "choice"), indicator("fund", "yes_no")]
    ladder = {"2": [{"indicator": "law", "is": "c"}], "4": [{"indicator": "fund", "is": "yes"}]}
    old = rulebook(items[:1], [instrument("plan", leaf("P1", {"4": [{"indicator": "law", "is": "c"}]}))])
    new = replace(rulebook(items, [instrument("plan", leaf("P1", ladder))]), sha256="1" * 64)
    one = side(old, "a", answer("law", "c"), other=new, period=EARLIER)
    for fund, change in (("yes", 0), ("no", -50)):
        late = side(new, "b", answer("law", "c"), answer("fund", fund), other=old)
        for _, reading, held in steps(comparison_of(one, late)):
            assert held["change"] == held["rules"] == (0 if reading == "verified" else change)
