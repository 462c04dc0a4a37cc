from __future__ import annotations

import runpy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gapcheck.assessment.carryover import LAST_TABLE, TOO_LONG, bodies, carry_over
from gapcheck.assessment.last_year import assess_draft
from gapcheck.errors import UsageError
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook import Status, fill_template, read_workbook
from gapcheck.workbook.drafts.draft import read_draft
from gapcheck.workbook.drafts.reissue import Issue
from gapcheck.workbook.drafts.written import written
from gapcheck.workbook.drafts.years import period_told, year_after
from gapcheck.workbook.languages import Languages
from gapcheck.workbook.plan import Carried
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.words import READ_HEADINGS

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
    assert carried.answer.startswith("In force\nPage or article: Section 2")
    assert "\nComment: In social affairs" in carried.answer
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
    plan = carry_over(built, replace(shipped, indicators=indicators, sha256="f" * 64))
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
    assert "was made for rulebook 2026.11" in told[0]
    assert "as rulebook 9.0 sees it" in told[0]
    plan = carry_over(draft, later, found)
    assert plan.carried["cases_found"].answer.startswith("290\n")
    assert plan.carried == carry_over(draft, shipped, assess_draft(draft, KHM, shipped)[0]).carried


HEADER = {"country": "KHM", "year": 2022, "submitted_on": "2022-11-18"}


def test_what_can_be_read_of_a_workbook_with_faults_is_assessed(shipped, tmp_path):
    path, clean, asked = tmp_path / "w.xlsx", tmp_path / "clean.xlsx", "case_management_procedure"
    rows = {"cases_found": {"answer": 290}}
    fill_template(shipped, HEADER, rows | {asked: {"answer": "ten steps"}}, {}, path)
    fill_template(shipped, HEADER, rows, {}, clean)
    draft = read_draft(path, shipped)
    found, why = assess_draft(draft, path, shipped)
    assert "1 place could not be read under the rules of today" in why[0]
    assert why[1].startswith("  Protection!C")
    assert why[1].endswith(': "ten steps"')
    assert len(why) == 2
    plan = carry_over(draft, shipped, found)
    assert plan.carried[asked].answer == "ten steps"
    assert plan.carried[asked].missing.startswith("Could not be read: ")
    draft = read_draft(clean, shipped)
    other = carry_over(draft, shipped, assess_draft(draft, clean, shipped)[0])
    assert other.carried[asked].missing.startswith("Not answered: ")
    assert {name: held.missing for name, held in plan.carried.items() if name != asked} == {
        name: held.missing for name, held in other.carried.items() if name != asked
    }


def test_places_that_cannot_be_read_are_told_up_to_ten(shipped, tmp_path):
    path = tmp_path / "w.xlsx"
    counts = [indicator.id for indicator in shipped.asked() if indicator.type == "count"][:12]
    fill_template(shipped, HEADER, {name: {"answer": "about twelve"} for name in counts}, {}, path)
    _, why = assess_draft(read_draft(path, shipped), path, shipped)
    assert len(why) == 1 + 10 + 1
    assert why[-1] == "  and 2 more"


def test_a_table_without_a_column_of_today_is_assessed_all_the_same(shipped, tmp_path):
    import openpyxl

    path = tmp_path / "w.xlsx"
    fill_template(shipped, HEADER, {}, {"cooperation_by_partner": [{"partner": "Thailand", "joint_cases": 2}]}, path)
    book = openpyxl.load_workbook(path)
    book["cooperation_by_partner"].delete_cols(2)
    book.save(path)
    found, why = assess_draft(read_draft(path, shipped), path, shipped)
    assert found is not None
    assert "no column data_agreements" in why[1]


def test_without_a_start_that_can_be_read_nothing_is_said_to_be_missing(small, tmp_path):
    path = tmp_path / "w.xlsx"
    fill_template(small, HEADER | {"country": "Atlantis"}, {"trafficking_law": {"answer": "Yes"}}, {}, path)
    draft = read_draft(path, small)
    found, why = assess_draft(draft, path, small)
    assert found is None
    assert "Start cannot be read" in why[0]
    assert '"Atlantis"' in why[1]
    plan = carry_over(draft, small, found)
    assert plan.carried["trafficking_law"].answer == "Yes"
    assert {held.missing for held in plan.carried.values()} == {""}


def test_every_word_of_a_row_stands_beside_its_question(shipped, tmp_path):
    path = tmp_path / "w.xlsx"
    undated = {"document": "Law 1", "page": "art. 3", "link": "https://x.kh/1", "comment": "C"}
    rows = {
        "victim_identification_guidelines": {"answer": "In force", "document_date": "2008", **undated},
        "case_management_procedure": {"answer": "In force", **undated},
        "cases_found": {"comment": "no figure yet"},
        "trafficking_cases": {"answer": "y" * 32_000, "comment": "z" * 32_000},
    }
    fill_template(shipped, HEADER, rows, {}, path)
    plan = carry_over(read_draft(path, shipped), shipped)
    guidelines = plan.carried["victim_identification_guidelines"]
    assert (guidelines.answer, guidelines.document) == (
        "In force\nComment: C", "Law 1, 2008, art. 3, https://x.kh/1"
    )  # fmt: skip
    assert plan.carried["case_management_procedure"].answer == (
        "In force\nDocument: Law 1\nPage or article: art. 3\nLink: https://x.kh/1\nComment: C"
    )
    assert plan.carried["cases_found"].answer == "Comment: no figure yet"
    assert {kept.reason for kept in plan.kept} == {TOO_LONG}
    kept = "".join(kept.written for kept in plan.kept)
    assert "y" * 32_000 in kept
    assert "z" * 32_000 in kept


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
    row = st.fixed_dictionaries({}, optional=dict.fromkeys(READ_HEADINGS, _values))
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
    assert [name for name, held in after.rows.items() if held.cells.keys() - {"responsible_body"}] == []
    assert [name for name, table in after.tables.items() if table.rows] == []
    kept = "\n".join(thing.written for thing in after.kept)
    for name, held in before.rows.items():
        said = kept
        if name not in removed:
            row = after.rows[name]
            said = "\n".join([*row.carried.values(), *(written(cell) for cell in row.cells.values())])
        for cell in held.cells.values():
            assert written(cell) in said
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
    draft = read_draft(path, small)
    start = year_after(draft)
    moved = (period[0][5:], period[1][5:]) != ("01-01", "12-31") or not header
    assert ("calendar year 2023 was taken" in period_told(draft, start)) is not moved
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
