from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from assessment_making import (
    answer,
    check,
    dated,
    indicator,
    instrument,
    leaf,
    ledger,
    review,
    rulebook,
    submission,
    table,
)

from gapcheck.assessment import assess
from gapcheck.assessment.consistency import Consistency
from gapcheck.assessment.contradictions import run_checks
from gapcheck.assessment.readings import Ledger
from gapcheck.workbook.answers import Answer

OTHER = {"province": {"type": "text", "key": "true"}, "k": {"type": "count"}}
INDICATORS = [
    indicator("a", "count"), indicator("b", "count"), indicator("c", "count", not_applicable="true"),
    indicator("amount", "amount"), indicator("stated", "share"),
    indicator("share", "share", derived={"ratio": ["a", "b"]}),
    indicator("early", "date"), indicator("late", "date"),
    indicator("fund", "yes_no"), indicator("spent", "yes_no", not_applicable="true"),
    indicator("t", "table"), indicator("u", "table", columns=OTHER),
]  # fmt: skip


def held(relation: dict[str, Any], *answers: Answer, reviews: Any = (), **more: Any) -> Ledger:
    return ledger(rulebook(INDICATORS, (), [check("check", **relation)]), *answers, reviews=reviews, **more)


def run(relation: dict[str, Any], *answers: Answer, **more: Any) -> Consistency:
    return run_checks(held(relation, *answers, **more))


def count(name: str, value: Any, grade: str = "claimed") -> Answer:
    return answer(name, Fraction(value), grade)


def rows(*some: tuple[str, int | None, int | None, Any]) -> Answer:
    return answer("t", table("t", [{"place": p, "n": n, "m": m, "s": s} for p, n, m, s in some]))


def others(*some: tuple[str, int | None]) -> Answer:
    return answer("u", table("u", [{"province": p, "k": k} for p, k in some]))


def fails(relation: dict[str, Any], *answers: Answer) -> bool:
    found = run(relation, *answers)
    assert not found.unchecked
    return any(one.check == "check" for one in found.contradictions)  # the bounds of shares are checked beside it


@pytest.mark.parametrize(
    ("relation", "left", "right", "expected"),
    [
        ({"equal": ["a", "b"]}, 2, 2, False),
        ({"equal": ["a", "b"]}, 2, 3, True),
        ({"at_most": ["a", "b"]}, 3, 3, False),
        ({"at_most": ["a", "b"]}, 4, 3, True),
        ({"at_most": ["a", "b"]}, 0, 1, False),
        ({"equal": ["a", {"sum": ["b", "1"]}]}, 3, 2, False),
        ({"equal": ["a", "b"], "tolerance": "2"}, 5, 3, False),
        ({"equal": ["a", "b"], "tolerance": "2"}, 3, 5, False),
        ({"equal": ["a", "b"], "tolerance": "2"}, 6, 3, True),
        ({"equal": ["a", "b"], "tolerance": "0.5"}, 1, 2, True),
        ({"at_most": ["a", "provinces"]}, 26, 0, True),
    ],
)
def test_equal_and_at_most(relation: dict[str, Any], left: int, right: int, expected: bool) -> None:
    answers = [count("a", left), count("b", right)]
    assert fails(relation, *answers) == expected


@pytest.mark.parametrize(
    ("stated", "decimals", "expected"),
    [
        ("2/3", "2", False),
        ("0.6667", "2", False),
        ("0.667", "1", False),
        ("0.66", "0", True),
        ("0.67", "0", False),
        ("0.671", "1", True),
    ],
)
def test_a_share_as_printed_has_its_decimals_in_per_cent(stated: str, decimals: str, expected: bool) -> None:
    answers = [count("a", 2), count("b", 3), answer("stated", Fraction(stated))]
    assert fails({"equal": ["stated", "share"], "as_printed": decimals}, *answers) == expected
    assert fails({"equal": ["stated", {"ratio": ["a", "b"]}], "as_printed": decimals}, *answers) == expected


def test_a_share_in_a_table_is_printed_in_per_cent_too() -> None:
    right, wrong = rows(("North", 2, 3, Fraction("0.667"))), rows(("North", 2, 3, Fraction("0.651")))
    for relation in (
        {"each_row": "t", "equal": ["s", {"ratio": ["n", "m"]}], "as_printed": "1"},
        {"each_row": "t", "equal": [{"column": "t.s"}, {"ratio": ["n", "m"]}], "as_printed": "1"},
        {
            "equal": [{"cell": ["t", "North", "s"]}, {"ratio": [{"column": "t.n"}, {"column": "t.m"}]}],
            "as_printed": "1",
        },
    ):
        assert not fails(relation, right)
        assert fails(relation, wrong)


def test_an_amount_as_printed_has_plain_decimals() -> None:
    relation = {"equal": ["amount", {"ratio": ["a", "b"]}], "as_printed": "1"}
    assert not fails(relation, count("a", 5), count("b", 2), count("amount", "2.54"))
    assert fails(relation, count("a", 5), count("b", 2), count("amount", "2.55"))  # shown as 2.6


@pytest.mark.parametrize(
    ("early", "late", "outcome"),
    [
        ("2022-05-01", "2022-05-01", "holds"),
        ("2022-05-02", "2022-05-01", "fails"),
        ("2021", "2022", "holds"),
        ("2022", "2022", "unchecked"),
        ("2022-05", "2022", "unchecked"),
        ("2022-06", "2022-05", "fails"),
        ("2023", "2022-12-31", "fails"),
        ("2022-05", "2022-05-31", "holds"),
        ("2022-05", "2022-05-30", "unchecked"),
    ],
)
def test_not_after(early: str, late: str, outcome: str) -> None:
    found = run({"not_after": ["early", "late"]}, answer("early", dated(early)), answer("late", dated(late)))
    assert (bool(found.contradictions), bool(found.unchecked)) == (outcome == "fails", outcome == "unchecked")
    for one in found.contradictions:
        assert one.cells == ("Protection!early", "Protection!late")
        assert one.inputs == {"early", "late"}


@pytest.mark.parametrize(
    ("fund", "spent", "outcome"),
    [
        ("yes", "yes", "holds"),
        ("yes", "no", "fails"),
        ("no", "no", "holds"),
        ("no", None, "holds"),
        (None, "yes", "holds"),
        (None, "no", "unchecked"),
        ("yes", None, "unchecked"),
        (None, None, "unchecked"),
    ],
)
def test_implies(fund: str | None, spent: str | None, outcome: str) -> None:
    relation = {"implies": {"if": {"indicator": "fund", "is": "yes"}, "then": {"indicator": "spent", "is": "yes"}}}
    found = run(relation, answer("fund", fund), answer("spent", spent))
    assert (bool(found.contradictions), bool(found.unchecked)) == (outcome == "fails", outcome == "unchecked")
    if outcome == "unchecked":
        assert found.unchecked[0].missing == tuple(n for n, v in (("fund", fund), ("spent", spent)) if v is None)


def test_each_row_names_the_columns_of_one_row() -> None:
    relation = {"each_row": "t", "at_most": ["n", "m"]}
    found = run(relation, rows(("North", 2, 3, None), ("South", 4, 3, None), ("East", 5, 1, None)))
    assert [one.cells for one in found.contradictions] == [("t!n5", "t!m5"), ("t!n6", "t!m6")]
    assert all(one.inputs == {"t"} for one in found.contradictions)
    assert run(relation, rows()) == Consistency((), ())


def test_a_blank_in_one_row_leaves_the_other_rows_checked() -> None:
    found = run({"each_row": "t", "at_most": ["n", "m"]}, rows(("North", None, 3, None), ("South", 4, 3, None)))
    assert len(found.contradictions) == len(found.unchecked) == 1
    assert found.unchecked[0].missing == ("t",)


def test_a_blank_table_is_unchecked_once() -> None:
    found = run({"each_row": "t", "match": "u", "equal": ["n", "k"]})
    assert [one.missing for one in found.unchecked] == [("t", "u")]


def test_match_pairs_rows_by_key() -> None:
    relation = {"each_row": "t", "match": "u", "equal": ["n", "k"]}
    fine = rows(("North", 2, None, None), ("South", 3, None, None))
    assert not fails(relation, fine, others(("south ", 3), ("NORTH", 2)))
    found = run(relation, fine, others(("South", 4), ("North", 2)))
    assert [one.cells for one in found.contradictions] == [("t!n5", "u!k4")]
    assert found.contradictions[0].inputs == {"t", "u"}
    found = run(relation, fine, others(("North", 2)))
    assert not found.contradictions
    assert [(one.missing, one.why) for one in found.unchecked] == [(("u",), "no row 'South' in u")]


def test_match_with_columns_of_the_same_name() -> None:
    relation = {"each_row": "t", "match": "v", "equal": [{"column": "t.n"}, {"column": "v.n"}]}
    book = rulebook([*INDICATORS, indicator("v", "table")], (), [check("check", **relation)])
    row = {"place": "North", "m": None, "s": None}
    other = answer("v", table("v", [{**row, "n": 9}]))
    (found,) = run_checks(ledger(book, rows(("North", 2, None, None)), other)).contradictions
    assert (found.left, found.right) == (2, 9)


@pytest.mark.parametrize("value", ["-1/100", "101/100", "2"])
def test_a_share_outside_its_bounds_fails(value: str) -> None:
    found = run({"at_most": ["a", "a"]}, answer("stated", Fraction(value)), count("a", 1)).contradictions
    assert [(one.check, one.severity, one.inputs) for one in found] == [
        ("share_within_bounds.stated", "error", {"stated"})
    ]


def test_a_derived_share_and_one_in_a_table_are_held_to_their_bounds() -> None:
    found = run(
        {"equal": ["a", "a"]}, count("a", 3), count("b", 2), rows(("North", 1, 1, Fraction(5, 4)))
    ).contradictions
    assert [(one.check, one.inputs) for one in found] == [
        ("share_within_bounds.share", {"a", "b"}),
        ("share_within_bounds.t", {"t"}),
    ]
    for value in ("0", "1"):
        assert not run({"equal": ["a", "a"]}, count("a", 1), answer("stated", Fraction(value))).contradictions


def test_what_is_missing_is_unchecked_and_named() -> None:
    found = run({"equal": [{"sum": ["a", "b"]}, "c"]}, count("a", 1))
    assert [(one.check, one.missing) for one in found.unchecked] == [("check", ("b", "c"))]


def test_not_applicable_is_neither_a_contradiction_nor_unchecked() -> None:
    said = [answer(name, status="not_applicable", reason="None here") for name in ("c", "spent")]
    approval = [review(c="not_applicable_approved", spent="not_applicable_approved")]
    implied = {"if": {"indicator": "fund", "is": "yes"}, "then": {"indicator": "spent", "is": "yes"}}
    for relation in ({"equal": ["a", "c"]}, {"at_most": [{"sum": ["b", "c"]}, "a"]}, {"implies": implied}):
        assert run(relation, *said, count("a", 1), answer("fund", "yes"), reviews=approval) == Consistency((), ())
        assert run(relation, *said, count("a", 1), answer("fund", "yes")).unchecked


def test_errors_contest_what_is_known_and_not_settled() -> None:
    answers = [count("a", 3, "documented"), count("b", 2)]
    relation = {"at_most": ["a", "b"]}

    def contested(**more: Any) -> frozenset[str]:
        book = held({**relation, **more.pop("check", {})}, *answers, **more)
        return run_checks(book).contested(book)

    # the built-in check of the derived share names the same two
    assert contested() == {"a", "b"}
    assert contested(reviews=[review(a="accepted")]) == {"b"}
    assert contested(reviews=[review(a="accepted", b=("corrected", Fraction(1)))]) == frozenset()
    assert contested(reviews=[review(a=("corrected", Fraction(2)))]) == frozenset()
    assert contested(reviews=[review(a="rejected")]) == frozenset()


def test_a_warning_contests_nothing() -> None:
    book = held({"equal": ["a", "amount"], "severity": "warning"}, count("a", 3), count("amount", 2))
    found = run_checks(book)
    assert found.contradictions
    assert found.contested(book) == frozenset()


def test_a_blank_beside_what_decides_is_not_contested() -> None:
    either = {"any": [{"indicator": "fund", "is": "yes"}, {"indicator": "spent", "is": "yes"}]}
    book = held(
        {"implies": {"if": either, "then": {"indicator": "a", "at_least": "1"}}}, answer("fund", "yes"), count("a", 0)
    )
    assert run_checks(book).contested(book) == {"fund", "a"}


def test_checks_run_after_reviews_and_over_answers_of_any_grade() -> None:
    assert fails({"equal": ["a", "b"]}, count("a", 1, "documented"), count("b", 2, "claimed"))
    found = run({"equal": ["a", "b"]}, count("a", 1), count("b", 2), reviews=[review(b=("corrected", Fraction(1)))])
    assert not found.contradictions


def test_whether_a_level_hangs_on_a_contradiction() -> None:
    plan = instrument("plan", leaf("P.1", {4: [{"indicator": "a", "at_least": "1"}]}))
    checks = [check("first", equal=["a", "b"]), check("second", equal=["fund_count", "b2"])]
    more = [indicator("fund_count", "count"), indicator("b2", "count")]
    book = rulebook([*INDICATORS, *more], [plan], checks)
    answers = [count("a", 1, "documented"), count("b", 2), count("fund_count", 1), count("b2", 2)]
    moved = {one.check: one.changes_a_level for one in assess(submission(answers), book).contradictions}
    assert moved == {"first": True, "second": False}


def test_a_warning_is_told_with_the_explanation_it_offers() -> None:
    said = {"en": "Both are the same.", "km": "ដូចគ្នា។"}
    relation = {"equal": ["a", "b"], "severity": "warning", "says": said}
    offered = {**relation, "explanation": {"en": "Perhaps the dates differ."}}
    (bare,) = run(relation, count("a", 1), count("b", 2)).contradictions
    (told,) = run(offered, count("a", 1), count("b", 2)).contradictions
    assert bare.says == said
    # where the explanation lacks a language, the English stands
    assert told.says == {
        "en": "Both are the same. Perhaps the dates differ.",
        "km": "ដូចគ្នា។ Perhaps the dates differ.",
    }
    # what could not run has nothing to explain
    assert run(offered, count("a", 1)).unchecked[0].says == said
