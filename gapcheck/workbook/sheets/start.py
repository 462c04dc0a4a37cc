"""The Start sheet: who speaks, of which country and period, and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from gapcheck.errors import Problem
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.countries import code_meant, is_country
from gapcheck.workbook.answers import Source
from gapcheck.workbook.findings import Findings, Unreadable
from gapcheck.workbook.places import sheet_place
from gapcheck.workbook.sheets.cells import Cell, Sheet
from gapcheck.workbook.sheets.start_checks import check_days, check_rulebook, check_speaker
from gapcheck.workbook.texts import matching, one_line, shown, trimmed
from gapcheck.workbook.values.dates import FIRST_YEAR, LAST_YEAR, date_of, day_of
from gapcheck.workbook.words import words_of

START: Final = "Start"
KEYS: Final = (
    "country", "year", "period_start", "period_end", "source", "submitted_by", "submitted_on", "submission",
    "transcribed_by", "body", "rulebook",
)  # fmt: skip
REQUIRED: Final = ("country", "year", "period_start", "period_end", "source", "submitted_on")
SOURCES: Final[tuple[Source, ...]] = ("self", "outside")  # also the keys of their words


class Start(NamedTuple):
    """What the Start sheet says; an optional key that is blank or not there gives an empty text.

    ``submitted_on`` is None where nothing is written: a part can do without, and a whole not (which is told), but what
    is filled in before the day of submission can be counted all the same.
    """

    country: str
    year: int
    period_start: date
    period_end: date
    source: Source
    submitted_by: str
    submitted_on: date | None
    submission: str
    transcribed_by: str
    body: str
    rulebook: str


def read_start(sheet: Sheet, rulebook: Rulebook, findings: Findings, *, any_rulebook: bool = False) -> Start | None:
    """Read the keys in column A with their values in column B; None, and findings, where one cannot be used."""
    before = len(findings.errors)
    cells = _pairs(sheet, findings)
    required = [key for key in REQUIRED if key != "submitted_on" or not _body(cells)]
    sources = {form: source for source in SOURCES for form in words_of(rulebook.method).forms(source)}
    values = {key: _read(key, cells.get(key), sheet, sources, findings, required=key in required) for key in KEYS}
    check_days(values, cells, findings)
    speaker = str(values["submitted_by"] or "")
    check_speaker(speaker, cells.get("submitted_by"), sheet, findings, outside=values["source"] == "outside")
    named = cells.get("rulebook") or Cell(None, sheet_place(sheet.name))
    if named.fault is None:  # else it is reported already
        check_rulebook(str(values["rulebook"] or ""), named, rulebook, findings, any_rulebook=any_rulebook)
    day = cells.get("submitted_on")
    without_day = "submitted_on" in required and (day is None or day.blank)
    if len(findings.errors) - before > without_day:
        return None
    texts = {key: "" if value is None and key != "submitted_on" else value for key, value in values.items()}
    return Start(**texts)  # type: ignore[arg-type]


def no_day() -> Problem:
    """Return what is missing of a part that is to be assessed before the day of submission is written."""
    return Problem(START, "no submitted_on", _EXPECTED["submitted_on"], "Fill it in.")


def part_of(sheet: Sheet | None) -> str:
    """Return the body whose part a Start sheet says the workbook is; empty where it is the whole."""
    return _body(_pairs(sheet, Findings())) if sheet else ""


def _body(cells: Mapping[str, Cell]) -> str:
    return (cells["body"].as_text() or "") if "body" in cells else ""


def _pairs(sheet: Sheet, findings: Findings) -> dict[str, Cell]:
    """Return the value cell of every key; a key that stands twice is a finding."""
    cells: dict[str, Cell] = {}
    for number in sheet.rows:
        key = sheet.cell(number, 1)
        name = matching(trimmed(key.value)).replace(" ", "_") if isinstance(key.value, str) else ""
        if name not in KEYS:
            continue
        cell = sheet.cell(number, 2)
        if name in cells:
            findings.error(cell.place, f"{name} a second time", f"it once (first in {cells[name].place})")
            continue
        cells[name] = cell
    return cells


def _read(
    key: str, cell: Cell | None, sheet: Sheet, sources: Mapping[str, Source], findings: Findings, *, required: bool
) -> object:
    if cell is None or cell.blank:
        if required:
            where = cell.place if cell else sheet_place(sheet.name)
            found = "nothing" if cell else f"no key {key} in column A"
            mend = "Fill it in." if cell else f"Write {key} in column A and its value in column B."
            findings.error(where, found, _EXPECTED[key], mend)
        return None
    try:
        return _value(key, cell, sources)
    except Unreadable as unreadable:
        found = unreadable.found or shown(cell.value)
        findings.error(cell.place, f"{found} for {key}", unreadable.expected, unreadable.mend)
        return None


def _value(key: str, cell: Cell, sources: Mapping[str, Source]) -> object:
    expected = _EXPECTED[key]
    value = cell.sound(expected)
    text = cell.as_text() or ""
    if key in ("period_start", "period_end", "submitted_on"):
        return day_of(value, cell.number_format, serial=cell.serial)
    if key == "year":
        return _year(cell, expected)
    if key == "source":
        written = matching(trimmed(text))
        source = sources.get(written) or sources.get(written.replace(" ", "-"))
        if source is None:
            raise Unreadable(expected, "Write self-report if the state itself speaks, else outside assessment.")
        return source
    if key == "country":
        code = matching(trimmed(text)).upper()
        if not is_country(code):
            raise Unreadable(expected, _country_advice(text))
        return code
    return text


def _year(cell: Cell, expected: str) -> int:
    try:
        interval = date_of(cell.value, cell.number_format, serial=cell.serial)
    except Unreadable as unreadable:
        # Of a day in 1905 and of a year of another era the advice on dates says more.
        says_more = isinstance(cell.value, date) or len(cell.as_text() or "") == len("2022")
        raise Unreadable(expected, unreadable.mend if says_more else "Write the year in four digits.") from unreadable
    if (interval.last - interval.first).days < 364:
        raise Unreadable(expected, "Write the year alone, in four digits.")
    return interval.first.year


def _country_advice(text: str) -> str:
    """Return the code that was perhaps meant: of a country's name or two-letter code."""
    meant = code_meant(text)
    return f"Did you mean {one_line(meant)}?" if meant else "Write the country's three-letter code, such as KHM."


_EXPECTED: Final[Mapping[str, str]] = {
    "country": "a country's three-letter code (ISO 3166 alpha-3), such as KHM",
    "year": f"a year from {FIRST_YEAR} to {LAST_YEAR}",
    "period_start": "the first day of the period, such as 2022-01-01",
    "period_end": "the last day of the period, such as 2022-12-31",
    "source": "self-report or outside assessment",
    "submitted_by": "a name or an office",
    "submitted_on": "the day of submission, such as 2022-11-18",
    "submission": "the title or number of the report that this workbook is or transcribes",
    "transcribed_by": "a name or an office",
    "body": "the body whose part of the questions this is, or nothing for the whole",
    "rulebook": "the rulebook that the template was made with",
}
