"""What a file is that is no Excel workbook, or one that is not accepted: in words, with the way to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Never

from gapcheck.errors import Problem, WorkbookError
from gapcheck.workbook.texts import one_line

SAVE_AS: Final = "Open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)."
EXPECTED: Final = "an Excel workbook (.xlsx)"
_LOCK: Final = "~$"  # before the workbook's name
_LOCK_BYTES: Final = 165
_UNPACK: Final = "Take the workbook out of it, and send that."
_TEMPLATE: Final = "Send the filled-in template itself."

_BEGINNINGS: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"PK\x05\x06", "a zip file with nothing in it", "Send the file again."),
    (b"PK\x07\x08", "one piece of a zip file in several", "Send the file in one piece."),
    (b"%PDF", "a PDF file", _TEMPLATE),
    (b"{\\rtf", "a text document (.rtf)", _TEMPLATE),
    (b"\x1f\x8b", "a packed file (.gz)", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a packed file (.7z)", _UNPACK),
    (b"Rar!", "a packed file (.rar)", _UNPACK),
    (b"\x89PNG", "a picture", _TEMPLATE),
    (b"\xff\xd8\xff", "a picture", _TEMPLATE),
    (b"GIF8", "a picture", _TEMPLATE),
    (b"MZ", "a program", f"Do not open it. {_TEMPLATE}"),
    (b"\x7fELF", "a program", f"Do not open it. {_TEMPLATE}"),
    (b"\x09\x00\x04\x00", "a workbook of Excel 2", SAVE_AS),
    (b"\x09\x02\x06\x00", "a workbook of Excel 3", SAVE_AS),
    (b"\x09\x04\x06\x00", "a workbook of Excel 4", SAVE_AS),
    (b"\x09\x08\x08\x00", "a workbook of Excel 5", SAVE_AS),
    (b"ID;P", "a text file of cells (.slk)", SAVE_AS),
)
# Old Office files are a file system of their own; the names of their streams say what they are.
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAKE_OFF = "Open it in Excel, take the password off (File, Info, Protect Workbook), and save it as .xlsx."
_STREAMS: Final[tuple[tuple[str, str, str], ...]] = (
    ("EncryptedPackage", "a workbook with a password", _TAKE_OFF),
    ("Workbook", "a workbook in the old format .xls", SAVE_AS),
    ("Book", "a workbook in the old format .xls of Excel 5 or 95", SAVE_AS),
    ("WordDocument", "a Word document in the old format .doc", _TEMPLATE),
    ("PowerPoint Document", "slides in the old format .ppt", _TEMPLATE),
    ("__properties_version1.0", "an Outlook message (.msg)", "Take the workbook out of the message, and send that."),
)
_TEXTS: Final[tuple[tuple[str, str, str], ...]] = (
    ("urn:schemas-microsoft-com:office:spreadsheet", "an XML spreadsheet of Excel 2003", SAVE_AS),
    ("urn:oasis:names:tc:opendocument", "an OpenDocument file in one piece, such as .fods", SAVE_AS),
    ("<html", "a web page, perhaps a table that a website calls .xls", f"{SAVE_AS} {_TEMPLATE}"),
    ("<!doctype html", "a web page, perhaps a table that a website calls .xls", f"{SAVE_AS} {_TEMPLATE}"),
)
_OPEN_DOCUMENT: Final = "application/vnd.oasis.opendocument."
_MACROS = "Open it in Excel and save it as an Excel Workbook (*.xlsx), which leaves the macros out."
# By what the list of contents calls its parts; a name would be easier to change.
_CONTENTS: Final[tuple[tuple[str, str, str], ...]] = (
    ("vnd.ms-excel.sheet.binary", "a binary Excel workbook (.xlsb)", SAVE_AS),
    ("wordprocessingml", "a Word document (.docx)", _TEMPLATE),
    ("presentationml", "slides (.pptx)", _TEMPLATE),
    ("vbaproject", "a workbook with macros (VBA)", _MACROS),
    ("macrosheet", "a workbook with macro sheets of Excel 4", _MACROS),
    ("activex", "a workbook with ActiveX controls, which can run programs", _MACROS),
)
_NAMES: Final[tuple[tuple[str, str, str], ...]] = (
    ("vbaproject.bin", "a workbook with macros (VBA)", _MACROS),
    ("xl/macrosheets/", "a workbook with macro sheets of Excel 4", _MACROS),
    ("xl/activex/", "a workbook with ActiveX controls, which can run programs", _MACROS),
)


def refuse(file_name: str, found: str, expected: str, mend: str) -> Never:
    """Refuse the file as a whole, with one problem."""
    raise WorkbookError([Problem(one_line(file_name), found, expected, mend)])


def check_kind(data: bytes, file_name: str) -> None:
    """Refuse a file that does not begin as a workbook does, and say what it is."""
    if data.startswith(b"PK\x03\x04"):
        return
    _check_lock(data, file_name)
    if not data:
        refuse(file_name, "an empty file", EXPECTED, "Send the file again.")
    for beginning, found, mend in _BEGINNINGS:
        if data.startswith(beginning):
            refuse(file_name, found, EXPECTED, mend)
    if data.startswith(_OLE):
        for stream, found, mend in _STREAMS:
            if stream.encode("utf-16-le") in data:
                refuse(file_name, found, EXPECTED, mend)
        refuse(file_name, "a file in an old format of Office, or a damaged one", EXPECTED, SAVE_AS)
    if not data.strip(b"\x00"):
        refuse(file_name, "a file of nothing but zeros", EXPECTED, "It was lost on its way: send the file again.")
    _check_text(data[:4000], file_name)
    if b"PK\x03\x04" in data:
        mend = "Send the workbook as a file of its own, as it was saved."
        refuse(file_name, "a file with something else before the workbook in it", EXPECTED, mend)
    refuse(file_name, "a file of another kind", EXPECTED, SAVE_AS)


def _check_lock(data: bytes, file_name: str) -> None:
    """Refuse the small file that Excel or LibreOffice keeps beside a workbook for as long as it is open."""
    name = file_name.replace("\\", "/").rpartition("/")[2]
    # Excel writes the user's name into it, once in UTF-16, each time with its length before it.
    of_excel = name.startswith(_LOCK) or (len(data) == _LOCK_BYTES and 0 < data[0] < 55 and b"\x00" in data)
    if of_excel or name.startswith(".~lock."):
        of = f" {one_line(name.removeprefix(_LOCK))}" if name.startswith(_LOCK) else ""
        mend = f"Leave it out: it holds no answers. The workbook itself{of} is another file; save and close it first."
        refuse(file_name, "the lock file of a workbook that is open in Excel or LibreOffice", EXPECTED, mend)


def _check_text(data: bytes, file_name: str) -> None:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not marked and b"\x00" in data:
        return
    text = data.decode("utf-16" if marked else "utf-8", "replace").lstrip("\ufeff \t\r\n").casefold()
    for sign, found, mend in _TEXTS:
        if text.startswith("<") and sign in text:
            refuse(file_name, found, EXPECTED, mend)
    if text.startswith("<"):
        refuse(file_name, "an XML file", EXPECTED, _TEMPLATE)
    if text.isprintable() or not any(letter < " " and letter not in "\t\r\n\f" for letter in text):
        refuse(file_name, "a text file, perhaps CSV", EXPECTED, f"Fill in the template itself. {SAVE_AS}")


def check_parts(parts: Mapping[str, bytes], contents: Mapping[str, str], file_name: str) -> None:
    """Refuse a zip file of another kind, and a workbook that can run programs.

    ``contents`` says the type of a part by its name, in lower case. Objects that were pasted in (a Word or PDF
    file beside an answer, as its evidence) are not refused: nothing here opens them, and an officer who must take
    them out loses what the answer rests on. Pictures, charts, pivot tables, queries and links to other workbooks
    are left alone for the same reason.
    """
    if "mimetype" in parts:
        if parts["mimetype"].decode("ascii", "replace").startswith(_OPEN_DOCUMENT):
            refuse(file_name, "an OpenDocument file, such as .ods", EXPECTED, SAVE_AS)
        refuse(file_name, "a zip file of another program", EXPECTED, SAVE_AS)
    if any(name.endswith(".iwa") or name == "Index.zip" for name in parts):
        refuse(file_name, "an Apple Numbers file", EXPECTED, "In Numbers, use File, Export To, Excel.")
    for sign, found, mend in _CONTENTS:
        if any(sign in kind for kind in contents.values()):
            refuse(file_name, found, EXPECTED, mend)
    for sign, found, mend in _NAMES:
        if any(sign in name.casefold() for name in parts):
            refuse(file_name, found, EXPECTED, mend)


def no_workbook(parts: Mapping[str, bytes], file_name: str) -> Never:
    """Refuse a zip file in which no workbook was found."""
    packed = [name for name in parts if name.casefold().endswith((".xlsx", ".xls", ".xlsm", ".zip"))]
    if packed:
        refuse(file_name, f"a zip file with other files in it ({one_line(packed[0])})", EXPECTED, _UNPACK)
    refuse(file_name, "a zip file that is no Excel workbook", EXPECTED, f"Send the workbook itself. {SAVE_AS}")
