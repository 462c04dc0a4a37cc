"""The sheets of a workbook as openpyxl's read-only reader reads them, from parts that the safety scan has passed."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final
from xml.etree.ElementTree import TreeBuilder, XMLPullParser

from defusedxml.ElementTree import DefusedXMLParser

from gapcheck.errors import Problem, WorkbookError
from gapcheck.workbook.places import letters, sheet_place
from gapcheck.workbook.safety.archive import Scan
from gapcheck.workbook.safety.screening import Screened
from gapcheck.workbook.sheets.cells import NEVER_CALCULATED, Cell, Sheet
from gapcheck.workbook.sheets.spans import Spans
from gapcheck.workbook.texts import matching, one_line, plain

_ERRORS = frozenset({
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!",
    "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#EXTERNAL!", "#ERROR!",
})  # fmt: skip
_NO_DATE: Final = "#VALUE!"  # what openpyxl makes of a number that its date format cannot show, such as 20220818
_NO_DATE_FAULT: Final = f"the error {_NO_DATE}, or a number too large for a date (shown as ####)"
_ERROR_OF_LIBREOFFICE = re.compile(r"Err:\d{3}")
# How LibreOffice writes the truth value of a formula that came by way of its own format: a number shown as a word.
_TRUTH: Final = '"TRUE";"TRUE";"FALSE"'
_PIECE: Final = 1 << 16  # bytes of XML that are taken apart at a time


def read_sheets(scan: Scan, screened: Mapping[str, Screened]) -> dict[str, Sheet]:
    """Read the screened sheets of a file with openpyxl's read-only reader; returns them by name in lower case.

    Only as far as the scan found content: what follows the cells in a sheet's XML, which openpyxl sometimes cannot
    read, is never visited. Raises WorkbookError where it fails.
    """
    where = one_line(scan.file_name)
    sheets: dict[str, Sheet] = {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about drawings, formats and extensions that are not read
            book = _Book(scan.data)
            for name, part in book.sheets:
                known = screened.get(matching(name))
                if known is not None and scan.names.get(part) == name:
                    where = sheet_place(known.name)
                    sheets[matching(known.name)] = _Rows(book, known).sheet(scan.parts[part])
    except Exception as error:  # over damaged XML openpyxl raises errors of every kind
        mend = "Open the file in Excel or LibreOffice and save it anew, or copy the answers into a new template."
        raise WorkbookError([Problem(where, "contents that cannot be read", "a whole workbook", mend)]) from error
    return sheets


class _Book:
    """What the cells of all sheets refer to: shared texts, number formats, the day from which dates are counted.

    ``load_workbook`` would also read each sheet's beginning for its dimension, and properties and themes: a quarter
    of the time of reading, for what is not used.
    """

    def __init__(self, data: bytes) -> None:
        from openpyxl.reader.excel import ExcelReader  # 80 ms or more, and most commands do without
        from openpyxl.styles.stylesheet import apply_stylesheet

        reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        with reader.archive:
            reader.read_manifest()
            reader.read_strings()
            reader.read_workbook()
            apply_stylesheet(reader.archive, reader.wb)
            # As openpyxl finds them: what leads it elsewhere than the scan, or nowhere, is damaged.
            self.sheets = [
                (sheet.name, relation.target)
                for sheet, relation in reader.parser.find_sheets()
                if "chartsheet" not in relation.Type
            ]
        self._texts = reader.shared_strings
        self._workbook: Any = reader.wb
        self._formats: dict[int, str] = {}
        self.day_zero: date = reader.wb.epoch.date()  # of the serial numbers under dates: 1899-12-30, or 1904-01-01

    def rows(self, content: bytes) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Yield the rows of a sheet's XML, each with its number and its cells, as openpyxl's parser of sheets does."""
        from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser

        book = self._workbook
        parser: Any = WorkSheetParser(
            io.BytesIO(content), self._texts, data_only=True, epoch=book.epoch,
            date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,
        )  # fmt: skip
        # As iterparse does it, which makes a class of its own at every call. The scan has refused document types and
        # entities already; defusedxml, which openpyxl trusts to do so, stays on guard for a sixth of the time.
        guard = DefusedXMLParser(target=TreeBuilder())
        reading: Any = XMLPullParser(("end",), _parser=guard)
        try:
            for start in range(0, len(content), _PIECE):
                reading.feed(content[start : start + _PIECE])
                for _, element in reading.read_events():
                    if element.tag == ROW_TAG:
                        yield parser.parse_row(element)
                        element.clear()
            reading.close()
        finally:
            vars(guard).clear()  # it and its handlers hold each other, and all the rows, until garbage is looked for

    def number_format(self, style: int) -> str:
        """Return the number format of a style."""
        if style not in self._formats:
            from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

            number = self._workbook._cell_styles[style].numFmtId
            if number < BUILTIN_FORMATS_MAX_SIZE:
                self._formats[style] = BUILTIN_FORMATS.get(number, "General")
            else:
                self._formats[style] = self._workbook._number_formats[number - BUILTIN_FORMATS_MAX_SIZE]
        return self._formats[style]

    def shows_dates(self, style: int) -> bool:
        """Return whether a style shows its numbers as dates."""
        from openpyxl.styles.numbers import is_date_format

        return bool(is_date_format(self.number_format(style)))


class _Rows:
    """Makes one sheet's cells of what the parser gives."""

    def __init__(self, book: _Book, known: Screened) -> None:
        self._book = book
        self._known = known
        self._sheet = sheet_place(known.name)

    def sheet(self, content: bytes) -> Sheet:
        """Read a sheet's XML as far as it has content."""
        known, spans = self._known, Spans(self._known.merged)
        rows: dict[int, Mapping[int, Cell]] = {}
        covered: dict[tuple[int, int], Cell] = {}
        for number, cells in self._book.rows(content) if known.last_row else ():
            if number > known.last_row:
                break
            used = {item["column"]: cell for item in cells if (cell := self._cell(**item)) is not None}
            for column in [column for column in used if spans and spans.covers(number, column)]:
                covered[number, column] = used.pop(column)
            if used:
                rows[number] = used
            if number == known.last_row:
                break  # before the parser comes to what follows the cells
        return Sheet(known.name, rows, spans, covered)

    def _cell(self, row: int, column: int, value: Any, data_type: str, style_id: int) -> Cell | None:
        if (row, column) in self._known.uncalculated:
            return Cell(None, self._place(row, column), fault=NEVER_CALCULATED)
        if value is None:
            return None
        where, link = self._place(row, column), self._known.links.get((row, column), "")
        if isinstance(value, str):
            text = plain(value)
            if text == _NO_DATE and self._book.shows_dates(style_id):
                return Cell(None, where, fault=_NO_DATE_FAULT)
            if data_type == "e" or text in _ERRORS or _ERROR_OF_LIBREOFFICE.fullmatch(text):
                return Cell(None, where, fault=f"the error {one_line(text)}")
            return Cell(text, where, link=link) if text else None
        number_format = self._book.number_format(style_id)
        if value in (0, 1) and number_format == _TRUTH:
            return Cell(bool(value), where, link=link)
        day = value.date() if isinstance(value, datetime) else value
        serial = (day - self._book.day_zero).days if isinstance(day, date) else None
        return Cell(value, where, number_format or "General", serial=serial, link=link)

    def _place(self, row: int, column: int) -> str:
        return f"{self._sheet}!{letters(column)}{row}"
