"""Cases come to what an assessment comes to, and a case that does not fit its expectation says in what."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from assessment_making import answer, check, indicator
from assessment_strategies import Case, cases
from bench_benching import LAW, book_of, reached, situation, trial
from hypothesis import given

from gapcheck.assessment.contradictions import checked
from gapcheck.assessment.readings import READINGS
from gapcheck.bench.cases import NOT_APPLICABLE
from gapcheck.bench.ledgers import Ledgers
from gapcheck.bench.suites import load_suite
from gapcheck.bench.trials import LeafTrial, Suite
from gapcheck.bench.trying import LeafOutcome, Missed, Run, run
from gapcheck.rulebook import Rulebook, load_rulebook

LADDER = {1: [{"indicator": "law", "is": ["a", "b"]}], 4: [{"indicator": "law", "is": "b"}]}
LAW_ASKED = indicator("law", "choice", not_applicable="true")


def book() -> Rulebook:
    counts = [indicator("part", "count"), indicator("whole", "count")]
    return book_of([LAW_ASKED, *counts], LADDER, checks=[check("fits", at_most=["part", "whole"])])


def outcome_of(**more: object) -> LeafOutcome:
    held = book()
    answers = {"law": "b", **more.pop("answers", {})}  # type: ignore[dict-item]
    case = trial(held, answers, more.pop("level", 4), **more)  # type: ignore[arg-type]
    return run(Suite((case,)), held).leaves[0]


def test_a_case_passes_where_the_level_is_the_expected_one() -> None:
    assert outcome_of().passed
    assert not outcome_of(level=1).passed
    assert outcome_of(level=1).missed == (Missed("documented", 1, 4),)


def test_what_is_only_claimed_counts_as_claimed() -> None:
    said = {"answers": {"law": answer("law", "b", "claimed")}, "level": 0}
    assert outcome_of(**said).passed
    assert dict(outcome_of(**said).found) == {"verified": 0, "documented": 0, "claimed": 4, "possible": 4}


def test_a_leaf_that_does_not_apply_is_nowhere() -> None:
    said = {"answers": {"law": answer("law", status="not_applicable", reason="no coast")}}
    assert outcome_of(**said, level=NOT_APPLICABLE).passed
    assert outcome_of(**said, level=0).missed == (Missed("documented", 0, NOT_APPLICABLE),)


def test_answers_that_fail_an_error_check_fail_the_case_unless_it_says_so() -> None:

    said = {"answers": {"part": Fraction(3), "whole": Fraction(2)}}
    assert outcome_of(**said).unforeseen == ("fits",)
    assert not outcome_of(**said).passed
    assert outcome_of(**said, contested=frozenset({"fits"})).passed
    assert outcome_of(contested=frozenset({"fits"})).unfailed == ("fits",)


def test_the_good_tests_pass_under_both_engines(rules: Path) -> None:
    held = load_rulebook(rules)
    outcome = run(load_suite(held, rules), held)
    assert outcome.passed
    assert len(outcome.leaves) == 27
    assert [(item.trial.holds, item.found) for item in outcome.checks] == [
        ("true", "true"), ("false", "false"), ("unknown", "unknown"),
    ]  # fmt: skip


def test_what_is_chosen_is_tried_alone(rules: Path) -> None:
    held = load_rulebook(rules)
    for chosen, leaves, checks in (
        (["PLAN.1.groups"], 6, 0), (["PLAN.1"], 18, 0), (["plan"], 27, 0), (["requests_add_up"], 0, 3),
        (["plan.yaml"], 27, 3), ([str(rules / "tests" / "plan.yaml"), "PLAN.2.fund"], 2, 0),
    ):  # fmt: skip
        suite = load_suite(held, rules, chosen)
        assert (len(suite.leaves), len(suite.checks)) == (leaves, checks), chosen


def test_tests_change_neither_the_rulebook_nor_its_hash(rules: Path) -> None:
    before = load_rulebook(rules).sha256
    (rules / "tests" / "plan.yaml").write_text("tests: []\n", encoding="utf-8")
    assert load_rulebook(rules).sha256 == before


def test_without_cases_nothing_fails() -> None:
    assert run(Suite(), book()) == Run((), (), run(Suite(), book()).engines, run(Suite(), book()).note)
    assert run(Suite(), book()).passed


@LAW
@given(cases())
def test_only_what_rests_on_the_answers_is_looked_at_and_nothing_is_missed(case: Case) -> None:
    known = {name: said for name, said in case.answers.items() if said.status != "blank"}
    held = situation(known)
    whole, consistency = checked(held.ledger(case.book))
    near, found = Ledgers(case.book).opened(held)
    assert near.contested == whole.contested
    # a check of facts alone looks at no answer
    failed = {(item.check, item.number) for item in consistency.contradictions if item.inputs}
    assert failed == {(item.check, item.number) for item in found.contradictions if item.inputs}


@LAW
@given(cases())
def test_a_case_is_at_the_levels_that_an_assessment_finds(case: Case) -> None:
    held = situation({name: said for name, said in case.answers.items() if said.status != "blank"})
    ledger, _ = checked(held.ledger(case.book))
    leaves = [(item, node) for item in case.book.instruments for node in item.walk() if node.is_leaf and node.is_scored]
    trials = tuple(LeafTrial("x:1:1", item, node, held, {"documented": 0}) for item, node in leaves)
    for outcome, (_, node) in zip(run(Suite(trials), case.book).leaves, leaves, strict=True):
        assert tuple(outcome.found[reading] for reading in READINGS) == reached(node, node.levels, ledger)
