"""What must hold between the values of the Start sheet, and between them and the rulebook in use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from gapcheck.rulebook import Rulebook
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.patterns import late
from gapcheck.workbook.places import sheet_place
from gapcheck.workbook.sheets.cells import Cell, Sheet
from gapcheck.workbook.texts import matching, shown

HASH_SHOWN: Final = 12  # characters of the rulebook's hash that the template writes
YEARS_AFTER: Final = 2  # from the end of the period to the submission; beyond it a year is easily mistyped

_CARRY_OVER: Final = (
    "The questions may have changed since the template was made. Carry the answers over into a new one:"
    " gapcheck template --from FILE -o NEW.xlsx"
)
_WHICH: Final = "the rulebook's version and hash, {} {}"
_COPY_IT: Final = (
    "Copy it from the template as it was made: without it nobody can see whether the questions have changed."
)
_HASH = late(r"[0-9a-f]{12,64}")
_VERSION = late(r"v?\d+(\.\d+)*", re.ASCII)


def check_days(values: Mapping[str, object], cells: Mapping[str, Cell], findings: Findings) -> None:
    """Hold the period against the year and the day of submission."""
    start, end, submitted = values["period_start"], values["period_end"], values["submitted_on"]
    if not isinstance(end, date):
        return
    where, year = cells["period_end"].place, values["year"]
    if isinstance(start, date):
        if end < start:
            findings.error(where, shown(end), f"a day not before period_start, {start}", "Mend one of the two.")
            return
        if isinstance(year, int) and not start.year <= year <= end.year:
            found = f"a period from {start} to {end}"
            findings.warning(where, found, f"one that touches the year {year}", "Check year and period.")
    if isinstance(submitted, date) and submitted < end:
        found = f"{shown(submitted)} for submitted_on, before the period was over"
        mend = "Check both days: what happened after the submission cannot be in it."
        findings.warning(cells["submitted_on"].place, found, f"a day not before period_end, {end}", mend)
    if isinstance(submitted, date) and submitted > _years_after(end):
        found = f"{shown(submitted)} for submitted_on, more than {YEARS_AFTER} years after the period"
        mend = "Check the day: documents count as far as they were there on it."
        findings.warning(cells["submitted_on"].place, found, f"a day soon after period_end, {end}", mend)


def _years_after(day: date) -> date:
    """Return the day some years later; of 29 February the 28th. The calendar ends with the year 9999."""
    year = min(day.year + YEARS_AFTER, date.max.year)
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def check_speaker(name: str, cell: Cell | None, sheet: Sheet, findings: Findings, *, outside: bool) -> None:
    """Insist on a name where somebody else than the state speaks; ask for one where the state does."""
    if cell is not None and cell.fault is not None:
        return  # reported already
    if not any(letter.isalpha() for letter in name):
        where = cell.place if cell else sheet_place(sheet.name)
        found = f"{shown(name) if name else 'nothing'} for submitted_by"
        mend = "Write submitted_by in column A and the name in column B." if cell is None else "Fill it in."
        if outside:
            findings.error(where, found, "the name or office that makes the outside assessment", mend)
        else:
            findings.warning(where, found, "the name or office that submits the answers", mend)


def check_rulebook(
    written: str, cell: Cell, rulebook: Rulebook, findings: Findings, *, any_rulebook: bool = False
) -> None:
    """Refuse a template of another version of the rulebook; warn where it is another one of the same version.

    With ``any_rulebook`` (an old workbook is scored again under new rules) another version is a warning as well.
    A text that does not say which rulebook it was, and no text, is a warning.
    """
    version, sha256 = rulebook.method.version, rulebook.sha256
    hashes = _HASH.findall(written.casefold())
    rest = _HASH.sub(" ", written.casefold()).split()
    same_version = f" {matching(version)} " in f" {' '.join(rest)} "
    versions = [word for word in rest if _VERSION.fullmatch(word)]
    same_hash = all(sha256.startswith(word) for word in hashes)
    found = f"{shown(written) if written else 'nothing'} for rulebook"
    if not hashes and not versions and not same_version:
        findings.warning(cell.place, found, _WHICH.format(version, sha256[:HASH_SHOWN]), _COPY_IT)
    elif (versions and not same_version) or not same_hash:
        expected = f"the rulebook in use, {version} {sha256[:HASH_SHOWN]}"
        # The very same rules under a version that was mistyped are the same rules.
        other_version = versions and not same_version and not (hashes and same_hash)
        tell = findings.error if other_version and not any_rulebook else findings.warning
        tell(cell.place, found, expected, _CARRY_OVER)
