"""The shipped rules and small edits of Cambodia's workbook of 2022: what a reader is told, cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from gapcheck.assessment import assess
from gapcheck.comparison import Published, Side, check_distinct, compare, in_order
from gapcheck.comparison.result import PLAYERS, Comparison, NodeChange
from gapcheck.errors import UsageError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.provisions import Provision
from gapcheck.workbook import Grade, Status, Submission

LATER = {"period_start": date(2022, 9, 1), "period_end": date(2023, 8, 31), "year": 2023}
GUIDELINES = "victim_identification_guidelines"
APPLIED = "TIP-KHM-2023.2.applied"


def said(base: Submission, name: str, value: Any, grade: str = "claimed") -> Submission:
    held = replace(base.answers[name], value=value, grade=Grade(grade), status=Status.ANSWERED)
    return replace(base, answers={**base.answers, name: held})


def later(base: Submission) -> Submission:
    return replace(base, file_name="khm-2023.xlsx", sha256="b" * 64, **LATER)


def node(found: Comparison, provision: str | None, name: str = "tip-khm-2023") -> NodeChange:
    return next(each for each in found.nodes if (each.instrument, each.provision) == (name, provision))


def documented(change: NodeChange) -> dict[str, Fraction]:
    assert change.bridge is not None
    held = {name: Fraction(getattr(change.bridge.documented, name).exact) for name in PLAYERS}
    return {name: share for name, share in held.items() if share}


def all_of_it(rulebook: Rulebook, base: Submission, change: Callable[[Submission], Submission]) -> Comparison:
    return compare(Side(base, rulebook), Side(change(later(base)), rulebook))


def test_guidelines_drafted_then_adopted_and_cited_are_performance_and_nothing_else(
    shipped: Rulebook, khm_2022: Submission
) -> None:
    base = said(khm_2022, GUIDELINES, "none")
    found = all_of_it(shipped, base, lambda late: said(late, GUIDELINES, "drafted", "documented"))
    assert documented(node(found, APPLIED)) == {"performance": 25}
    for change in found.nodes:
        if change.bridge is not None:
            assert change.bridge.documented.evidence.exact == change.bridge.documented.coverage.exact == "0"
    moved = next(leaf for leaf in found.leaves if leaf.provision == APPLIED)
    assert set(found.most_moved) == {"CALL-2017.1.iv.identified.guidelines", "KHM-2022.step.1", APPLIED}
    assert (moved.main, moved.rules_moved) == ("performance", False)
    assert (moved.before.documented, moved.after.documented) == (0, 1)
    (mover,) = moved.movers
    assert (mover.indicator, mover.player) == (GUIDELINES, "performance")
    assert (mover.before.words, mover.before.grade) == ("None", "claimed")
    assert (mover.after.words, mover.after.grade) == ("Drafted", "documented")
    assert mover.before.cell == mover.after.cell == khm_2022.answers[GUIDELINES].cell


def test_a_document_found_for_what_was_said_last_year_is_evidence(shipped: Rulebook, khm_2022: Submission) -> None:
    base = said(khm_2022, GUIDELINES, "drafted")
    found = all_of_it(shipped, base, lambda late: said(late, GUIDELINES, "drafted", "documented"))
    change = node(found, APPLIED)
    assert documented(change) == {"evidence": 25}
    assert change.bridge.claimed.change.exact == "0"
    moved = next(leaf for leaf in found.leaves if leaf.provision == APPLIED)
    assert (moved.main, moved.moved) == ("evidence", ["documented"])


def test_a_question_answered_at_last_is_coverage_and_newly_disclosed(shipped: Rulebook, khm_2022: Submission) -> None:
    blank = replace(khm_2022.answers[GUIDELINES], status=Status.BLANK, value=None, grade=Grade.CLAIMED)
    base = replace(khm_2022, answers={**khm_2022.answers, GUIDELINES: blank})
    found = all_of_it(shipped, base, lambda late: said(late, GUIDELINES, "none"))
    change = node(found, APPLIED)
    assert set(documented(change)) <= {"coverage"}
    assert change.verdict.newly_disclosed == [GUIDELINES]
    assert change.verdict.verdict == "not_comparable"
    assert {each.verdict.verdict for each in found.nodes if each.verdict} <= {"unchanged", "not_comparable"}
    back = compare(Side(said(later(base), GUIDELINES, "none"), shipped), Side(base, shipped))
    assert node(back, APPLIED).verdict.fallen_silent == [GUIDELINES]


def test_the_same_answers_a_year_later_can_lose_only_by_their_dates(shipped: Rulebook, khm_2022: Submission) -> None:
    found = all_of_it(shipped, khm_2022, lambda late: late)
    for change in found.nodes:
        if change.bridge is not None:
            assert set(documented(change)) <= {"performance"}
    for leaf in found.leaves:
        assert {mover.player for mover in leaf.movers} <= {"performance"}
        assert all(shipped.indicators[mover.indicator].type == "date" for mover in leaf.movers)


def _without_level_one(node: Provision) -> Provision:
    if node.id == APPLIED:
        return node.model_copy(update={"levels": {level: held for level, held in node.levels.items() if level > 1}})
    return node.model_copy(update={"children": tuple(map(_without_level_one, node.children))})


@pytest.fixture(scope="module")
def stricter(shipped: Rulebook) -> Rulebook:
    """The rules with one rung of one ladder taken out."""
    instruments = tuple(
        item.model_copy(update={"provisions": tuple(map(_without_level_one, item.provisions))})
        for item in shipped.instruments
    )
    return replace(shipped, instruments=instruments, sha256="e" * 64)


def test_a_rung_taken_out_is_rules_and_nothing_else_in_both_forms(
    shipped: Rulebook, stricter: Rulebook, khm_2022: Submission
) -> None:
    base = said(khm_2022, GUIDELINES, "drafted", "documented")
    late = replace(base, file_name="khm-2023.xlsx", sha256="b" * 64, period_start=date(2021, 9, 2))
    once = Side(base, shipped, reread=Side(base, stricter))
    again = Side(late, stricter, reread=Side(late, shipped))
    full = compare(once, again)
    published = compare(Published(assess(base, shipped), Side(base, stricter)), Side(late, stricter))
    for found in (full, published):
        assert documented(node(found, APPLIED)) == {"rules": -25}
        leaf = next(each for each in found.leaves if each.provision == APPLIED)
        assert (leaf.main, leaf.rules_moved, leaf.movers) == ("rules", True, [])
        assert node(found, APPLIED).verdict.verdict in ("unchanged", "not_comparable")
    assert (full.form, published.form) == ("two_rulebooks", "published")
    assert full.nodes == published.nodes


def test_a_side_that_was_not_read_under_the_other_rules_is_refused_on_both_sides(
    shipped: Rulebook, stricter: Rulebook, khm_2022: Submission
) -> None:
    with pytest.raises(UsageError) as caught:
        compare(Side(khm_2022, shipped), Side(later(khm_2022), stricter))
    assert [problem.where for problem in caught.value.problems] == ["khm-2022.xlsx", "khm-2023.xlsx"]


def test_a_published_result_of_another_workbook_is_refused(
    shipped: Rulebook, stricter: Rulebook, khm_2022: Submission
) -> None:
    other = replace(khm_2022, sha256="a" * 64)
    with pytest.raises(UsageError, match="was when the result was published"):
        compare(Published(assess(khm_2022, shipped), Side(other, stricter)), Side(later(khm_2022), stricter))


def test_a_provision_of_one_rulebook_only_has_a_state_and_no_bridge(shipped: Rulebook, khm_2022: Submission) -> None:
    first, *rest = shipped.instruments
    gone = first.provisions[-1]
    fewer = first.model_copy(update={"provisions": first.provisions[:-1]})
    smaller = replace(shipped, instruments=(fewer, *rest), sha256="d" * 64)
    late = later(khm_2022)
    sides = (
        Side(khm_2022, shipped, reread=Side(khm_2022, smaller)),
        Side(late, smaller, reread=Side(late, shipped)),
    )
    found = compare(*sides)
    change = node(found, gone.id, first.id)
    assert (change.state, change.bridge, change.after, change.verdict) == ("dropped", None, None, None)
    assert set(documented(node(found, None, first.id))) <= {"rules", "performance"}
    back = compare(*reversed(sides))
    assert node(back, gone.id, first.id).state == "new"


def test_inputs_that_are_one_or_stand_for_one_key_are_refused_by_name(shipped: Rulebook, khm_2022: Submission) -> None:
    with pytest.raises(UsageError, match=r"the same workbook as khm-2022.xlsx"):
        compare(Side(khm_2022, shipped), Side(khm_2022, shipped))
    other = replace(khm_2022, file_name="other.xlsx", sha256="a" * 64)
    with pytest.raises(UsageError, match=r"khm-2022.xlsx and other.xlsx: found both KHM, .* a self-report"):
        check_distinct([khm_2022, other])
    elsewhere = replace(later(khm_2022), country="LAO")
    with pytest.raises(UsageError, match="found KHM and LAO"):
        compare(Side(khm_2022, shipped), Side(elsewhere, shipped))
    ordered = in_order([Side(later(khm_2022), shipped), Side(khm_2022, shipped)])
    assert [side.submission.file_name for side in ordered] == ["khm-2022.xlsx", "khm-2023.xlsx"]
