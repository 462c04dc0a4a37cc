"""The check-up of a workbook before it is assessed: everything to correct, and how much is filled in."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from gapcheck.assessment.clash_records import contradiction_record
from gapcheck.assessment.clashes import ContradictionRecord
from gapcheck.assessment.completeness import Completeness, completeness, lost_sheets
from gapcheck.assessment.consistency import Contradiction
from gapcheck.assessment.contradictions import run_checks
from gapcheck.assessment.crosschecks import sides_in_words, sound_ledger
from gapcheck.assessment.disputes import disputes
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.trees import look_at_all
from gapcheck.assessment.weighing import unweighed, weigh
from gapcheck.errors import Problem, Severity, WorkbookError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import PILLARS
from gapcheck.workbook.answers import Answer
from gapcheck.workbook.places import row_and_column, split_place
from gapcheck.workbook.reading import Inspection, inspect_bytes
from gapcheck.workbook.sheets.start import START
from gapcheck.workbook.texts import matching, one_line

Kind: TypeAlias = Literal["cannot be read", "contradiction", "missing evidence", "remark"]

_CONTESTED = "Correct the one that is wrong. Until then these answers do not count as documented."
_INNOCENT = "Correct the one that is wrong. If all of them are right, say why in the column Comment."


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing to correct: what was found, what was expected, how to write it.

    ``sheet`` is empty where it is about the whole file. ``cells`` are its places (``Protection!C12``), the first on
    ``sheet``; none where it is about the sheet as a whole. An error stands in the way of an assessment.
    ``question`` is the id of the question in whose row or table it stands, ``check`` that of a failed check, and
    ``contradiction`` all that is known of it; whether a level hangs on it only where ``weighed``.
    """

    kind: Kind
    severity: Severity
    sheet: str
    cells: tuple[str, ...]
    found: str
    expected: str
    mend: str
    question: str = ""
    check: str = ""
    contradiction: ContradictionRecord | None = None
    weighed: bool = False


@dataclass(frozen=True, slots=True)
class CheckUp:
    """What checking one workbook found, in the order of its sheets and rows.

    ``completeness`` is None where the file could not be opened. ``body`` says whose part of a return it is,
    ``day_missing`` that the day of submission is not written yet: no error of a part, and in the way of an assessment;
    ``fictional`` that the country is invented.
    """

    file_name: str
    sha256: str
    corrections: tuple[Correction, ...]
    completeness: Completeness | None
    body: str = ""
    day_missing: bool = False
    fictional: bool = False

    @property
    def errors(self) -> tuple[Correction, ...]:
        """What stands in the way of an assessment."""
        return tuple(item for item in self.corrections if item.severity == "error")

    @property
    def warnings(self) -> tuple[Correction, ...]:
        """What an officer should look at, and what an assessment can do without."""
        return tuple(item for item in self.corrections if item.severity == "warning")


def check_up(data: bytes, file_name: str, rulebook: Rulebook) -> CheckUp:
    """Check a workbook's bytes: all that reading it finds, and all that its answers say against each other."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        inspection = inspect_bytes(data, file_name, rulebook)
    except WorkbookError as error:
        told = tuple(_told(error.problems, "cannot be read", file_name, {}))
        return CheckUp(file_name, sha256, told, None)
    start = inspection.start
    rows = _rows(inspection.answers, rulebook)
    wrong = {problem.where for problem in inspection.errors}
    lost = lost_sheets(inspection.answers, wrong)
    # That a sheet without headings has no rows is one thing to correct, not as many as it has questions.
    warnings = [problem for problem in inspection.warnings if matching(problem.where) not in lost]
    corrections = [
        *_told(inspection.errors, "cannot be read", file_name, rows),
        *_contradictions(inspection, sound_ledger(inspection.answers, wrong, start, rulebook), rows),
        *_told(warnings, "remark", file_name, rows, {answer.cell for answer in inspection.answers.values()}),
    ]
    body = inspection.body
    counted = completeness(inspection.answers, wrong, rulebook, graded=start is not None, part=bool(body))
    day_missing = start is not None and start.submitted_on is None
    fictional = start is not None and rulebook.is_fictional(start.country)
    return CheckUp(file_name, sha256, _in_order(corrections, rulebook), counted, body, day_missing, fictional)


def _rows(answers: Mapping[str, Answer], rulebook: Rulebook) -> dict[tuple[str, int], str]:
    """Return the question that stands in each row of the sheets, and at row 0 of a table's own sheet."""
    rows = {(matching(name), 0): name for name in answers if rulebook.indicators[name].type == "table"}
    for name, answer in answers.items():
        sheet, cell = split_place(answer.cell)
        position = row_and_column(cell or "")
        if position is not None:
            rows[matching(sheet), position[0]] = name
    return rows


def _question(place: str, rows: Mapping[tuple[str, int], str]) -> str:
    sheet, cell = split_place(place)
    position = row_and_column(cell or "")
    name = matching(sheet)
    return rows.get((name, position[0] if position else -1)) or rows.get((name, 0), "")


def _told(
    problems: Iterable[Problem],
    kind: Kind,
    file_name: str,
    rows: Mapping[tuple[str, int], str],
    answers: Collection[str] = (),
) -> Iterator[Correction]:
    """Yield what a reading told; a remark beside an answer, in its question's row, is about what it rests on."""
    for problem in problems:
        whole_file = problem.where == one_line(file_name)
        sheet, cell = ("", None) if whole_file else split_place(problem.where)
        question = "" if whole_file else _question(problem.where, rows)
        beside = cell and question and matching(sheet) != matching(question) and problem.where not in answers
        of_row: Kind = "missing evidence" if kind == "remark" and beside else kind
        cells = (problem.where,) if cell else ()
        yield Correction(
            of_row, problem.severity, sheet, cells, problem.found, problem.expected, problem.mend, question
        )


def _contradictions(
    inspection: Inspection, ledger: Ledger, rows: Mapping[tuple[str, int], str]
) -> Iterator[Correction]:  # fmt: skip
    """Yield every failed check with what would settle it; what hangs on it only where the workbook is whole."""
    consistency = run_checks(ledger)
    found = disputes(ledger, consistency.contradictions)
    weighed = inspection.submission is not None and not inspection.body
    if not weighed or not found:
        records = unweighed(found)
    else:
        ledger = ledger.contest(consistency.contested(ledger))
        instruments = [item for item in ledger.rulebook.instruments if item.applies(ledger.country)]
        leaves = look_at_all(instruments, ledger)
        _, records, _ = weigh(found, leaves, instruments, ledger)
    for record in records:
        made = _contradiction(record.dispute.contradiction, rows)
        yield replace(made, contradiction=contradiction_record(record), weighed=weighed)


def _contradiction(found: Contradiction, rows: Mapping[tuple[str, int], str]) -> Correction:
    """Return a failed check as one thing to correct: it is told, and an assessment can be made all the same."""
    cells = tuple(cell for cell in found.cells if "!" in cell)
    return Correction(
        kind="contradiction",
        severity="warning",
        sheet=split_place(cells[0])[0] if cells else "",
        cells=cells,
        found=sides_in_words(found),
        expected=found.says["en"],
        mend=_CONTESTED if found.severity == "error" else _INNOCENT,
        question=_question(cells[0], rows) if cells else "",
        check=found.check,
    )


def _in_order(corrections: Collection[Correction], rulebook: Rulebook) -> tuple[Correction, ...]:
    """Return corrections by sheet and row, errors first within a row."""
    names = ["", START, *PILLARS, *(entry.id for entry in rulebook.asked() if entry.type == "table")]
    ranks = {matching(name): rank for rank, name in enumerate(names)}

    def order(correction: Correction) -> tuple[int, str, int, bool, int]:
        sheet = matching(correction.sheet)
        cell = split_place(correction.cells[0])[1] if correction.cells else None
        row, column = row_and_column(cell or "") or (0, 0)
        return ranks.get(sheet, len(ranks)), sheet, row, correction.severity != "error", column

    return tuple(sorted(corrections, key=order))
