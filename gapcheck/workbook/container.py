"""A workbook file as a zip container: its parts, decompressed under limits before anything else looks at them."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Never

from gapcheck.errors import Problem, WorkbookError
from gapcheck.workbook.texts import one_line

MEGABYTE = 1024 * 1024
# A filled-in workbook has some 60 kB; one with scanned pages pasted into it still fits.
MAX_FILE_BYTES = 20 * MEGABYTE
# Excel writes some 20 parts, and two more for every sheet with drawings.
MAX_PARTS = 500
# Reading costs some 50 times the part's size in memory, and a second for every few megabytes.
MAX_PART_BYTES = 16 * MEGABYTE
MAX_TOTAL_BYTES = 48 * MEGABYTE
# Sheets shrink some 10 to 30 times; deflate can reach 1,000, and only a bomb does.
MAX_RATIO = 200
RATIO_COUNTS_FROM = MEGABYTE  # below this size even a high ratio does no harm

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 0x1
_UNSAFE_NAME = re.compile(r"[\\:\x00-\x1f]|^/|(^|/)\.\.?(/|$)|//")
_SAVE_AS = "Open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)"


def refuse(file_name: str, found: str, expected: str, mend: str) -> Never:
    """Refuse the file as a whole, with one problem."""
    raise WorkbookError([Problem(one_line(file_name), found, expected, mend)])


def open_parts(data: bytes, file_name: str) -> dict[str, bytes]:
    """Return the contents of every part of a workbook by name.

    Raises WorkbookError where the file is no zip, is encrypted, damaged, or larger than the limits, whatever
    its headers claim.
    """
    _check_kind(data, file_name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries, file_name)
            return _decompress(archive, entries, file_name)
    except WorkbookError:
        raise
    except Exception as error:  # noqa: BLE001 - over a damaged archive zipfile raises errors of a dozen kinds
        _damaged(file_name, error)


def _damaged(file_name: str, error: Exception) -> Never:
    mend = "It may have been cut short when it was sent: ask for it again, or open it in Excel and save it anew."
    problem = Problem(one_line(file_name), "a damaged file", "a whole Excel workbook (.xlsx)", mend)
    raise WorkbookError([problem]) from error


def _check_kind(data: bytes, file_name: str) -> None:
    expected = "an Excel workbook (.xlsx)"
    if len(data) > MAX_FILE_BYTES:
        mend = "Remove pictures and sheets that are not part of the template."
        refuse(file_name, f"a file of {len(data) // MEGABYTE} MB", f"at most {MAX_FILE_BYTES // MEGABYTE} MB", mend)
    if not data:
        refuse(file_name, "an empty file", expected, "Send the file again.")
    if data.startswith(_OLE):
        mend = f"Take the password off (File, Info, Protect Workbook). {_SAVE_AS}."
        refuse(file_name, "a workbook with a password, or one in the old .xls format", expected, mend)
    if data.startswith(b"PK\x03\x04"):
        return
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith((b"<", b"%PDF")):
        refuse(file_name, "a web page, XML or PDF file", expected, f"{_SAVE_AS}.")
    if b"\x00" not in data[:1000]:
        refuse(file_name, "a text file, perhaps CSV", expected, f"Fill in the template itself. {_SAVE_AS}.")
    refuse(file_name, "a file of another kind", expected, f"{_SAVE_AS}.")


def _check_entries(entries: list[zipfile.ZipInfo], file_name: str) -> None:
    if len(entries) > MAX_PARTS:
        refuse(file_name, f"{len(entries)} parts in the file", f"at most {MAX_PARTS}", f"{_SAVE_AS}.")
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        # Names that differ only in case are one part to Excel, and two to a zip reader.
        if name.casefold() in seen:
            refuse(file_name, f"the part {one_line(name)} twice in the file", "each part once", f"{_SAVE_AS}.")
        seen.add(name.casefold())
        if _UNSAFE_NAME.search(name) or len(name) > 255:
            refuse(file_name, f"a part with the unsafe name {one_line(name)}", "plain part names", f"{_SAVE_AS}.")
        if entry.flag_bits & _ENCRYPTED:
            refuse(file_name, "an encrypted part", "a workbook without a password", "Take the password off.")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            refuse(file_name, "an unusual kind of compression", "a workbook as Excel writes it", f"{_SAVE_AS}.")
    if "mimetype" in seen:
        refuse(file_name, "an OpenDocument file, such as .ods", "an Excel workbook (.xlsx)", f"{_SAVE_AS}.")


def _decompress(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], file_name: str) -> dict[str, bytes]:
    """Decompress every part with a cap on what really comes out, not on what the headers say."""
    parts: dict[str, bytes] = {}
    left = MAX_TOTAL_BYTES
    for entry in entries:
        if entry.is_dir():
            continue
        with archive.open(entry) as stream:
            content = stream.read(min(MAX_PART_BYTES, left) + 1)
        left -= len(content)
        ratio = len(content) / max(entry.compress_size, 1)
        if len(content) > MAX_PART_BYTES or left < 0 or (len(content) > RATIO_COUNTS_FROM and ratio > MAX_RATIO):
            refuse(
                file_name, f"a file that unpacks to far more than it seems (part {one_line(entry.filename)})",
                f"parts of at most {MAX_PART_BYTES // MEGABYTE} MB, {MAX_TOTAL_BYTES // MEGABYTE} MB in all, "
                f"packed at most {MAX_RATIO} times smaller",
                "Fill in a new copy of the template.",
            )  # fmt: skip
        parts[entry.filename] = content
    return parts
