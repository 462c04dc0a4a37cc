"""Workbooks just within every limit: whether they are read or refused, they must cost seconds and bounded memory."""

from __future__ import annotations

from collections.abc import Callable

from workbook_hostile.making import MAIN, edited, replaced, varied, with_row, with_sheet, with_strings


def _rows(cells: str, rows: int) -> str:
    return "".join(f"<row>{cells.replace('#', str(row))}</row>" for row in range(rows))


def _styled(data: bytes, formats: int) -> bytes:
    made = varied('<numFmt numFmtId="#" formatCode="[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[0.0#"/>', formats)
    return edited(data, "xl/styles.xml", ("<numFmts[^>]*>", f"\\g<0>{made}"))


def _foreign(data: bytes) -> bytes:
    """A sheet of a ministry's own, as large as a part may be."""
    row = "<row>" + '<c t="str"><v>a#</v></c>' * 10 + "</row>"
    text = f'<worksheet xmlns="{MAIN}"><sheetData>{varied(row, 28_000)}</sheetData></worksheet>'
    return with_sheet(data, "lists", text)


COSTLY: dict[str, Callable[[bytes], bytes]] = {
    "numbers": lambda data: with_row(data, "Partnership", _rows("<c><v>#</v></c>" * 45, 6_000)),
    "inline_texts": lambda data: with_row(
        data, "Partnership", _rows('<c t="inlineStr"><is><t>a#</t></is></c>' * 9, 15_000)
    ),
    "unknown_rows": lambda data: with_row(data, "Partnership", _rows('<c t="str"><v>a#</v></c>' * 9, 19_900)),
    "unknown_rows_in_a_table": lambda data: with_row(
        data, "requests_by_province", _rows('<c t="str"><v>a#</v></c>' * 5, 19_900)
    ),
    "texts": lambda data: with_strings(data, varied("<si><t>text #</t></si>", 280_000)),
    "long_text_everywhere": lambda data: with_row(
        with_strings(data, f"<si><t>{' a' * 16_000}</t></si>"), "Partnership", _rows('<c t="s"><v>0</v></c>' * 50, 9)
    ),
    "spread": lambda data: with_row(data, "Start", '<row r="5200"><c r="GA5200"><v>1</v></c></row>'),
    "formats": lambda data: _styled(data, 150_000),
    "relations": lambda data: edited(
        data,
        "xl/_rels/workbook.xml.rels",
        ("</Relationships>", varied('<Relationship Id="x#" Type="t" Target="x"/>', 150_000) + "</Relationships>"),
    ),
    "names": lambda data: edited(
        data,
        "xl/workbook.xml",
        ("</definedNames>", varied('<definedName name="a#">A!$A$1</definedName>', 150_000) + "</definedNames>"),
    ),
    "foreign_sheet": _foreign,
    "pictures": lambda data: replaced(
        data, **{f"xl/media/{n}.png": bytes((n + i * i >> 3) % 256 for i in range(1 << 20)) * 6 for n in range(3)}
    ),
}
