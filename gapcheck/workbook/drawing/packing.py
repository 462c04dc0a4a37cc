"""The template's bytes: the same for the same content, whenever and wherever it is written."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from openpyxl import Workbook

# The first moment that a zip file can hold.
MOMENT: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - a spreadsheet's times have no zone
_STAMP = MOMENT.timetuple()[:6]
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_READ_WRITE = 0o600 << 16


def packed(workbook: Workbook) -> bytes:
    """Return a workbook as the bytes of an .xlsx file, without the time and the system it was written on."""
    workbook.properties.creator = "gapcheck"
    workbook.properties.created = MOMENT
    draft = io.BytesIO()
    workbook.save(draft)
    target = io.BytesIO()
    with zipfile.ZipFile(draft) as source, zipfile.ZipFile(target, "w") as archive:
        for entry in sorted(source.infolist(), key=_order):
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":  # openpyxl writes the time of saving here
                content = _MODIFIED.sub(rb"\g<1>" + MOMENT.isoformat().encode() + rb"Z\g<2>", content)
            stamped = zipfile.ZipInfo(entry.filename, _STAMP)
            stamped.compress_type = zipfile.ZIP_DEFLATED
            stamped.create_system = 3  # else the system's own: 0 on Windows
            stamped.external_attr = _READ_WRITE
            archive.writestr(stamped, content, compresslevel=6)
    return target.getvalue()


def _order(entry: zipfile.ZipInfo) -> tuple[bool, str]:
    # Programs that sniff a file's type look for the list of contents at its beginning.
    return entry.filename != "[Content_Types].xml", entry.filename
