from __future__ import annotations

from datetime import date

import pytest

from gapcheck.workbook import DateInterval, Grade
from gapcheck.workbook.answers import Evidence
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.reading import inspect_bytes
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.sheets.evidence import Grading
from gapcheck.workbook.words import Words

GRADING = Grading(date(2022, 11, 18), "Report to OHCHR, No. 12", "khm-2022.xlsx")


@pytest.mark.parametrize(
    ("document", "day", "grade", "warned"),
    [
        ("Law on Suppression, NS/RKM/0208/005", "2008-02-15", Grade.DOCUMENTED, None),
        ("Register of the Ministry", "2022-10", Grade.DOCUMENTED, None),
        ("Register of the Ministry", "2021", Grade.DOCUMENTED, None),
        ("Decision of the day", "2022-11-18", Grade.DOCUMENTED, None),
        ("Register of the Ministry", "2022", Grade.CLAIMED, "month or day"),
        ("Register of the Ministry", "2022-11", Grade.CLAIMED, "month or day"),
        ("Register of the Ministry", "2022-11-19", Grade.CLAIMED, "was there"),
        ("Register of the Ministry", None, Grade.CLAIMED, "documented"),
        (None, "2021", Grade.CLAIMED, "documented"),
        (None, None, Grade.CLAIMED, None),
        ("This report", "2021", Grade.CLAIMED, "behind it"),
        ("see THIS  workbook, p. 3", "2021", Grade.CLAIMED, "behind it"),
        ("Self–report", "2021", Grade.CLAIMED, "behind it"),
        ("report to ohchr, no. 12, section 4", "2021", Grade.CLAIMED, "behind it"),
        ("khm-2022.xlsx", "2021", Grade.CLAIMED, "behind it"),
        ("KHM-2022", "2021", Grade.CLAIMED, "behind it"),
        ("-", "2021", Grade.CLAIMED, "title or number"),
        ("yes", "2021", Grade.CLAIMED, "title or number"),
        ("No", "2021", Grade.CLAIMED, "title or number"),
        ("n/a", "2021", Grade.CLAIMED, "title or number"),
        ("Not applicable", "2021", Grade.CLAIMED, "title or number"),
        ("various documents", "2021", Grade.CLAIMED, "title or number"),
        ("Documents", "2021", Grade.CLAIMED, "title or number"),
        ("the law", "2021", Grade.DOCUMENTED, None),
        ("law", None, Grade.CLAIMED, "Write it"),
        ("§", "2021", Grade.CLAIMED, "title or number"),
        ("Law 5", "2021", Grade.DOCUMENTED, None),
        ("No. ១២", "2021", Grade.DOCUMENTED, None),
        ("Labour Law", "2021", Grade.DOCUMENTED, None),
        ("ច្បាប់", "2021", Grade.DOCUMENTED, None),
        ("Survey on self-reported losses", "2021", Grade.DOCUMENTED, None),
        ("Report of the police", "2021", Grade.DOCUMENTED, None),
    ],
)
def test_grades(document, day, grade, warned, read):
    answers = {"convictions": {"answer": 12, "document": document, "document_date": day}}
    submission = read(answers, header={"submission": "Report to OHCHR, No. 12"})
    assert submission.answers["convictions"].grade is grade
    if warned is None:
        assert submission.problems == ()
    else:
        (warning,) = submission.problems
        assert warned in warning.mend


def test_blanks_are_claimed_whatever_they_cite(read):
    submission = read({"convictions": {"document": "Register", "document_date": "2021"}})
    assert submission.answers["convictions"].grade is Grade.CLAIMED
    (warning,) = submission.problems
    assert (warning.where, warning.found) == ("Prosecution!C3", "evidence without an answer")


@pytest.mark.parametrize("heading", ["document", "link", "document_date", "page"])
def test_evidence_without_an_answer_is_told_once(heading, read):
    (warning,) = read({"convictions": {heading: "2021"}}).problems
    assert warning.found == "evidence without an answer"


def test_a_comment_may_say_why_there_is_no_answer(read):
    assert read({"convictions": {"comment": "The courts do not count them."}}).problems == ()


def test_evidence_beside_a_table_whose_sheet_is_lost_is_no_second_thing_to_correct(edited, rulebook):
    def change(workbook):
        del workbook["requests_by_province"]

    data = edited(change, {"requests_by_province": {"document": "Register 5", "document_date": "2021"}})
    inspection = inspect_bytes(data, "khm-2022.xlsx", rulebook)
    assert [problem.found for problem in inspection.errors] == ["no sheet requests_by_province"]
    assert inspection.warnings == ()


def test_evidence_beside_a_table_needs_its_rows(read):
    row = {"requests_by_province": {"document": "Register 5", "document_date": "2021"}}
    (warning,) = read(row).problems
    assert "Fill in the sheet requests_by_province" in warning.mend
    assert read(row, tables={"requests_by_province": [{"province": "Kep", "requests": 3}]}).problems == ()


NO_NAMES = [
    "same as above", "as above", "Same as above.", "ibid", "ibid.", "Idem", "ditto", "NA", "N.A.", "to be sent",
    "will send", "will be sent later", "see annex", "See comment", "see email", "see e-mail", "attached file",
    "on file", "available on request", "Available upon request", "internal", "internal report", "report", "see link",
    "ដូចខាងលើ", "គ្មាន", "មិនមាន", "មិនដឹង", "នឹងផ្ញើ", "ឧបសម្ព័ន្ធ", "សូមមើលឧបសម្ព័ន្ធ", "សូមមើល ឧបសម្ព័ន្ធ។",
    "ឯកសារ", "របាយការណ៍", "ឯកសារភ្ជាប់", "ឯកសារ (document)", "គ្មានឯកសារ",
    "Not known", "not available", "Complete, none", "confidential", "Not applicable",
    "មិនអាចទទួលបាន", "សម្ងាត់", "មិនពាក់ព័ន្ធ", "“សម្ងាត់”",
]  # fmt: skip
NAMES = [
    "Labour law", "Prakas 12", "Law on Suppression", "law", "ច្បាប់", "ច្បាប់ស្តីពីការងារ", "ប្រកាស ១២",
    "របាយការណ៍ប្រចាំឆ្នាំ", "របាយការណ៍របស់ក្រសួងការងារ", "Annual report", "Internal regulations of the police",
    "Annex 3", "Ministry register", "Police files", "NCCT annual report", "ឯកសារ 12", "Code pénal", "Прокуратура",
]  # fmt: skip


@pytest.mark.parametrize("document", NO_NAMES)
def test_words_that_name_no_document(document, shipped_rulebook):
    evidence, cells = Evidence(document=document, document_date=day_of_2021()), cells_of(document)
    findings = Findings()
    grading = Grading(date(2022, 11, 18), "", "khm-2022.xlsx", Words(shipped_rulebook.method))
    assert grading.grade(evidence, cells, findings) is Grade.CLAIMED
    assert [warning.expected for warning in findings.warnings] == ["one document by its title or number"]


@pytest.mark.parametrize("document", NAMES)
def test_short_titles_are_titles(document, shipped_rulebook):
    evidence, cells = Evidence(document=document, document_date=day_of_2021()), cells_of(document)
    grading = Grading(date(2022, 11, 18), "", "khm-2022.xlsx", Words(shipped_rulebook.method))
    assert grading.grade(evidence, cells, Findings()) is Grade.DOCUMENTED


def day_of_2021():
    return DateInterval(date(2021, 1, 1), date(2021, 12, 31))


def cells_of(document):
    return {"document": Cell(document, "Prosecution!F3"), "document_date": Cell("2021", "Prosecution!H3")}


def test_a_file_named_by_an_everyday_word_hides_no_document():
    grading = Grading(date(2022, 11, 18), "", "register.xlsx")
    assert grading.is_itself("Register")
    assert grading.is_itself("register.xlsx, sheet 2")
    assert not grading.is_itself("Register of the Ministry")


def test_everything_in_the_row_is_kept(read):
    row = {
        "answer": 12, "document": "Law 5", "link": "https://example.org", "document_date": "2008-02-15", "page": "3-4",
        "comment": "one\ntwo", "responsible_body": "Ministry",
    }  # fmt: skip
    evidence = read({"convictions": row}).answers["convictions"].evidence
    assert (evidence.document, evidence.link, evidence.page) == ("Law 5", "https://example.org", "3-4")
    assert (str(evidence.document_date), evidence.comment) == ("2008-02-15", "one\ntwo")
    assert evidence.responsible_body == "Ministry"


def test_a_page_that_became_a_date_is_told(read):
    row = {"answer": 12, "document": "Law 5", "document_date": 2008, "page": date(2022, 4, 3)}
    submission = read({"convictions": row})
    assert submission.answers["convictions"].evidence.page == "2022-04-03"
    (warning,) = submission.problems
    assert warning.where == "Prosecution!I3"
