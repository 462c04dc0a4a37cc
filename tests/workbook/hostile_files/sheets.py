"""Sheets that are too far, too long, missing, doubled or something else, and lists that lead astray."""

from __future__ import annotations

import re

from workbook_hostile.making import (
    MAIN,
    TYPES,
    Case,
    edited,
    pack,
    parts_of,
    sheet_part,
    with_row,
    with_sheet,
    with_strings,
    with_type,
    without,
)

RELS = "xl/_rels/workbook.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _long_sheet(rows: int) -> Case:
    def make(data: bytes) -> bytes:
        text = "".join(f'<row r="{row}"><c r="A{row}"/><c r="B{row}"/></row>' for row in range(1, rows))
        return with_sheet(data, "Protection", f'<worksheet xmlns="{MAIN}"><sheetData>{text}</sheetData></worksheet>')

    return Case(make, "hundreds of thousands of elements (c), in the sheet Protection")


def _merges(data: bytes, merges: str) -> bytes:
    part = sheet_part(data, "Protection")
    text = re.sub(r"<mergeCells.*?</mergeCells>", "", parts_of(data)[part].decode())
    merged = f"</sheetData><mergeCells>{merges}</mergeCells>"
    return pack(parts_of(data) | {part: text.replace("</sheetData>", merged).encode()})


def _twice_relation(data: bytes, first: str, second: str) -> bytes:
    """Let the first of two relations of the workbook lead where the second does."""
    targets = [sheet_part(data, sheet).removeprefix("xl/") for sheet in (first, second)]
    return edited(data, RELS, (re.escape(targets[0]), targets[1]))


def _root(data: bytes, sheet: str, root: str, kind: str) -> bytes:
    """Put a sheet of another kind in the place of one of ours."""
    part = sheet_part(data, sheet)
    data = edited(data, "[Content_Types].xml", (f'(PartName="/{part}" ContentType=")[^"]*', f"\\1{TYPES}.{kind}+xml"))
    return with_sheet(data, sheet, f'<{root} xmlns="{MAIN}"/>')


def _many_sheets(data: bytes) -> bytes:
    target = sheet_part(data, "lists").removeprefix("xl/")
    relations = "".join(f'<Relationship Id="x{n}" Type="{OFFICE}/worksheet" Target="{target}"/>' for n in range(10_000))
    sheets = "".join(f'<sheet name="x{n}" sheetId="{n + 900}" r:id="x{n}" xmlns:r="{OFFICE}"/>' for n in range(10_000))
    data = edited(data, RELS, ("</Relationships>", f"{relations}</Relationships>"))
    return edited(data, "xl/workbook.xml", ("</sheets>", f"{sheets}</sheets>"))


def _only_a_link(data: bytes) -> bytes:
    """A workbook whose only sheet is a link to another workbook."""
    link = f'<externalLink xmlns="{MAIN}"><externalBook/></externalLink>'.encode()
    data = with_type(data, "xl/externalLinks/externalLink1.xml", f"{TYPES}.externalLink+xml", link)
    data = edited(data, RELS, (r'Target="[^"]*worksheets/sheet1\.xml"', 'Target="externalLinks/externalLink1.xml"'))
    return edited(data, "xl/workbook.xml", ("(<sheets><sheet [^>]*>).*</sheets>", "\\1</sheets>"))


MILLION = f'<worksheet xmlns="{MAIN}"><sheetData>@</sheetData></worksheet>'
FAR = '<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>'
SHEETS: dict[str, Case] = {
    "far_cell": Case(
        lambda data: with_row(data, "Protection", FAR), "Protection!XFD1048576: found content in a cell far"
    ),
    "far_column": Case(
        lambda data: with_row(data, "Start", '<row r="900"><c r="XFD900"><v>1</v></c></row>'), "Start!XFD900: found"
    ),
    "stray_cells": Case(
        lambda data: with_row(data, "Start", '<row r="19000"><c r="GA19000"><v>1</v></c></row>'),
        "content spread over 19000 rows and 183 columns",
    ),
    "sheet_wide_merge": Case(
        lambda data: _merges(data, '<mergeCell ref="A1:XFD1048576"/>'), "17179869184 cells merged into one"
    ),
    "many_merges": Case(
        lambda data: _merges(data, "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 9_000))),
        "more than 2000 merged ranges",
    ),
    "odd_merge": Case(lambda data: _merges(data, '<mergeCell ref="A1:B"/>'), "a merged range that is none"),
    "no_workbook": Case(lambda data: without(data, "xl/workbook.xml"), "no list of sheets"),
    "no_relations": Case(lambda data: without(data, RELS), "no list of relations"),
    "no_root_relations": Case(lambda data: without(data, "_rels/.rels"), "no list that leads to the workbook"),
    "no_contents": Case(lambda data: without(data, "[Content_Types].xml"), "a zip file that is no Excel workbook"),
    "no_styles": Case(lambda data: without(data, "xl/styles.xml"), "a reference to style no."),
    "no_sheet_part": Case(
        lambda data: without(data, sheet_part(data, "Protection")), "Protection, which leads nowhere"
    ),
    "other_workbook": Case(
        lambda data: edited(data, "_rels/.rels", (r'Target="/?xl/workbook\.xml"', 'Target="xl/other.xml"')),
        "two opinions on which part is the workbook",
    ),
    "other_styles": Case(
        lambda data: edited(data, RELS, (r'(Target="[^"]*)styles\.xml"', '\\1other.xml"')), "styles in an unusual place"
    ),
    "two_lists_of_texts": Case(
        lambda data: with_type(
            with_strings(data, "<si><t>IOM</t></si>"), "xl/more.xml", f"{TYPES}.sharedStrings+xml", b"<a/>"
        ),
        "a list of texts that is not there, or a second one",
    ),
    "other_list_of_texts": Case(
        lambda data: edited(
            with_strings(data, "<si><t>IOM</t></si>"),
            RELS,
            (
                "</Relationships>",
                f'<Relationship Id="x" Type="{OFFICE}/sharedStrings" Target="x.xml"/></Relationships>',
            ),
        ),
        "two opinions on where the texts of cells are",
    ),
    "strict": Case(
        lambda data: edited(
            data, "xl/workbook.xml", (re.escape(MAIN), "http://purl.oclc.org/ooxml/spreadsheetml/main")
        ),
        "Strict Open XML",
    ),
    "names_differ_in_case": Case(
        lambda data: edited(data, "xl/workbook.xml", ('name="Prevention"', 'name="PROTECTION"')),
        "two sheets named PROTECTION",
    ),
    "one_sheet_twice": Case(lambda data: _twice_relation(data, "Protection", "Prevention"), "two sheets that are one"),
    "ten_thousand_sheets": Case(_many_sheets, "found 100"),
    "chart_for_a_sheet": Case(
        lambda data: _root(data, "Protection", "chartsheet", "chartsheet"), "something else (chartsheet) in the place"
    ),
    "dialog_for_a_sheet": Case(
        lambda data: _root(data, "Protection", "dialogsheet", "dialogsheet"),
        "something else (dialogsheet) in the place",
    ),
    "sheet_that_is_the_styles": Case(
        lambda data: edited(
            data, RELS, (re.escape(sheet_part(data, "Prevention").removeprefix("xl/")), "theme/theme1.xml")
        ),
        "something else (theme) in the place of the sheet Prevention",
    ),
    "sheet_outside": Case(
        lambda data: edited(
            data,
            RELS,
            (r'Target="[^"]*worksheets/sheet1\.xml"', 'TargetMode="External" Target="file:///etc/passwd"'),
        ),
        "which leads nowhere",
    ),
    "only_a_link": Case(_only_a_link, "something else (externalLink) in the place of the sheet"),
}

LONG: dict[str, Case] = {
    "long_sheet": _long_sheet(250_000),
    "million_rows": Case(
        lambda data: with_sheet(
            data, "Protection", MILLION.replace("@", "".join(f'<row r="{n}"/>' for n in range(1, 10**6)))
        ),
        "the part xl/worksheets/sheet3.xml, which unpacks from",
    ),
}
