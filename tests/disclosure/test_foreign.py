"""Results made with other rules than those at hand: what ties their numbers is not known, so all persons are hidden."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from assessment_making import answer, check, indicator, instrument, leaf, nodes, rulebook, submission, table

from gapcheck.assessment import Assessment, assess
from gapcheck.disclosure import NOT_SHOWN, disclose, is_foreign
from gapcheck.disclosure.freetext import WITHHELD
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.report.tidy.tables import answers as tidy_answers
from gapcheck.rulebook import Rulebook, load_rulebook

OLD_RESULT = Path(__file__).parents[2] / "inputs" / "xaa-2021.json"
KEYED = {"place": {"type": "text", "key": "true"}}
PLACES = indicator(
    "places", "table", columns={**KEYED, "n": {"type": "count", "persons": "true"}, "requests": {"type": "count"}}
)
BEDS = indicator("beds_by_place", "table", columns={**KEYED, "beds": {"type": "count"}})
KNOWN = [
    PLACES, BEDS, indicator("helped", "count", unit="persons"), indicator("asked", "count", unit="persons"),
    indicator("asked_previous_year", "count", unit="persons"), indicator("requests", "count"),
    indicator("requests_previous_year", "count"), indicator("stated", "share"),
    indicator("share", "share", derived={"ratio": ["helped", "asked"]}),
]  # fmt: skip
LEVELS = {3: [{"indicator": "share", "at_least": "75%"}], 4: [{"indicator": "beds", "at_least": "2"}]}
CHECKS = [check("few", at_most=["helped", "beds"]), check("known", at_most=["requests", "asked"])]
OTHER = rulebook(
    [
        *KNOWN, indicator("beds", "count"), indicator("word", "text"), indicator("kind", "choice"),
        indicator("groups", "table", columns={"group": {"type": "text", "key": "true"}, "m": {"type": "count"}}),
    ],
    [instrument("one", leaf("helped_most", LEVELS))],
    CHECKS,
)  # fmt: skip
BOOK = replace(rulebook(KNOWN, [], [CHECKS[1]]), sha256="1" * 64)


def _assess(book: Rulebook, **said: Any) -> Assessment:
    answers = [answer(name, Fraction(value) if isinstance(value, int) else value) for name, value in said.items()]
    return assess(submission(answers), book, evaluators=(ReferenceEvaluator(),))


def _foreign() -> Assessment:
    return _assess(
        OTHER,
        places=table("places", [{"place": "A", "n": 30, "requests": 3}, {"place": "B", "n": 0, "requests": 0}]),
        beds_by_place=table("beds_by_place", [{"place": "A", "beds": 20}, {"place": "B", "beds": 2}]),
        groups=table("groups", [{"group": "G", "m": 3}]),
        helped=30, asked=40, requests=7, beds=3, word="three of them", kind="a", stated=Fraction(3, 4),
    )  # fmt: skip


def _values(held: Assessment) -> dict[str, Any]:
    return {record.indicator: record.value for record in held.answers}


def test_every_number_that_may_count_persons_is_hidden_but_zeros() -> None:
    shown = disclose([_foreign()], BOOK).assessments[0]
    values = _values(shown)
    assert values["places"] == [
        {"place": "A", "n": NOT_SHOWN, "requests": NOT_SHOWN}, {"place": "B", "n": 0, "requests": 0}
    ]  # fmt: skip
    assert values["groups"] == [{"group": "G", "m": NOT_SHOWN}]
    assert {values[name] for name in ("helped", "asked", "beds", "stated", "word")} == {None}
    # What surely counts no persons stays, and so does a code.
    assert (values["requests"], values["kind"]) == (7, "a")
    # A count from 1 to 4 of anything may bound one of persons.
    assert values["beds_by_place"] == [{"place": "A", "beds": 20}, {"place": "B", "beds": NOT_SHOWN}]
    assert next(record.words for record in shown.answers if record.indicator == "word") == WITHHELD


def test_nothing_is_told_by_criteria_gaps_and_failed_checks_and_the_levels_stay() -> None:
    whole = _foreign()
    shown = disclose([whole], BOOK).assessments[0]
    before, after = nodes(whole)["helped_most"], nodes(shown)["helped_most"]
    assert after.levels == before.levels
    assert after.score == before.score
    assert {(test.found, test.truth) for test in after.criteria} == {(None, "suppressed")}
    (found,) = shown.contradictions
    assert (found.left, found.right, found.difference, found.repairs) == (None, None, None, [])
    assert shown.workbook.sha256 == ""


def test_beside_a_result_of_the_rules_at_hand_it_repeats_nothing_that_is_hidden_there() -> None:
    own = _assess(BOOK, asked=4, requests=4, asked_previous_year=9, requests_previous_year=4)
    later = own.model_copy(update={"year": own.year + 1})
    foreign = _assess(OTHER, requests=4, asked=4)
    shown = disclose([foreign, later], BOOK)
    assert not is_foreign(later, BOOK)
    first, second = map(_values, shown.assessments)
    assert (second["requests"], second["asked"]) == (None, None)  # so few: at most as many requests as persons
    assert (first["requests"], first["asked"]) == (None, None)


def test_the_rules_it_was_made_with_are_audited_as_ever() -> None:
    whole = _foreign()
    assert _values(disclose([whole], OTHER).assessments[0])["asked"] == 40


def test_tables_of_questions_that_are_not_known_are_written() -> None:
    shown = disclose([_foreign()], BOOK).assessments
    rows = {(row["INDICATOR"], row.get("DIMENSION"), row.get("COLUMN")): row for row in tidy_answers(shown, BOOK).rows}
    for place in (("groups", "G", "m"), ("beds", None, None), ("places", "A", "requests"), ("helped", None, None)):
        assert (rows[place]["OBS_VALUE"], rows[place]["OBS_TEXT"], rows[place]["CONF_STATUS"]) == (None, None, "N")
    assert rows["requests", None, None]["OBS_VALUE"] == 7


def test_the_shipped_old_result_shows_no_count_of_persons() -> None:
    rules = load_rulebook()
    old = Assessment.model_validate(json.loads(OLD_RESULT.read_text(encoding="utf-8")))
    assert is_foreign(old, rules)
    shown = disclose([old], rules).assessments[0]
    for record in shown.answers:
        held = rules.indicators.get(record.indicator)
        if held is None or held.unit == "persons":
            assert record.value in (None, 0) or isinstance(record.value, (str, list))
        for row in record.value if held is not None and held.type == "table" and record.value else ():
            assert all(row[name] in (NOT_SHOWN, None, 0) for name, column in held.columns.items() if column.persons)
    assert [held.score for held in shown.instruments] == [held.score for held in old.instruments]


@pytest.mark.parametrize("value", [3, [{"who": "x", "many": 3}]])
def test_an_answer_of_another_kind_than_asked_for_here_is_hidden(value: Any) -> None:
    whole = _foreign()
    answers = [
        record.model_copy(update={"value": value}) if record.indicator in ("beds_by_place", "kind") else record
        for record in whole.answers
    ]
    book = replace(rulebook([*KNOWN, indicator("kind", "choice")]), sha256="1" * 64)
    shown = disclose([whole.model_copy(update={"answers": answers})], book).assessments
    wanted = None if value == 3 else [{"who": "x", "many": NOT_SHOWN}]
    assert [_values(shown[0])[name] for name in ("beds_by_place", "kind")] == [wanted, wanted]
    assert tidy_answers(shown, book).rows
