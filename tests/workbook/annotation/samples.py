"""Workbooks as officers send them: filled in, and with everything else that people put into a workbook."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from collections.abc import Callable

from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from workbook_hostile import edited, pack, parts_of, sheet_part

from gapcheck.workbook.annotation import Note

ANSWERS = {"convictions": 12, "trafficking_law": "Yes", "partners": "IOM"}
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
THREADED = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
FOREIGN = "Ministry's data"
NOTES = (
    Note("Prosecution", "C3", '"twelve"', "a whole number", "Write it in digits, such as 12.", "error"),
    Note("Prosecution", "C3", "no evidence", "a document", "Name the document.", "warning"),
    Note("Prosecution", "C2", '"Perhaps"', "Yes or No", "Choose from the list.", "error"),
    Note("prevention", "C2", '"2022-02-30"', "a date", "There is no such day.", "error"),
    Note(FOREIGN, "B2", "=1+1", "nothing", "-", "warning"),
    Note("Protection", None, "no row housing", "a row for every question", "Copy it from a new template.", "warning"),
    Note("Partnership ", "ZZZZ9", "a cell that no sheet has", "", "", "warning"),
    Note("Missing", "C3", "no sheet Missing", "every sheet of the template", "Take it from a new template.", "error"),
    Note("", None, "a file of last year", "one of this year", "", "error"),
)  # fmt: skip


def opened(data: bytes) -> Workbook:
    """Return a workbook as openpyxl sees it, which says of extensions that it does not know them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return load_workbook(io.BytesIO(data))


def comments_of(data: bytes) -> dict[tuple[str, str], str]:
    """Return the text of every comment by sheet and cell."""
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in opened(data)
        for cell in list(sheet._cells.values())  # not row by row: a sheet may hold a cell in its last
        if cell.comment
    }


def png(width: int = 24, height: int = 16) -> bytes:
    """Return a picture, written by hand: openpyxl needs another library for one."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\x00" + bytes((200, 30, 30)) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def enriched(data: bytes) -> bytes:
    """Return a filled template with a chart, a picture, a foreign sheet, comments, conditions, names, formulas."""
    book = load_workbook(io.BytesIO(data))
    _foreign_sheet(book)
    prosecution = book["Prosecution"]
    prosecution["C2"].comment = Comment("Ask the police again.", "Officer")
    prosecution["F2"].comment = Comment("The ministry of justice.", "Officer", width=300, height=200)
    red = PatternFill("solid", bgColor="FFC7CE")
    prosecution.conditional_formatting.add("C2:C20", CellIsRule(operator="lessThan", formula=["0"], fill=red))
    book.defined_names["everything"] = DefinedName("everything", attr_text="'Ministry''s data'!$A$1:$B$5")
    book["Protection"].print_area = "A1:F10"
    book["Protection"].defined_names["mine"] = DefinedName("mine", attr_text="Protection!$C$2")
    book.custom_doc_props.append(StringProperty(name="Ministry", value="NCCT"))
    target = io.BytesIO()
    book.save(target)
    return _spliced(target.getvalue())


def _foreign_sheet(book: Workbook) -> None:
    sheet = book.create_sheet(FOREIGN)
    for row in (["Year", "Cases"], [2020, 4], [2021, 7], [2022, 9], ["Sum", "=SUM(B2:B4)"], ["=1", "text"]):
        sheet.append(row)
    sheet["A6"].data_type = "s"
    sheet["B3"].font = Font(bold=True, color="FF0000")
    sheet.row_dimensions[4].hidden = True
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=4), titles_from_data=True)
    sheet.add_chart(chart, "D2")
    offered = DataValidation(type="list", formula1='"a,b"')
    offered.add("C1:C4")
    sheet.add_data_validation(offered)
    sheet["A10"].hyperlink = "https://example.org/"


def _spliced(data: bytes) -> bytes:
    """Add what openpyxl cannot write: a formula's saved value, a picture, an extension, calculation's chain."""
    part = sheet_part(data, FOREIGN)
    data = edited(
        data, part,
        (r"<f>SUM\(B2:B4\)</f><v\s*/>|<f>SUM\(B2:B4\)</f><v></v>", "<f>SUM(B2:B4)</f><v>20</v>"),
        ("</worksheet>", '<extLst><ext uri="{0}" xmlns:x14="urn:x14"><x14:kept/></ext></extLst></worksheet>'),
    )  # fmt: skip
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    picture = (
        "<xdr:oneCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>20</xdr:row>"
        '<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="720000" cy="480000"/><xdr:pic><xdr:nvPicPr>'
        '<xdr:cNvPr id="9" name="Stamp"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rIdPic"/>'
        '<a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="720000" cy="480000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
        "</xdr:pic><xdr:clientData/></xdr:oneCellAnchor>"
    )
    picture = re.sub(
        "<xdr:oneCellAnchor>",
        '<xdr:oneCellAnchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        f'xmlns:a="{drawing}" xmlns:r="{OFFICE}">',
        picture,
    )
    relation = f'<Relationship Id="rIdPic" Type="{OFFICE}/image" Target="/xl/media/stamp1.png"/></Relationships>'
    data = edited(data, "xl/drawings/drawing1.xml", (r"</((?:\w+:)?)wsDr>", rf"{picture}</\1wsDr>"))
    data = edited(data, "xl/drawings/_rels/drawing1.xml.rels", ("</Relationships>", relation))
    default = r'\1<Default Extension="png" ContentType="image/png"/>'
    data = edited(data, "[Content_Types].xml", ("(<Types[^>]*>)", default))
    return pack(parts_of(data) | {"xl/media/stamp1.png": png()})


def threaded(data: bytes) -> bytes:
    """Return an enriched workbook in which the comment on Prosecution!C2 belongs to a thread, as Excel writes it."""
    part = sheet_part(data, "Prosecution")
    thread = (
        f'<ThreadedComments xmlns="{THREADED}"><threadedComment ref="C2" dT="2022-11-18T10:00:00.00" '
        'personId="{A0000000-0000-0000-0000-000000000001}" id="{B0000000-0000-0000-0000-000000000001}">'
        "<text>Ask the police again.</text></threadedComment></ThreadedComments>"
    )
    relations = f"{part.rpartition('/')[0]}/_rels/{part.rpartition('/')[2]}.rels"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    relation = f'<Relationship Id="rIdT" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/>'
    override = (
        '<Override PartName="/xl/threadedComments/threadedComment1.xml" '
        'ContentType="application/vnd.ms-excel.threadedcomments+xml"/>'
    )
    data = edited(data, relations, ("</Relationships>", f"{relation}</Relationships>"))
    data = edited(data, "[Content_Types].xml", ("</Types>", f"{override}</Types>"))
    return pack(parts_of(data) | {"xl/threadedComments/threadedComment1.xml": thread.encode()})


def other_writer(encode: Callable[[str], bytes] = str.encode) -> bytes:
    """Return a workbook as another program writes one: prefixes everywhere, no defined names, no views."""
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    contents = (
        f'<c:Types xmlns:c="{package}/content-types"><c:Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<c:Override PartName="/xl/wb.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<c:Override PartName="/xl/One.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<c:Override PartName="/xl/Two.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<c:Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></c:Types>'
    )
    workbook = (
        f'<x:workbook xmlns:x="{MAIN}" xmlns:q="{OFFICE}"><x:sheets><x:sheet name="Start" sheetId="7" q:id="a"/>'
        '<x:sheet name="Data &amp; more" sheetId="3" q:id="b"/></x:sheets><x:calcPr fullCalcOnLoad="1"/></x:workbook>'
    )
    relations = (
        f'<p:Relationships xmlns:p="{package}/relationships">'
        f'<p:Relationship Id="a" Type="{OFFICE}/worksheet" Target="One.xml"/>'
        f'<p:Relationship Id="b" Type="{OFFICE}/worksheet" Target="/xl/Two.xml"/>'
        f'<p:Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/></p:Relationships>'
    )
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetViews><x:sheetView tabSelected="true" workbookViewId="0"/>'
        '</x:sheetViews><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>é &gt; "a"</x:t></x:is></x:c>'
        '</x:row></x:sheetData><x:pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/>'
        "<x:tableParts/></x:worksheet>"
    )
    style = (
        f'<x:styleSheet xmlns:x="{MAIN}"><x:fonts><x:font/></x:fonts><x:fills><x:fill><x:patternFill/>'
        '</x:fill></x:fills><x:borders><x:border/></x:borders><x:cellXfs count="1">'
        '<x:xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></x:cellXfs></x:styleSheet>'
    )
    root = f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
    texts = {
        "[Content_Types].xml": contents, "_rels/.rels": f'{root}Target="xl/wb.xml"/></Relationships>',
        "xl/wb.xml": workbook, "xl/_rels/wb.xml.rels": relations, "xl/One.xml": sheet,
        "xl/Two.xml": sheet.replace("tabSelected", "showZeros"), "xl/styles.xml": style,
    }  # fmt: skip
    return pack({name: text.encode() if name.endswith(".rels") else encode(text) for name, text in texts.items()})
