"""A review on an auditor's desk: decisions and voices typed into it as a person does, and read back."""

import openpyxl
import pytest

from gapcheck.assessment.queue import queue
from gapcheck.errors import WorkbookError
from gapcheck.workbook.reviewing.carrying import carry
from gapcheck.workbook.reviewing.columns import COLUMNS, QUEUE, VOICE_COLUMNS, VOICES
from gapcheck.workbook.reviewing.drawing import review_bytes
from gapcheck.workbook.reviewing.old_reviews import read_old_review
from gapcheck.workbook.reviewing.reading import read_review

HEADINGS = {key: label for key, (label, _) in COLUMNS.items()}
WHO = {"reason": "seen the register", "reviewer": "A. Auditor", "date": "2023-02-01"}
VOICE = {
    "source": "An NGO", "says": "Fewer were convicted", "document": "Report 4", "recorded_by": "A. Auditor",
    "recorded_on": "2023-02-01",
}  # fmt: skip

ANSWERS = {
    "trafficking_law": {"answer": "Yes", "document": "Law No. 5", "document_date": "2020-01-02", "page": "3-4"},
    "convictions": {"answer": 1310, "comment": "=1+1 and @SUM(A1)", "link": "https://example.org/?a=1"},
    "police_budget": {"answer": 1250.5, "document": "+Budget 7", "document_date": "2021"},
    "victim_guidelines": {"answer": "Drafted"},
    "groups_screened": {"answer": "Women; Foreign workers"},
    "screened_share": {"answer": "Not applicable", "comment": "Nobody is screened at the border"},
    "strategy_adopted": {"answer": "2022-08"},
}
TABLES = {
    "requests_by_province": [
        {"province": "Kep", "requests": 5, "covered": 0.25, "since": "2022-03", "remark": "=HYPERLINK(1)"},
        {"province": "Takeo", "requests": 3, "covered": "75 %"},
    ]
}


class Desk:
    """One review workbook, open."""

    def __init__(self, submission, rulebook, path, data=None):
        self.submission, self.rulebook, self.path = submission, rulebook, path
        path.write_bytes(data or review_bytes(submission, rulebook, queue(submission, rulebook)))
        self.book = openpyxl.load_workbook(path)
        self.queue, self.voices = self.book[QUEUE], self.book[VOICES]

    def column(self, key):
        return next(cell.column for cell in self.queue[1] if cell.value == HEADINGS[key])

    def cell(self, name, key):
        row = next(row for row in range(2, self.queue.max_row + 1) if self.queue.cell(row, 2).value == name)
        return self.queue.cell(row, self.column(key))

    def place(self, name, key="decision"):
        return f"{QUEUE}!{self.cell(name, key).coordinate}"

    def decide(self, name, decision, value=None, **cells):
        """Type a decision into the row of a question, whole where nothing else is said."""
        for key, text in {**WHO, "decision": decision, "value": value, **cells}.items():
            self.cell(name, key).value = text

    def voice(self, name, row=4, **cells):
        for column, key in enumerate(VOICE_COLUMNS, 1):
            self.voices.cell(row, column).value = {**VOICE, "id": name, **cells}.get(key)

    def save(self):
        self.book.save(self.path)
        return self.path

    def read(self):
        return read_review(self.save(), self.submission, self.rulebook)

    def problems(self):
        """Return what the reading refuses, by place without the file's name."""
        with pytest.raises(WorkbookError) as caught:
            self.read()
        assert caught.value.heading == "The review cannot be used"
        found = {}
        for problem in caught.value.problems:
            file_name, _, place = problem.where.partition(": ")
            assert file_name == self.path.name
            found[place] = str(problem)
        return found

    def carried(self, submission, path, rulebook=None):
        """Return the review of another version that takes this one over, and what was told."""
        rulebook = rulebook or self.rulebook
        brought, lines = carry(read_old_review(self.save(), rulebook), submission, rulebook)
        data = review_bytes(submission, rulebook, queue(submission, rulebook), brought)
        return Desk(submission, rulebook, path, data), lines
