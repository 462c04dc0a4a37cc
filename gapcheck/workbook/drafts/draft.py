"""A workbook as its officers left it: everything that was written, as it was written, and nothing judged."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gapcheck.errors import Problem, WorkbookError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import PILLARS
from gapcheck.workbook.drafts.loose import loose
from gapcheck.workbook.drafts.needed import lost_pillars, lost_tables
from gapcheck.workbook.drafts.prompts import prompts
from gapcheck.workbook.drafts.rows import DraftRow, DraftRows
from gapcheck.workbook.drafts.start import DraftStart, read_draft_start, read_kept
from gapcheck.workbook.drafts.tables import DraftTable, read_draft_table
from gapcheck.workbook.drafts.written import place_in
from gapcheck.workbook.drawing.layout import KEPT, LISTS
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.plan import Kept
from gapcheck.workbook.reading import file_bytes
from gapcheck.workbook.safety.archive import Scan
from gapcheck.workbook.sheets.start import START
from gapcheck.workbook.sheets.worksheets import read_sheets
from gapcheck.workbook.texts import matching, one_line

_PILLAR_SHEETS: Final = tuple(pillar.capitalize() for pillar in PILLARS)
_READ: Final = (START, *_PILLAR_SHEETS, KEPT)


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a workbook holds, by question id (in small letters), ids that no rulebook knows among them.

    ``kept`` is what stands in no question's place, ``before`` what the workbook itself had kept from another,
    ``nameless`` the answers among it whose row has no id. ``offered`` has the lists that answers were chosen from (in
    the form in which texts are compared), ``prompts`` the messages at the answers' cells. ``foreign`` names sheets and
    other things that are only told about.
    """

    file_name: str
    sha256: str
    start: DraftStart
    rows: Mapping[str, DraftRow]
    tables: Mapping[str, DraftTable]
    kept: tuple[Kept, ...]
    before: tuple[Kept, ...]
    nameless: tuple[Problem, ...]
    offered: tuple[frozenset[str], ...]
    foreign: tuple[str, ...]
    prompts: Mapping[str, str]

    @property
    def body(self) -> str:
        """Whose part the workbook is; empty for a whole."""
        return self.start.text("body")


def read_draft(path: Path, rulebook: Rulebook, called: str = "") -> Draft:
    """Read a workbook in whatever state it is; ``called`` names it in messages, else the file's name does.

    Raises WorkbookError where it is unsafe or damaged, has no sheets or headings of a template, or says two things
    in one place (two rows of one question that differ); UsageError where there is no such file.
    """
    name = called or path.name
    try:
        return draft_of(file_bytes(path), name, rulebook)
    except WorkbookError as error:
        title = "The workbook cannot be carried over yet"
        raise WorkbookError([_with_file(problem, name) for problem in error.problems], title=title) from error


def draft_of(data: bytes, file_name: str, rulebook: Rulebook) -> Draft:
    """Read a workbook from its bytes; see ``read_draft``."""
    asked = {indicator.id: indicator for indicator in rulebook.asked() if indicator.type == "table"}
    scan = Scan(data, file_name)
    sheets = read_sheets(scan, scan.screen([*_READ, *asked]))
    names, findings = tuple(scan.names.values()), Findings()
    lost_pillars(sheets.keys(), names, rulebook, file_name, findings)
    rows = DraftRows(rulebook, file_name, findings)
    for name in _PILLAR_SHEETS:
        if matching(name) in sheets:
            rows.read(sheets[matching(name)])
    # A sheet is a table's where a row has its name for an ID; what table it was, only its own headings can say.
    retired = [name for name in names if matching(name) in rows.rows and matching(name) not in sheets]
    if retired:
        sheets |= read_sheets(scan, scan.screen(retired))
    lost_tables(rows.rows, sheets.keys(), names, rulebook, file_name, findings)
    kept = list(rows.kept)
    tables = {}
    for name in (*map(matching, retired), *asked):
        if name in sheets:
            question = rows.rows[name].question if name in rows.rows else ""
            tables[name] = read_draft_table(sheets[name], asked.get(name), question, file_name, findings)
            kept += tables[name].kept
    start = read_draft_start(sheets.get(matching(START)), rulebook, file_name, findings)
    before = tuple(read_kept(sheets.get(matching(KEPT)), rulebook, file_name))
    kept += [*start.kept, *before]
    if not rows.begun and not findings.errors:
        where, expected = file_name, "a workbook made from a template of gapcheck"
        findings.error(where, "no question", expected, f"It has the sheets {', '.join(names[:10])}.")
    if findings.errors:
        raise WorkbookError(findings.errors)
    known = {*map(matching, (*_READ, LISTS)), *tables}
    foreign = [f"the sheet {name}" for name in names if matching(name) not in known]
    return Draft(
        file_name=file_name,
        sha256=hashlib.sha256(data).hexdigest(),
        start=start,
        rows=rows.rows,
        tables=tables,
        kept=tuple(kept),
        before=before,
        nameless=tuple(rows.nameless),
        offered=_offered(scan),
        foreign=(*foreign, *loose(data, file_name)),
        prompts=prompts(data, file_name),
    )


def _with_file(problem: Problem, file_name: str) -> Problem:
    """Return a problem that names the file, where several are at hand."""
    named = problem.where.startswith(one_line(file_name))
    return problem if named else problem._replace(where=place_in(file_name, problem.where))


def _offered(scan: Scan) -> tuple[frozenset[str], ...]:
    """Return the texts of each column of the hidden lists; none where they cannot be read, since no answer is there."""
    columns: dict[int, set[str]] = {}
    try:
        sheets = read_sheets(scan, scan.screen([LISTS]))
    except WorkbookError:
        return ()
    for cells in sheets[matching(LISTS)].rows.values() if matching(LISTS) in sheets else ():
        for column, cell in cells.items():
            columns.setdefault(column, set()).add(matching(cell.as_text() or ""))
    return tuple(frozenset(texts) for texts in columns.values())
