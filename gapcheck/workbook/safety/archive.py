"""The safety scan: everything about a workbook file that must hold before openpyxl may open it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final, Never

from gapcheck.errors import WorkbookError
from gapcheck.workbook.safety.container import open_parts
from gapcheck.workbook.safety.kinds import check_parts, no_workbook, refuse
from gapcheck.workbook.safety.links import resolve
from gapcheck.workbook.safety.lookups import StringsListener, StylesListener, WorkbookListener
from gapcheck.workbook.safety.markup import (
    MAIN,
    Budget,
    Damaged,
    Forbidden,
    Listener,
    WholeListener,
    looks_like_markup,
    stream,
)
from gapcheck.workbook.safety.packages import (
    STYLES,
    content_types,
    link_targets,
    sheet_parts,
    strings_part,
    workbook_part,
)
from gapcheck.workbook.safety.screened import MAX_AREA, Screened, sheets_problems
from gapcheck.workbook.safety.screening import SheetListener
from gapcheck.workbook.texts import matching, one_line

# Excel's own limit is the memory; the template has some 15 sheets.
MAX_SHEETS: Final = 200
MAX_OTHERS: Final = 40  # sheets beside ours that are looked at
_MARKUP_ENDINGS = (".xml", ".rels")
# What openpyxl builds up as a whole, beside the workbook and the styles.
_WHOLE = ("[content_types].xml", "docprops/")


class Scan:
    """One file on its way through the scan: its parts, its sheets' names by part, and who listens to which part.

    ``names`` has all sheets in the workbook's order, those of others too.
    """

    def __init__(self, data: bytes, file_name: str) -> None:
        self.data = data
        self.file_name = file_name
        self.parts = open_parts(data, file_name)
        self.names: dict[str, str] = {}
        self.strings: str | None = None
        try:
            check_parts(self.parts, content_types(self.parts), file_name)
            self.workbook = workbook_part(self.parts)
            if self.workbook is None:
                no_workbook(self.parts, file_name)
            sheets = sheet_parts(self.parts, self.workbook)
            self.strings = strings_part(self.parts, self.workbook)
        except (Damaged, Forbidden) as problem:
            self.refuse(str(problem), "the list of parts and sheets")
        self._check_sheets(sheets)

    def _check_sheets(self, sheets: list[tuple[str, str]]) -> None:
        """Refuse a file in which a sheet's name or a part would be taken for two."""
        if len(sheets) > MAX_SHEETS:
            mend = "Copy the sheets of the template into a new template."
            refuse(self.file_name, f"{len(sheets)} sheets", f"at most {MAX_SHEETS}", mend)
        seen: set[str] = set()
        for name, _ in sheets:
            if matching(name) in seen:
                mend = "Rename or delete one of the two."
                refuse(
                    self.file_name, f"two sheets named {one_line(name)}", "each sheet's name once, in any case", mend
                )
            seen.add(matching(name))
        self.names = {part: name for name, part in sheets}
        if len(self.names) != len(sheets):
            self.refuse("two sheets that are one", "the list of sheets")

    def screen(self, ours: Collection[str]) -> Mapping[str, Screened]:
        """Stream every part, and return what was learnt of our sheets."""
        budget, wanted = Budget(), {matching(name) for name in ours}
        strings, styles = StringsListener(budget), StylesListener(budget)
        screened: dict[str, Screened] = {}
        for part, content in self.parts.items():
            name = self.names.get(part)
            listener: Listener = Listener(budget)
            if part == self.strings:
                listener = strings
            elif part == STYLES:
                listener = styles
            elif part == self.workbook:
                listener = WorkbookListener(budget)
            elif part.casefold().startswith(_WHOLE) or part.casefold().endswith(".rels"):
                listener = WholeListener(budget)
            elif name is not None and matching(name) in wanted:
                listener = SheetListener(budget, name)
            self._stream(part, content, listener)
            if isinstance(listener, SheetListener):
                self._check_root(listener)
                screened[matching(listener.screened.name)] = listener.screened
        self._resolve_links(screened.values())
        if problems := sheets_problems(screened.values(), strings.lengths, styles.cells):
            raise WorkbookError(problems)
        return screened

    def screen_others(self, names: Collection[str]) -> Mapping[str, Screened]:
        """Return what can be learnt of sheets that nobody needs; one that cannot be read safely is left out.

        Only after ``screen``, which has seen that the file as a whole does no harm.
        """
        wanted = {matching(name) for name in names}
        strings, styles = StringsListener(Budget()), StylesListener(Budget())
        if self.strings is not None:
            self._stream(self.strings, self.parts[self.strings], strings)
        if STYLES in self.parts:
            self._stream(STYLES, self.parts[STYLES], styles)
        screened: dict[str, Screened] = {}
        area = 0
        for part in [part for part, name in self.names.items() if matching(name) in wanted][:MAX_OTHERS]:
            listener = SheetListener(Budget(), self.names[part])
            try:
                stream(self.parts[part], listener)
            except (Damaged, Forbidden):
                continue
            one = listener.screened
            if listener.root != f"{MAIN} worksheet" or sheets_problems([one], strings.lengths, styles.cells):
                continue
            area += one.last_row * one.last_column
            if area > MAX_AREA:
                break
            screened[matching(one.name)] = one
        return screened

    def _resolve_links(self, sheets: Iterable[Screened]) -> None:
        of_sheet = {name: part for part, name in self.names.items()}
        for sheet in sheets:
            if sheet.hyperlinks:
                resolve(sheet, link_targets(self.parts, of_sheet[sheet.name]))

    def _check_root(self, listener: SheetListener) -> None:
        """Refuse a chart, a dialog or anything else that goes by the name of one of our sheets."""
        if listener.root != f"{MAIN} worksheet":
            kind = one_line(listener.root.rpartition(" ")[2])
            found = f"something else ({kind}) in the place of the sheet {one_line(listener.screened.name)}"
            mend = "Rename it, and take the sheet from a new template."
            refuse(self.file_name, found, "a sheet of cells", mend)

    def _stream(self, part: str, content: bytes, listener: Listener) -> None:
        read = type(listener) is not Listener  # what openpyxl reads, by whatever name it goes
        is_markup = read or part.casefold().endswith(_MARKUP_ENDINGS) or part in self.names
        if not is_markup and not looks_like_markup(content):
            return  # a picture, a printer's settings
        where = f"the sheet {one_line(self.names[part])}" if part in self.names else f"the part {one_line(part)}"
        try:
            stream(content, listener)
        except Damaged as problem:
            # Old drawings (.vml) are not always well-formed, and are not read.
            if is_markup:
                self.refuse(str(problem), where)
        except Forbidden as problem:
            self.refuse(str(problem), where)

    def refuse(self, found: str, where: str) -> Never:
        """Refuse the file for what one of its parts holds."""
        mend = "Open it in Excel or LibreOffice and save it anew as an Excel workbook (.xlsx)."
        refuse(self.file_name, f"{found}, in {where}", "a workbook as a spreadsheet program writes it", mend)


def scan(data: bytes, file_name: str, ours: Collection[str]) -> Mapping[str, Screened]:
    """Scan a workbook file's bytes and return what was learnt of each of our sheets, by its name in lower case.

    ``ours`` names the sheets that will be read, in any case; others are not read later and only need to be
    harmless. Raises WorkbookError with everything that makes the file unsafe or unreadable.
    """
    return Scan(data, file_name).screen(ours)
