"""What a template shows of itself as it is filled in: each row's status, by plain formulas and without macros.

Every status begins with a mark, so that nothing is said by colour alone; the marks also tell the conditional
formats which cells to point at. Formulas use only functions that Excel, LibreOffice, WPS and Google Sheets share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.drawing.furniture import ANSWERED, CHECK, DOCUMENTED, OPEN, SPECIAL_WORD
from gapcheck.workbook.drawing.layout import FIRST_ROW, TABLE_HEADER, TABLE_ROWS, Layout
from gapcheck.workbook.places import letters, sheet_place

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_DIGITS = "0123456789០១២៣៤៥៦៧៨៩-"
_FILLS = {OPEN: "FFF8DC", ANSWERED: "FCE4D6", DOCUMENTED: "E2F0D9", CHECK: "F8CBAD", SPECIAL_WORD: "EDEDED"}
_FORMATS = {OPEN: 180, SPECIAL_WORD: 181, ANSWERED: 182, DOCUMENTED: 183, CHECK: 184}  # ids of number formats


@dataclass(frozen=True)
class Lists:
    """Where the hidden sheet holds what the formulas compare with, as absolute references.

    ``labels`` has the cell of every status by key; ``contradictions`` the cells of each question's live checks: that
    which is TRUE when it fails, and that of its words. ``longest`` is the longest status that a question can have.
    """

    labels: Mapping[str, str]
    specials: str
    not_applicable: str
    complete_none: str
    options: Mapping[str, str]
    contradictions: Mapping[str, Sequence[tuple[str, str]]]
    longest: Mapping[str, str]


def status(indicator: Indicator, layout: Layout, lists: Lists) -> str:
    """Return the formula of one question's status, with its equals sign."""
    row = layout.row(indicator.id)
    at = {heading: f"${layout.letter(heading)}${row}" for heading in layout.columns}
    label = lists.labels
    evidence = (
        f"IF({_blank(at['document'])},{label['status_answered']},IF({_blank(at['document_date'])},"
        f"{label['status_dateless']},{label['status_documented']}))"
    )
    special = (
        f"IF(AND({_among(at['answer'], lists.not_applicable)},{_blank(at['comment'])}),{label['check_reason']},"
        f"{label['status_special']})"
    )
    given = f"IF({_among(at['answer'], lists.specials)},{special},{_valid(indicator, at['answer'], evidence, lists)})"
    blank = f"IF(COUNTA({at['document']}:{at['page']})>0,{label['check_answer']},{label['status_open']})"
    if indicator.type == "table":
        used = f"COUNTA({_rows(indicator)})>0"
        given = f"IF({used},{label['check_table']},IF({_among(at['answer'], lists.complete_none)},{evidence},{given}))"
        blank = f"IF({used},{evidence},{blank})"
    formula = f"IF({_blank(at['answer'])},{blank},{given})"
    for failed, says in reversed(lists.contradictions.get(indicator.id, ())):
        formula = f'IF({failed},{label["check_contradiction"]}&": "&{says},{formula})'
    return f"={formula}"


def _valid(indicator: Indicator, cell: str, otherwise: str, lists: Lists) -> str:
    """Return ``otherwise`` guarded by what can be seen of a wrong answer; what is not seen is told by gapcheck."""
    label = lists.labels
    if indicator.id in lists.options:
        listed = f"OR(ISLOGICAL({cell}),{_among(cell, lists.options[indicator.id])})"
        return f"IF({listed},{otherwise},{label['check_listed']})"
    if indicator.type not in ("count", "amount", "share"):
        return otherwise
    whole = otherwise
    if indicator.type == "count":
        whole = f"IF({cell}=INT({cell}),{otherwise},{label['check_whole']})"
    # A number kept as text is read all the same, so only what cannot begin a number is pointed at.
    text = f'IF(ISNUMBER(FIND(LEFT(TRIM({cell}),1),"{_DIGITS}")),{otherwise},{label["check_number"]})'
    return f"IF(ISNUMBER({cell}),IF({cell}<0,{label['check_negative']},{whole}),{text})"


def _blank(cell: str) -> str:
    return f'TRIM({cell})=""'  # a cell that was emptied with the space bar is read as blank, too


def _among(cell: str, area: str) -> str:
    return f"ISNUMBER(MATCH({cell},{area},0))"


def _rows(table: Indicator) -> str:
    first, last = TABLE_HEADER + 1, TABLE_HEADER + TABLE_ROWS
    return f"{sheet_place(table.id)}!$A${first}:${letters(len(table.columns))}${last}"


def count(sheet: str, layout: Layout, questions: int, label: str) -> str:
    """Return the formula that counts the rows of a pillar sheet with one status."""
    letter = layout.letter("status")
    area = f"{sheet}!${letter}${FIRST_ROW}:${letter}${FIRST_ROW + questions - 1}"
    return f"SUMPRODUCT(--({area}={label}))"


def point(sheet: Worksheet, layout: Layout, questions: int) -> None:
    """Add the conditional formats of a pillar sheet: which cells are open, lack a document, or cannot be right."""
    letter = {heading: layout.letter(heading) for heading in layout.columns}
    last = FIRST_ROW + questions - 1
    mark = f"LEFT(${letter['status']}{FIRST_ROW},1)"

    def rule(heading: str, condition: str, style: DifferentialStyle) -> None:
        area = f"{letter[heading]}{FIRST_ROW}:{letter[heading]}{last}"
        sheet.conditional_formatting.add(area, Rule(type="expression", formula=[condition], dxf=style))

    for sign, number in _FORMATS.items():
        # The mark stands before the ID too, since that column stays in sight; the ID itself is untouched.
        shown = NumberFormat(numFmtId=number, formatCode=f'"{sign}\u00a0"@')
        rule("id", f'{mark}="{sign}"', DifferentialStyle(numFmt=shown, font=Font(bold=sign == CHECK)))
        rule("status", f'{mark}="{sign}"', _filled(sign))
    rule("answer", f'{mark}="{OPEN}"', _filled(OPEN))
    rule("answer", f'{mark}="{CHECK}"', _filled(CHECK))
    for heading in ("document", "document_date"):
        lacking = f'AND({mark}="{ANSWERED}",${letter[heading]}{FIRST_ROW}="")'
        rule(heading, lacking, _filled(ANSWERED))


def _filled(sign: str) -> DifferentialStyle:
    fill = PatternFill(bgColor=_FILLS[sign], fill_type="solid")
    return DifferentialStyle(fill=fill, font=Font(bold=True) if sign == CHECK else None)
