"""A workbook file as a zip container: its parts, decompressed under limits before anything else looks at them."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import Final, Never

from gapcheck.errors import Problem, WorkbookError
from gapcheck.workbook.safety.kinds import SAVE_AS, check_kind, refuse
from gapcheck.workbook.texts import one_line

MEGABYTE: Final = 1024 * 1024
# A filled-in workbook has some 60 kB; one with scanned pages pasted into it still fits.
MAX_FILE_BYTES: Final = 20 * MEGABYTE
# Excel writes some 20 parts, and two more for every sheet with drawings.
MAX_PARTS: Final = 500
# Reading costs some 50 times the part's size in memory, and a second for every few megabytes.
MAX_PART_BYTES: Final = 16 * MEGABYTE
MAX_TOTAL_BYTES: Final = 48 * MEGABYTE
# Sheets shrink some 10 to 30 times; deflate can reach 1,000, and only a bomb does.
MAX_RATIO: Final = 200
RATIO_COUNTS_FROM: Final = MEGABYTE  # below this size even a high ratio does no harm

_ENCRYPTED = 0x1
_SIZES_FOLLOW = 0x8  # the sizes stand behind the part, and may be 0 before it
_UTF_8 = 0x800
_IN_ZIP64 = 0xFFFFFFFF
_UNSAFE_NAME = re.compile(r"[\\:\x00-\x1f\x7f]|^/|(^|/)\.\.?(/|$)|//")
_NEW_COPY = "Fill in a new copy of the template."
_AGAIN = "It may have been damaged when it was sent: ask for it again, or open it in Excel and save it anew."
_WHOLE = "a whole Excel workbook (.xlsx)"


def open_parts(data: bytes, file_name: str) -> dict[str, bytes]:
    """Return the contents of every part of a workbook by name.

    Raises WorkbookError where the file is no zip, is encrypted, damaged, or larger than the limits, whatever
    its headers claim; and where its headers claim anything that is not so, since another program may believe them.
    """
    if len(data) > MAX_FILE_BYTES:
        limit = f"{MAX_FILE_BYTES // MEGABYTE} MB"
        mend = "Remove pictures and sheets that are not part of the template."
        refuse(file_name, f"a file of more than {limit}", f"at most {limit}", mend)
    check_kind(data, file_name)
    # Before zipfile makes an object of each: 20 MB of them would need 300 MB.
    if (parts := data.count(b"PK\x01\x02")) > 2 * MAX_PARTS:
        refuse(file_name, f"a zip file of {parts} parts", f"at most {MAX_PARTS}", _NEW_COPY)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except Exception as error:  # over a damaged archive zipfile raises errors of a dozen kinds
        found = "a file cut short or damaged: the list of its parts, at its end, cannot be read"
        raise WorkbookError([Problem(one_line(file_name), found, _WHOLE, _AGAIN)]) from error
    _check_entries(entries, file_name)
    begins = _check_headers(data, entries, file_name)
    return _decompress(data, entries, begins, file_name)


def _check_entries(entries: Sequence[zipfile.ZipInfo], file_name: str) -> None:
    if len(entries) > MAX_PARTS:
        refuse(file_name, f"{len(entries)} parts in the file", f"at most {MAX_PARTS}", _NEW_COPY)
    seen: set[str] = set()
    for entry in entries:
        # zipfile cuts a name at a NUL, and other programs do not.
        name = entry.orig_filename
        # Names that differ only in case are one part to Excel, and two to a zip reader.
        if name.casefold() in seen:
            refuse(file_name, f"the part {one_line(name)} twice in the file", "each part once", SAVE_AS)
        seen.add(name.casefold())
        if _UNSAFE_NAME.search(name) or len(name) > 255:
            refuse(file_name, f"a part with the unsafe name {one_line(name)!r}", "plain part names", SAVE_AS)
        if entry.flag_bits & _ENCRYPTED:
            mend = "It was packed with a password: unpack it, or take the password off, and send the workbook itself."
            refuse(file_name, f"a part with a password ({one_line(name)})", "a workbook without a password", mend)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            refuse(file_name, "an unusual kind of compression", "a workbook as Excel writes it", SAVE_AS)


def _check_headers(data: bytes, entries: Sequence[zipfile.ZipInfo], file_name: str) -> list[int]:
    """Return where each part's packed content begins; refuse parts that overlap or that have two descriptions."""
    begins, spans = [], []
    for entry in entries:
        at, name = entry.header_offset, one_line(entry.orig_filename)
        header = data[at : at + 30] if at >= 0 else b""
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            _damaged(file_name, f"the part {name} is not where the list of parts says")
        _, _, flags, method, _, _, crc, packed, size, letters, extra = struct.unpack("<4sHHHHHIIIHH", header)
        begin = at + 30 + letters + extra
        written = data[at + 30 : at + 30 + letters].decode("utf-8" if flags & _UTF_8 else "cp437", "replace")
        said = [(crc, entry.CRC), (packed, entry.compress_size), (size, entry.file_size)]
        if (
            written != entry.orig_filename
            or method != entry.compress_type
            or flags & _ENCRYPTED
            or (not flags & _SIZES_FOLLOW and any(one not in (other, _IN_ZIP64) for one, other in said))
        ):
            _damaged(file_name, f"the part {name} and the list of parts do not agree")
        begins.append(begin)
        spans.append((at, begin + entry.compress_size, name))
    end = 0
    for first, last, name in sorted(spans):
        if first < end:
            refuse(file_name, f"parts that overlap in the file (at {name})", "a workbook as Excel writes it", _NEW_COPY)
        if end == 0 and first > 0:
            refuse(file_name, "another zip file before the workbook", "the workbook alone", SAVE_AS)
        end = last
    return begins


def _decompress(data: bytes, entries: Sequence[zipfile.ZipInfo], begins: list[int], file_name: str) -> dict[str, bytes]:
    """Decompress every part with a cap on what really comes out, not on what the headers say."""
    parts: dict[str, bytes] = {}
    left = MAX_TOTAL_BYTES
    for entry, begin in zip(entries, begins, strict=True):
        name = one_line(entry.filename)
        content = _content(data, entry, begin, min(MAX_PART_BYTES, left) + 1, file_name)
        left -= len(content)
        _check_size(content, entry, left, file_name)
        if len(content) != entry.file_size:
            _damaged(file_name, f"the part {name} is not of the size that the list of parts says")
        if zlib.crc32(content) != entry.CRC:
            _damaged(file_name, f"the part {name} does not fit its checksum")
        if not entry.is_dir():
            parts[entry.filename] = content
    return parts


def _content(data: bytes, entry: zipfile.ZipInfo, begin: int, most: int, file_name: str) -> bytes:
    """Return at most so many bytes of a part."""
    packed = memoryview(data)[begin : begin + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        return bytes(packed[:most])
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflater.decompress(packed, most)
    except zlib.error:
        _damaged(file_name, f"the part {one_line(entry.filename)} cannot be unpacked")
    if len(content) < most and (not inflater.eof or inflater.unused_data):
        _damaged(file_name, f"the part {one_line(entry.filename)} ends too early or too late")
    return content


def _check_size(content: bytes, entry: zipfile.ZipInfo, left: int, file_name: str) -> None:
    name = one_line(entry.filename)
    if len(content) > MAX_PART_BYTES:
        limit = f"{MAX_PART_BYTES // MEGABYTE} MB"
        found = f"the part {name}, which unpacks from {entry.compress_size} bytes to more than {limit}"
        refuse(file_name, found, f"parts of at most {limit}", _NEW_COPY)
    if left < 0:
        limit = f"{MAX_TOTAL_BYTES // MEGABYTE} MB"
        refuse(file_name, f"a file that unpacks to more than {limit}", f"at most {limit} in all", _NEW_COPY)
    ratio = len(content) // max(entry.compress_size, 1)
    if len(content) > RATIO_COUNTS_FROM and ratio > MAX_RATIO:
        found = f"the part {name}, packed {ratio} times smaller than it is"
        refuse(file_name, found, f"at most {MAX_RATIO} times", _NEW_COPY)


def _damaged(file_name: str, found: str) -> Never:
    refuse(file_name, f"a damaged file: {found}", _WHOLE, _AGAIN)
