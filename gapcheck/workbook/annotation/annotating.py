"""The officer's own file, given back with what is to be corrected: a comment at each cell, and a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gapcheck.errors import Problem, WorkbookError
from gapcheck.workbook.annotation import listing
from gapcheck.workbook.annotation.contents import Contents
from gapcheck.workbook.annotation.notes import Note, at_every_cell, numbered
from gapcheck.workbook.annotation.package import Package
from gapcheck.workbook.annotation.sheets import annotate_sheet
from gapcheck.workbook.annotation.styles import LEAST, Looks
from gapcheck.workbook.annotation.wording import wording
from gapcheck.workbook.safety.markup import Damaged, Forbidden
from gapcheck.workbook.safety.packages import workbook_part
from gapcheck.workbook.texts import matching, one_line

_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


def annotate(data: bytes, file_name: str, notes: Sequence[Note], words: Mapping[str, str]) -> bytes:
    """Return a workbook that a scan has passed with a comment at every cell that a note names, and a list of all.

    What an earlier time wrote is replaced; everything else stays as it is, byte for byte. ``words`` may leave
    keys out (see ``wording.WORDS``). Raises WorkbookError where the file is built so that it cannot be changed
    safely.
    """
    try:
        package = Package(data, file_name)
        contents = Contents(package)
        said = wording(words)
        others = contents.others()
        names = {matching(sheet.name): sheet.name for sheet in others}
        entries = numbered(notes, names)
        placed = at_every_cell(entries, names)
        for sheet in others:
            annotate_sheet(package, sheet, [entry for entry in placed if entry.sheet == sheet.name], said)
        contents.put(listing.sheet(entries, said, _looks(package)), said["to_correct"])
    except (Damaged, Forbidden) as problem:
        mend = "Open it in Excel or LibreOffice, save it anew as an Excel workbook (.xlsx), and send that."
        expected = "a workbook to which notes can be added"
        raise WorkbookError([Problem(one_line(file_name), str(problem), expected, mend)]) from problem
    return package.packed()


def _looks(package: Package) -> Looks:
    """Return our looks, written into the file's styles; a file without any gets some."""
    workbook = workbook_part(package.parts) or ""
    parts = [relation.part for relation in package.relations(workbook) if relation.kind == "styles"]
    if parts:
        part = parts[0]
    else:
        part = f"{workbook.rpartition('/')[0]}/styles.xml".lstrip("/")
        package.parts[part] = LEAST
        package.declare(part, _STYLES)
        package.relate(workbook, "styles", part)
    looks = Looks(package.splice(part))
    package.parts[part] = looks.content()
    return looks
