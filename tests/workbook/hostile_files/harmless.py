"""What officers' files hold beside the answers, and oddities that change none: read as if not there."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable

from workbook_hostile.making import (
    MAIN,
    TYPES,
    edited,
    pack,
    parts_of,
    replaced,
    shared,
    sheet_part,
    with_cell,
    with_row,
    with_type,
)
from workbook_hostile.zipping import entries_of, entry, raw_zip

RELS = "xl/_rels/workbook.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKED = '<c r="@"><f>[1]Data!$B$7</f><v>12</v></c>'


def _external_link(data: bytes) -> bytes:
    """An answer that a formula takes from another workbook: its saved value counts, and the link is never followed."""
    link = f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{OFFICE}" r:id="rId1"/></externalLink>'.encode()
    data = with_type(data, "xl/externalLinks/externalLink1.xml", f"{TYPES}.externalLink+xml", link)
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/externalLinkPath" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    ).encode()
    data = replaced(data, **{"xl/externalLinks/_rels/externalLink1.xml.rels": relation})
    lines = f'<Relationship Id="rId900" Type="{OFFICE}/externalLink" Target="externalLinks/externalLink1.xml"/>'
    data = edited(data, RELS, ("</Relationships>", f"{lines}</Relationships>"))
    listed = f'</sheets><externalReferences><externalReference xmlns:r="{OFFICE}" r:id="rId900"/></externalReferences>'
    return with_cell(edited(data, "xl/workbook.xml", ("</sheets>", listed)), "Prosecution", "C3", LINKED)


def _swapped(data: bytes, first: str, second: str) -> bytes:
    """Give each of two sheets the other's part."""
    one, other = (sheet_part(data, sheet).removeprefix("xl/") for sheet in (first, second))
    return edited(data, RELS, (one, "swapping"), (other, one), ("swapping", other))


def _utf_16(data: bytes) -> bytes:
    part = sheet_part(data, "Prosecution")
    text = re.sub(r"^<\?xml[^>]*\?>", "", parts_of(data)[part].decode())
    return replaced(data, **{part: f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")})


def _instructions(data: bytes) -> bytes:
    """Processing instructions and remarks, even in the midst of a value: no XML reader takes them for contents."""
    return with_cell(data, "Prosecution", "C3", '<c r="@"><v>1<?evil rm?><!-- 9 -->2</v></c>')


def _without_macros(data: bytes) -> bytes:
    return edited(
        data, "[Content_Types].xml", (f"{TYPES}.sheet.main", "application/vnd.ms-excel.sheet.macroEnabled.main")
    )


def _beside(part: str, kind: str, content: str) -> Callable[[bytes], bytes]:
    return lambda data: with_type(data, part, kind, content.encode())


def _after(data: bytes, content: str) -> bytes:
    return edited(data, sheet_part(data, "Protection"), ("</sheetData>", f"</sheetData>{content}"))


def _big_embedding(data: bytes) -> bytes:
    """A zip bomb pasted in as an object: it is a bomb to whoever opens it, and nobody does."""
    inner = pack({"0.bin": b"\x00" * (50 << 20)})
    return replaced(data, **{"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + inner})


HARMLESS: dict[str, Callable[[bytes], bytes]] = {
    "styled_blank_far_away": lambda data: with_row(
        data, "Protection", '<row r="1048576" ht="12"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>'
    ),
    "styled_blank_far_away_on_start": lambda data: with_row(
        data, "Start", '<row r="1048576"><c r="AMJ1048576" s="0"><v></v></c></row>'
    ),
    "other_sheet_far_cell": lambda data: with_row(data, "lists", '<row r="1000000"><c r="A1000000"><v>1</v></c></row>'),
    "picture": lambda data: replaced(data, **{"xl/media/image1.png": b"\x89PNG\r\n" + bytes(range(256))}),
    "old_drawing": lambda data: replaced(data, **{"xl/drawings/vmlDrawing1.vml": b"<xml><br></xml>"}),
    "xlsm_without_macros": _without_macros,
    "pasted_document": lambda data: replaced(
        data, **{"xl/embeddings/Microsoft_Word_Document1.docx": pack({"word/document.xml": b"<a/>"})}
    ),
    "pasted_object": lambda data: replaced(
        data, **{"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + b"\x00" * 900}
    ),
    "pasted_bomb": _big_embedding,
    "external_link": _external_link,
    "chart": _beside(
        "xl/charts/chart1.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml", "<c/>"
    ),
    "comments": _beside("xl/comments1.xml", f"{TYPES}.comments+xml", f'<comments xmlns="{MAIN}"/>'),
    "pivot_cache": _beside(
        "xl/pivotCache/pivotCacheDefinition1.xml",
        f"{TYPES}.pivotCacheDefinition+xml",
        f'<pivotCacheDefinition xmlns="{MAIN}"><cacheSource type="external"/></pivotCacheDefinition>',
    ),
    "query": _beside(
        "xl/connections.xml",
        f"{TYPES}.connections+xml",
        f'<connections xmlns="{MAIN}"><connection id="1"><dbPr command="DROP TABLE x"/></connection></connections>',
    ),
    "broken_properties": lambda data: edited(
        data, "docProps/core.xml", ("<cp:coreProperties ", '<cp:coreProperties name="x" ')
    ),
    "custom_xml": lambda data: replaced(data, **{"customXml/item1.xml": b'<a xmlns="urn:b"><c/></a>'}),
    "printer": lambda data: replaced(data, **{"xl/printerSettings/printerSettings1.bin": b"\x00<\x00a" * 300}),
    "wrong_dimension": lambda data: edited(
        data, sheet_part(data, "Protection"), ('<dimension ref="[^"]*"', '<dimension ref="A1:B1"')
    ),
    "vast_dimension": lambda data: edited(
        data, sheet_part(data, "Protection"), ('<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"')
    ),
    "odd_things_after_the_cells": lambda data: _after(data, "<dataValidations><x/></dataValidations>"),
    "link_in_a_sheet": lambda data: _after(data, '<hyperlinks><hyperlink ref="A1" location="cmd|calc"/></hyperlinks>'),
    "web_service_formula": lambda data: with_cell(
        data, "Prosecution", "C3", '<c r="@"><f>WEBSERVICE("http://localhost/")</f><v>12</v></c>'
    ),
    "shared_strings": shared,
    "sheets_swapped": lambda data: _swapped(data, "Protection", "Prosecution"),  # a row is known by its ID
    "rich_text": lambda data: with_cell(
        data,
        "Protection",
        "C2",
        '<c r="@" t="inlineStr"><is><r><rPr><b/></rPr><t>Draf</t></r><r><t>ted</t></r><rPh sb="0" eb="1"><t>x</t></rPh>'
        "</is></c>",
    ),
    "utf_16": _utf_16,
    "instructions_and_remarks": _instructions,
    "number_with_spaces": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@"><v> 12 </v></c>'),
    "number_in_another_notation": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@"><v>1.2E1</v></c>'),
    "stored_uncompressed": lambda data: pack(parts_of(data), zipfile.ZIP_STORED),
    "something_behind": lambda data: data + b"\r\n-- \r\nScanned by the mail gateway\r\n",
    "other_order_of_parts": lambda data: pack(dict(reversed(parts_of(data).items()))),
    "empty_folders": lambda data: raw_zip([*entries_of(data), entry("xl/media/", b"")]),
}
