"""The Start sheet of several parts: what must agree, and what may differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from gapcheck.errors import Problem
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.drafts.draft import Draft
from gapcheck.workbook.drafts.written import place_in, same, serial, written
from gapcheck.workbook.findings import Findings, Unreadable
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.sheets.start_checks import HASH_SHOWN, check_rulebook
from gapcheck.workbook.texts import matching, shown
from gapcheck.workbook.values.dates import day_of

_AGREED: Final = ("country", "year", "period_start", "period_end", "source", "submission")
_JOINED: Final = ("submitted_by", "transcribed_by")
_JOINT = "; "


def joint_start(drafts: Sequence[Draft], problems: list[Problem]) -> tuple[dict[str, Cell], list[str]]:
    """Return the values of the whole's Start sheet, and what to say about them; adds a problem where parts differ.

    A key that a part left blank contradicts nothing. Who submitted is joined, and the latest day counts.
    """
    header: dict[str, Cell] = {}
    remarks: list[str] = []
    for key in _AGREED:
        found = _found(drafts, key)
        for draft, cell in found[1:]:
            first, mine = found[0]
            if not same(mine, cell):
                where, other = place_in(draft.file_name, cell.place), place_in(first.file_name, mine.place)
                expected = f"the same {key} in every part ({shown(written(mine))} stands in {other})"
                problems.append(Problem(where, f"{shown(written(cell))} for {key}", expected, "Mend one of the two."))
        if found:
            header[key] = _plainest(found)
    for key in _JOINED:
        found = _found(drafts, key)
        texts = {matching(text): text for text in sorted((written(cell) for _, cell in found), reverse=True)}
        if len(texts) == 1:
            header[key] = _plainest(found)
        elif texts:
            joint = _JOINT.join(texts[name] for name in sorted(texts))
            header[key] = Cell(joint, found[0][1].place)
            remarks.append(f"{key} differs between the parts: {joint}.")
    if (day := _latest(_found(drafts, "submitted_on"), remarks, problems)) is not None:
        header["submitted_on"] = day
    return header, remarks


def _found(drafts: Sequence[Draft], key: str) -> list[tuple[Draft, Cell]]:
    return [(draft, draft.start.cells[key]) for draft in drafts if key in draft.start.cells]


def _plainest(found: list[tuple[Draft, Cell]]) -> Cell:
    """Return one of several cells that say the same, whatever order they come in."""
    return min((cell for _, cell in found), key=serial)


def _latest(found: list[tuple[Draft, Cell]], remarks: list[str], problems: list[Problem]) -> Cell | None:
    """Return the cell of the latest day, or of what all of them say."""
    if all(same(found[0][1], cell) for _, cell in found):
        return _plainest(found) if found else None
    days: list[tuple[date, Cell]] = []
    for draft, cell in found:
        try:
            days.append((day_of(cell.sound("the day of submission"), cell.number_format), cell))
        except Unreadable as unreadable:
            where, what = place_in(draft.file_name, cell.place), f"{shown(written(cell))} for submitted_on"
            problems.append(Problem(where, what, unreadable.expected, unreadable.mend))
    if not days:
        return None
    latest = max(day for day, _ in days)
    cell = min((cell for day, cell in days if day == latest), key=serial)
    remarks.append(f"submitted_on differs between the parts: the latest day counts, {latest}.")
    return cell


def other_rulebook(draft: Draft, rulebook: Rulebook, problems: list[Problem]) -> None:
    """Add a problem where a part was made under another rulebook than the one in use."""
    findings = Findings()
    cell = draft.start.cells.get("rulebook")
    if cell is not None and cell.fault is None:
        check_rulebook(written(cell), cell, rulebook, findings)
    if cell is None or cell.fault is not None or findings.errors or findings.warnings:
        version = f"{rulebook.method.version} {rulebook.sha256[:HASH_SHOWN]}"
        found = f"{shown(written(cell)) if cell else 'nothing'} for rulebook"
        mend = f"Issue the part again under it: gapcheck template --from {draft.file_name} -o NEW.xlsx."
        where = place_in(draft.file_name, cell.place if cell else "Start")
        problems.append(Problem(where, found, f"the rulebook in use, {version}", mend))
