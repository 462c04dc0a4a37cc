"""The empty workbook that an officer fills in: the rulebook's questions as sheets."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gapcheck.errors import Problem, UsageError
from gapcheck.files import write_whole
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.countries import is_country
from gapcheck.workbook.drawing.furniture import Furniture
from gapcheck.workbook.drawing.layout import Layout
from gapcheck.workbook.languages import ENGLISH, Languages
from gapcheck.workbook.plan import WHOLE, Plan
from gapcheck.workbook.sheets.start_checks import HASH_SHOWN
from gapcheck.workbook.texts import shown
from gapcheck.workbook.values.dates import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from openpyxl import Workbook


def write_template(
    rulebook: Rulebook,
    country: str,
    year: int,
    path: Path,
    *,
    period: tuple[date, date] | None = None,
    languages: Languages = ENGLISH,
    plan: Plan = WHOLE,
) -> None:
    """Write the empty workbook for a country and a year; the period is the calendar year unless given.

    The same arguments give the same bytes. Raises UsageError where an argument cannot be used or the file
    cannot be written.
    """
    header = start_values(rulebook, country, year, period)
    _check(country, year, period)
    check_languages(rulebook, languages)
    header["source"] = Furniture(rulebook, languages).word("self")
    write_pages(draw(rulebook, header, languages, plan), path)


def start_values(
    rulebook: Rulebook, country: str, year: int, period: tuple[date, date] | None = None
) -> dict[str, Any]:
    """Return what the template already holds on its Start sheet."""
    # Formatted as text: a year below 1000 would be no date, and is refused elsewhere.
    start, end = (day.isoformat() for day in period) if period else (f"{year}-01-01", f"{year}-12-31")
    return {
        "country": country.upper(),
        "year": year,
        "period_start": start,
        "period_end": end,
        "source": "self-report",
        "rulebook": f"{rulebook.method.version} {rulebook.sha256[:HASH_SHOWN]}",
    }


def draw(rulebook: Rulebook, header: dict[str, Any], languages: Languages = ENGLISH, plan: Plan = WHOLE) -> Workbook:
    """Draw the workbook with the given values on its Start sheet."""
    from gapcheck.workbook.drawing.pages import Pages  # openpyxl: 80 ms or more, and most commands do without

    return Pages(Layout(rulebook, plan), Furniture(rulebook, languages)).draw(header)


def write_pages(workbook: Workbook, path: Path) -> None:
    """Write a drawn workbook whole, in bytes that depend on nothing but its content."""
    from gapcheck.workbook.drawing.packing import packed

    write_whole(path, packed(workbook))


def check_languages(rulebook: Rulebook, languages: Languages) -> None:
    """Raise UsageError where the questions are in none of the languages asked for, or one is asked for twice."""
    known = {"en"}.union(*(indicator.question or {} for indicator in rulebook.asked()))
    problems = []
    if unknown := [code for code in languages.codes if code not in known]:
        expected = f"one or several of {', '.join(sorted(known))}"
        problems.append(Problem("language", shown(unknown[0]), expected, "Add the words to the rule files."))
    if not languages.codes or len(set(languages.codes)) < len(languages.codes):
        found = shown(",".join(languages.codes)) if languages.codes else "nothing"
        problems.append(Problem("language", found, "each language once, such as en,km", ""))
    if problems:
        raise UsageError(problems)


def _check(country: str, year: int, period: tuple[date, date] | None) -> None:
    problems = []
    if not is_country(country.upper()):
        expected = "a country's three-letter code (ISO 3166 alpha-3), such as KHM"
        problems.append(Problem("country", shown(country), expected, ""))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        problems.append(Problem("year", str(year), f"a year from {FIRST_YEAR} to {LAST_YEAR}", ""))
    if period and period[1] < period[0]:
        problems.append(Problem("period", f"{period[0]} to {period[1]}", "a first day not after the last", ""))
    if problems:
        raise UsageError(problems)
