"""Corrected values: read as an officer's answer would be, in the cell of the queue or on the sheet of a table."""

from __future__ import annotations

from datetime import date

from gapcheck.errors import Problem
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Answer, Status, Submission, Table, TableCell, Value
from gapcheck.workbook.drafts.written import place_in
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.places import place
from gapcheck.workbook.reviewing.columns import sheet_of
from gapcheck.workbook.reviewing.deciding import Decided
from gapcheck.workbook.reviewing.opening import Opened
from gapcheck.workbook.reviewing.values import same_value
from gapcheck.workbook.sheets.answering import Answering
from gapcheck.workbook.sheets.cells import Cell, Sheet
from gapcheck.workbook.sheets.evidence import Grading
from gapcheck.workbook.sheets.questions import Row as AnswerRow
from gapcheck.workbook.sheets.tables import read_table
from gapcheck.workbook.texts import matching, shown, trimmed
from gapcheck.workbook.words import READ_HEADINGS, Words

_OWN = "a value other than the officer's"
_ACCEPT = "Decide “accepted” if the answer is right, and clear the value."


class Corrections:
    """Reads corrected values, and looks whether the officer's rows still stand where nothing was corrected."""

    def __init__(self, opened: Opened, submission: Submission, words: Words, findings: Findings) -> None:
        self._opened = opened
        self._submission = submission
        self._words = words
        self._findings = findings

    def value(self, decided: Decided, indicator: Indicator, answer: Answer) -> Value | None:
        """Return the corrected value of a row; None, and a finding, where there is none that can be used."""
        if indicator.type == "table":
            return self._table(decided, indicator, answer)
        cell = decided.value
        if cell.blank:
            expected, mend = "the right answer, since the decision is “corrected”", "Write it, or decide otherwise."
            self._findings.error(cell.place, "nothing", expected, mend)
            return None
        value = self._read(cell, indicator, None)
        if value is not None and answer.status is Status.ANSWERED and same_value(value, answer.value):
            self._findings.error(cell.place, f"{_shown(cell)}, the officer's own answer", _OWN, _ACCEPT)
            return None
        return value

    def check_untouched(self, indicator: Indicator, answer: Answer, said: str) -> None:
        """Refuse rows that are no longer the officer's, where no correction says that they should be."""
        sheet = self._opened.sheet(sheet_of(indicator))
        changed = self._changed(sheet, indicator, answer) if sheet is not None else None
        if changed is not None:
            expected = f"the officer's rows, since {said}"
            mend = f"Decide “corrected” in the row of {indicator.id}, or put the officer's rows back."
            self._findings.error(changed, "rows that are not the officer's", expected, mend)

    def _table(self, decided: Decided, indicator: Indicator, answer: Answer) -> Value | None:
        cell, name = decided.value, sheet_of(indicator)
        sheet = self._opened.sheet(name)
        changed = self._changed(sheet, indicator, answer) if sheet is not None else None
        if not cell.blank:
            # The officer's rows may stand where they were: only other ones say something else than the word.
            value = self._read(cell, indicator, sheet if changed is not None else None)
        elif sheet is None:
            mend = f"Put the sheet {name} back with the corrected rows, or decide otherwise."
            self._findings.error(cell.place, f"nothing, and no sheet {name}", "the corrected rows", mend)
            return None
        else:
            value = self._rows(sheet, cell, indicator)
        if value is not None and answer.status is Status.ANSWERED and same_value(value, answer.value):
            found = f"{_shown(cell)}, the officer's own answer" if not cell.blank else "the officer's own rows"
            mend = f"Change the rows on the sheet {name}, or decide “accepted”." if cell.blank else _ACCEPT
            self._findings.error(cell.place, found, _OWN, mend)
            return None
        return value

    def _rows(self, sheet: Sheet, cell: Cell, indicator: Indicator) -> Table | None:
        own = Findings()
        table = read_table(sheet, indicator, self._words, own)
        self._findings.errors += own.errors
        if own.errors:
            return None
        if not table.rows:
            mend = f"Fill in the sheet {sheet.name}, or write {self._words.label('complete_none')} here."
            self._findings.error(cell.place, f"nothing, and no rows on the sheet {sheet.name}", "rows", mend)
            return None
        return self._placed(table)

    def _read(self, cell: Cell, indicator: Indicator, sheet: Sheet | None) -> Value | None:
        """Read a cell as the officer's own answer to a question; a special word is no correction."""
        own = Findings()
        sheets = {matching(indicator.id): sheet} if sheet is not None else {}
        grading = Grading(date.max, "", self._submission.file_name, self._words)
        blank = Cell(None, cell.place)
        row = AnswerRow(indicator, dict.fromkeys(READ_HEADINGS, blank) | {"answer": cell})
        answer = Answering(self._words, grading, sheets, own).answer(row)
        if not own.errors and answer.status is not Status.ANSWERED:
            mend = "Decide “rejected” if the right answer is not known, and clear the value."
            self._findings.error(cell.place, _shown(cell), "the right answer, not a special word", mend)
            return None
        # What an officer is only told of (a dash for an answer) an auditor has to write out.
        problems = own.errors or ([] if indicator.type == "table" else own.warnings)
        self._findings.errors += [Problem(item.where, item.found, item.expected, item.mend) for item in problems]
        return answer.value if not problems else None

    def _placed(self, table: Table) -> Table:
        """Return a table whose cells say that they stand in the review: the officer's sheet has the same name."""
        return Table(
            tuple(
                {name: TableCell(cell.value, place_in(self._opened.file_name, cell.cell)) for name, cell in row.items()}
                for row in table.rows
            )
        )

    def _changed(self, sheet: Sheet, indicator: Indicator, answer: Answer) -> str | None:
        """Return the first place at which a table's sheet no longer holds the officer's rows."""
        own = Findings()
        table = read_table(sheet, indicator, self._words, own)
        if own.errors:
            return own.errors[0].where
        said = answer.value if isinstance(answer.value, Table) else Table(())
        if same_value(table, said):
            return None
        before = {_key(row[indicator.key_column]): row for row in said.rows}
        for row in table.rows:
            officers = before.get(_key(row[indicator.key_column]))
            if officers is None:
                return row[indicator.key_column].cell
            for name, cell in row.items():
                if not same_value(Table(({name: cell},)), Table(({name: officers[name]},))):
                    return cell.cell
        return table.rows[-1][indicator.key_column].cell if table.rows else place(sheet.name, 1, 1)


def _key(cell: TableCell) -> str:
    return matching(trimmed(str(cell.value)))


def _shown(cell: Cell) -> str:
    return shown(cell.value)
