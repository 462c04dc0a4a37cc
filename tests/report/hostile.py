"""Workbooks full of hostile texts: an officer's, wherever words are free, and an auditor's review of it likewise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
from report_hostile_texts import EVIL, TEXTS
from sharing import share

from gapcheck.assessment.queue import queue
from gapcheck.rulebook import Rulebook
from gapcheck.workbook import fill_template, read_workbook
from gapcheck.workbook.reviewing.columns import COLUMNS, QUEUE, VOICE_COLUMNS, VOICES
from gapcheck.workbook.reviewing.drawing import review_bytes

ROOT = Path(__file__).parents[2]
WORKBOOK = "khm-2022 <b>&'{{7}}.xlsx"  # a file may be called so
REVIEW = "review <i>&'{{7}}.xlsx"
FIELDS = ("document", "link", "page", "comment", "responsible_body")
KEYED = "inspections_by_sector"  # the table whose keys are hostile
REMARKS = ("un_priority_remarks", "resourcing_gap_remarks")  # the questions answered in words


@dataclass(frozen=True)
class Written:
    """Workbooks full of hostile texts, on disk: an officer's, and the review that an auditor made of it."""

    workbook: Path
    review: Path


def write(folder: Path, rulebook: Rulebook) -> Written:
    """Fill in Cambodia's questions of 2022 with hostile texts wherever words are free; the workbook can be assessed.

    Every text stands in each of ``FIELDS`` of some answer, in a key of the table ``KEYED``, in the answers in words
    (those with numbers in the second of ``REMARKS``), in submitted_by, transcribed_by and submission; in the review,
    in a reason, the name of a reviewer, and each field of a voice. Some cells lead to harmful addresses.
    """
    written = Written(folder / WORKBOOK, folder / REVIEW)
    header, answers, tables = _transcribed()
    _cite(answers)
    for name, numbered in zip(REMARKS, (False, True), strict=True):
        joined = "\n".join(text.written for text in TEXTS if text.withheld is numbered)
        answers[name] = {**answers.get(name, {}), "answer": joined}
    together = "\n".join(text.written for text in TEXTS)
    header |= {"submitted_by": together, "transcribed_by": together, "submission": f"No. 245/22 {together}"}
    columns = [name for name, column in rulebook.indicators[KEYED].columns.items() if not column.key]
    key = rulebook.indicators[KEYED].key_column
    tables[KEYED] = [{key: text.written, **dict.fromkeys(columns, 50)} for text in TEXTS]
    answers[KEYED].pop("answer", None)
    fill_template(rulebook, header, answers, tables, written.workbook)
    _link(written.workbook)
    _review(written, rulebook)
    return written


def _cite(answers: dict[str, dict[str, Any]]) -> None:
    """Give answers evidence, so that each text comes into each field."""
    cited = [row for row in answers.values() if row]
    if len(cited) < len(TEXTS):
        raise ValueError(f"{len(cited)} answers cannot hold {len(TEXTS)} texts: add answers, or give one several")
    for number, row in enumerate(cited):
        for shift, field in enumerate(FIELDS):
            row[field] = TEXTS[(number + shift) % len(TEXTS)].written
        row["document_date"] = "2020-01-02"


def _transcribed() -> tuple[dict[str, Any], dict[str, dict[str, Any]], dict[str, Any]]:
    """Return what Cambodia's report of 2022 answers, as it is typed into the template."""
    build = share("inputs", "build")
    data = build.transcribed(ROOT / "inputs" / "sources" / "khm-2022.yaml")
    answers = {name: dict(row) for name, row in data["answers"].items()}
    tables = {name: [dict(row) for row in table["rows"]] for name, table in data["tables"].items()}
    return dict(data["header"]), {**answers, KEYED: answers.get(KEYED, {"comment": "x"})}, tables


def _link(workbook: Path) -> None:
    """Make some cells lead to addresses that their words do not tell."""
    book = openpyxl.load_workbook(workbook)
    targets = [EVIL, "data:text/html,<script>alert()</script>", 'https://elsewhere.invalid/"><b>', "file:///etc/passwd"]
    for sheet in (book["Prosecution"], book["Protection"]):
        filled = [row[0] for row in sheet.iter_rows(min_col=6, max_col=6) if row[0].row > 1 and row[0].value]
        for cell, target in zip(filled[1:], targets, strict=False):
            cell.hyperlink = target
    book.save(workbook)


def _review(written: Written, rulebook: Rulebook) -> None:
    submission = read_workbook(written.workbook, rulebook)
    written.review.write_bytes(review_bytes(submission, rulebook, queue(submission, rulebook)))
    book = openpyxl.load_workbook(written.review)
    page, voices = book[QUEUE], book[VOICES]
    columns = {cell.value: cell.column for cell in page[1]}
    put = _typist(page, lambda key: columns[COLUMNS[key][0]])
    answered = [
        row
        for row in range(2, page.max_row + 1)
        if (answer := submission.answers.get(page.cell(row, 2).value)) is not None and answer.value is not None
    ]
    for number, text in enumerate(TEXTS):
        put(answered[number], "decision", "rejected" if number % 3 else "accepted")
        put(answered[number], "reason", text.written)
        put(answered[number], "reviewer", f"R {text.written}")  # a name has a letter
        put(answered[number], "date", "2023-02-01")
    names = [page.cell(row, 2).value for row in answered]
    order = list(VOICE_COLUMNS)
    say = _typist(voices, lambda key: order.index(key) + 1)
    for number, name, text in zip(count(4), names, TEXTS, strict=False):
        say(number, "id", name)
        for key in ("source", "says", "document", "link", "recorded_by"):
            say(number, key, f"V {text.written}" if key == "recorded_by" else text.written)
        say(number, "recorded_on", "2023-02-01")
    book.save(written.review)


def _typist(sheet: Any, column: Callable[[str], int]) -> Callable[[int, str, str], None]:
    def put(row: int, key: str, text: str) -> None:
        cell = sheet.cell(row, column(key))
        cell.value, cell.data_type = text, "s"  # typed as text, also where it begins like a formula

    return put
