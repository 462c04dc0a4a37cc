"""The safety scan: everything about a workbook file that must hold before openpyxl may open it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Never

from gapcheck.errors import WorkbookError
from gapcheck.workbook.container import open_parts, refuse
from gapcheck.workbook.markup import MAIN, Budget, Damaged, Forbidden, Listener, looks_like_markup, stream
from gapcheck.workbook.packages import sheet_parts, workbook_part
from gapcheck.workbook.screening import Screened, SheetListener
from gapcheck.workbook.texts import matching, one_line

_MARKUP_ENDINGS = (".xml", ".rels")


def scan(data: bytes, file_name: str, ours: Collection[str]) -> Mapping[str, Screened]:
    """Scan a workbook file's bytes and return what was learnt of each of our sheets, by its name in lower case.

    ``ours`` names the sheets that will be read, in any case; others are not read later and only need to be
    harmless. Raises WorkbookError with everything that makes the file unsafe or unreadable.
    """
    parts = open_parts(data, file_name)
    names = _sheet_names(parts, file_name)
    wanted = {matching(name) for name in ours}
    budget = Budget()
    screened: dict[str, Screened] = {}
    for part, content in parts.items():
        name = names.get(part)
        listener = Listener(budget) if name is None or matching(name) not in wanted else SheetListener(budget, name)
        _stream_part(part, content, listener, file_name, names)
        if isinstance(listener, SheetListener) and listener.root == f"{MAIN} worksheet":
            screened[matching(listener.screened.name)] = listener.screened
    problems = [problem for sheet in screened.values() for problem in sheet.problems]
    if problems:
        raise WorkbookError(problems)
    return screened


def sheet_names(data: bytes, file_name: str) -> tuple[str, ...]:
    """Return the names of all sheets of a file that a scan has passed, those of others too."""
    return tuple(_sheet_names(open_parts(data, file_name), file_name).values())


def _sheet_names(parts: Mapping[str, bytes], file_name: str) -> dict[str, str]:
    """Return the sheets' names by part; refuse a file in which a name or a part would be taken for two."""
    try:
        workbook = workbook_part(parts)
        if workbook is None:
            mend = "Send the workbook itself; open it in Excel and save it as an Excel workbook (.xlsx)."
            refuse(file_name, "a zip file that is no Excel workbook", "an Excel workbook (.xlsx)", mend)
        sheets = sheet_parts(parts, workbook)
    except (Damaged, Forbidden) as problem:
        _refuse_part(file_name, str(problem), "the list of sheets")
    seen: set[str] = set()
    for name, _ in sheets:
        if matching(name) in seen:
            mend = "Rename or delete one of the two."
            refuse(file_name, f"two sheets named {one_line(name)}", "each sheet's name once, in any case", mend)
        seen.add(matching(name))
    names = {part: name for name, part in sheets}
    if len(names) != len(sheets):
        _refuse_part(file_name, "two sheets that are one", "the list of sheets")
    return names


def _stream_part(part: str, content: bytes, listener: Listener, file_name: str, names: Mapping[str, str]) -> None:
    is_markup = part.casefold().endswith(_MARKUP_ENDINGS) or part in names
    if not is_markup and not looks_like_markup(content):
        return  # a picture, a printer's settings
    where = f"the sheet {one_line(names[part])}" if part in names else f"the part {one_line(part)}"
    try:
        stream(content, listener)
    except Damaged as problem:
        # Old drawings (.vml) are not always well-formed, and are not read.
        if is_markup:
            _refuse_part(file_name, str(problem), where)
    except Forbidden as problem:
        _refuse_part(file_name, str(problem), where)


def _refuse_part(file_name: str, found: str, where: str) -> Never:
    mend = "Open it in Excel or LibreOffice and save it anew as an Excel workbook (.xlsx)."
    refuse(file_name, f"{found}, in {where}", "a workbook as a spreadsheet program writes it", mend)
