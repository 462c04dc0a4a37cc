"""Sheets that a draft must have: what was written on one that got another name would be lost silently."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import PILLARS
from gapcheck.workbook.drafts.forms import drawn
from gapcheck.workbook.drafts.rows import DraftRow
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.sheets.presence import OURS_UNREAD, check_missing
from gapcheck.workbook.sheets.start import START
from gapcheck.workbook.texts import matching


def lost_pillars(
    sheets: Collection[str], names: Iterable[str], rulebook: Rulebook, file_name: str, findings: Findings
) -> None:
    """Tell of Start and of each pillar's sheet that is not there; every template has them all, a part's too.

    A file that has none of the pillars' sheets is no template: that is told elsewhere.
    """
    asked = {indicator.pillar for indicator in rulebook.asked()}
    if any(pillar in sheets for pillar in PILLARS):
        needed = [START, *(pillar.capitalize() for pillar in PILLARS if pillar in asked)]
        _tell(needed, sheets, names, file_name, findings)


def lost_tables(
    rows: Mapping[str, DraftRow],
    sheets: Collection[str],
    names: Iterable[str],
    rulebook: Rulebook,
    file_name: str,
    findings: Findings,
) -> None:
    """Tell of each table whose row is there and whose sheet is not, unless the question was no table then."""
    needed = []
    for indicator in rulebook.asked():
        row = rows.get(indicator.id)
        if indicator.type == "table" and row is not None and indicator.id not in sheets:
            forms = drawn(rulebook, lambda furniture, table=indicator: furniture.unit(table))  # type: ignore[misc]
            if not row.unit or matching(row.unit) in forms:
                needed.append(indicator.id)
    _tell(needed, sheets, names, file_name, findings)


def _tell(
    needed: Iterable[str], sheets: Collection[str], names: Iterable[str], file_name: str, findings: Findings
) -> None:
    known = {*sheets, *map(matching, OURS_UNREAD)}
    others = [name for name in names if matching(name) not in known]
    check_missing(file_name, [name for name in needed if matching(name) not in sheets], others, findings)
