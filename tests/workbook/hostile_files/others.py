"""Files of other kinds by the name of a workbook, and workbooks that can run programs."""

from __future__ import annotations

import io
import zipfile

from workbook_hostile.making import MAIN, TYPES, Case, edited, pack, parts_of, replaced, with_type

OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
SHEET_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
)
FLAT = '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
HTML = "<html><body><table><tr><td>ID</td></tr></table></body></html>"


def ole(*streams: str) -> bytes:
    """Return the beginning of an old Office file with streams of the given names in its directory."""
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\x00") + b"\x02" * 64 for name in ("Root Entry", *streams))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + names + b"\x00" * 3000


def _document(kind: str) -> bytes:
    types = f'<Types><Override PartName="/a/b.xml" ContentType="application/vnd.{kind}.main+xml"/></Types>'
    return pack({"[Content_Types].xml": types.encode(), "a/b.xml": b"<a/>"})


def _nested(depth: int) -> bytes:
    """A zip file of ten zip files, each of ten zip files, and so on: 10 ** depth times a megabyte."""
    data = pack({"0.bin": b"\x00" * (1 << 20)})
    for _ in range(depth):
        data = pack({f"lib{number}.zip": data for number in range(10)})
    return data


def _bzip2(data: bytes) -> bytes:
    return pack(parts_of(data), zipfile.ZIP_BZIP2)


def _workbook_within(data: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("report/khm-2022.xlsx", data)
    return target.getvalue()


OTHERS: dict[str, Case] = {
    "empty": Case(lambda _: b"", "an empty file"),
    "zeros": Case(lambda data: b"\x00" * len(data), "nothing but zeros"),
    "noise": Case(lambda _: bytes(range(250, 0, -1)) * 20, "a file of another kind"),
    "lock_of_excel": Case(
        lambda _: b"\x05Sokha".ljust(55) + b"\x05\x00" + "Sokha".encode("utf-16-le").ljust(108, b"\x00"),
        "the lock file of a workbook that is open",
    ),
    "csv_of_the_size_of_a_lock": Case(lambda _: b"ID,Answer\n".ljust(165, b"x"), "a text file, perhaps CSV"),
    "csv": Case(lambda _: b"ID,Question,Answer\nconvictions,Combien ?,12\n", "a text file, perhaps CSV"),
    "csv_of_windows": Case(lambda _: "ID;Question\na;Où ?\n".encode("cp1252"), "a text file, perhaps CSV"),
    "csv_in_utf_16": Case(lambda _: "ID\tAnswer\nconvictions\t១២\n".encode("utf-16"), "a text file, perhaps CSV"),
    "web_page": Case(lambda _: HTML.encode(), "a web page"),
    "web_page_in_utf_16": Case(lambda _: HTML.encode("utf-16"), "a web page"),
    "xml_of_excel_2003": Case(lambda _: SHEET_2003.encode(), "an XML spreadsheet of Excel 2003"),
    "fods": Case(lambda _: FLAT.encode(), "an OpenDocument file in one piece, such as .fods"),
    "xml": Case(lambda _: b"\xef\xbb\xbf<a/>", "an XML file"),
    "pdf": Case(lambda _: b"%PDF-1.7\n" + b"\x00" * 2000, "a PDF file"),
    "rtf": Case(lambda _: b"{\\rtf1 ID}", "(.rtf)"),
    "png": Case(lambda _: b"\x89PNG\r\n\x1a\n" + b"\x00" * 900, "a picture"),
    "slk": Case(lambda _: b"ID;PWXL;N;E\nC;Y1;X1;K12\nE\n", "(.slk)"),
    "program": Case(lambda _: b"MZ\x90\x00" + b"\x00" * 900, "a program"),
    "gz": Case(lambda _: b"\x1f\x8b\x08\x00" + b"\x00" * 900, "(.gz)"),
    "7z": Case(lambda _: b"7z\xbc\xaf\x27\x1c" + b"\x00" * 900, "(.7z)"),
    "rar": Case(lambda _: b"Rar!\x1a\x07\x00" + b"\x00" * 900, "(.rar)"),
    "excel_4": Case(lambda _: b"\x09\x04\x06\x00\x00\x00\x10\x00" + b"\x00" * 900, "Excel 4"),
    "xls": Case(lambda _: ole("Workbook"), "the old format .xls;"),
    "xls_of_excel_95": Case(lambda _: ole("Book"), "the old format .xls of Excel 5 or 95"),
    "password": Case(lambda _: ole("EncryptionInfo", "EncryptedPackage"), "a workbook with a password"),
    "doc": Case(lambda _: ole("WordDocument", "1Table"), "the old format .doc"),
    "ppt": Case(lambda _: ole("PowerPoint Document"), "the old format .ppt"),
    "msg": Case(lambda _: ole("__properties_version1.0"), "an Outlook message"),
    "ole_of_another_kind": Case(lambda _: ole("Contents"), "an old format of Office, or a damaged one"),
    "zip_without_parts": Case(lambda _: b"PK\x05\x06" + b"\x00" * 18, "a zip file with nothing in it"),
    "zip_in_pieces": Case(lambda data: b"PK\x07\x08" + data, "one piece of a zip file"),
    "zip_of_something": Case(lambda _: pack({"a.txt": b"a"}), "a zip file that is no Excel workbook"),
    "zip_with_a_workbook": Case(_workbook_within, "other files in it (report/khm-2022.xlsx)"),
    "zips_in_zips": Case(lambda _: _nested(5), "other files in it (lib0.zip)"),
    "ods": Case(
        lambda _: pack({"mimetype": OPEN_DOCUMENT, "content.xml": b"<a/>"}), "an OpenDocument file, such as .ods"
    ),
    "epub": Case(lambda _: pack({"mimetype": b"application/epub+zip"}), "a zip file of another program"),
    "numbers": Case(lambda _: pack({"Index/Document.iwa": b"\x00"}), "an Apple Numbers file"),
    "docx": Case(lambda _: _document("openxmlformats-officedocument.wordprocessingml.document"), "(.docx)"),
    "pptx": Case(lambda _: _document("openxmlformats-officedocument.presentationml.presentation"), "(.pptx)"),
    "xlsb": Case(lambda _: _document("ms-excel.sheet.binary.macroEnabled"), "(.xlsb)"),
    "bzip2": Case(_bzip2, "an unusual kind of compression"),
    "macros": Case(lambda data: replaced(data, **{"xl/vbaProject.bin": ole("VBA")}), "a workbook with macros (VBA)"),
    "macros_by_another_name": Case(
        lambda data: with_type(data, "xl/picture.bin", "application/vnd.ms-office.vbaProject", ole("VBA")),
        "a workbook with macros (VBA)",
    ),
    "xlsm": Case(
        lambda data: replaced(
            edited(
                data,
                "[Content_Types].xml",
                (f"{TYPES}.sheet.main", "application/vnd.ms-excel.sheet.macroEnabled.main"),
                ("<Default ", '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default '),
            ),
            **{"xl/vbaProject.bin": ole("VBA")},
        ),
        "a workbook with macros (VBA)",
    ),
    "macros_of_excel_4": Case(
        lambda data: with_type(
            data,
            "xl/macrosheets/sheet1.xml",
            "application/vnd.ms-excel.macrosheet+xml",
            f'<xm:macrosheet xmlns="{MAIN}" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"/>'.encode(),
        ),
        "macro sheets of Excel 4",
    ),
    "activex": Case(
        lambda data: with_type(data, "xl/activeX/activeX1.xml", "application/vnd.ms-office.activeX+xml"),
        "ActiveX controls",
    ),
}
