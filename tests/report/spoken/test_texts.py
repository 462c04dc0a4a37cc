"""Titles, checks, levels, units, facts and countries of a result, in Khmer, and in English as the result has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from assessment_making import answer, check, dated, indicator, rulebook, submission, table

from gapcheck.assessment import Assessment, assess
from gapcheck.assessment.result import InnerProvision, ProvisionTree, UncheckedRecord
from gapcheck.assessment.stored import read_stored, record
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.report.spoken import texts
from gapcheck.report.spoken.clashes import side_words
from gapcheck.report.spoken.rules import spoken_rules
from gapcheck.report.story import Tongue
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import Check

OLD = Path(__file__).parents[3] / "inputs" / "xaa-2021.json"
NAMES = ["khm-2022", "xaa-2023", "published khm-2022"]


def walk(nodes: Sequence[ProvisionTree]) -> Iterator[ProvisionTree]:
    for node in nodes:
        yield node
        if isinstance(node, InnerProvision):
            yield from walk(node.children)


def spoken(held: Assessment, book: Rulebook, language: str) -> list[str]:
    """Everything that a result names by the rulebook."""
    said = [Tongue(book, language).country(held.country.code, held.country.name)]
    said += [texts.question_title(one.indicator, book, language, one.question) for one in held.answers]
    for one in held.instruments:
        said += [texts.instrument_title(one, book, language), texts.instrument_status(one, book, language)]
        said += [texts.provision_title(node.id, node.title, book, language) for node in walk(one.provisions)]
        if one.band is not None:
            said.append(texts.level_title(one.band.level, book, language, one.band.title))
    said += [texts.check_says(one.check, one.says, book, language) for one in held.contradictions]
    said += [texts.check_says(one.check, one.says, book, language) for one in held.unchecked]
    said += [texts.unchecked_why(one, language) for one in held.unchecked]
    return said


def recorded(held: Assessment) -> list[str]:
    said = [held.country.name, *(one.question for one in held.answers)]
    for one in held.instruments:
        said += [one.title, one.status, *(node.title for node in walk(one.provisions))]
        said += [one.band.title] if one.band is not None else []
    said += [one.says for one in held.contradictions] + [one.says for one in held.unchecked]
    return said + [one.why for one in held.unchecked]


@pytest.mark.parametrize("name", NAMES)
def test_in_english_everything_is_the_record(
    name: str, shipped_results: dict[str, Assessment], shipped_rulebook: Rulebook
) -> None:
    held = shipped_results[name]
    assert spoken(held, shipped_rulebook, "en") == recorded(held)


@pytest.mark.parametrize("name", NAMES)
def test_in_khmer_everything_is_otherwise(
    name: str, shipped_results: dict[str, Assessment], shipped_rulebook: Rulebook
) -> None:
    held = shipped_results[name]
    assert not set(spoken(held, shipped_rulebook, "km")) & set(recorded(held))


def test_of_a_result_of_other_rules_what_says_the_same_is_said_in_khmer_and_the_rest_in_english(
    shipped_results: dict[str, Assessment], shipped_rulebook: Rulebook
) -> None:
    held = shipped_results["xaa-2023"]
    name = held.answers[0].indicator
    items = dict(shipped_rulebook.indicators)
    items[name] = items[name].model_copy(update={"question": {"en": "Something else?", "km": "អ្វីផ្សេង?"}})
    other = replace(shipped_rulebook, sha256="1" * 64, indicators=items, instruments=shipped_rulebook.instruments[:1])
    rules = spoken_rules(held, other)
    assert set(other.indicators) - set(rules.indicators) == {name}
    assert texts.question_title(name, rules, "km", held.answers[0].question) == held.answers[0].question
    assert texts.question_title(name, other, "km", held.answers[0].question) == held.answers[0].question
    assert spoken(held, rules, "en") == recorded(held)
    second = replace(other, instruments=())
    assert texts.instrument_title(held.instruments[0], second, "km") == held.instruments[0].title
    assert spoken_rules(held, shipped_rulebook) is shipped_rulebook


def test_the_stored_result_of_the_example_is_said_in_khmer(shipped_rulebook: Rulebook) -> None:
    held = record(read_stored(OLD))
    rules = spoken_rules(held, shipped_rulebook)
    assert spoken(held, rules, "en") == recorded(held)
    assert Tongue(rules, "km").country(held.country.code, held.country.name) == "សាណាឌា"


def test_levels_columns_instruments_and_facts(
    shipped_results: dict[str, Assessment], shipped_rulebook: Rulebook
) -> None:
    held, book = shipped_results["khm-2022"], shipped_rulebook
    assert Tongue(book, "km").country(held.country.code, held.country.name) == "កម្ពុជា"
    assert [texts.level_title(level, book, "en") for level in (0, 4)] == ["Not started", "Sustained"]
    assert texts.level_title(0, book, "km") == "មិនទាន់ចាប់ផ្តើម"
    assert texts.level_title(0, book, "km", "Nothing yet") == "Nothing yet"
    assert texts.column_title("requests_by_province", "requests", book, "km") == "សំណើ"
    assert texts.column_title("requests_by_province", "old_column", book, "km") == "Old column"
    one = held.instruments[0]
    assert texts.instrument_short(one, book, "km").startswith("ការអំពាវនាវ")
    assert texts.instrument_short(one.model_copy(update={"title": "An older title"}), book, "km") == "An older title"
    (fact,) = held.facts
    assert texts.fact_title(fact, "KHM", book, "km") == "រាជធានី-ខេត្ត"
    assert texts.fact_title(fact, "KHM", book, "en") == "Provinces"
    assert texts.fact_title(fact.model_copy(update={"id": "old_fact"}), "KHM", book, "km") == "Old fact"


EITHER = {"any": [{"indicator": "law", "is": "a"}, {"indicator": "day", "before": "2022-06-15"}]}
WARNED = {
    "id": "warned", "says": {"en": "Same.", "km": "ដូចគ្នា។"}, "severity": "warning",
    "explanation": {"en": "Or not.", "km": "ឬមិនដូច។"}, "equal": ["share", "1"],
}  # fmt: skip
BOUNDED = rulebook(
    [indicator("share", "share"), indicator("fund", "yes_no"), indicator("law", "choice"), indicator("day", "date")],
    checks=[
        check("told", implies={"if": {"indicator": "fund", "is": "yes"}, "then": EITHER}),
        Check.model_validate(WARNED),
    ],
)


def _clashing() -> Assessment:
    said = [answer("share", Fraction(3, 2)), answer("fund", "yes"), answer("law", "b"), answer("day", dated("2022-08"))]
    return assess(submission(said), BOUNDED, evaluators=(ReferenceEvaluator(),))


def test_checks_say_in_khmer_what_the_result_says_of_them() -> None:
    found = {one.check: one for one in _clashing().contradictions}
    says = {name: texts.check_says(name, one.says, BOUNDED, "km") for name, one in found.items()}
    assert says["warned"] == "ដូចគ្នា។ ឬមិនដូច។"
    assert texts.check_says("warned", "Same.", BOUNDED, "km") == "ដូចគ្នា។"
    assert texts.check_says("warned", "Same!", BOUNDED, "km") == "Same!"
    assert says["share_within_bounds.share"] == "សមាមាត្រត្រូវស្ថិតនៅចន្លោះពី 0 % ដល់ 100 %៖ How is share។"
    assert says["share_within_bounds.share"] != found["share_within_bounds.share"].says
    of_none = "share_within_bounds.share", "A part of 0 can only be 0: How is share."
    assert texts.check_says(*of_none, BOUNDED, "km") == "ផ្នែកនៃ 0 អាចមានតែ 0 ប៉ុណ្ណោះ៖ How is share។"
    assert texts.check_says(*of_none, BOUNDED, "en") == of_none[1]
    assert texts.check_says(of_none[0], "other words", BOUNDED, "km") == "other words"
    assert says["told"] == "told"
    assert all(texts.check_says(name, one.says, BOUNDED, "en") == one.says for name, one in found.items())


def test_sides_that_are_answers_are_said_in_khmer() -> None:
    found = {one.check: one for one in _clashing().contradictions}
    told = found["told"]
    assert told.right == "How is law? B; How is day? 2022-08"
    assert side_words(told, "left", BOUNDED, "km") == "How is fund? បាទ/ចាស"
    assert side_words(told, "right", BOUNDED, "km") == "How is law? B; How is day? 2022-08"
    assert all(side_words(told, side, BOUNDED, "en") == getattr(told, side) for side in ("left", "right"))
    assert side_words(found["warned"], "left", BOUNDED, "km") is None
    other = told.model_copy(update={"left": "Is there a fund? Yes"})
    assert side_words(other, "left", BOUNDED, "km") == "Is there a fund? Yes"
    assert side_words(told.model_copy(update={"left": None}), "left", BOUNDED, "km") is None


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("blank", "គ្មានចម្លើយ"),
        ("not known", "មិនដឹង"),
        ("no row 'A' in B' in places by day", "គ្មានជួរដេក «A' in B» ក្នុង places by day"),
        ("the dates are not precise enough to tell", "កាលបរិច្ឆេទទាំងពីរមិនច្បាស់គ្រប់គ្រាន់ដើម្បីកំណត់"),
        ("for some other reason", "for some other reason"),
    ],
)
def test_why_a_check_could_not_run(why: str, words: str) -> None:
    held = UncheckedRecord(check="c", says="C", missing=[], cells=[], why=why)
    assert texts.unchecked_why(held, "km") == words
    assert texts.unchecked_why(held, "en") == why


def test_every_reason_of_a_check_that_could_not_run_is_known() -> None:
    places = {"columns": {"place": {"type": "text", "key": "true"}, "n": {"type": "count"}}}
    items = [indicator("t", "table", **places), indicator("u", "table", **places), indicator("n", "count")]
    items += [indicator("d", "date"), indicator("e", "date")]
    sums = [
        check("blank_cell", equal=["n", {"column": "t.n"}]),
        check("row", each_row="t", match="u", equal=[{"column": "t.n"}, {"column": "u.n"}]),
        check("keyed", equal=["n", {"cell": ["t", "Z", "n"]}]),
        check("ratio", equal=["n", {"ratio": ["n", "0"]}]),
        check("dates", not_after=["d", "e"]),
        check("empty", equal=["n", {"column": "u.n"}]),
    ]
    said = [
        answer("t", table("t", [{"place": "A", "n": None}])), answer("n", Fraction(3)),
        answer("d", dated("2022")), answer("e", dated("2022")), answer("u", status="confidential"),
    ]  # fmt: skip
    for more in ([], [answer("u", table("u", [{"place": "B", "n": 3}]))]):
        held = assess(submission([*said[:-1], *(more or said[-1:])]), rulebook(items, [], sums),
                      evaluators=(ReferenceEvaluator(),))  # fmt: skip
        assert held.unchecked
        for one in held.unchecked:
            assert texts.unchecked_why(one, "km") != one.why
            assert texts.unchecked_why(one, "en") == one.why
