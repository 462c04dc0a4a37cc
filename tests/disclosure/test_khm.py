"""The shipped workbook, all instruments: what it hides, and that nobody can compute it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from assessment_making import answer, review
from disclosure_attack import Attack

from gapcheck.assessment import Assessment, assess
from gapcheck.disclosure import NOT_SHOWN, disclose
from gapcheck.disclosure.loose import loose_tables
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.report import json as report_json
from gapcheck.rulebook import Rulebook, load_rulebook
from gapcheck.workbook import read_workbook
from gapcheck.workbook.answers import Submission, Table, TableCell

RULES: Rulebook = load_rulebook()
KHM = read_workbook(Path(__file__).parents[2] / "inputs" / "khm-2022.xlsx", RULES)
ENGINE = (ReferenceEvaluator(),)
LOOSE = loose_tables(RULES)


def _requested(*persons: tuple[str, int]) -> Submission:
    """The report with other numbers of persons that the requests of some provinces concerned."""
    held = KHM.answers["requests_by_province"]
    assert isinstance(held.value, Table)
    wanted = {name: Fraction(number) for name, number in persons}
    rows = tuple(
        {**row, "persons": replace(row["persons"], value=wanted.get(str(row["province"].value), row["persons"].value))}
        for row in held.value.rows
    )
    return replace(KHM, answers={**KHM.answers, held.indicator: replace(held, value=Table(rows))})


def _numbers(shown: Assessment) -> set[float]:
    """Every number that a result publishes as an answer or as the side of a failed check."""
    cells = [
        cell
        for record in shown.answers
        for row in (record.value if isinstance(record.value, list) else [{"": record.value}])
        for cell in (row.values() if isinstance(row, dict) else ())
    ]
    sides = [side for found in shown.contradictions for side in (found.left, found.right)]
    return {one for one in (*cells, *sides) if isinstance(one, (int, float))}


def _attacked(*submissions: Submission) -> tuple[Attack, list[str]]:
    whole = [assess(held, RULES, evaluators=ENGINE) for held in submissions]
    shown = disclose(whole, RULES)
    attack = Attack(whole, shown.assessments, RULES)
    return attack, attack.told(shown.exposures)


def _with(held: Submission, change: Callable[[str, Fraction], Fraction], said: dict[str, int]) -> Submission:
    """A copy with other numbers of persons in its tables, and with questions answered that are blank."""
    answers = dict(held.answers)
    for name, one in held.answers.items():
        columns = RULES.indicators[name].columns
        if isinstance(one.value, Table):
            rows = tuple(
                {
                    column: TableCell(change(column, cell.value), cell.cell)
                    if columns[column].persons and isinstance(cell.value, Fraction)
                    else TableCell(cell.value, cell.cell)
                    for column, cell in row.items()
                }
                for row in one.value.rows
            )
            answers[name] = replace(one, value=Table(rows))
    answers |= {name: replace(answer(name, Fraction(number)), cell=answers[name].cell) for name, number in said.items()}
    return replace(held, answers=answers)


def test_no_small_count_of_the_shipped_report_can_be_told() -> None:
    attack, told = _attacked(KHM)
    assert told == []
    hidden = [attack.values[spot] for spot in attack.hidden if spot[1] not in LOOSE]
    # Every small count of persons, and no more than ten other numbers of 170 outside the loose tables.
    assert sum(1 for value in hidden if value > 4) <= 10
    assert all(value for value in hidden)


def test_nothing_is_exposed_and_the_totals_stay() -> None:
    whole = assess(KHM, RULES, evaluators=ENGINE)
    shown = disclose([whole], RULES)
    assert shown.exposures == ()
    values = {record.indicator: record.value for record in shown.assessments[0].answers}
    assert values["persons_requested"] == 1310
    assert values["persons_found"] == 741
    assert values["victims_found"] == 153
    assert values["foreign_workers_found"] == 2760
    assert values["sexual_exploitation_suspects"] is None
    assert values["screened_group_victims"] is None


def test_what_is_hidden_in_loose_tables_tells_no_small_count_from_another() -> None:
    """Twelve of the requests concern two provinces: seven and one, or five and three, are published the same."""
    pages = [
        disclose([assess(held, RULES, evaluators=ENGINE)], RULES).assessments[0]
        for held in (KHM, _requested(("Kompong Speu", 5), ("Tboung Khmum", 3)))
    ]
    assert pages[0] == pages[1]


def test_no_number_of_a_loose_table_is_shown_beside_a_hidden_one() -> None:
    shown = disclose([assess(KHM, RULES, evaluators=ENGINE)], RULES).assessments[0]
    rows = [row for record in shown.answers if record.indicator in LOOSE for row in record.value]
    assert len(rows) == 19
    assert {value for row in rows for name, value in row.items() if name not in ("figure", "list")} == {NOT_SHOWN}


def test_a_failed_check_of_a_loose_table_tells_no_number_either() -> None:
    held = KHM.answers["figures_given_twice"]
    assert isinstance(held.value, Table)
    first, *others = held.value.rows
    rows = ({**first, "again": replace(first["again"], value=Fraction(298765))}, *others)
    answers = {**KHM.answers, held.indicator: replace(held, value=Table(rows))}
    whole = assess(replace(KHM, answers=answers), RULES, evaluators=ENGINE)
    shown = disclose([whole], RULES).assessments[0]
    (before,), (after,) = (
        [found for found in result.contradictions if found.check == "figures_given_again_agree"]
        for result in (whole, shown)
    )
    assert (before.left, before.right) == (300000, 298765)
    assert before.repairs
    assert (after.left, after.right, after.difference, after.repairs, after.readings) == (None, None, None, [], [])
    assert "298765" not in report_json.render_one(shown)


def test_after_a_total_is_rejected_no_other_number_stands_for_it() -> None:
    refused = review(KHM.period_end, persons_requested="rejected", persons_found="rejected")
    whole = assess(KHM, RULES, [refused], evaluators=ENGINE)
    disclosed = disclose([whole], RULES)
    shown = disclosed.assessments[0]
    attack = Attack([whole], disclosed.assessments, RULES)
    assert attack.told(disclosed.exposures) == []
    columns: dict[tuple[str, str], list[Any]] = {}
    for spot in attack.values:
        if spot[2] >= 0:
            columns.setdefault((spot[1], spot[3]), []).append(spot)
    alone = {
        place: sum(attack.values[spot] for spot in spots)
        for place, spots in columns.items()
        if sum(spot in attack.hidden for spot in spots) == 1
    }
    assert alone["requests_by_province", "persons"] == 1310
    # A small total may be alike by chance: these tables say nothing of each other.
    assert not {total for total in alone.values() if total > 4} & _numbers(shown)


def test_no_comment_repeats_what_is_hidden() -> None:
    shown = disclose([assess(KHM, RULES, evaluators=ENGINE)], RULES).assessments[0]
    text = report_json.render_one(shown)
    assert "03 are Khmer" not in text
    assert "only Two (02) persons" not in text
    assert "04 Suspects" not in text


@pytest.mark.parametrize("seed", range(6))
def test_nor_of_copies_with_smaller_numbers(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test
    asked = [item.id for item in RULES.asked() if item.unit == "persons" and item.type == "count"]
    said = {name: chance.choice((0, 1, 2, 3, 4, 4, 5, 6, 9, 20)) for name in chance.sample(asked, 16)}
    copy = _with(KHM, lambda _, value: value if chance.random() < 0.7 else Fraction(chance.randint(0, 9)), said)
    assert _attacked(copy)[1] == []


def test_nor_of_two_years_together() -> None:
    later = replace(
        _with(KHM, lambda _, value: value + (value > 3), {"victims_identified": 12, "victims_identified_female": 9}),
        year=2023, period_start=date(2023, 1, 1), period_end=date(2023, 12, 31), sha256="1" * 64,
    )  # fmt: skip
    assert _attacked(KHM, later)[1] == []


def test_every_column_of_the_rules_that_is_called_after_persons_counts_them() -> None:
    named = ("person", "female", "victim", "suspect", "owners")
    for indicator in RULES.indicators.values():
        for name, column in indicator.columns.items():
            if column.type == "count" and any(word in name for word in named) and name != "victim_agreements":
                assert column.persons, f"{indicator.id}.{name}"
