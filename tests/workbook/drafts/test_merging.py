from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbook_drafting import BODIES, LAW, answers, draft, edited, filled, issued, newer, tables, typed

from gapcheck.errors import UsageError, WorkbookError
from gapcheck.workbook import read_bytes
from gapcheck.workbook.drafts.merging import merge
from gapcheck.workbook.drafts.parts import part_of
from gapcheck.workbook.drafts.reissue import reissue
from gapcheck.workbook.plan import Carried, Kept, Plan
from gapcheck.workbook.sheets.cells import Cell

FIRST = {"trafficking_law": {"answer": "Yes", "comment": "since 2008"}}
SECOND = {"partners": {"answer": "IOM"}}


def merged(rulebook, *files):
    """Merges the bytes of parts, named a.xlsx, b.xlsx and so on."""
    return merge(
        [draft(data, rulebook, f"{letter}.xlsx") for letter, data in zip("abcd", files, strict=False)], rulebook
    )


def problems(rulebook, *files):
    with pytest.raises(WorkbookError) as caught:
        merged(rulebook, *files)
    return [str(problem) for problem in caught.value.problems]


def split(rulebook, whole):
    """Returns the parts of every body of a workbook, and what belongs to none."""
    issue = reissue(draft(whole, rulebook), rulebook)
    parts = []
    for names, unassigned in (([BODIES[0]], False), ([BODIES[1]], False), ([BODIES[2]], False), ([], True)):
        try:
            parts.append(issued(rulebook, part_of(issue, rulebook, names, unassigned=unassigned)))
        except UsageError:  # nobody has a row
            continue
    return parts


@LAW
@given(data=st.data())
def test_the_parts_of_a_workbook_make_the_same_file(rulebook, data):
    kept = (
        Kept("a.xlsx: Kep!A9", "gone", "Q", "1", "gone"),
        Kept("a.xlsx: Kep!A10", "convictions", "Q", "2", "why"),
    )
    plan = data.draw(
        st.sampled_from([Plan(), Plan(previous="KHM 2021", carried={"partners": Carried("IOM")}), Plan(kept=kept)])
    )
    whole = filled(rulebook, data.draw(answers(rulebook)), data.draw(tables(rulebook)), plan=plan)
    parts = data.draw(st.permutations(split(rulebook, whole)))
    result = merged(rulebook, *parts)
    assert issued(rulebook, result.issue) == whole
    assert result.remarks == ()


def test_wholes_that_each_office_filled_in_are_put_together(rulebook):
    result = merged(rulebook, filled(rulebook, FIRST), filled(rulebook, SECOND))
    assert result.issue.answers.keys() == {"trafficking_law", "partners"}


def test_two_answers_to_one_question_are_a_problem_with_both_cells(rulebook):
    other = {"trafficking_law": {"answer": "No"}}
    (problem,) = problems(rulebook, filled(rulebook, FIRST), filled(rulebook, other), filled(rulebook, SECOND))
    assert 'b.xlsx: Prosecution!C2: found "No"' in problem
    assert '"Yes" stands in a.xlsx: Prosecution!C2' in problem


@pytest.mark.parametrize(
    "other", [{"answer": "Yes"}, {"comment": "since 2008"}, {"document": "Law"}, {"responsible_body": "Police"}]
)
def test_two_that_wrote_in_one_row_are_a_problem_unless_all_is_the_same(rulebook, other):
    assert len(problems(rulebook, filled(rulebook, FIRST), filled(rulebook, {"trafficking_law": other}))) == 1
    assert len(problems(rulebook, filled(rulebook, {"trafficking_law": other}), filled(rulebook, FIRST))) == 1


def test_the_same_row_twice_is_one_row(rulebook):
    result = merged(rulebook, filled(rulebook, FIRST), filled(rulebook, FIRST))
    assert result.issue.answers.keys() == FIRST.keys()
    assert issued(rulebook, result.issue) == filled(rulebook, FIRST)


def test_a_body_that_stands_in_every_copy_is_no_answer(rulebook):
    bodies = {"trafficking_law": {"responsible_body": "Police"}}
    answered = {"trafficking_law": {"responsible_body": "Police", "answer": "Yes"}}
    for files in ((bodies, answered), (answered, bodies)):
        result = merged(rulebook, *(filled(rulebook, rows) for rows in files))
        assert issued(rulebook, result.issue) == filled(rulebook, answered)
    other = {"trafficking_law": {"responsible_body": "Courts"}}
    assert len(problems(rulebook, filled(rulebook, bodies), filled(rulebook, other))) == 1
    assert len(problems(rulebook, filled(rulebook, other), filled(rulebook, answered))) == 1


def test_two_that_wrote_in_one_table_are_a_problem(rulebook):
    one = filled(rulebook, {}, {"requests_by_province": [{"province": "Kep", "requests": 3}]})
    two = filled(rulebook, {}, {"requests_by_province": [{"province": "Kep", "requests": 4}]})
    word = filled(rulebook, {"requests_by_province": {"answer": "Complete, none"}})
    (problem,) = problems(rulebook, one, two)
    assert "requests_by_province!B4" in problem
    assert len(problems(rulebook, one, word)) == 1
    assert merged(rulebook, one, one).issue.tables.keys() == {"requests_by_province"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("country", "THA"), ("year", 2023), ("period_end", "2022-06-30"), ("source", "outside assessment"),
        ("submission", "another report"),
    ],
)  # fmt: skip
def test_start_must_agree(rulebook, key, value):
    base = {"submission": "a report", "period_start": "2022-01-01", "period_end": "2022-12-31"}
    (problem,) = problems(rulebook, filled(rulebook, header=base), filled(rulebook, header=base | {key: value}))
    assert problem.startswith("b.xlsx: Start!B")
    assert "a.xlsx: Start!B" in problem


def test_who_submitted_and_when_may_differ(rulebook):
    one = filled(rulebook, header={"submitted_by": "Police", "submitted_on": "2022-11-20"})
    two = filled(rulebook, header={"submitted_by": "Courts", "submitted_on": "2022-11-18"})
    three = filled(rulebook, header={"submitted_by": "police", "submitted_on": None})
    result = merged(rulebook, one, two, three)
    found = draft(issued(rulebook, result.issue), rulebook).start
    assert found.text("submitted_by") == "Courts; Police"
    assert found.text("submitted_on") == "2022-11-20"
    assert len(result.remarks) == 2


def test_a_day_of_submission_that_is_none_is_a_problem(rulebook):
    one, two = filled(rulebook), filled(rulebook, header={"submitted_on": "last week"})
    (problem,) = problems(rulebook, one, two)
    assert "b.xlsx: Start" in problem


def test_a_part_of_another_rulebook_is_to_be_issued_again(rulebook):
    older = filled(newer(rulebook), FIRST)
    (problem,) = problems(rulebook, filled(rulebook, SECOND), older)
    assert "gapcheck template --from b.xlsx" in problem


def test_questions_that_no_part_holds_are_told(rulebook):
    whole = filled(rulebook, {"partners": {"responsible_body": "Police"}})
    issue = reissue(draft(whole, rulebook), rulebook)
    (remark,) = merged(rulebook, issued(rulebook, part_of(issue, rulebook, ["Police"]))).remarks
    assert remark.startswith("8 questions are in no part and stay blank: trafficking_law, convictions")
    assert "and 3 more" in remark


def test_what_differs_beside_the_answers_stands_together(rulebook):
    plan = Plan(previous="KHM 2021", carried={"partners": Carried("IOM")})
    other = replace(plan, carried={"partners": Carried("UNODC", change="changed")})
    result = merged(rulebook, filled(rulebook, plan=plan), filled(rulebook, plan=other))
    assert result.issue.plan.carried == {"partners": Carried("IOM\nUNODC", change="changed")}
    assert result.issue.plan.previous == "KHM 2021"


def test_the_order_of_the_parts_changes_no_byte(rulebook):
    rows = {"convictions": {"answer": "1310"}, "partners": {"answer": "IOM"}}
    files = {
        "a.xlsx": filled(rulebook, rows, header={"submitted_by": "Police", "submitted_on": "2022-11-20"}),
        "b.xlsx": filled(rulebook, rows | {"convictions": {"answer": 1310}}, header={"submitted_by": "Courts"}),
        "c.xlsx": filled(rulebook, {"partners": {"answer": "iom"}}, header={"submitted_by": "police", "year": "2022"}),
        "d.xlsx": filled(rulebook, {}, header={"transcribed_by": "X", "submitted_on": date(2022, 11, 20)}),
    }
    drafts = [draft(data, rulebook, name) for name, data in files.items()]
    results = [merge(order, rulebook) for order in permutations(drafts)]
    assert len({issued(rulebook, result.issue) for result in results}) == 1
    assert len({result.remarks for result in results}) == 1
    other = draft(filled(rulebook, {"convictions": {"answer": 7}}), rulebook, "e.xlsx")
    said = set()
    for order in permutations([*drafts[:2], other]):
        with pytest.raises(WorkbookError) as caught:
            merge(order, rulebook)
        said.add(str(caught.value))
    assert len(said) == 1


def changed(rulebook, change, rows=FIRST, tables=None):
    return edited(filled(rulebook, rows, tables), change)


TABLE = {"requests_by_province": [{"province": "Kep", "requests": 3}]}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Prosecution!A2": "trafficking_lawx"}, "Did you mean trafficking_law?"),
        ({"Prosecution!A2": None}, "an answer in Prosecution!C2 without an ID"),
        ({"Prosecution!A2": "=NA()"}, "without an ID"),
        ({"requests_by_province!A2": None, "requests_by_province!A3": None}, "no heading province"),
        ({"requests_by_province!B3": "request"}, "Did you mean requests?"),
        ({"requests_by_province!B3": "total"}, "Name the column requests"),
        ({"requests_by_province!B3": None}, "in a column without a heading"),
    ],
)
def test_an_answer_that_would_be_lost_stands_in_the_way(rulebook, cells, said):
    def change(book):
        for place, value in cells.items():
            sheet, _, cell = place.partition("!")
            book[sheet][cell] = value

    found = problems(rulebook, changed(rulebook, change, tables=TABLE), filled(rulebook, SECOND))
    assert [problem for problem in found if said in problem]
    assert all(problem.startswith("a.xlsx: ") for problem in found)


def test_an_unknown_row_like_no_question_and_a_blank_one_stand_in_nobodys_way(rulebook):
    def change(book):
        book["Prosecution"]["A30"], book["Prosecution"]["C30"] = "zzz", "our own"
        book["Prosecution"]["A31"] = "convictionz"

    result = merged(rulebook, changed(rulebook, change), filled(rulebook, SECOND))
    assert [kept.written for kept in result.issue.plan.kept] == ["Answer: our own"]


def test_where_only_a_comment_differs_that_is_said(rulebook):
    more = {"trafficking_law": FIRST["trafficking_law"] | {"comment": "another", "link": "x.kh"}}
    (problem,) = problems(rulebook, filled(rulebook, FIRST), filled(rulebook, more))
    assert "the answers agree, only Link and Comment differ: nothing stands in a.xlsx" in problem
    less = {"trafficking_law": {"answer": "Yes"}}
    for files in ((FIRST, less), (less, FIRST)):
        (problem,) = problems(rulebook, *(filled(rulebook, rows) for rows in files))
        assert '"since 2008" as Comment of trafficking_law' in problem
        assert "only Comment differs: nothing stands in" in problem


def test_rows_of_one_table_belong_in_one_part(rulebook):
    two = {"requests_by_province": [{"province": "Takeo", "requests": 4}]}
    (problem,) = problems(rulebook, filled(rulebook, {}, TABLE), filled(rulebook, {}, two))
    assert "Put all rows of the table in one part" in problem


SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed here")
def test_parts_that_libreoffice_saved_are_put_together(rulebook, tmp_path):
    rows = {
        "trafficking_law": {"answer": "Yes", "document_date": "2022-08", "responsible_body": "Police"},
        "screened_share": {"answer": Cell(0.75, "", "0%"), "responsible_body": "Police"},
        "strategy_adopted": {"answer": Cell(date(2022, 8, 18), "", "yyyy-mm-dd")},
        "convictions": {"answer": 1310, "comment": "=1+1"},
    }
    whole = filled(rulebook, rows, {"requests_by_province": [{"province": "Kep", "covered": "50 %"}]})
    saved = []
    for number, data in enumerate(split(rulebook, whole)):
        (tmp_path / "in").mkdir(exist_ok=True)
        path = tmp_path / "in" / f"{number}.xlsx"
        path.write_bytes(data)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        saved.append((tmp_path / path.name).read_bytes())
    assert len(saved) == 2
    result = merged(rulebook, *saved)
    assert (result.remarks, result.issue.plan) == ((), Plan())
    again = issued(rulebook, result.issue)
    assert read_bytes(again, "w.xlsx", rulebook).answers == read_bytes(whole, "w.xlsx", rulebook).answers
    assert typed(draft(again, rulebook)) == typed(draft(whole, rulebook))
