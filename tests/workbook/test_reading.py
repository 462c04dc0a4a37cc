from __future__ import annotations

import hashlib
import io
from datetime import date, datetime
from fractions import Fraction

import openpyxl
import pytest

from gapcheck.errors import UsageError, WorkbookError
from gapcheck.workbook import DateInterval, Grade, Status, Table, read_bytes, read_workbook
from gapcheck.workbook.reading import inspect_bytes

DAY = date(2022, 8, 18)


def changed(data: bytes, change) -> bytes:
    """Return a workbook after a change made with openpyxl, as a person would make it."""
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    change(workbook)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def problems_of(read, *arguments, **options):
    with pytest.raises(WorkbookError) as caught:
        read(*arguments, **options)
    assert all(problem.severity == "error" for problem in caught.value.problems)
    return caught.value.problems


@pytest.mark.parametrize(
    ("indicator", "written", "value"),
    [
        ("trafficking_law", "Yes", "yes"),
        ("trafficking_law", "NO", "no"),
        ("trafficking_law", "ទេ", "no"),
        ("trafficking_law", True, "yes"),
        ("trafficking_law", False, "no"),
        ("convictions", 12, Fraction(12)),
        ("convictions", 12.0, Fraction(12)),
        ("convictions", "1,310", Fraction(1310)),
        ("convictions", "១៣១០", Fraction(1310)),
        ("convictions", 0, Fraction(0)),
        ("police_budget", "1310.50", Fraction(2621, 2)),
        ("police_budget", 0.1, Fraction(1, 10)),
        ("victim_guidelines", "adopted", "adopted"),
        ("victim_guidelines", "Adopted; in force", "adopted"),
        ("victim_guidelines", "None", "none"),
        ("groups_screened", "women; Men and boys", ("men_and_boys", "women")),
        ("groups_screened", "women\nforeign_workers\n", ("foreign_workers", "women")),
        ("groups_screened", "nobody", ("nobody",)),
        ("screened_share", "75 %", Fraction(3, 4)),
        ("screened_share", 75, Fraction(3, 4)),
        ("screened_share", 0.75, Fraction(3, 4)),
        ("screened_share", "150 %", Fraction(3, 2)),
        ("strategy_adopted", DAY, DateInterval(DAY, DAY)),
        ("strategy_adopted", datetime(2022, 8, 18, 9), DateInterval(DAY, DAY)),  # noqa: DTZ001
        ("strategy_adopted", "2022-08-18", DateInterval(DAY, DAY)),
        ("strategy_adopted", "2022-08", DateInterval(date(2022, 8, 1), date(2022, 8, 31))),
        ("strategy_adopted", 2022, DateInterval(date(2022, 1, 1), date(2022, 12, 31))),
        ("partners", "  IOM and UNODC ", "IOM and UNODC"),
        ("partners", 12, "12"),
    ],
)
def test_answers_round_trip(indicator, written, value, read):
    answer = read({indicator: written}).answers[indicator]
    assert answer.status is Status.ANSWERED
    assert answer.value == value


def test_the_cell_of_each_answer_is_told(read):
    answers = read({"convictions": 12}).answers
    assert answers["convictions"].cell == "Prosecution!C3"
    assert answers["requests_by_province"].cell == "Protection!C5"


def test_cells_shown_in_per_cent(fill, read):
    def write(workbook):
        workbook["Protection"]["C4"] = 1
        workbook["Protection"]["C4"].number_format = '0.0%;"-"'

    assert read(changed(fill(), write)).answers["screened_share"].value == 1


def test_a_month_typed_into_a_general_cell_is_that_month(fill, read):
    def write(workbook):
        workbook["Prevention"]["C2"] = datetime(2022, 8, 1)  # noqa: DTZ001
        workbook["Prevention"]["C2"].number_format = "mmm-yy"

    assert str(read(changed(fill(), write)).answers["strategy_adopted"].value) == "2022-08"


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("not known", Status.NOT_KNOWN),
        ("Not available", Status.NOT_AVAILABLE),
        ("CONFIDENTIAL", Status.CONFIDENTIAL),
        ("not_known", Status.NOT_KNOWN),
        ("មិនដឹង", Status.NOT_KNOWN),
    ],
)
def test_special_words_everywhere(word, status, read, rulebook):
    answers = read({indicator.id: word for indicator in rulebook.asked()}).answers
    assert {answer.status for answer in answers.values()} == {status}
    assert {answer.value for answer in answers.values()} == {None}


def test_not_applicable_needs_permission_and_a_reason(read):
    (problem,) = problems_of(read, {"convictions": "Not applicable"})
    assert problem.where == "Prosecution!C3"
    submission = read({"screened_share": "not applicable"})
    assert submission.answers["screened_share"].status is Status.NOT_APPLICABLE
    assert [warning.where for warning in submission.problems] == ["Protection!J4"]
    reasoned = read({"screened_share": {"answer": "Not applicable", "comment": "No custody."}})
    assert reasoned.problems == ()


def test_evidence_is_kept_with_special_words(read):
    answer = read({"convictions": {"answer": "not known", "document": "A", "document_date": "2021"}}).answers
    assert answer["convictions"].evidence.document == "A"
    assert answer["convictions"].grade is Grade.CLAIMED


@pytest.mark.parametrize(
    ("answers", "where", "mend"),
    [
        ({"convictions": "1.310"}, "Prosecution!C3", "write 1310 if"),
        ({"convictions": True}, "Prosecution!C3", "digits"),
        ({"convictions": DAY}, "Prosecution!C3", "General"),
        ({"screened_share": 1}, "Protection!C4", "1 % or 100 %"),
        ({"screened_share": 130}, "Protection!C4", "per cent"),
        ({"strategy_adopted": "03/04/2022"}, "Prevention!C2", "2022-04-03 or 2022-03-04"),
        ({"strategy_adopted": 44883}, "Prevention!C2", "date format"),
        ({"trafficking_law": "perhaps"}, "Prosecution!C2", "list"),
        ({"victim_guidelines": "Drafted; None"}, "Protection!C2", "Only one"),
        ({"groups_screened": "women; nobody"}, "Protection!C3", "does not hold"),
        ({"groups_screened": "women; men and boyz"}, "Protection!C3", "Men and boys"),
        ({"convictions": "n/a"}, "Prosecution!C3", "special word: Not known"),
        ({"partners": "N/A"}, "Partnership!C2", "special word: Not known"),
        (
            {"screened_share": "N/A"},
            "Protection!C4",
            "Not applicable (and the reason in Comment) or Not available",
        ),
        ({"screened_share": "n.a."}, "Protection!C4", "Not applicable"),
        ({"groups_screened": "Women, foreign workers"}, "Protection!C3", "semicolon (;)"),
        ({"strategy_adopted": "31 February 2023"}, "Prevention!C2", "no such day"),
        ({"convictions": {"document_date": "about 2019"}}, "Prosecution!H3", "Write 2019 if only the year is known"),
        ({"convictions": {"answer": 3, "document_date": "03/04/2022"}}, "Prosecution!H3", "2022-04-03 or 2022-03-04"),
        ({"convictions": {"document_date": "yesterday"}}, "Prosecution!H3", "2022-08-18"),
        ({"requests_by_province": "see sheet"}, "Protection!C5", "requests_by_province"),
        ({"convictions": "#REF!"}, "Prosecution!C3", "in its place"),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_cell(answers, where, mend, read):
    (problem,) = problems_of(read, answers)
    assert problem.where == where
    assert mend in problem.mend


def test_five_problems_in_one_run(fill, read):
    answers = {"victim_guidelines": "Draftd", "convictions": "a dozen", "screened_share": {"document_date": "30.2.22"}}
    data = fill(answers)

    def spoil(workbook):
        workbook["Prosecution"]["A4"] = "police_budgets"
        del workbook["Partnership"]

    with pytest.raises(WorkbookError) as caught:
        read(changed(data, spoil))
    found = {problem.where: problem for problem in caught.value.problems}
    assert set(found) == {"Protection!C2", "Prosecution!C3", "Protection!H4", "Prosecution!A4", "khm-2022.xlsx"}
    assert len(caught.value.problems) == 5
    assert found["Protection!C2"].mend == 'Did you mean "Drafted"?'
    assert found["Prosecution!A4"].mend == "Did you mean police_budget?"
    assert found["khm-2022.xlsx"].found == "no sheet Partnership"
    assert caught.value.exit_code == 3


def test_columns_in_any_order_headings_anywhere_and_extra_ones(fill, read):
    def spoil(workbook):
        sheet = workbook["Prosecution"]
        sheet.insert_cols(1)
        sheet.insert_rows(1, 3)
        sheet["A4"] = "Our number"
        sheet["D4"], sheet["F4"] = "comment", " ANSWER "
        sheet["K4"] = "Document of ours"
        sheet["F6"] = 12

    answers = read(changed(fill(), spoil)).answers
    assert answers["convictions"].cell == "Prosecution!F6"
    assert answers["convictions"].value == 12


def test_a_missing_column(fill, read):
    def without(heading):
        def spoil(workbook):
            sheet = workbook["Prosecution"]
            sheet.delete_cols([cell.value for cell in sheet[1]].index(heading) + 1)

        return spoil

    data = fill({"convictions": {"answer": 12, "comment": "c"}})
    (problem,) = problems_of(read, changed(data, without("Answer")))
    assert problem.where == "Prosecution!A1"
    submission = read(changed(data, without("Comment")))
    assert submission.answers["convictions"].evidence.comment is None
    assert [warning.where for warning in submission.problems] == ["Prosecution!A1"]


def test_no_headings(fill, read):
    def spoil(workbook):
        workbook["Prosecution"]["A1"] = "Number"

    (problem,) = problems_of(read, changed(fill(), spoil))
    assert problem.where == "Prosecution!A1"


def test_ids_unknown_twice_moved_missing_or_derived(fill, read):
    def spoil(workbook):
        prosecution, prevention = workbook["Prosecution"], workbook["Prevention"]
        prevention["A3"], prevention["C3"] = "trafficking_law", "Yes"  # moved here
        prosecution["A2"] = "CONVICTIONS"  # twice
        prosecution["A5"] = "conviction_share"  # derived
        prosecution["C6"] = 12  # an answer without an ID

    found = problems_of(read, changed(fill(), spoil))
    assert [problem.where for problem in found] == ["Prosecution!A3", "Prosecution!A6"]
    assert "first in Prosecution!A2" in found[0].expected

    def move(workbook):
        workbook["Prevention"]["A3"], workbook["Prevention"]["C3"] = "trafficking_law", "Yes"
        workbook["Prosecution"]["A2"] = None
        workbook["Prosecution"]["A4"] = "conviction_share"

    submission = read(changed(fill(), move))
    assert submission.answers["trafficking_law"].cell == "Prevention!C3"
    assert submission.answers["police_budget"].status is Status.BLANK
    assert {warning.where for warning in submission.problems} == {"Prosecution!A4", "Prosecution"}


def test_sheets_in_other_capitals_and_sheets_of_others(fill, read):
    def spoil(workbook):
        workbook["Prosecution"].title = "x"  # openpyxl takes a name in other capitals for a duplicate
        workbook["x"].title = "PROSECUTION"
        workbook.create_sheet("Our data")["A1"] = "=1/0"

    answers = read(changed(fill({"convictions": 3}), spoil)).answers
    assert answers["convictions"].cell == "PROSECUTION!C3"


ROWS = [
    {"province": "Kep", "requests": "1,310", "covered": "50 %", "since": "2021-05", "remark": "new"},
    {"province": "Takéo", "requests": 0, "covered": "not known"},
]


def test_a_table_round_trips(read):
    answer = read({}, {"requests_by_province": ROWS}).answers["requests_by_province"]
    assert answer.status is Status.ANSWERED
    assert isinstance(answer.value, Table)
    first, second = answer.value.rows
    assert [first[name].value for name in ("province", "requests", "covered", "remark")] == [
        "Kep", 1310, Fraction(1, 2), "new",
    ]  # fmt: skip
    assert str(first["since"].value) == "2021-05"
    assert first["requests"].cell == "requests_by_province!B4"
    assert [second[name].value for name in ("requests", "covered", "since")] == [0, None, None]


def test_a_table_without_rows(read):
    assert read().answers["requests_by_province"].status is Status.BLANK
    none = read({"requests_by_province": "complete, none"}).answers["requests_by_province"]
    assert none.value == Table(())
    assert none.status is Status.ANSWERED


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ([{"requests": 3}], "requests_by_province!A4"),
        ([{"province": "Kep"}, {"province": " KEP"}], "requests_by_province!A5"),
        ([{"province": "Kep"}, {"province": "Total (2 provinces)"}], "requests_by_province!A5"),
        ([{"province": "Sum"}], "requests_by_province!A4"),
        ([{"province": "សរុប"}], "requests_by_province!A4"),
        ([{"province": "Kep", "requests": "some"}], "requests_by_province!B4"),
        ([{"province": "Kep", "requests": "not applicable"}], "requests_by_province!B4"),
        ([{"province": "Kep", "since": "05/21"}], "requests_by_province!D4"),
        ([{"province": "Kep", "covered": 1}], "requests_by_province!C4"),
    ],
)
def test_what_a_table_cannot_hold(rows, where, read):
    (problem,) = problems_of(read, {}, {"requests_by_province": rows})
    assert problem.where == where


@pytest.mark.parametrize("word", ["not known", "complete, none"])
def test_rows_and_a_word_contradict(word, read):
    (problem,) = problems_of(read, {"requests_by_province": word}, {"requests_by_province": ROWS})
    assert problem.where == "Protection!C5"


def test_a_table_sheet_without_a_column_or_headings(fill, read):
    def without_column(workbook):
        workbook["requests_by_province"]["C3"] = "other"
        workbook["requests_by_province"]["C2"] = "other"

    def without_headings(workbook):
        workbook["requests_by_province"].delete_rows(2, 2)

    def without_sheet(workbook):
        del workbook["requests_by_province"]

    (problem,) = problems_of(read, changed(fill({}, {"requests_by_province": ROWS}), without_column))
    assert problem.found == "no column covered"
    assert problem.where == "requests_by_province!A3"
    (problem,) = problems_of(read, changed(fill(), without_headings))
    assert problem.where == "requests_by_province!A1"
    (problem,) = problems_of(read, changed(fill(), without_sheet))
    assert problem.found == "no sheet requests_by_province"
    assert "fresh template" in problem.mend


@pytest.mark.parametrize("heading", ["request", "Reqests"])
def test_a_heading_nearly_right_is_one_problem(heading, fill, read):
    def misspell(workbook):
        workbook["requests_by_province"]["B3"] = heading

    def misspell_the_key_too(workbook):
        misspell(workbook)
        workbook["requests_by_province"]["A3"] = "provinse"
        workbook["requests_by_province"].delete_rows(2)

    data = fill({}, {"requests_by_province": ROWS})
    (problem,) = problems_of(read, changed(data, misspell))
    assert problem.where == "requests_by_province!B3"
    assert problem.found == f'the unknown heading "{heading}"'
    assert problem.mend == "Did you mean requests?"
    found = problems_of(read, changed(data, misspell_the_key_too))
    assert [problem.where for problem in found] == ["requests_by_province!A2", "requests_by_province!B2"]


def test_a_heading_that_resembles_none_is_one_problem(fill, read):
    def rename(workbook):
        workbook["requests_by_province"]["B3"] = "how many"

    (problem,) = problems_of(read, changed(fill({}, {"requests_by_province": ROWS}), rename))
    assert (problem.where, problem.found) == ("requests_by_province!A3", "no column requests")


def test_headings_repeated_below_rows_hide_none_of_them(fill, read):
    def repeat(workbook):
        sheet = workbook["requests_by_province"]
        for column in range(1, 6):
            sheet.cell(6, column).value = sheet.cell(3, column).value

    found = problems_of(read, changed(fill({}, {"requests_by_province": ROWS}), repeat))
    assert {problem.where[:-1] for problem in found} == {f"requests_by_province!{letter}" for letter in "BCD"}


def test_a_column_of_the_officers_own_may_resemble_ours(fill, read):
    def add(workbook):
        workbook["requests_by_province"]["F3"] = "request"
        workbook["requests_by_province"]["F4"] = "of May"

    answer = read(changed(fill({}, {"requests_by_province": ROWS}), add)).answers["requests_by_province"]
    assert answer.value.rows[0]["requests"].value == 1310


def test_a_sheet_by_another_name_is_suggested(fill, read):
    def rename(workbook):
        workbook["Prosecution"].title = "Prosecutions"

    def delete(workbook):
        del workbook["Prosecution"]

    (problem,) = problems_of(read, changed(fill(), rename))
    assert problem.where == "khm-2022.xlsx"
    assert problem.mend == 'Is it the sheet "Prosecutions"? Then name it Prosecution.'
    (problem,) = problems_of(read, changed(fill(), delete))  # Protection resembles it, and is another sheet of ours
    assert problem.mend.startswith("Take it from a fresh template")


def test_the_sheet_of_a_table_in_a_part_is_needed(fill, read):
    def part(workbook):
        workbook["Start"]["A50"], workbook["Start"]["B50"] = "body", "Police"
        workbook["requests_by_province"].title = "Requests by province"

    def without_its_row(workbook):
        part(workbook)
        for name in ("Prosecution", "Protection", "Prevention", "Partnership"):
            for row in range(workbook[name].max_row, 1, -1):
                if workbook[name].cell(row, 1).value == "requests_by_province":
                    workbook[name].delete_rows(row)

    (problem,) = problems_of(read, changed(fill(), part))
    assert problem.found == "no sheet requests_by_province"
    assert problem.mend == 'Is it the sheet "Requests by province"? Then name it requests_by_province.'
    assert read(changed(fill(), without_its_row)).body == "Police"  # another body's table


def test_a_part_is_read_without_a_day_of_submission_and_not_assessed(fill, read, rulebook):
    def part(workbook):
        workbook["Start"]["A50"], workbook["Start"]["B50"] = "body", "Police"

    data = changed(fill({"convictions": 3}, header={"submitted_on": ""}), part)
    inspection = inspect_bytes(data, "part.xlsx", rulebook)
    assert inspection.errors == ()
    assert inspection.submission is None
    assert inspection.answers["convictions"].value == 3
    (problem,) = problems_of(read, data)
    assert (problem.where, problem.found) == ("Start", "no submitted_on")


def test_formulas_count_by_what_was_saved(fill, read):
    def spoil(workbook):
        workbook["requests_by_province"]["A4"] = "Kep"
        workbook["requests_by_province"]["B4"] = "=1+1"
        workbook["Prosecution"]["F3"] = "=A1"
        workbook["Prosecution"]["B3"] = "=A1"  # a question is not read
        start = workbook["Start"]
        (year,) = (cell for (cell,) in start["A1:A60"] if cell.value == "year")
        start.cell(year.row, 2).value = "=2000+22"

    found = problems_of(read, changed(fill(), spoil))
    assert all("never calculated" in problem.found for problem in found)
    assert [problem.where.split("!")[0] for problem in found] == ["Start", "Prosecution", "requests_by_province"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ({"country": "KHX"}, "three-letter"),
        ({"country": "Cambodia"}, "three-letter"),
        ({"year": "22"}, "a year"),
        ({"year": "2022-08"}, "a year"),
        ({"period_start": "2022"}, "to the day"),
        ({"period_end": "2022-13-01"}, "to the day"),
        ({"period_start": "2023-01-01"}, "not before period_start"),
        ({"source": "the press"}, "self-report or outside assessment"),
        ({"submitted_on": "11/2022"}, "to the day"),
        ({"submitted_on": "03/04/2022"}, "to the day"),
        ({"submitted_on": ""}, "day of submission"),
        ({"source": "outside assessment", "submitted_by": ""}, "makes the outside assessment"),
        ({"source": "outside assessment", "submitted_by": "-"}, "makes the outside assessment"),
        ({"year": True}, "a year"),
    ],
)
def test_start_is_checked(header, expected, read):
    (problem,) = problems_of(read, header=header)
    assert problem.where.startswith("Start!B")
    assert expected in problem.expected


def test_start_is_read(read, rulebook):
    header = {"country": "khm", "year": "2022", "period_start": date(2022, 8, 18), "period_end": "2022-10-19"}
    submission = read(header=header | {"source": "Outside assessment", "submitted_by": "NCCT"})
    assert (submission.country, submission.year, submission.source) == ("KHM", 2022, "outside")
    assert (submission.period_start, submission.period_end) == (DAY, date(2022, 10, 19))
    assert (submission.submitted_by, submission.submitted_on) == ("NCCT", date(2022, 11, 18))
    assert submission.rulebook == f"1.2 {rulebook.sha256[:12]}"
    assert (submission.submission, submission.transcribed_by) == ("", "")
    assert submission.problems == ()
    more = read(header={"submission": "245/22 DDX", "transcribed_by": "An office"})
    assert (more.submission, more.transcribed_by) == ("245/22 DDX", "An office")
    assert more.problems == ()
    unnamed = read(header={"submitted_by": ""})  # the state needs no other name, and should say who speaks for it
    assert unnamed.submitted_by == ""
    assert [warning.expected for warning in unnamed.problems] == ["the name or office that submits the answers"]


def test_an_outside_assessment_without_the_key_of_its_speaker(fill, read):
    def remove(workbook):
        for (cell,) in workbook["Start"]["A1:A60"]:
            if cell.value == "submitted_by":
                cell.value = None

    (problem,) = problems_of(read, changed(fill(header={"source": "outside assessment"}), remove))
    assert problem.where == "Start"
    assert "column A" in problem.mend


def test_a_submission_before_the_end_of_its_period_is_told(read):
    (warning,) = read(header={"submitted_on": "2022-10-30"}).problems
    assert warning.where.startswith("Start!B")
    assert "2022-10-31" in warning.expected
    assert read(header={"submitted_on": "2022-10-31"}).problems == ()


def test_a_submission_years_after_its_period_is_told(read):
    (warning,) = read(header={"submitted_on": "2024-11-01"}).problems
    assert warning.mend.startswith("Check the day")
    assert read(header={"submitted_on": "2024-10-31"}).problems == ()
    leap = {"year": 2024, "period_start": "2024-01-01", "period_end": "2024-02-29"}
    assert read(header=leap | {"submitted_on": "2026-02-28"}).problems == ()
    assert read(header=leap | {"submitted_on": "2026-03-01"}).problems


def test_start_keys_missing_or_twice(fill, read):
    def spoil(workbook):
        for (cell,) in workbook["Start"]["A1:A60"]:
            if cell.value == "source":
                cell.value = "sources"
            elif cell.value == "rulebook":
                cell.value = "SUBMITTED_ON"

    found = problems_of(read, changed(fill(), spoil))
    assert [problem.found for problem in found] == ["submitted_on a second time", "no key source in column A"]


def test_another_rulebook_and_another_year_are_told(read):
    (problem,) = problems_of(read, header={"rulebook": "1.1 0123456789ab"})
    assert problem.severity == "error"
    assert "0123456789ab" in problem.found
    assert "gapcheck template --from FILE -o NEW.xlsx" in problem.mend
    (warning,) = read(header={"year": 2023}).problems
    assert "2023" in warning.expected
    (warning,) = read(header={"rulebook": ""}).problems
    assert warning.where.startswith("Start!B")
    assert "nobody can see whether the questions have changed" in warning.mend


@pytest.mark.parametrize("any_rulebook", [False, True])
@pytest.mark.parametrize(
    ("written", "severity", "expected"),
    [
        ("of last year", "warning", "version and hash"),
        ("1.1", "error", "the rulebook in use"),
        (1.3, "error", "the rulebook in use"),
        ("11.2", "error", "the rulebook in use"),
        ("1.1 0123456789ab", "error", "the rulebook in use"),
        ("1.2 0123456789ab", "warning", "the rulebook in use"),
        ("1.1 {hash}", "warning", "the rulebook in use"),
        ("1.2 {hash}", None, ""),
        ("Rulebook 1.2 {hash}", None, ""),
        ("{HASH}", None, ""),
        ("1.2", None, ""),
    ],
)
def test_another_rulebook_or_one_that_cannot_be_read_is_told(written, severity, expected, any_rulebook, fill, rulebook):
    if isinstance(written, str):
        written = written.format(hash=rulebook.sha256[:12], HASH=rulebook.sha256.upper())
    data = fill(header={"rulebook": written})
    if severity == "error" and not any_rulebook:
        with pytest.raises(WorkbookError) as caught:
            read_bytes(data, "a.xlsx", rulebook)
        found = caught.value.problems
    else:
        found = read_bytes(data, "a.xlsx", rulebook, any_rulebook=any_rulebook).problems
    assert len(found) == (severity is not None)
    assert all(expected in problem.expected for problem in found)


def test_the_file_is_hashed_and_named(blank, rulebook, tmp_path):
    path = tmp_path / "khm.xlsx"
    path.write_bytes(blank)
    submission = read_workbook(path, rulebook)
    assert submission.sha256 == hashlib.sha256(blank).hexdigest()
    assert submission.file_name == "khm.xlsx"


def test_no_such_file(rulebook, tmp_path):
    for path in (tmp_path / "no.xlsx", tmp_path, tmp_path / "a\0b"):
        with pytest.raises(UsageError) as caught:
            read_workbook(path, rulebook)
        assert ("is a folder" in str(caught.value)) == (path == tmp_path)


def test_problems_are_clean_and_short(read):
    (problem,) = problems_of(read, {"convictions": "\u202ex\u0085" + "y" * 30_000})
    assert "\u202e" not in str(problem)
    assert "\u0085" not in str(problem)
    assert len(str(problem)) < 250


def test_nothing_is_lost_between_reading_twice(fill, rulebook):
    data = fill({"convictions": 3})
    assert read_bytes(data, "a.xlsx", rulebook) == read_bytes(data, "a.xlsx", rulebook)


def test_a_part_is_read_and_its_reader_told(fill, rulebook):
    part = fill({"convictions": 3}, header={"body": "The police"})
    read = read_bytes(part, "part.xlsx", rulebook)
    assert read.body == "The police"
    assert read.answers["convictions"].value == 3
    assert [problem.where for problem in read.problems] == ["Start"]
    assert "gapcheck merge" in read.problems[0].mend
    inspection = inspect_bytes(part, "part.xlsx", rulebook)
    assert (inspection.body, inspection.warnings) == ("The police", ())


def test_a_part_may_lack_rows_and_table_sheets(rulebook, edited):
    def only_convictions(book):
        del book["requests_by_province"]
        book["Protection"].delete_rows(2, 50)

    data = edited(only_convictions, {"convictions": 3}, header={"body": "The police"})
    inspection = inspect_bytes(data, "part.xlsx", rulebook)
    assert (inspection.errors, inspection.warnings) == ((), ())
    whole = inspect_bytes(edited(only_convictions, {"convictions": 3}), "whole.xlsx", rulebook)
    assert [problem.found for problem in whole.errors] == ["no sheet requests_by_province"]
    assert all(problem.found.startswith("no row ") for problem in whole.warnings)
    assert whole.warnings


def test_a_misspelt_id_is_told_once(rulebook, edited):
    def misspell(book):
        book["Prosecution"]["A3"] = "convictoins"

    inspection = inspect_bytes(edited(misspell, {"convictions": 3}), "w.xlsx", rulebook)
    assert [problem.where for problem in inspection.errors] == ["Prosecution!A3"]
    assert inspection.warnings == ()
