"""What a criterion asks, needs and found, from the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import pytest
from assessment_making import answer, dated, indicator, instrument, leaf, review, rulebook, submission
from assessment_strategies import LAW, Case, cases
from hypothesis import given, settings

from gapcheck.assessment import Assessment, assess
from gapcheck.assessment.result import AllGroup, AnyGroup, Criterion, InnerProvision
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.report.spoken.criteria import Asked, criterion_words, found_words, reason_words
from gapcheck.rulebook import Rulebook

ITEMS = [
    indicator("law", "choice"), indicator("groups", "choices"), indicator("day", "date"), indicator("cases", "count"),
    indicator("share", "share", derived={"ratio": ["cases", "whole"]}), indicator("whole", "count"),
]  # fmt: skip


def criteria_of(nodes: Sequence[Any]) -> Iterator[Criterion]:
    """Every criterion of a result, nested ones included."""
    for node in nodes:
        if isinstance(node, Criterion):
            yield node
        elif isinstance(node, InnerProvision):
            yield from criteria_of(node.children)
        elif isinstance(node, AnyGroup):
            yield from criteria_of(node.any)
        else:
            yield from criteria_of(node.all if isinstance(node, AllGroup) else node.criteria)


def all_of(held: Assessment) -> list[Criterion]:
    return [found for one in held.instruments for found in criteria_of(one.provisions)]


def spoken(criterion: dict[str, Any], *answers: Any, **more: Any) -> tuple[Asked, str, str | None]:
    book = rulebook(ITEMS, [instrument("plan", leaf("P", {4: [criterion]}))])
    held = assess(submission(answers), book, evaluators=(ReferenceEvaluator(),), **more)
    (found,) = all_of(held)
    return tuple(say(found, book, "km") for say in (criterion_words, found_words, reason_words))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("criterion", "answers", "needed", "found", "reason"),
    [
        ({"indicator": "law", "is": ["a", "b"]}, [answer("law", "c")], "«A» ឬ «B»", "C", "ចម្លើយដែលបានផ្តល់៖ C"),
        ({"indicator": "law", "is_not": "a"}, [answer("law", "c")], "ចម្លើយណាមួយក្រៅពី «A»", "C", None),
        ({"indicator": "groups", "includes": ["a", "b"]}, [answer("groups", ("a", "c"))],
         "ទាំងអស់នេះ៖ «A», «B»", "A; C", "ចម្លើយដែលបានផ្តល់៖ A; C"),
        ({"indicator": "groups", "at_least": "2"}, [], "យ៉ាងតិច 2 ក្នុងចំណោមជម្រើសទាំងនេះ", "មិនទាន់មានចម្លើយ", "មិនទាន់មានចម្លើយ"),
        ({"indicator": "cases", "more_than": "1500"}, [answer("cases", Fraction(1310))],
         "ច្រើនជាង 1500", "1,310", "ចម្លើយដែលបានផ្តល់៖ 1,310"),
        ({"indicator": "share", "at_least": "75%"}, [answer("cases", Fraction(2)), answer("whole", Fraction(3))],
         "យ៉ាងតិច 75 %", "66.7 %", "ចម្លើយដែលបានផ្តល់៖ 66.7 %"),
        ({"indicator": "share", "at_least": "75%"}, [answer("cases", Fraction(0)), answer("whole", Fraction(0))],
         "យ៉ាងតិច 75 %", "គ្មានអ្វីត្រូវរាប់", "គ្មានអ្វីត្រូវរាប់"),
        ({"indicator": "day", "before": "2022-06-15"}, [answer("day", dated("2022"))],
         "កាលបរិច្ឆេទមុន 2022-06-15", "2022", "កាលបរិច្ឆេទមិនច្បាស់គ្រប់គ្រាន់ដើម្បីកំណត់"),
        ({"indicator": "cases", "at_least": "1"}, [answer("cases", Fraction(2), "claimed")], "យ៉ាងតិច 1", "2",
         "បានឆ្លើយ ប៉ុន្តែមិនបានបញ្ជាក់ឯកសារជាមួយកាលបរិច្ឆេទរបស់ឯកសារនោះ"),
        ({"indicator": "law", "is": "a", "gap": {"en": "A law (any) (or b)"}}, [answer("law", "c")],
         "«A»", "C", "ចម្លើយដែលបានផ្តល់៖ C"),
    ],
)  # fmt: skip
def test_a_criterion_in_khmer(
    criterion: dict[str, Any], answers: list[Any], needed: str, found: str, reason: str | None
) -> None:
    asked, told, why = spoken(criterion, *answers)
    assert asked.question == ("Share" if criterion["indicator"] == "share" else f"How is {criterion['indicator']}?")
    assert asked.needed == needed
    assert (told, why) == (found, reason)


def test_a_rejected_answer() -> None:
    _, found, why = spoken({"indicator": "law", "is": "a"}, answer("law", "c"), reviews=[review(law="rejected")])
    assert found == why == "ការពិនិត្យឡើងវិញបានបដិសេធចម្លើយនេះ"


def test_what_is_kept_back_is_not_shown(shipped_results: dict[str, Assessment], shipped_rulebook: Rulebook) -> None:
    shown = all_of(shipped_results["published reviewed"])
    hidden = [item for item in shown if item.truth in ("met", "not_met") and item.found is None]
    assert hidden
    assert {found_words(item, shipped_rulebook, "km") for item in hidden} == {"មិនបង្ហាញ"}
    item = next(item for item in hidden if item.gap is not None)
    kept = item.model_copy(update={"truth": "suppressed", "gap": "not shown"})
    assert found_words(kept, shipped_rulebook, "km") == reason_words(kept, shipped_rulebook, "km") == "មិនបង្ហាញ"


@pytest.mark.parametrize("name", ["khm-2022", "xaa-2023", "published reviewed"])
def test_every_shipped_reason_is_known(
    name: str, shipped_results: dict[str, Assessment], shipped_rulebook: Rulebook
) -> None:
    wanting = [item for item in all_of(shipped_results[name]) if item.gap is not None]
    assert wanting
    for item in wanting:
        english, khmer = (reason_words(item, shipped_rulebook, language) for language in ("en", "km"))
        assert english is not None
        assert english != khmer
        assert item.truth == "suppressed" or (item.gap is not None and item.gap.endswith(f"({english})"))


@given(cases())
@settings(LAW)
def test_in_english_every_reason_is_the_record(case: Case) -> None:
    held = assess(submission(case.answers), case.book, case.reviews, evaluators=(ReferenceEvaluator(),))
    for item in all_of(held):
        asked = criterion_words(item, case.book, "en")
        if item.gap is not None:
            reason = reason_words(item, case.book, "en")
            question = asked.question.rstrip("?.")
            assert item.gap == f"{question}: needs {asked.needed} ({reason})"
        else:
            assert reason_words(item, case.book, "km") is None
        assert found_words(item, case.book, "en")


def test_a_criterion_of_other_rules_is_said_by_its_id_and_codes() -> None:
    item = Criterion(
        level=4, indicator="new_law", operator="is", expected=["in_force"], found="drafted", truth="not_met",
        counts_in=["claimed"], grade="claimed", cells=[], gap="Pass it (stated: Drafted)", proposal=False,
    )  # fmt: skip
    book = rulebook(ITEMS)
    assert criterion_words(item, book, "km") == Asked("New law", "is in_force")
    assert found_words(item, book, "km") == "drafted"
    assert reason_words(item, book, "km") == "Pass it (stated: Drafted)"
    odd = item.model_copy(update={"indicator": "law", "operator": "resembles", "found": None, "truth": "unknown"})
    assert criterion_words(odd, book, "km").needed == "resembles in_force"
