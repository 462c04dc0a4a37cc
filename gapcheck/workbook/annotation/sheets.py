"""One sheet of the officer's: comments at the cells that notes name, and one attribute of its view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gapcheck.workbook.annotation import comments, shapes
from gapcheck.workbook.annotation.contents import Listed
from gapcheck.workbook.annotation.grid import Grid
from gapcheck.workbook.annotation.nodes import Node
from gapcheck.workbook.annotation.notes import Numbered
from gapcheck.workbook.annotation.order import WORKSHEET, offset_for
from gapcheck.workbook.annotation.package import Package, relation_id
from gapcheck.workbook.annotation.splice import Splice
from gapcheck.workbook.annotation.wording import comment
from gapcheck.workbook.safety.markup import MAIN, RELATIONS

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_TRUE = ("1", "true")


def annotate_sheet(package: Package, sheet: Listed, notes: Sequence[Numbered], words: Mapping[str, str]) -> None:
    """Take our earlier comments out of a sheet and write one at every cell that the notes name."""
    grid = Grid()
    # Cells are passed over: nothing in them is read or changed.
    splice = package.splice(sheet.part, skip=("row",), seen=grid.row)
    _deselect(splice)
    if splice.root.name == f"{MAIN} worksheet":
        grid.measure(splice.root)
        ours = {cell: comment(there, words) for cell, there in _by_cell(notes, grid).items()}
        _comment(package, sheet, splice, ours, grid)
    package.parts[sheet.part] = splice.content()


def _deselect(splice: Splice) -> None:
    """Two sheets selected are edited together, and the list will be the one that is open."""
    for view in (view for views in splice.root.all("sheetViews") for view in views.all("sheetView")):
        if view.attributes.get("tabSelected") in _TRUE and view.attributes.get("workbookViewId", "0") == "0":
            splice.set(view, "tabSelected", "0")


def _by_cell(notes: Sequence[Numbered], grid: Grid) -> dict[comments.Cell, list[Numbered]]:
    """Return the notes by the cell at which their comment is seen."""
    positions = [(entry, entry.note.position) for entry in notes]
    seen = grid.shown_at({position for _, position in positions if position is not None})
    found: dict[comments.Cell, list[Numbered]] = {}
    for entry, position in positions:
        if position is not None:
            found.setdefault(seen[position], []).append(entry)
    return found


def _comment(
    package: Package, sheet: Listed, splice: Splice, ours: Mapping[comments.Cell, comments.Pieces], grid: Grid
) -> None:
    part = next((each.part for each in package.relations(sheet.part) if each.kind == "comments"), None)
    if part is None:
        if not ours:
            return
        part = package.free("xl/comments", ".xml")
        package.parts[part] = comments.EMPTY
        package.declare(part, _COMMENTS)
        package.relate(sheet.part, "comments", part)
    written = package.splice(part)
    removed, texts = comments.rewrite(written, ours)
    package.parts[part] = written.content()
    if ours or removed:
        drawing = _drawing(package, sheet, splice, splice.root)
        drawn = package.splice(drawing, loose=True)
        shapes.redraw(drawn, removed, texts, set(ours), grid)
        package.parts[drawing] = drawn.content()


def _drawing(package: Package, sheet: Listed, splice: Splice, root: Node) -> str:
    """Return the part of the sheet's old drawing, which also holds form controls; a new one where there is none."""
    old = root.first("legacyDrawing")
    if old is not None:
        name = old.attributes.get(f"{RELATIONS} id", "")
        return next((each.part for each in package.relations(sheet.part) if each.id == name), name)
    drawing = package.free("xl/drawings/vmlDrawing", ".vml")
    package.parts[drawing] = shapes.empty(1 + sum(name.casefold().endswith(".vml") for name in package.parts))
    package.declare(drawing, _DRAWING)
    reference = relation_id(package.relate(sheet.part, "vmlDrawing", drawing), root.prefix_of(RELATIONS))
    at = offset_for(root, "legacyDrawing", WORKSHEET)
    splice.insert(at, f"<{root.tag('legacyDrawing')} {reference}/>")
    return drawing
