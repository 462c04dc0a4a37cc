"""The sheet that lists what is to be corrected, as XML."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from gapcheck.workbook.annotation.notes import Numbered, clean, markup
from gapcheck.workbook.annotation.package import HEAD
from gapcheck.workbook.annotation.styles import Looks
from gapcheck.workbook.places import letters, place, ranges, sheet_place
from gapcheck.workbook.safety.markup import MAIN

HEADER: Final = 4
_COLUMNS: Final = (
    ("number", 7.7), ("severity", 13.7), ("place", 22.7), ("found", 36.7), ("expected", 36.7), ("mend", 46.7),
    ("done", 9.7),
)  # fmt: skip
_WIDTH = 160  # characters of a line over all columns
_LINE, _HIGHEST = 15.0, 400.0  # points; Excel allows a row 409
_MOST_LINKS = 65_000  # Excel refuses a sheet with more than 65,530
_LAST = letters(len(_COLUMNS))
_TICK = "✓"


def sheet(notes: Sequence[Numbered], words: Mapping[str, str], looks: Looks) -> bytes:
    """Return the sheet's part: a title, how to use it, headings that stay in sight, a row for each note."""
    body = [
        _row(1, 30, [_text("A1", words["to_correct"], looks.cells["title"])]),
        *_preface(notes, words, looks),
        _row(HEADER, 24, [
            _text(f"{letters(column)}{HEADER}", words[key], looks.cells["head"])
            for column, (key, _) in enumerate(_COLUMNS, 1)
        ]),
    ]  # fmt: skip
    links: list[str] = []
    for row, entry in enumerate(notes, HEADER + 1):
        body.append(_note(row, entry, words, looks))
        if target := _target(entry):
            where = markup(_place(entry, words))
            links.append(f'<hyperlink ref="C{row}" location="{markup(target)}" display="{where}"/>')
    last = HEADER + max(len(notes), 1)
    columns = "".join(
        f'<col min="{column}" max="{column}" width="{width}" customWidth="1"/>'
        for column, (_, width) in enumerate(_COLUMNS, 1)
    )
    merges = "".join(f'<mergeCell ref="A{row}:{_LAST}{row}"/>' for row in (1, 2, 3))
    line = words["above"].replace("&", "&&")  # a single one begins a code
    above = f"<oddHeader>{markup(f'&C{line}')}</oddHeader>" if line else ""
    # In the order of the format: see order.py.
    pieces = (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>',
        f'<dimension ref="A1:{_LAST}{last}"/><sheetViews><sheetView showGridLines="0" tabSelected="1"',
        f' workbookViewId="0"><pane ySplit="{HEADER}" topLeftCell="A{HEADER + 1}" activePane="bottomLeft"',
        f' state="frozen"/><selection pane="bottomLeft" activeCell="C{HEADER + 1}" sqref="C{HEADER + 1}"/>',
        '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>',
        f'<cols>{columns}</cols><sheetData>{"".join(body)}</sheetData><mergeCells count="3">{merges}</mergeCells>',
        _done(last, looks),
        f"<hyperlinks>{''.join(links[:_MOST_LINKS])}</hyperlinks>" if links else "",
        '<printOptions horizontalCentered="1"/>',
        f'<pageMargins left="0.4" right="0.4" top="{0.7 if above else 0.5}" bottom="0.6" header="0.3" footer="0.3"/>',
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
        f"<headerFooter>{above}<oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>",
    )
    return "".join(pieces).encode()


def _preface(notes: Sequence[Numbered], words: Mapping[str, str], looks: Looks) -> list[str]:
    """Return two rows below the title: how many there are, and how to go about it."""
    texts = [f"{_counts(notes, words)} {words['errors_first']}", words["how_to"]] if notes else [words["nothing"], ""]
    return [
        _row(row, _lines(text, _WIDTH) * _LINE + 3 * row - 3, [_text(f"A{row}", text, looks.cells["soft"])])
        for row, text in enumerate(texts, 2)
    ]


def _done(last: int, looks: Looks) -> str:
    """Return what makes the last column one to tick: a list offers the mark, and the row is struck out."""
    first, before = HEADER + 1, letters(len(_COLUMNS) - 1)
    return (
        f'<conditionalFormatting sqref="A{first}:{before}{last}"><cfRule type="expression" dxfId="{looks.done}"'
        f' priority="1"><formula>LEN(${_LAST}{first})&gt;0</formula></cfRule></conditionalFormatting>'
        '<dataValidations count="1"><dataValidation type="list" allowBlank="1"'
        f' sqref="{_LAST}{first}:{_LAST}{last}"><formula1>"{_TICK}"</formula1></dataValidation></dataValidations>'
    )


def _note(row: int, entry: Numbered, words: Mapping[str, str], looks: Looks) -> str:
    note = entry.note
    texts = {key: clean(value) for key, value in (("found", note.found), ("expected", note.expected))}
    texts |= {"mend": clean(note.mend), "place": _place(entry, words)}
    cells = []
    for column, (key, _) in enumerate(_COLUMNS, 1):
        at = f"{letters(column)}{row}"
        if key == "number":
            cells.append(f'<c r="{at}" s="{looks.cells["number"]}"><v>{entry.number}</v></c>')
        elif key == "severity":
            cells.append(_text(at, words[note.severity], looks.cells[note.severity]))
        elif key == "done":
            cells.append(f'<c r="{at}" s="{looks.cells["done"]}"/>')
        elif key == "place":
            cells.append(_text(at, texts[key], looks.cells["link" if _target(entry) else "text"]))
        else:
            formula = texts[key][:1] in ("=", "+", "-", "@")
            cells.append(_text(at, texts[key], looks.cells["quoted" if formula else "text"]))
    lines = max(_lines(texts[key], width) for key, width in _COLUMNS if key in texts)
    return _row(row, min(lines * _LINE + 6, _HIGHEST), cells)


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column; some room is left for words that do not break."""
    return sum(max(1, math.ceil(len(line) / (width - 3))) for line in text.split("\n"))


def _counts(notes: Sequence[Numbered], words: Mapping[str, str]) -> str:
    counts = [(words[f"{kind}s"], sum(entry.note.severity == kind for entry in notes)) for kind in ("error", "warning")]
    return " ".join(f"{word}: {count}." for word, count in counts)


def _place(entry: Numbered, words: Mapping[str, str]) -> str:
    name = entry.sheet if entry.sheet is not None else entry.note.sheet
    if not name:
        return words["whole_file"]
    position = entry.note.position
    if position is None:
        return sheet_place(name)
    also = [f"{sheet_place(sheet)}!{cell}" for sheet, cell in entry.note.also]
    return "\n".join(ranges(dict.fromkeys([place(name, *position), *also])))


def _target(entry: Numbered) -> str | None:
    """Return where a click leads: the name as the file writes it, not as it is shown."""
    if entry.sheet is None:
        return None
    row, column = entry.note.position or (1, 1)
    return f"'{entry.sheet.replace(chr(39), chr(39) * 2)}'!{letters(column)}{row}"


def _row(number: int, height: float, cells: Sequence[str]) -> str:
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'


def _text(at: str, text: str, look: int) -> str:
    if not text:
        return f'<c r="{at}" s="{look}"/>'
    return f'<c r="{at}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{markup(text)}</t></is></c>'
