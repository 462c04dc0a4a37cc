"""The whole spreadsheet: its sheets in order, and what stands on each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from openpyxl import Workbook

from gapcheck.assessment.result import Assessment
from gapcheck.report.spreadsheet.answers import answers, tables
from gapcheck.report.spreadsheet.clashes import clashes, unchecked
from gapcheck.report.spreadsheet.gaps import gaps
from gapcheck.report.spreadsheet.looks import Looks
from gapcheck.report.spreadsheet.matter import Matter
from gapcheck.report.spreadsheet.method import method
from gapcheck.report.spreadsheet.page import Page
from gapcheck.report.spreadsheet.provisions import criteria, provisions
from gapcheck.report.spreadsheet.reviews import reviews
from gapcheck.report.spreadsheet.summary import summary
from gapcheck.report.spreadsheet.wording import Wording
from gapcheck.report.story import Story, Tongue
from gapcheck.workbook.drawing.packing import packed
from gapcheck.workbook.drawing.styling import print_above

_PAGES: Final[Mapping[str, Callable[[Page, Matter], None]]] = {
    "summary": summary,
    "gaps": gaps,
    "provisions": provisions,
    "criteria": criteria,
    "answers": answers,
    "tables": tables,
    "clashes": clashes,
    "unchecked": unchecked,
    "reviews": reviews,
    "method": method,
}
SHEETS: Final = tuple(_PAGES)
"""The sheets in their order; ``sheet_`` before each is the key of its name."""
_LONGEST_LINE: Final = 240  # characters above a printed page; Excel allows 255 with its own codes


def render(story: Story, assessment: Assessment, tongue: Tongue) -> bytes:
    """Return an assessment as the bytes of an .xlsx file, the same for the same assessment and language.

    The story and the assessment are of the same result, and as published: nothing is kept back here. There is no
    formula in the file, and no text of the workbook that was assessed can become one.
    """
    matter = Matter(story, assessment, Wording(tongue))
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = matter.title
    workbook.properties.language = tongue.code
    above = " · ".join(matter.marks())
    looks: Looks | None = None
    for name, write in _PAGES.items():
        sheet = workbook.create_sheet(matter.words.say(f"sheet_{name}"))
        looks = looks or Looks(sheet, matter.words.say("cut"))
        page = Page(sheet, looks)
        if name != "summary":
            _head(page, name, matter)
        write(page, matter)
        if above:
            print_above(sheet, above[:_LONGEST_LINE])
    return packed(workbook)


def _head(page: Page, name: str, matter: Matter) -> None:
    """Write the two lines above a list: whose it is, with its warnings, and what it tells."""
    title = " · ".join((matter.words.say(f"sheet_{name}"), matter.title, *matter.warnings()))
    page.title(title)
    page.put(2, 1, matter.words.say(f"about_{name}"), "about")
