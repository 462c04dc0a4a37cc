"""Which mutants the cases kill, on ladders made by hand and on drawn ones; what is left, and with which hint."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

from assessment_making import check, indicator
from assessment_strategies import Case, cases
from bench_benching import LAW, book_of, reached, situation, trial
from hypothesis import given

from gapcheck.assessment.contradictions import checked
from gapcheck.assessment.readings import READINGS
from gapcheck.bench.coverage import coverage, share_reached
from gapcheck.bench.killing import Fate, hunt, share_killed
from gapcheck.bench.suites import load_suite
from gapcheck.bench.survivors import leftover
from gapcheck.bench.trials import Excuse, LeafTrial, Suite
from gapcheck.bench.trying import run
from gapcheck.rulebook import Rulebook, load_rulebook
from gapcheck.workbook.answers import Table

SHARE = indicator("share", "share", derived={"ratio": ["part", "whole"]})
ASKED = [indicator("part", "count"), indicator("whole", "count"), indicator("law", "choice"), SHARE]
LADDER: dict[int, Any] = {
    2: [{"indicator": "law", "is": ["a", "b"]}],
    4: [{"any": [{"indicator": "share", "at_least": "75%"}, {"indicator": "whole", "at_most": "0"}]}],
}


def book() -> Rulebook:
    return book_of(ASKED, LADDER, checks=[check("fits", at_most=["part", "whole"])])


def case(level: int, part: int, whole: int, law: str = "a") -> LeafTrial:
    return trial(book(), {"part": Fraction(part), "whole": Fraction(whole), "law": law}, level)


def fates(*trials: LeafTrial, excuses: tuple[Excuse, ...] = ()) -> dict[str, Fate]:
    held = book()
    hunts = hunt(held, held.instruments, trials, excuses)
    return {item.mutant.name.partition(", criterion ")[2]: item.fate for item in hunts[0].hunted}


WHERE = {"column": "n", "more_than": "0"}
ENOUGH = (case(4, 75, 100), case(2, 74, 100), case(4, 0, 0, "b"), case(2, 0, 1))


def test_without_cases_every_mutant_survives() -> None:
    assert set(fates().values()) == {"survived"}


def test_each_case_kills_what_it_tells_apart_and_nothing_else() -> None:
    assert {name for name, fate in fates(case(4, 75, 100)).items() if fate == "killed"} == {
        "1: without a", "1: any to all", "1.1: 75% to 76%", "1.1: at_least to more_than", "1.1: dropped",
    }  # fmt: skip
    assert {name for name, fate in fates(case(2, 0, 1)).items() if fate == "killed"} == {"1: without a", "1.2: 0 to 1"}


def test_enough_cases_kill_all() -> None:
    assert set(fates(*ENOUGH).values()) == {"killed"}


def test_the_shares() -> None:
    held = book()
    hunts = hunt(held, held.instruments, ENOUGH[:1], ())
    assert share_killed(hunts) == Fraction(5, 11)
    assert share_killed([]) == 1


def test_a_survivor_has_a_hint_that_tells_it_apart() -> None:
    held = book()
    hunts = hunt(held, held.instruments, ENOUGH[:2], ())
    left = leftover(hunts, ENOUGH[:2], held)
    names = [item.name.partition(", criterion ")[2] for item in left.survivors]
    assert names == ["1: without b", "1.2: 0 to -1", "1.2: 0 to 1", "1.2: at_most to less_than", "1.2: dropped"]
    hints = {name: item.hint for name, item in zip(names, left.survivors, strict=True)}
    for name, hint in hints.items():
        assert hint is not None, name
        assert hint.rule != hint.mutant
    assert hints["1: without b"].changes == {"law": "b"}  # type: ignore[union-attr]
    # the part goes down with the whole: no hint is an answer that a check contradicts
    assert hints["1.2: 0 to 1"].changes == {"part": "0", "whole": "1"}  # type: ignore[union-attr]


def test_the_search_tries_small_tables() -> None:
    asked = [
        indicator("visits", "table"),
        indicator("seen", "share", derived={"ratio": [{"rows": "visits", "where": WHERE}, {"rows": "visits"}]}),
        indicator("summed", "share", derived={"ratio": [{"column": "visits.n"}, {"column": "visits.m"}]}),
    ]
    ladder = {3: [{"indicator": "seen", "at_least": "75%"}], 4: [{"indicator": "summed", "at_least": "40%"}]}
    held = book_of(asked, ladder)
    trials = [trial(held, {"visits": Table(())}, 0)]
    hunts = hunt(held, held.instruments, trials, ())
    survivors = leftover(hunts, trials, held).survivors
    hints = {item.name.partition("level ")[2]: item.hint for item in survivors}
    # 74 rows of a hundred would do; that is no small table
    assert [name for name, hint in hints.items() if hint is None] == ["3, criterion 1: 75% to 74%"]
    rows = "{place: row 1, n: 1, m: 1, s: 100%}, {place: row 2, n: 1, m: 1, s: 100%}, "
    rows += "{place: row 3, n: 1, m: 1, s: 100%}, {place: row 4, n: 0, m: 0, s: 0%}"
    assert hints["3, criterion 1: 75% to 76%"].changes == {"visits": f"[{rows}]"}  # type: ignore[union-attr]
    found = hints["4, criterion 1: 40% to 41%"]
    assert found.changes == {"visits": "[{place: row 1, n: 40, m: 100, s: 100%}]"}  # type: ignore[union-attr]
    assert (found.rule, found.mutant) == (4, 3)  # type: ignore[union-attr]


def test_written_reasons_stand_only_where_they_are_true() -> None:
    held = book()
    wrong = "L level 4, criterion 1.2: 0 to 1"
    excuses = (Excuse(wrong, "L", "no such answers", "tests/x.yaml:9:9"),)
    trials = ENOUGH[:3]
    hunts = hunt(held, held.instruments, trials, excuses)
    assert fates(*trials, excuses=excuses)["1.2: 0 to 1"] == "excused"
    assert share_killed(hunts) == 1
    (unfounded,) = leftover(hunts, trials, held).unfounded
    assert (unfounded.name, unfounded.killed_by) == (wrong, "")
    assert unfounded.hint is not None
    killed = hunt(held, held.instruments, ENOUGH, excuses)
    (unfounded,) = leftover(killed, ENOUGH, held).unfounded
    assert (unfounded.killed_by, unfounded.hint) == ("tests/x.yaml:1:1", None)


def test_a_reason_that_is_true_stays() -> None:
    levels = {4: [{"any": [{"indicator": "share", "at_least": "75%"}, {"indicator": "share", "less_than": "0%"}]}]}
    held = book_of(ASKED, levels)
    name = "L level 4, criterion 1.2: dropped"
    excuses = (Excuse(name, "L", "a share is never less than nothing", "tests/x.yaml:9:9"),)
    trials = [trial(held, {"part": Fraction(75), "whole": Fraction(100)}, 4)]
    hunts = hunt(held, held.instruments, trials, excuses)
    assert {item.mutant.name: item.fate for item in hunts[0].hunted}[name] == "excused"
    assert leftover(hunts, trials, held).unfounded == ()


def test_the_good_tests_cover_all_and_kill_all(rules: Path) -> None:
    held = load_rulebook(rules)
    suite = load_suite(held, rules)
    outcome = run(suite, held)
    assert share_reached(coverage(held, outcome.leaves)) == 1
    assert share_killed(hunt(held, held.instruments, suite.leaves, suite.excuses)) == 1


def test_a_level_is_covered_by_a_passing_case_only() -> None:
    held = book()
    outcome = run(Suite((case(4, 75, 100), case(4, 74, 100), case(0, 0, 1, "c"))), held)
    (found,) = coverage(held, outcome.leaves)
    (leaf,) = found.leaves
    assert (leaf.declared, leaf.missing) == ((0, 2, 4), (2,))
    assert (found.declared, found.reached, share_reached([found])) == (3, 2, Fraction(2, 3))
    assert coverage(held, ())[0].reached == 0
    assert share_reached(()) == 1


@LAW
@given(cases())
def test_a_mutant_that_changes_nothing_in_any_case_survives_and_any_other_is_killed(drawn: Case) -> None:
    held = situation({name: said for name, said in drawn.answers.items() if said.status != "blank"})
    ledger, _ = checked(held.ledger(drawn.book))
    trials = []
    for item in drawn.book.instruments:
        for leaf in item.walk():
            if leaf.is_leaf and leaf.is_scored:
                expected = dict(zip(READINGS, reached(leaf, leaf.levels, ledger), strict=True))
                trials.append(LeafTrial("x:1:1", item, leaf, held, expected))
    leaves = {each.leaf.id: each for each in trials}
    hunted = [found for each in hunt(drawn.book, drawn.book.instruments, trials, ()) for found in each.hunted]
    for found in hunted[:12]:
        own = leaves[found.mutant.leaf]
        same = reached(own.leaf, found.mutant.levels, ledger) == tuple(own.expected[reading] for reading in READINGS)
        assert (found.fate == "killed") != same
