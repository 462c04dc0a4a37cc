"""The sheet Queue: one question a row, what the officer said at the left, what the auditor decides at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Answer, Status, Table
from gapcheck.workbook.drawing import styling
from gapcheck.workbook.places import letters, sheet_place
from gapcheck.workbook.reviewing.columns import BEFORE, COLUMNS, DECISIONS, FILLED, sheet_of
from gapcheck.workbook.reviewing.entries import Carried, CarriedRow, Entry
from gapcheck.workbook.reviewing.marks import mark
from gapcheck.workbook.reviewing.values import answer_words
from gapcheck.workbook.words import Words

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_DAY: Final = "yyyy-mm-dd"
_TEXT_TYPES = ("date", "text")  # a spreadsheet program makes a date of page 3-4, and a day of a month
_AMBER = PatternFill(bgColor="FFE699", fill_type="solid")
_GREEN = PatternFill(bgColor="E2EFDA", fill_type="solid")


def letter(key: str) -> str:
    """Return the letter of a column of the queue."""
    return letters(list(COLUMNS).index(key) + 1)


class QueuePage:
    """Draws the queue."""

    def __init__(self, sheet: Worksheet, words: Words, carried: Carried) -> None:
        self._sheet = sheet
        self._words = words
        self._carried = carried
        self._columns = [key for key in COLUMNS if carried.rows or key not in BEFORE]

    def draw(self, entries: Sequence[Entry], asked: Mapping[str, Indicator], answers: Mapping[str, Answer]) -> None:
        """Draw a row for every entry, in their order."""
        sheet = self._sheet
        for column, key in enumerate(self._columns, 1):
            heading, width = COLUMNS[key]
            styling.heading(styling.at(sheet, 1, column), heading)
            sheet.column_dimensions[letters(column)].width = width
        sheet.column_dimensions[letter("mark")].hidden = True
        sheet.row_dimensions[1].height = 33
        for number, entry in enumerate(entries, 1):
            self._row(number, entry, asked[entry.indicator], answers[entry.indicator])
        last = len(entries) + 1
        self._offer(last)
        self._colour(last)
        sheet.freeze_panes = "C2"
        sheet.auto_filter.ref = f"A1:{letters(len(self._columns))}{last}"
        styling.protect(sheet)
        styling.for_print(sheet, 1, columns="A:B")
        sheet.page_setup.fitToWidth = 3

    def _row(self, number: int, entry: Entry, indicator: Indicator, answer: Answer) -> None:
        row, carried = number + 1, self._carried.rows.get(entry.indicator, CarriedRow())
        shown: dict[str, Any] = {**self._shown(number, entry, indicator, answer), **carried.before}
        for column, key in enumerate(self._columns, 1):
            cell = styling.at(self._sheet, row, column)
            if key in FILLED:
                styling.answer(cell, _format(key, indicator))
                cell.alignment = styling.LEFT
                if key in carried.filled:
                    styling.put(cell, carried.filled[key].value)
                    styling.kept_format(cell, carried.filled[key].number_format)
            elif key == "complete":
                styling.formula(cell, _complete(row, indicator))
            else:
                styling.locked(cell, "")
                if key in shown:
                    styling.put(cell, shown[key])
        styling.at(self._sheet, row, self._columns.index("mark") + 1).alignment = styling.BREAKS  # nobody sees it
        for key in ("number", "moves"):
            cell = styling.at(self._sheet, row, self._columns.index(key) + 1)
            cell.alignment = styling.LEFT
        cell.number_format = '0.0;-0.0;"–"'
        if isinstance(answer.value, Table) and answer.value.rows:
            self._link(styling.at(self._sheet, row, self._columns.index("answer") + 1), indicator)
        texts = {**shown, **{key: str(cell.value) for key, cell in carried.filled.items()}, "complete": "", "mark": ""}
        height = styling.line_height((str(text), COLUMNS[key][1]) for key, text in texts.items() if key in COLUMNS)
        styling.fitted(self._sheet, row, height)

    def _shown(self, number: int, entry: Entry, indicator: Indicator, answer: Answer) -> dict[str, Any]:
        evidence = answer.evidence
        said = answer_words(answer, indicator, self._words)
        if isinstance(answer.value, Table) and answer.value.rows:
            said = f"{said} (own sheet)"
        return {
            "number": number,
            "id": indicator.id,
            "why": entry.why,
            "question": _question(indicator),
            "answer": said,
            "cell": answer.cell,
            "grade": answer.grade.value if answer.status is Status.ANSWERED else "",
            "document": evidence.document or "",
            "document_date": "" if evidence.document_date is None else str(evidence.document_date),
            "page": evidence.page or "",
            "link": evidence.link or "",
            "comment": evidence.comment or "",
            "provisions": "\n".join(entry.provisions),
            "moves": float(entry.moves),
            "mark": mark(indicator, answer),
        }

    def _link(self, cell: Cell, indicator: Indicator) -> None:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{sheet_place(sheet_of(indicator))}!A1")
        cell.font = styling.LINK

    def _offer(self, last: int) -> None:
        """Offer the four decisions; what else is typed is asked about, and told when the review is read."""
        offered = DataValidation(
            type="list", formula1=f'"{",".join(DECISIONS.values())}"', allow_blank=True, showErrorMessage=True,
            errorStyle="warning", errorTitle="Decision", error=f"Choose one of: {', '.join(DECISIONS.values())}.",
        )  # fmt: skip
        offered.add(f"{letter('decision')}2:{letter('decision')}{last}")
        self._sheet.add_data_validation(offered)

    def _colour(self, last: int) -> None:
        """Point at rows that lack something; the words beside say it too."""
        area, first = f"{letter('complete')}2:{letter('complete')}{last}", f"${letter('complete')}2"
        for condition, fill in ((f'{first}="complete"', _GREEN), (f"LEN({first})>0", _AMBER)):
            rule = Rule(type="expression", formula=[condition], dxf=DifferentialStyle(fill=fill), stopIfTrue=True)
            self._sheet.conditional_formatting.add(area, rule)


def _question(indicator: Indicator) -> str:
    unit = f" ({indicator.unit})" if indicator.unit else ""
    return f"{indicator.title()}{unit}"


def _format(key: str, indicator: Indicator) -> str:
    if key == "date":
        return _DAY
    return "General" if key == "value" and indicator.type not in _TEXT_TYPES else styling.TEXT_FORMAT


def _complete(row: int, indicator: Indicator) -> str:
    """Return the formula that says what a row lacks: the reader says the same, and more."""
    decision, value, reason, reviewer, day = (f"TRIM(${letter(key)}{row})" for key in FILLED)
    listed = ",".join(f'"{word}"' for word in DECISIONS.values())
    corrected = f'{decision}="corrected"'
    told = '"complete"'
    for cell, word in ((day, "date"), (reviewer, "reviewer"), (reason, "reason")):
        told = f'IF({cell}="","{word} missing",{told})'
    told = f'IF(AND(NOT({corrected}),{value}<>""),"corrected value without a correction",{told})'
    if indicator.type != "table":
        told = f'IF(AND({corrected},{value}=""),"corrected value missing",{told})'
    known = f"ISNUMBER(MATCH({decision},{{{listed}}},0))"
    undecided = f'IF({value}&{reason}&{reviewer}&{day}="","","decision missing")'
    return f'=IF({decision}="",{undecided},IF({known},{told},"decision not known"))'
