"""The auditor's queue: its order, and that what it says a decision can move is what the decision does move."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from assessment_making import answer, check, indicator, instrument, leaf, review, rulebook, submission
from assessment_strategies import Case, cases
from hypothesis import HealthCheck, given, settings

from gapcheck.assessment import assess
from gapcheck.assessment.queue import queue
from gapcheck.workbook.answers import Answer, Status
from gapcheck.workbook.reviewing.entries import CLASSES, Entry

LAW = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
UNANSWERED = (Status.BLANK, Status.NOT_KNOWN, Status.NOT_AVAILABLE, Status.CONFIDENTIAL)
BOOK = rulebook(
    [
        indicator("law", "choice"), indicator("cases", "count"), indicator("trained", "count"),
        indicator("women", "count"), indicator("note", "text"), indicator("waived", "yes_no", not_applicable="true"),
        indicator("fund", "yes_no"), indicator("told", "count"),
    ],
    [
        instrument(
            "plan",
            leaf("P.1", {2: [{"indicator": "law", "is": ["b", "c"]}], 4: [{"indicator": "law", "is": "c"}]}),
            leaf(
                "P.2",
                {
                    1: [{"indicator": "cases", "at_least": "1"}, {"indicator": "trained", "at_least": "1"}],
                    4: [{"indicator": "cases", "at_least": "100"}],
                },
            ),
            leaf("P.3", {4: [{"indicator": "waived", "is": "yes"}, {"indicator": "fund", "is": "yes"}]}),
        )
    ],
    [
        check("women_fit", at_most=["women", "told"]),
        check("told_fits", at_most=["told", "women"], severity="warning", explanation={"en": "Counted twice."}),
    ],
)  # fmt: skip


def queued(*answers: Answer) -> dict[str, Entry]:
    return {entry.indicator: entry for entry in queue(submission(answers), BOOK)}


def test_an_acceptance_alone_and_a_level_that_hangs_on_two() -> None:
    found = queued(
        answer("law", "b", "claimed"), answer("cases", Fraction(3)), answer("trained", Fraction(2)),
        answer("note", "x"), answer("fund", status="not_known"),
    )  # fmt: skip
    # 50 points of one leaf among three; the level of P.2 is held by both answers, and lost with either.
    assert found["law"].moves == Fraction(50, 3)
    assert found["cases"].moves == found["trained"].moves == Fraction(25, 3)
    assert found["note"].moves == 0
    assert [(entry.indicator, entry.kind) for entry in found.values()] == [
        ("law", "moving"), ("cases", "moving"), ("trained", "moving"), ("note", "still"),
        ("waived", "open"), ("fund", "open"), ("women", "open"), ("told", "open"),
    ]  # fmt: skip
    assert found["cases"].provisions == ("P.2",)
    assert found["law"].why == "Can move the verified score (plan) by 16.7."
    assert (found["note"].why, found["fund"].why) == (
        "No scored provision rests on it.",
        "The officer says: not known.",
    )


def test_contradictions_come_first_errors_before_warnings() -> None:
    found = queued(answer("law", "b"), answer("women", Fraction(9)), answer("told", Fraction(4)))
    assert [(entry.indicator, entry.kind) for entry in list(found.values())[:3]] == [
        ("women", "error"), ("told", "error"), ("law", "moving"),
    ]  # fmt: skip
    assert found["women"].why.startswith("Contradicted: women_fit")
    found = queued(answer("law", "b"), answer("women", Fraction(4)), answer("told", Fraction(9)))
    assert [entry.kind for entry in list(found.values())[:3]] == ["warning", "warning", "moving"]
    assert found["women"].why.startswith("To be explained: told_fits")


def test_not_applicable_stands_by_what_its_approval_moves() -> None:
    fund = answer("fund", "yes", "documented")
    found = queued(fund, answer("waived", status="not_applicable", reason="A federal matter"))
    assert (found["waived"].kind, found["waived"].moves) == ("moving", Fraction(100, 3))
    assert "unknown until approved" in found["waived"].why
    found = queued(fund, answer("waived", status="not_applicable"))
    assert (found["waived"].kind, found["waived"].moves) == ("still", 0)
    assert "without a reason" in found["waived"].why


def figures(case: Case, decisions: dict[str, str]) -> dict[tuple[str, str], Fraction]:
    result = assess(submission(case.answers), case.book, [review(**decisions)] if decisions else [])
    return {
        (item.id, reading): Fraction(getattr(item.score, reading).exact)
        for item in result.instruments
        for reading in ("verified", "documented")
        if getattr(item.score, reading) is not None
    }


def largest(one: dict[tuple[str, str], Fraction], other: dict[tuple[str, str], Fraction]) -> Fraction:
    return max((abs(one[key] - other[key]) for key in one.keys() & other.keys()), default=Fraction(0))


def moved(case: Case, name: str, answered: Iterable[str]) -> Fraction:
    """What decisions do to the scores, by assessing the submission with each of them."""
    now = figures(case, {})
    if case.answers[name].status is Status.NOT_APPLICABLE:
        return largest(now, figures(case, {name: "not_applicable_approved"}))
    everything = dict.fromkeys(answered, "accepted")
    but_one = {other: verdict for other, verdict in everything.items() if other != name}
    return max(
        largest(now, figures(case, {name: "accepted"})),
        largest(now, figures(case, {name: "rejected"})),
        largest(figures(case, everything), figures(case, but_one)),
    )


@LAW
@given(cases())
def test_what_can_move_is_what_assessments_with_the_decisions_say(case: Case) -> None:
    found = {entry.indicator: entry for entry in queue(submission(case.answers), case.book)}
    answered = [name for name, said in case.answers.items() if said.status is Status.ANSWERED]
    assert found.keys() == set(case.asked)
    for name, said in case.answers.items():
        if said.status in UNANSWERED:
            assert (found[name].kind, found[name].moves) == ("open", 0)
        else:
            assert found[name].moves == moved(case, name, answered), name


@LAW
@given(cases())
def test_moves_never_rise_within_a_class_and_classes_follow_each_other(case: Case) -> None:
    entries = queue(submission(case.answers), case.book)
    keys = [(CLASSES.index(entry.kind), -entry.moves) for entry in entries]
    assert keys == sorted(keys)
    assert all((entry.kind == "moving") <= (entry.moves > 0) for entry in entries)
    assert all(entry.moves == 0 for entry in entries if entry.kind in ("still", "open"))
    assert entries == queue(submission(case.answers), case.book)
