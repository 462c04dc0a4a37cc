"""Native charts: stacked bars that are told apart by their patterns, so that they can be read in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LINE: Final = "404040"
_THIN: Final = 6350  # half a point, in the units of drawings
WIDTH: Final = 28.5  # centimetres
_BAR, _AROUND = 0.75, 3.2  # centimetres: a bar with its gap, and axis, legend and title
_POINTS: Final = 28.35  # to a centimetre
_UNITS: Final = 360_000  # of drawings, to a centimetre
_ROW: Final = 15.0  # points, of a row that nothing stands in


@dataclass(frozen=True, slots=True)
class Pattern:
    """How one part of a bar is filled: a pattern of DrawingML, its colour, and the colour behind it."""

    preset: Literal["horz", "vert", "dkUpDiag", "diagCross"] | None
    front: str
    behind: str = "FFFFFF"


PARTS: Final = (
    Pattern(None, "1F3A5F"),
    Pattern("dkUpDiag", "1F3A5F", "8FB0DA"),
    Pattern("horz", "2E75B6", "E4ECF7"),
    Pattern("diagCross", "A6A6A6"),
    Pattern(None, "FFFFFF"),
)
"""Verified, documented only, claimed only, unknown, gap: the better it is proven, the darker."""
LEVELS: Final = (
    Pattern("diagCross", "A6A6A6"),
    Pattern(None, "FFFFFF"),
    Pattern("horz", "2E75B6", "E4ECF7"),
    Pattern("vert", "2E75B6", "C3D4EA"),
    Pattern("dkUpDiag", "1F3A5F", "8FB0DA"),
    Pattern(None, "1F3A5F"),
)
"""Nothing documented yet, then levels 0 to 4: the higher, the darker."""


class _Told(OneCellAnchor):
    """The place of a chart, with words for who cannot see it; openpyxl has no other place for them."""

    tagname = OneCellAnchor.tagname
    __elements__ = OneCellAnchor.__elements__  # a class of openpyxl writes only what it names itself
    words = ""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "graphicFrame" and value is not None:
            value.nvGraphicFramePr.cNvPr.descr = self.words
        super().__setattr__(name, value)


def stacked(
    sheet: Worksheet, area: tuple[int, int, int, int], patterns: Sequence[Pattern], *, at: int, unit: str,
    most: int | None, words: str,
) -> int:  # fmt: skip
    """Draw stacked bars of an area and return the first free row below them.

    ``area`` is first row (of headings), last row, first and last column of the numbers; names stand in column A.
    ``at`` is the row to draw at, ``most`` the end of the axis, ``words`` what the chart shows, in words.
    """
    top, bottom, first, last = area
    chart: Any = BarChart()  # its types leave out what it has
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
    names = AxDataSource(strRef=StrRef(str(Reference(sheet, min_col=1, min_row=top + 1, max_row=bottom))))
    for number, pattern in zip(range(first, last + 1), patterns, strict=True):
        values = Reference(sheet, min_col=number, min_row=top, max_row=bottom)
        series = Series(values, title_from_data=True)
        series.graphicalProperties = _filled(pattern)
        series.invertIfNegative = False
        series.cat = names
        chart.series.append(series)
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    if most is not None:
        chart.y_axis.scaling.max, chart.y_axis.majorUnit = most, most / 5
    chart.y_axis.number_format = "0"
    chart.y_axis.title = unit
    chart.y_axis.crosses = "max"  # below the last row, since the first is on top
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="D9D9D9", w=_THIN))
    chart.legend.position = "t"
    height = (bottom - top) * _BAR + _AROUND
    chart.anchor = _anchor(at, height, words)
    sheet.add_chart(chart)
    return at + int(height * _POINTS / _ROW) + 2


def _anchor(row: int, height: float, words: str) -> OneCellAnchor:
    told = _Told(ext=XDRPositiveSize2D(int(WIDTH * _UNITS), int(height * _UNITS)))
    told._from.row = row - 1
    told.words = words
    return told


def _filled(pattern: Pattern) -> GraphicalProperties:
    made = GraphicalProperties(ln=LineProperties(solidFill=_LINE, w=_THIN))
    if pattern.preset is None:
        made.solidFill = pattern.front
    else:
        made.pattFill = PatternFillProperties(
            prst=pattern.preset,
            fgClr=_colour(pattern.front),
            bgClr=_colour(pattern.behind),
        )
    return made


def _colour(rgb: Any) -> ColorChoice:
    return ColorChoice(srgbClr=rgb)
