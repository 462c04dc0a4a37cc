"""The order in which the format wants elements to stand (ECMA-376, part 1, annex A)."""

from __future__ import annotations

from typing import Final

from gapcheck.workbook.annotation.nodes import Node
from gapcheck.workbook.safety.markup import Damaged

WORKSHEET: Final = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
    "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
WORKBOOK: Final = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr",
    "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
STYLES: Final = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
_ALTERNATIVES = "http://schemas.openxmlformats.org/markup-compatibility/2006 AlternateContent"


def offset_for(parent: Node, local: str, order: tuple[str, ...]) -> int:
    """Return the offset at which a new child must stand: before the first that must come after it."""
    if parent.empty:
        raise Damaged(f"nothing in {parent.local}")
    mine = order.index(local)
    for child in parent.children:
        rank = _rank(child, parent, order)
        if rank is not None and rank > mine:
            return child.start
    return parent.close


def _rank(child: Node, parent: Node, order: tuple[str, ...]) -> int | None:
    """Return where a child belongs; what is wrapped for other versions of a program counts as itself."""
    if child.name == _ALTERNATIVES:
        wrapped = (_rank(inner, parent, order) for choice in child.children for inner in choice.children)
        return next((rank for rank in wrapped if rank is not None), None)
    known = child.name.rpartition(" ")[0] == parent.name.rpartition(" ")[0] and child.local in order
    return order.index(child.local) if known else None
