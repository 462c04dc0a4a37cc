from __future__ import annotations

import runpy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gapcheck.assessment.carryover import LAST_TABLE, assess_draft, bodies, carry_over
from gapcheck.errors import UsageError
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook import Status, fill_template, read_workbook
from gapcheck.workbook.drafts.draft import read_draft
from gapcheck.workbook.drafts.reissue import Issue
from gapcheck.workbook.drafts.written import written
from gapcheck.workbook.drafts.years import year_after
from gapcheck.workbook.languages import Languages
from gapcheck.workbook.plan import Carried
from gapcheck.workbook.sheets.cells import Cell

ROOT = Path(__file__).parents[2]
KHM = ROOT / "inputs" / "khm-2022.xlsx"


@pytest.fixture(scope="module")
def shipped():
    return load_rulebook()


@pytest.fixture(scope="module")
def small():
    return load_rulebook(ROOT / "tests" / "workbook" / "rules")


@pytest.fixture(scope="module")
def draft(shipped):
    return read_draft(KHM, shipped)


@pytest.fixture(scope="module")
def built(shipped, tmp_path_factory):
    """The same answers in a workbook of the rules as they are now."""
    path = tmp_path_factory.mktemp("built") / "khm-2022.xlsx"
    build = runpy.run_path(str(ROOT / "tests" / "inputs" / "build.py"))["build"]
    build(ROOT / "inputs" / "sources" / "khm-2022.yaml", path, shipped)
    return read_draft(path, shipped)


@pytest.fixture(scope="module")
def assessed(draft, shipped):
    found, why = assess_draft(draft, KHM, shipped)
    assert why == []
    return found


@pytest.fixture(scope="module")
def plan(draft, shipped, assessed):
    return carry_over(draft, shipped, assessed)


@pytest.fixture(scope="module")
def following(draft, shipped, plan, tmp_path_factory):
    """The workbook of 2023, with the day on which it was handed in."""
    path = tmp_path_factory.mktemp("next") / "khm-2023.xlsx"
    header = year_after(draft) | {"submitted_on": Cell("2024-01-31", "")}
    Issue(header, bodies(draft, shipped), {}, plan).write(shipped, path, Languages())
    return path


def test_no_answer_of_2022_is_lost(following, shipped, draft):
    after = read_draft(following, shipped)
    kept = {thing.written for thing in after.kept}
    for name, row in draft.rows.items():
        if not row.answer.blank:
            assert written(row.answer) in after.rows[name].carried["previous_answer"], name
    for name, table in draft.tables.items():
        assert {record.words() for record in table.rows} <= kept, name


def test_no_answer_of_2023_is_filled_in(following, shipped):
    submission = read_workbook(following, shipped)
    assert {answer.status for answer in submission.answers.values()} == {Status.BLANK}
    evidence = {answer.evidence for answer in submission.answers.values()}
    assert {(held.document, held.link, held.document_date, held.page, held.comment) for held in evidence} == {
        (None, None, None, None, None)
    }
    assert (submission.year, submission.country) == (2023, "KHM")
    assert (submission.period_start, submission.period_end) == (date(2023, 1, 1), date(2023, 12, 31))
    assert submission.submitted_by == ""


def test_who_is_responsible_is_asked_again(following, shipped, draft):
    after = read_draft(following, shipped)
    for name, row in draft.rows.items():
        assert after.rows[name].cells.keys() <= {"responsible_body"}
        assert row.cells.get("responsible_body", Cell(None, "")).value == (
            after.rows[name].cells["responsible_body"].value if after.rows[name].cells else None
        )


def test_a_document_in_force_is_a_suggestion_and_only_that(plan, shipped, assessed):
    guidelines = plan.carried["victim_identification_guidelines"]
    assert guidelines.document == (
        "Guidelines on Human Trafficking Victim Identification for appropriate services (2014), 2014, "
        "Section 2, second paragraph"
    )
    for name, carried in plan.carried.items():
        if carried.document:
            assert shipped.indicators[name].kind == "structure"
            assert assessed.submission.answers[name].grade.value == "documented"


def test_what_was_missing_is_in_the_words_of_the_gap(plan, assessed):
    carried = plan.carried["case_management_procedure"]
    assert carried.answer == "In force"
    assert carried.missing.startswith("No document: ")
    assert "CALL-2017.2.vi.coordination" in carried.missing
    gaps = [part for item in assessed.assessment.instruments for gap in item.gaps for part in gap.missing]
    lacking = {name for part in gaps for name in part.indicators} & plan.carried.keys()
    assert lacking == {name for name, carried in plan.carried.items() if carried.missing}


def test_nothing_changed_under_the_same_rules(built, shipped):
    plan = carry_over(built, shipped)
    assert {carried.change for carried in plan.carried.values()} == {""}
    assert plan.previous == "KHM 2022"


def test_new_changed_and_retired_questions_are_told(built, shipped):
    indicators = dict(shipped.indicators)
    gone, silent = indicators.pop("cases_found"), indicators.pop("untoc_status")
    indicators["fresh"] = gone.model_copy(update={"id": "fresh"})
    indicators["suspects_arrested"] = indicators["suspects_arrested"].model_copy(update={"unit": "cases"})
    plan = carry_over(built, replace(shipped, indicators=indicators))
    assert {name: held.change for name, held in plan.carried.items() if held.change} == {
        "fresh": "new",
        "suspects_arrested": "changed",
    }
    retired = {kept.indicator: kept for kept in plan.kept if kept.reason != LAST_TABLE}
    assert retired.keys() == {gone.id, silent.id}
    assert "Answer: 290" in retired[gone.id].written
    assert retired[silent.id].written == ""


def test_another_rulebook_version_is_assessed_by_the_rules_of_today(draft, shipped):
    later = replace(shipped, method=shipped.method.model_copy(update={"version": "9.0"}))
    found, told = assess_draft(draft, KHM, later)
    assert "was made for rulebook 1.0" in told[0]
    assert "as rulebook 9.0 sees it" in told[0]
    plan = carry_over(draft, later, found)
    assert plan.carried["cases_found"].answer == "290"
    assert plan.carried == carry_over(draft, shipped, assess_draft(draft, KHM, shipped)[0]).carried


def test_a_workbook_with_faults_is_carried_without_its_assessment(small, tmp_path):
    path = tmp_path / "w.xlsx"
    header = {"country": "KHM", "year": 2022, "submitted_on": "2022-11-18"}
    fill_template(small, header, {"convictions": {"answer": "about twelve"}}, {}, path)
    draft = read_draft(path, small)
    found, why = assess_draft(draft, path, small)
    assert found is None
    assert "cannot be assessed" in why[0]
    assert "Prosecution!C3" in why[1]
    assert carry_over(draft, small, found).carried["convictions"].answer == "about twelve"


def test_answers_are_carried_as_they_were_shown(small, tmp_path):
    path = tmp_path / "w.xlsx"
    answers = {
        "screened_share": {"answer": Cell(0.755, "", "0.0%")},
        "convictions": {"answer": "១៣១០"},
        "strategy_adopted": {"answer": Cell(date(2022, 8, 1), "", "yyyy-mm")},
        "groups_screened": {"answer": "Women; Men and boys"},
        "requests_by_province": {"answer": "Complete, none"},
        "partners": {"answer": "IOM\nUNODC"},
    }
    fill_template(small, {"country": "KHM", "year": 2022}, answers, {}, path)
    carried = carry_over(read_draft(path, small), small).carried
    assert {name: held.answer for name, held in carried.items() if held.answer} == {
        "screened_share": "75.5 %",
        "convictions": "១៣១០",
        "strategy_adopted": "2022-08",
        "groups_screened": "Women; Men and boys",
        "requests_by_province": "Complete, none",
        "partners": "IOM\nUNODC",
    }
    assert carried["trafficking_law"] == Carried()


def test_rows_of_the_year_before_last_are_not_carried_on(shipped, plan, following):
    after = read_draft(following, shipped)
    assert len(after.kept) == len(plan.kept) > 30
    assert carry_over(after, shipped).kept == ()


_texts = st.text("abc XYZ.;:-()កខ123", min_size=1).map(str.strip).filter(bool)
_values = st.one_of(_texts, st.integers(-9, 10**6), st.just(Cell(0.75, "", "0%")), st.dates(date(2000, 1, 1)))


# A workbook takes a while to write: a failure is told as it was found, not made smaller first.
_UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)


@settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck), phases=_UNSHRUNK)
@given(data=st.data())
def test_whatever_was_answered_is_carried_or_kept_and_none_of_it_is_an_answer(small, tmp_path_factory, data):
    path = tmp_path_factory.mktemp("law") / "w.xlsx"
    asked = [indicator.id for indicator in small.asked()]
    row = st.fixed_dictionaries({}, optional={"answer": _values, "comment": _values})
    answers = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(asked, row)))
    rows = data.draw(st.lists(st.fixed_dictionaries({"province": _texts, "requests": _values}), max_size=3))
    removed = data.draw(st.sets(st.sampled_from(asked)))
    fill_template(small, {"country": "KHM", "year": 2022}, answers, {"requests_by_province": rows}, path)
    later = replace(small, indicators={k: held for k, held in small.indicators.items() if k not in removed})
    before = read_draft(path, later)
    after_path = path.with_name("after.xlsx")
    Issue(year_after(before), bodies(before, later), {}, carry_over(before, later)).write(
        later, after_path, Languages()
    )
    after = read_draft(after_path, later)
    assert [name for name, held in after.rows.items() if held.cells] == []
    assert [name for name, table in after.tables.items() if table.rows] == []
    kept = "\n".join(thing.written for thing in after.kept)
    for name, held in before.rows.items():
        if not held.answer.blank:
            said = kept if name in removed else after.rows[name].carried["previous_answer"]
            assert written(held.answer) in said
    for table in before.tables.values():
        assert all(record.words() in kept for record in table.rows)


@pytest.mark.parametrize(
    ("header", "period"),
    [
        ({}, ("2023-01-01", "2023-12-31")),
        ({"period_start": "2021-07-01", "period_end": date(2022, 6, 30)}, ("2022-07-01", "2023-06-30")),
        ({"period_start": "2022-08-18", "period_end": "2022-10-19"}, ("2023-01-01", "2023-12-31")),
        ({"period_start": "soon", "period_end": None}, ("2023-01-01", "2023-12-31")),
    ],
)
def test_twelve_months_move_with_the_year(small, tmp_path, header, period):
    path = tmp_path / "w.xlsx"
    fill_template(small, {"country": "KHM", "year": 2022, "source": "outside assessment"} | header, {}, {}, path)
    start = year_after(read_draft(path, small))
    assert (start["period_start"].value, start["period_end"].value) == period
    assert start["source"].value == "outside assessment"


def test_country_and_year_must_follow(small, tmp_path):
    path = tmp_path / "w.xlsx"
    fill_template(small, {"country": "KHM", "year": 2022}, {}, {}, path)
    draft = read_draft(path, small)
    assert year_after(draft, "khm", 2025)["year"].value == 2025
    with pytest.raises(UsageError) as caught:
        year_after(draft, "THA", 2022)
    assert [problem.where for problem in caught.value.problems] == ["--country", "--year"]
    fill_template(small, {"country": None, "year": None}, {}, {}, path)
    draft = read_draft(path, small)
    assert year_after(draft, "KHM", 2023)["country"].value == "KHM"
    with pytest.raises(UsageError) as caught:
        year_after(draft)
    assert len(caught.value.problems) == 2
