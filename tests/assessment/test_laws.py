"""What holds for all rulebooks and answers (rules/README.md), with either evaluator and with both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import jsonschema
import pytest
from assessment_making import NONE, answer, check, indicator, instrument, leaf, nodes, rulebook, submission
from assessment_oracle import Oracle
from assessment_strategies import LAW, Case, cases, cases_with, values
from hypothesis import assume, given
from hypothesis import strategies as st

from gapcheck.assessment import assess
from gapcheck.assessment.readings import READINGS
from gapcheck.assessment.result import Assessment, InnerProvision, InstrumentResult, LeafProvision, Score
from gapcheck.report import json as json_report
from gapcheck.report.bar import bar_of
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Value

Edges = dict[str, tuple[Fraction, ...] | None]
pytestmark = pytest.mark.usefixtures("engines")
VERIFIED, DOCUMENTED, CLAIMED, POSSIBLE = range(4)
SCHEMA = jsonschema.Draft202012Validator(json.loads(json_report.schema()))


def edges(result: Assessment) -> Edges:
    """The four exact figures of every node, by id; None where it is not scored."""
    return {name: _exact(node.score) for name, node in nodes(result).items()}


def _exact(score: Score) -> tuple[Fraction, ...] | None:
    figures = [getattr(score, reading) for reading in READINGS]
    return None if figures[0] is None else tuple(Fraction(figure.exact) for figure in figures)


def both(before: Assessment, after: Assessment) -> Iterator[tuple[tuple[Fraction, ...], tuple[Fraction, ...]]]:
    """The figures of every node that is scored before and after; the same nodes are."""
    one, other = edges(before), edges(after)
    assert {name for name in one if one[name] is None} == {name for name in other if other[name] is None}
    for name, figures in one.items():
        later = other[name]
        if figures is not None and later is not None:
            yield figures, later


def contested(result: Assessment) -> set[str]:
    return {held.indicator for held in result.answers if held.contested}


@LAW
@given(cases())
def test_the_readings_are_in_order_at_every_node(case: Case) -> None:
    for figures in edges(case.assess()).values():
        if figures is not None:
            assert 0 <= figures[VERIFIED] <= figures[DOCUMENTED] <= figures[CLAIMED] <= figures[POSSIBLE] <= 100


@LAW
@given(cases())
def test_the_method_worked_out_a_second_time_says_the_same(case: Case) -> None:
    result = case.assess()
    found = edges(result)
    oracles = [Oracle(case.book, case.answers, case.decisions, contested(result), reading) for reading in READINGS]
    for item in case.book.instruments:
        for node, scored in [(item, True), *((node, item.scored) for node in item.walk())]:
            expected = [oracle.points(node, scored) for oracle in oracles]
            assert found[node.id] == (None if expected[0] is None else tuple(expected)), node.id


@LAW
@given(cases_with())
def test_a_document_never_lowers_documented_and_moves_nothing_else(drawn: tuple[Case, Indicator, Value]) -> None:
    case, item, value = drawn
    before = case.saying(answer(item.id, value, "claimed")).assess()
    after = case.saying(answer(item.id, value, "documented")).assess()
    for old, new in both(before, after):
        assert new[DOCUMENTED] >= old[DOCUMENTED]
        assert [new[VERIFIED], *new[CLAIMED:]] == [old[VERIFIED], *old[CLAIMED:]]


@LAW
@given(cases_with(), st.sampled_from(("claimed", "documented")))
def test_an_acceptance_never_lowers_and_never_moves_claimed_or_possible(
    drawn: tuple[Case, Indicator, Value], grade: str
) -> None:
    """Only of an answer that nothing contests: accepting a contested one settles it, which may lower possible."""
    case, item, value = drawn
    case = case.saying(answer(item.id, value, grade))
    before = case.deciding(item.id, None).assess()
    after = case.deciding(item.id, "accepted").assess()
    for old, new in both(before, after):
        assert new[VERIFIED] >= old[VERIFIED]
        assert new[DOCUMENTED] >= old[DOCUMENTED]
        assert new[CLAIMED] == old[CLAIMED]
        if item.id not in contested(before):
            assert new[POSSIBLE] == old[POSSIBLE]


@LAW
@given(cases_with(), st.sampled_from(("blank", "not_known", "not_available", "confidential")), st.booleans())
def test_filling_a_blank_never_lowers_claimed_and_never_raises_possible(
    drawn: tuple[Case, Indicator, Value], word: str, documented: bool
) -> None:
    """As long as no answer becomes contested by it."""
    case, item, value = drawn
    case = case.deciding(item.id, None)
    before = case.saying(answer(item.id, status=word)).assess()
    after = case.saying(answer(item.id, value, "documented" if documented else "claimed")).assess()
    became = contested(after) - contested(before)
    for old, new in both(before, after):
        assert new[CLAIMED] >= old[CLAIMED]
        if not became:
            assert new[POSSIBLE] <= old[POSSIBLE]
            assert new[DOCUMENTED] >= old[DOCUMENTED]


@LAW
@given(st.data(), cases())
def test_settling_a_contested_answer_never_widens_the_range(data: st.DataObject, case: Case) -> None:
    """Accepting holds always; correcting as long as no other answer becomes contested by the new value."""
    before = case.assess()
    disputed = sorted(contested(before))
    assume(disputed)
    item = case.book.indicators[data.draw(st.sampled_from(disputed))]
    accepted = case.deciding(item.id, "accepted").assess()
    assert contested(accepted) == contested(before) - {item.id}
    _assert_no_wider(before, accepted)
    value = data.draw(values(item))
    corrected = case.deciding(item.id, ("corrected", value)).assess()
    if contested(corrected) <= contested(before):
        _assert_no_wider(before, corrected)


def test_a_correction_that_contests_another_answer_may_widen_the_range() -> None:
    """Why the law has its condition: b is corrected to agree with a, and now disagrees with c."""
    plan = instrument("plan", leaf("P", {4: [{"indicator": "c", "at_least": "2"}]}))
    checks = [check("first", equal=["a", "b"]), check("second", equal=["b", "c"])]
    book = rulebook([indicator(name, "count") for name in "abc"], [plan], checks)
    answers = {name: answer(name, Fraction(number)) for name, number in zip("abc", (1, 2, 2), strict=True)}
    before = Case(book, answers, {})
    after = before.deciding("b", ("corrected", Fraction(1)))
    assert (contested(before.assess()), contested(after.assess())) == ({"a", "b"}, {"c"})
    assert edges(before.assess())["P"] == (0, 100, 100, 100)
    assert edges(after.assess())["P"] == (0, 0, 100, 100)


def test_accepting_a_contested_answer_may_lower_possible() -> None:
    """Why more evidence moves possible only where nothing was contested: what was unknown there is known now."""
    plan = instrument("plan", leaf("P", {4: [{"indicator": "a", "at_least": "2"}]}))
    book = rulebook([indicator(name, "count") for name in "ab"], [plan], [check("first", equal=["a", "b"])])
    before = Case(book, {"a": answer("a", Fraction(1)), "b": answer("b", Fraction(2))}, {})
    assert edges(before.assess())["P"] == (0, 0, 0, 100)
    assert edges(before.deciding("a", "accepted").assess())["P"] == (0, 0, 0, 0)


def _assert_no_wider(before: Assessment, after: Assessment) -> None:
    for old, new in both(before, after):
        assert old[DOCUMENTED] <= new[DOCUMENTED]
        assert new[POSSIBLE] <= old[POSSIBLE]


@LAW
@given(cases_with(not_applicable=True))
def test_not_applicable_never_lifts_a_level_that_the_other_criteria_do_not_reach(
    drawn: tuple[Case, Indicator, Value],
) -> None:
    """Every level it leaves is one that the other criteria reach, those on this question cut out of the rules."""
    case, item, _ = drawn
    case = case.saying(answer(item.id, status="not_applicable", reason="A reason"))
    case = case.deciding(item.id, "not_applicable_approved")
    result = case.assess()
    approved, others = nodes(result), _without(case, item.id)
    for node in (node for rules in case.book.instruments for node in rules.walk() if node.is_leaf):
        found = approved[node.id]
        assert isinstance(found, LeafProvision)
        if found.levels is None:
            continue
        cut = {level: [_cut(criterion, others) for criterion in node.levels[level]] for level in node.levels}
        for reading in ("verified", "documented", "claimed"):
            # what is left of a level with nothing left is unknown, so no level there
            assert getattr(found.levels, reading) <= _reached(case, cut, reading, contested(result))


def _without(case: Case, name: str) -> set[str]:
    """Every indicator that does not rest on a question."""
    return {held for held in case.book.indicators if name not in case.book.underlying(held)}


def _cut(criterion: Any, kept: set[str]) -> Any:
    """A criterion without those on other indicators than the ones kept; None where nothing is left."""
    return _cut_said(criterion.model_dump(by_alias=True, exclude_none=True), kept)


def _cut_said(said: dict[str, Any], kept: set[str]) -> dict[str, Any] | None:
    for group in ("any", "all"):
        if group in said:
            parts = [part for part in (_cut_said(part, kept) for part in said[group]) if part is not None]
            return {group: parts} if parts else None
    return said if said["indicator"] in kept else None


def _reached(case: Case, levels: dict[int, list[Any]], reading: str, disputed: set[str]) -> int:
    oracle = Oracle(case.book, case.answers, case.decisions, disputed, reading)
    reached = 0
    for level in sorted(levels):
        truths = [oracle.truth(criterion) for criterion in levels[level] if criterion is not None]
        left = [truth for truth in truths if truth != "not applicable"]
        if not left or not all(truth is True for truth in left):
            break
        reached = level
    return reached


@LAW
@given(cases(), st.randoms(use_true_random=False))
def test_two_runs_say_the_same_to_the_byte(case: Case, random: Any) -> None:
    shuffled = sorted(case.answers.items())
    random.shuffle(shuffled)
    one, other = case.assess(), replace(case, answers=dict(shuffled)).assess()
    assert json_report.render_one(one) == json_report.render_one(other)
    assert one.result_sha256 == other.result_sha256


@LAW
@given(cases())
def test_the_fingerprint_leaves_out_file_names_and_nothing_that_counts(case: Case) -> None:
    one = case.assess()
    renamed = assess(replace(submission(case.answers), file_name="other.xlsx"), case.book, case.reviews)
    elsewhere = assess(replace(submission(case.answers), sha256="1" * 64), case.book, case.reviews)
    assert renamed.result_sha256 == one.result_sha256 != elsewhere.result_sha256
    assert len(one.result_sha256) == len(NONE)


@LAW
@given(cases())
def test_the_bar_and_the_coverage_of_every_node(case: Case) -> None:
    for node in nodes(case.assess()).values():
        bar = bar_of(node.score)
        assert (bar is None) == (node.score.verified is None)
        if bar is not None:
            assert sum(bar.parts()) == 100
            assert min(bar.parts()) >= 0
        if node.score.coverage is not None:
            assert 0 <= Fraction(node.score.coverage.exact) <= 100
        elif isinstance(node, LeafProvision):
            assert node.no_score == "not_applicable"


@LAW
@given(cases())
def test_the_coverage_of_every_node(case: Case) -> None:
    result = case.assess()
    known = {held.indicator for held in result.answers if held.status == "answered" or held.approved}
    for node in nodes(result).values():
        covered = node.score.coverage
        if isinstance(node, LeafProvision):
            named = [held["indicator"] for held in _tests(node.criteria)] or node.shows
            asked = {name for held in named for name in case.book.underlying(held)}
            share = Fraction(len(asked & known), len(asked)) if asked else Fraction(1)
            decided = node.levels is not None and node.levels.claimed == node.levels.possible
            if covered is not None:
                assert Fraction(covered.exact) == (100 if decided else 100 * share)
        else:
            children = node.provisions if isinstance(node, InstrumentResult) else node.children
            some = [child for child in children if child.score.documented is not None] or children
            held = [(Fraction(child.weight), child.score.coverage) for child in some if child.score.coverage]
            if held:
                total = sum(weight * Fraction(figure.exact) for weight, figure in held)
                assert covered is not None
                assert Fraction(covered.exact) == total / sum(weight for weight, _ in held)


def _tests(criteria: list[Any]) -> Iterator[dict[str, Any]]:
    for criterion in criteria:
        said = criterion.model_dump()
        parts = said.get("any") or said.get("all")
        if parts is None:
            yield said
        else:
            yield from _tests([*getattr(criterion, "any", []), *getattr(criterion, "all", [])])


@LAW
@given(cases())
def test_gaps_are_ranked_and_their_gain_is_what_scoring_again_gives(case: Case) -> None:
    result = case.assess()
    for item, rules in zip(result.instruments, case.book.instruments, strict=True):
        ranks = [(-Fraction(gap.gain.exact), -Fraction(gap.share.exact), gap.provision) for gap in item.gaps]
        assert ranks == sorted(ranks)
        leaves = {name: node for name, node in nodes(result).items() if isinstance(node, LeafProvision)}
        highest = {node.id: max(node.levels) for node in rules.walk() if node.levels}
        mine = {node.id for node in rules.walk()}
        below = {
            name
            for name, node in leaves.items()
            if name in mine and node.levels is not None and node.levels.documented < highest[name]
        }
        assert {gap.provision for gap in item.gaps} == below
        for gap in item.gaps:
            raised = _documented(item, rules.combine, {gap.provision: Fraction(25 * gap.next_level)})
            plain = _documented(item, rules.combine, {})
            assert raised is not None
            assert plain is not None
            assert Fraction(gap.gain.exact) == raised - plain
            assert gap.gain.exact == "0" or gap.gain.exact[0] != "-"
            assert gap.missing
            assert all(part.words for part in gap.missing)


def _documented(node: Any, how: str, raised: dict[str, Fraction]) -> Fraction | None:
    """The documented points of a node, some leaves having others."""
    if isinstance(node, LeafProvision):
        held = None if node.score.documented is None else Fraction(node.score.documented.exact)
        return held if held is None else raised.get(node.id, held)
    children = node.provisions if isinstance(node, InstrumentResult) else node.children
    found = [(child, _documented(child, getattr(child, "combine", "mean"), raised)) for child in children]
    counted = [(Fraction(child.weight), points) for child, points in found if points is not None]
    if not counted:
        return None
    if how == "weakest":
        return min(points for _, points in counted)
    return sum((weight * points for weight, points in counted), Fraction(0)) / sum(weight for weight, _ in counted)


@LAW
@given(cases())
def test_headline_and_band(case: Case) -> None:
    for item in case.assess().instruments:
        enough = item.score.coverage is not None and Fraction(item.score.coverage.exact) >= 80
        assert (item.headline is not None) == (enough and item.score.documented is not None)
        assert (item.band is None) == (item.headline is None)
        if item.headline is not None and item.band is not None:
            assert item.headline == item.score.documented
            assert 25 * item.band.level <= Fraction(item.headline.exact) < 25 * (item.band.level + 1)
        for counts in item.level_counts.values():
            assert sum(counts.values()) == len(_scored(item))


def _scored(item: InstrumentResult) -> list[str]:
    waiting: list[Any] = list(item.provisions)
    names = []
    while waiting:
        node = waiting.pop()
        waiting.extend(node.children if isinstance(node, InnerProvision) else [])
        if isinstance(node, LeafProvision) and node.levels is not None:
            names.append(node.id)
    return names


@LAW
@given(cases())
def test_not_applicable_taken_as_not_met_is_shown_where_it_differs(case: Case) -> None:
    result = case.assess()
    for item in result.instruments:
        strict = item.score_without_not_applicable
        if not any(held.approved for held in result.answers):
            assert strict is None
        if strict is not None:
            assert _exact(strict) != _exact(item.score)


@LAW
@given(cases())
def test_the_result_fits_its_schema(case: Case) -> None:
    assert list(SCHEMA.iter_errors(json.loads(json_report.render_one(case.assess())))) == []


@LAW
@given(cases())
def test_only_known_answers_are_contested(case: Case) -> None:
    for held in case.assess().answers:
        assert not held.contested or held.status == "answered"
