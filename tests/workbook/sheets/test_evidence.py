from __future__ import annotations

from datetime import date

import pytest

from gapcheck.workbook import Grade
from gapcheck.workbook.sheets.evidence import Grading

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
    assert submission.problems == ()


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
