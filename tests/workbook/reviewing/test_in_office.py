"""A review in LibreOffice: decisions typed by hand read back, and every row says by its formula what it lacks."""

import openpyxl
import pytest
from reviewing_desk import Desk
from workbook_office import XLSX, office_jobs, once

from gapcheck.workbook.reviewing.reading import read_review

TYPED = {
    "convictions": ("accepted", None, "seen", "A. Auditor", "2023-02-01"),
    "police_budget": ("accepted", None, None, "A. Auditor", "2023-02-01"),
    "trafficking_law": ("rejected", None, "seen", None, "2023-02-01"),
    "victim_guidelines": ("Corrected", "None", "seen", "A. Auditor", None),
    "groups_screened": ("corrected", None, "seen", "A. Auditor", "2023-02-01"),
    "screened_share": (None, None, "seen", None, None),
    "strategy_adopted": ("agreed", None, "seen", "A. Auditor", "2023-02-01"),
    "requests_by_province": ("corrected", None, "seen", "A. Auditor", "2023-02-01"),
    "partners": ("corrected", "3-4", "seen", "A. Auditor", "2023-02-01"),
}
SAYS = {
    "convictions": "complete", "police_budget": "reason missing", "trafficking_law": "reviewer missing",
    "victim_guidelines": "date missing", "groups_screened": "corrected value missing",
    "screened_share": "decision missing", "strategy_adopted": "decision not known",
    "requests_by_province": "complete", "partners": "complete",
}  # fmt: skip
WHOLE = ("convictions", "requests_by_province", "partners")
KEYS = ("decision", "value", "reason", "reviewer", "date")


@pytest.fixture(scope="module")
def typed(submission, rulebook, tmp_path_factory):
    """Have LibreOffice type every row into one review, and only the whole ones into another."""

    def make(folder):
        desk = Desk(submission, rulebook, folder / "review.xlsx")
        cells = {
            name: [["Queue", desk.cell(name, key).coordinate, "typed", text]
                   for key, text in zip(KEYS, texts, strict=True) if text]
            for name, texts in TYPED.items()
        }  # fmt: skip
        cells["requests_by_province"].append(["requests_by_province", "B5", "typed", "6"])
        jobs = [
            {"open": str(folder / "review.xlsx"), "type": [cell for row in cells.values() for cell in row],
             "save": [[str(folder / "all.xlsx"), XLSX]]},
            {"open": str(folder / "review.xlsx"), "type": [cell for name in WHOLE for cell in cells[name]],
             "save": [[str(folder / "whole.xlsx"), XLSX]], "heights": True},
        ]  # fmt: skip
        return office_jobs(jobs, folder)

    return once(tmp_path_factory, "reviews", make)


def test_every_row_says_what_it_lacks(typed, submission, rulebook):
    folder, _ = typed
    book = openpyxl.load_workbook(folder / "all.xlsx", data_only=True)
    desk = Desk(submission, rulebook, folder / "blank.xlsx")
    found = {name: book["Queue"][desk.cell(name, "complete").coordinate].value for name in TYPED}
    assert found == SAYS
    counts = {row[0].value: row[1].value for row in book["Review"].iter_rows()}
    assert [counts[f"Rows {key}"] for key in ("in the queue", "with a decision", "that are complete")] == [9, 8, 3]
    assert counts["Rows to be completed"] == 6


def test_what_was_typed_is_read(typed, submission, rulebook):
    folder, _ = typed
    review = read_review(folder / "whole.xlsx", submission, rulebook)
    assert {item.indicator for item in review.decisions} == set(WHOLE)
    assert next(item.value for item in review.decisions if item.indicator == "partners") == "3-4"


def test_rows_are_high_enough(typed):
    _, (_, measured) = typed
    for sheet, rows in measured["heights"].items():
        low = [number for number, (height, need) in enumerate(rows, 1) if height + 1 < need and height < 400]
        assert not low, (sheet, low)
