"""The Start sheet of the year after: same country, next year, next period; who speaks stays, the rest is blank."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from gapcheck.errors import Problem, UsageError
from gapcheck.rulebook.countries import is_country
from gapcheck.workbook.drafts.draft import Draft
from gapcheck.workbook.drafts.written import place_in, written
from gapcheck.workbook.findings import Unreadable
from gapcheck.workbook.sheets.cells import Cell, Raw
from gapcheck.workbook.texts import shown
from gapcheck.workbook.values.dates import FIRST_YEAR, LAST_YEAR, date_of, day_of


def year_after(draft: Draft, country: str | None = None, year: int | None = None) -> dict[str, Cell]:
    """Return the values of Start, by key, of the workbook that follows a draft.

    A period of twelve months moves with the year; any other becomes the calendar year. ``country`` and ``year`` are
    what was asked for, if anything. Raises UsageError where they do not follow from the draft, or it does not say.
    """
    before = _year(draft)
    found = country.strip().upper() if country else draft.start.text("country").upper()
    problems = []
    said = draft.start.text("country").upper()
    if not is_country(found):
        expected = "a country's three-letter code (ISO 3166 alpha-3), such as KHM"
        problems.append(Problem(_place(draft, "country"), shown(found) if found else "nothing", expected, ""))
    elif said and found != said:
        mend = "Leave --country out, or name a workbook of that country."
        problems.append(Problem("--country", found, f"{said}, the country of {draft.file_name}", mend))
    if year is None and before is None:
        problems.append(Problem(_place(draft, "year"), "no year", "the year reported on", "Say it with --year."))
    elif year is not None and before is not None and year <= before:
        mend = "To issue a workbook of the same year again, use --from."
        problems.append(Problem("--year", str(year), f"a year after {before}, that of {draft.file_name}", mend))
    if problems:
        raise UsageError(problems)
    following = year if year is not None else (before or 0) + 1
    if following > LAST_YEAR:
        raise UsageError([Problem("--year", str(following), f"a year from {FIRST_YEAR} to {LAST_YEAR}", "")])
    start, end = _period(draft, following - before if before is not None else 0, following)
    values: dict[str, Raw] = {
        "country": found,
        "year": following,
        "period_start": start.isoformat(),
        "period_end": end.isoformat(),
    }
    header = {key: Cell(value, "Start") for key, value in values.items()}
    source = draft.start.cells.get("source")
    return header if source is None else header | {"source": source}


def period_told(draft: Draft, header: Mapping[str, Cell]) -> str:
    """Return what to say where the period did not move with the year, or nothing."""
    try:
        start, end = (_day(draft, key) for key in ("period_start", "period_end"))
        if _twelve_months(start, end):
            return ""
        found = f"{start} to {end} is not twelve months"
    except (Unreadable, ValueError, OverflowError):
        found = "its first and last day cannot be read"
    taken = f"the calendar year {written(header['year'])} was taken"
    return f"{draft.file_name}: the period does not move with the year ({found}); {taken}. Check it on Start."


def _twelve_months(start: date, end: date) -> bool:
    return start.replace(year=start.year + 1) == end + timedelta(days=1)


def _place(draft: Draft, key: str) -> str:
    cell = draft.start.cells.get(key)
    return place_in(draft.file_name, cell.place if cell is not None else "Start")


def _year(draft: Draft) -> int | None:
    cell = draft.start.cells.get("year")
    try:
        return date_of(cell.value, cell.number_format).first.year if cell is not None else None
    except Unreadable:
        return None


def _period(draft: Draft, years: int, year: int) -> tuple[date, date]:
    """Return the period moved by some years where it has twelve months, else the calendar year."""
    try:
        start, end = (_day(draft, key) for key in ("period_start", "period_end"))
        if years and _twelve_months(start, end):
            moved = start.replace(year=start.year + years)
            return moved, moved.replace(year=moved.year + 1) - timedelta(days=1)
    except (Unreadable, ValueError, OverflowError):  # no day, or a 29 February
        pass
    return date(year, 1, 1), date(year, 12, 31)


def _day(draft: Draft, key: str) -> date:
    cell = draft.start.cells.get(key)
    if cell is None or cell.fault is not None:
        raise Unreadable("a day", "", "nothing")
    return day_of(cell.value if not isinstance(cell.value, str) else written(cell), cell.number_format)
