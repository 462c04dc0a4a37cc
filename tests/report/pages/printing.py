"""Whether a page prints: no row or figure over two sheets, headings on every sheet, nothing cut off at the edge.

How a page is divided into sheets only the print tells. So each thing that must stay whole gets two marks, links that
take no room, at its top and at its end, and the PDF says on which sheet each of them stands. That the marks moved
nothing is seen from the words of the print, which stand where they stood without them.
"""

from __future__ import annotations

import html
import io
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pypdf
import pytest
from pages_browser import probe
from playwright.sync_api import Page

_MARK = re.compile(r"https://mark\.invalid/(\d+)/(top|end)")
_PAGE = re.compile(r"<page [^>]*>(.*?)</page>", re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', re.DOTALL)
_POINTS = 0.75  # to a CSS pixel
_SLACK = 2.0  # points
_UNPRINTED = 1.0  # points at the very edge of the paper


@dataclass(frozen=True)
class Word:
    """A word of the print: its sheet from 0, and its box in points from the sheet's upper left corner."""

    sheet: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True)
class Mark:
    """Where a mark stands: its sheet from 0, its height from the sheet's upper edge, its width, in points."""

    sheet: int
    top: float
    width: float


def printed(page: Page) -> bytes:
    """Return the page printed on A4 (or what its ``@page`` asks for) with backgrounds, as a PDF."""
    return page.pdf(format="A4", print_background=True, prefer_css_page_size=True)


def words(pdf: bytes) -> list[Word]:
    """Return the words of a PDF."""
    found = []
    for sheet, content in enumerate(_PAGE.findall(_text("-bbox", pdf))):
        for *box, text in _WORD.findall(content):
            found.append(Word(sheet, *map(float, box), html.unescape(text)))
    return found


def cut(page: Page) -> list[str]:
    """Return what is divided between two sheets though it must stay whole, and tables whose headings do not repeat.

    Whole must stay: rows of tables, figures, and whatever asks for it with ``break-inside: avoid``. What is taller
    than a sheet is allowed to be divided. The page is left with marks in it: open it anew for another look.
    """
    before = words(printed(page))
    page.emulate_media(media="print")  # what must stay whole may be said for paper only
    units = probe(page, "marks")
    page.emulate_media(media="null")
    pdf = printed(page)
    after = words(pdf)
    if before != after:
        return ["the marks move words of the print, so that nothing can be said: mend the test, not the page"]
    marks = _marks(pdf)
    room = _room(after, marks)
    findings = []
    for number, unit in enumerate(units):
        tops, ends = marks.get((number, "top"), []), marks.get((number, "end"), [])
        if not tops or not ends:
            findings.append(f"not in the print, though it is shown: {unit['words']}")
        elif (
            unit["head"] is None and tops[0].sheet != ends[-1].sheet and _height(tops[0], ends[-1], room) <= room.height
        ):
            mend = "give it break-inside: avoid"
            findings.append(
                f"divided between sheets {tops[0].sheet + 1} and {ends[-1].sheet + 1}: {unit['words']}: {mend}"
            )
    return [*findings, *_unrepeated(units, marks)]


def edges(page: Page) -> list[str]:
    """Return the words at the edge of the paper or lost beyond it, and what sticks out or is clipped in the print.

    On paper nothing scrolls. Of words only those of Latin letters are looked for, of 4 to 30. The page is left with a
    mark in it.
    """
    pdf = printed(page)
    findings = [*_at_the_edge(pdf), *_lost(page, pdf)]
    probe(page, "ruler")
    ruler = _marks(printed(page))[0, "top"][0]
    before = page.viewport_size
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round(ruler.width / _POINTS), "height": 1000})
    findings += [f"on paper: {finding}" for finding in probe(page, "overflow", {"printing": True})]
    page.emulate_media(media="null")
    if before is not None:
        page.set_viewport_size(before)
    return findings


def _at_the_edge(pdf: bytes) -> Iterator[str]:
    widths = [float(sheet.mediabox.width) for sheet in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    for word in words(pdf):
        if word.left < _UNPRINTED or word.right > widths[word.sheet] - _UNPRINTED:
            yield f"at the edge of sheet {word.sheet + 1}: {word.text[:80]!r}"


def _lost(page: Page, pdf: bytes) -> Iterator[str]:
    """Tell of words that are shown in print, and are not in the PDF, however its lines were broken."""
    page.emulate_media(media="print")
    shown = unicodedata.normalize("NFKC", probe(page, "shown")).casefold()
    page.emulate_media(media="null")
    told = unicodedata.normalize("NFKC", _text("-raw", pdf)).casefold()
    told = re.sub(r"[\s\u00ad\u2010-]+", "", told)
    for word in sorted(set(re.findall(r"(?<![^\W_])[a-z]{4,30}(?![^\W_])", shown))):
        if word not in told:
            yield f"not in the print: {word!r}"


def _text(how: str, pdf: bytes) -> str:
    """Return what pdftotext says; skips the test where poppler is not installed."""
    try:
        done = subprocess.run(["pdftotext", how, "-", "-"], input=pdf, capture_output=True, check=True, timeout=120)
    except FileNotFoundError:
        pytest.skip("pdftotext (poppler) is not installed here")
    return done.stdout.decode("utf-8", "replace")


@dataclass(frozen=True)
class _Room:
    """The part of a sheet that is printed on: its upper and lower end in points."""

    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


def _room(held: list[Word], marks: dict[tuple[int, str], list[Mark]]) -> _Room:
    tops = [word.top for word in held] + [mark.top for places in marks.values() for mark in places]
    bottoms = [word.bottom for word in held] + [mark.top for places in marks.values() for mark in places]
    return _Room(min(tops), max(bottoms))


def _height(top: Mark, end: Mark, room: _Room) -> float:
    """Return how tall a divided thing is, at the least."""
    between = (end.sheet - top.sheet - 1) * room.height
    return between + (room.bottom - top.top) + (end.top - room.top) - _SLACK


def _marks(pdf: bytes) -> dict[tuple[int, str], list[Mark]]:
    found: dict[tuple[int, str], list[Mark]] = {}
    for sheet, page in enumerate(pypdf.PdfReader(io.BytesIO(pdf)).pages):
        for reference in page.get("/Annots", []):
            note = reference.get_object()
            match = _MARK.fullmatch(str(note.get("/A", {}).get("/URI", "")))
            if match is not None:
                left, low, right, high = map(float, note["/Rect"])
                top = float(page.mediabox.height) - max(low, high)
                found.setdefault((int(match[1]), match[2]), []).append(Mark(sheet, top, abs(right - left)))
    return found


def _unrepeated(units: list[dict[str, object]], marks: dict[tuple[int, str], list[Mark]]) -> Iterator[str]:
    """Tell of tables that have rows on a sheet on which their headings are not."""
    heads = {unit["head"]: number for number, unit in enumerate(units) if unit["head"] is not None}
    missing: dict[object, set[int]] = {}
    for number, unit in enumerate(units):
        if unit["head"] is None and unit["table"] in heads:
            headed = {mark.sheet for mark in marks.get((heads[unit["table"]], "top"), [])}
            sheets = {mark.sheet for mark in marks.get((number, "top"), [])}
            missing.setdefault(unit["table"], set()).update(sheets - headed)
    for table, sheets in missing.items():
        if sheets:
            where = ", ".join(str(sheet + 1) for sheet in sorted(sheets))
            words = units[heads[table]]["words"]
            yield f"without headings on sheet {where}: the table of {words}: keep its thead a header group"
