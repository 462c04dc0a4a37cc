"""What stands in the cells of a workbook: a reader that shares nothing with the one under test."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

from defusedxml.ElementTree import fromstring

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Place = tuple[str, int, int]
Cells = dict[Place, tuple[str | None, ...]]


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook, by zipfile."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells_of(data: bytes) -> Cells:
    """Return what stands in every cell with content: its text as saved, its kind, its number format."""
    parts = parts_of(data)
    strings = _strings(parts)
    formats = _formats(parts)
    workbook = fromstring(parts["xl/workbook.xml"])
    relations = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in fromstring(parts["xl/_rels/workbook.xml.rels"])
    }
    properties = workbook.find(f"{MAIN}workbookPr")
    epoch = None if properties is None else properties.get("date1904")
    cells: Cells = {}
    for sheet in workbook.iter(f"{MAIN}sheet"):
        row = 0
        for line in fromstring(parts[relations[sheet.get(RELATION)]]).iter(f"{MAIN}row"):
            row = int(line.get("r", row + 1))
            column = 0
            for cell in line.findall(f"{MAIN}c"):
                column = _column(cell.get("r", "")) or column + 1
                kind, text = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
                if kind == "s" and text:
                    kind, text = "inlineStr", strings[int(text)]
                elif kind == "inlineStr":
                    text = "".join(piece.text or "" for piece in cell.iter(f"{MAIN}t"))
                formula = cell.find(f"{MAIN}f") is not None
                if text or formula:
                    form = formats.get(cell.get("s", "0"))
                    cells[sheet.get("name", "").casefold(), row, column] = (
                        kind,
                        text,
                        form,
                        str(formula and not text),
                        epoch,
                    )
    return cells


def _column(reference: str) -> int:
    column = 0
    for letter in re.sub(r"[^A-Z]", "", reference):
        column = column * 26 + ord(letter) - 64
    return column


def _strings(parts: dict[str, bytes]) -> list[str]:
    if "xl/sharedStrings.xml" not in parts:
        return []
    items = fromstring(parts["xl/sharedStrings.xml"]).findall(f"{MAIN}si")
    return ["".join(piece.text or "" for piece in item.iter(f"{MAIN}t")) for item in items]


def _formats(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the number format of every style, by the style's number."""
    root = fromstring(parts["xl/styles.xml"])
    codes = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter(f"{MAIN}numFmt")}
    styles = root.find(f"{MAIN}cellXfs")
    return {
        str(n): codes.get(xf.get("numFmtId"), str(xf.get("numFmtId")))
        for n, xf in enumerate(() if styles is None else styles)
    }
