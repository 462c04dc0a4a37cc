"""The boxes in which a sheet's comments are shown: an old drawing (VML) beside the comments themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gapcheck.workbook.annotation.comments import Cell
from gapcheck.workbook.annotation.grid import Anchor, Grid
from gapcheck.workbook.annotation.nodes import Node, whole
from gapcheck.workbook.annotation.notes import MAX_ROW
from gapcheck.workbook.annotation.splice import Splice

_VML, _OFFICE = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
_EXCEL = "urn:schemas-microsoft-com:office:excel"
_NAMESPACES = {"v": _VML, "o": _OFFICE, "x": _EXCEL}
_KIND = "_x0000_t202"
_BLOCK = 1024  # numbers of shapes that one entry of the map of ids stands for
_NUMBER = re.compile(r"_x0000_s(\d{1,9})")
_WIDTH, _LINE, _LETTERS, _LOWEST, _HIGHEST = 330, 15, 50, 60, 480


def empty(block: int) -> bytes:
    """Return a drawing without shapes, whose numbers begin in a block of their own."""
    layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout>'
    return f"<xml{_declared({})}>{layout}</xml>".encode()


def redraw(splice: Splice, removed: set[Cell], texts: Mapping[Cell, str], ours: set[Cell], grid: Grid) -> None:
    """Take out the boxes of removed comments, and see that every comment has one with room for its text.

    Boxes of the officer's own comments are left alone, but for those to which ours was added.
    """
    root = splice.root
    boxes = _boxes(root)
    gone: set[Node] = set()
    for cell in removed:
        for shape, _ in boxes.pop(cell, []):
            splice.remove(shape)
            gone.add(shape)
    nodes = root.walk()
    declared = _declared(root.declared)
    number = max(_floor(nodes), *(_number(node) for node in nodes if node not in gone))
    if all(node.attributes.get("id") != _KIND for node in nodes if node.local == "shapetype"):
        stroke = '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>'
        kind = f'<v:shapetype{declared} id="{_KIND}" coordsize="21600,21600" o:spt="202"'
        splice.append(root, f'{kind} path="m,l,21600r21600,l21600,xe">{stroke}</v:shapetype>')
    for cell in sorted(texts):
        height = _height(texts[cell])
        if cell not in boxes:
            number += 1
            splice.append(root, _box(declared, number, cell, grid.beside(*cell, _WIDTH, height)))
        elif cell in ours:
            for _, client in boxes[cell]:
                _stretch(splice, client, grid.beside(*cell, _WIDTH, height), grid, height)


def _boxes(root: Node) -> dict[Cell, list[tuple[Node, Node]]]:
    """Return the boxes of comments by cell, each with the element that says where it stands."""
    found: dict[Cell, list[tuple[Node, Node]]] = {}
    for client in root.walk():
        if client.local != "ClientData" or client.attributes.get("ObjectType") != "Note" or client.parent is None:
            continue
        row, column = client.first("Row"), client.first("Column")
        at = whole(row.text if row else None), whole(column.text if column else None)
        if at[0] is not None and at[1] is not None:
            found.setdefault((at[0] + 1, at[1] + 1), []).append((client.parent, client))
    return found


def _floor(nodes: list[Node]) -> int:
    """Return the number after which those of this drawing begin."""
    for node in nodes:
        first = whole(node.attributes.get("data", "").split(",")[0])
        if node.local == "idmap" and first is not None:
            return first * _BLOCK
    return _BLOCK


def _number(node: Node) -> int:
    values = (node.attributes.get("id", ""), node.attributes.get(f"{_OFFICE} spid", ""))
    return max((int(match[1]) for match in map(_NUMBER.fullmatch, values) if match), default=0)


def _height(text: str) -> int:
    lines = sum(max(1, -(-len(line) // _LETTERS)) for line in text.split("\n"))
    return min(max(lines * _LINE + 12, _LOWEST), _HIGHEST)


def _stretch(splice: Splice, client: Node, usual: Anchor, grid: Grid, height: int) -> None:
    node = client.first("Anchor")
    if node is None:  # only its style says how large it is, for which Excel does not ask once there is an anchor
        tag = client.tag("Anchor")
        splice.append(client, f"<{tag}>{_written(usual)}</{tag}>")
        return
    values = [whole(value) for value in node.text.split(",")]
    known = tuple(value for value in values if value is not None and value < 2 * MAX_ROW)
    if len(known) != 8 or len(values) != 8:
        return
    anchor: Anchor = known
    larger = grid.stretched(anchor, _WIDTH, height)
    if larger != anchor:
        splice.refill(node, _written(larger))


def _declared(known: Mapping[str, str]) -> str:
    """Return the prefixes that our shapes need and the drawing does not have; Excel's parser is an old one."""
    return "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items() if known.get(prefix) != uri)


def _written(anchor: Anchor) -> str:
    return ", ".join(str(value) for value in anchor)


def _box(declared: str, number: int, cell: Cell, anchor: Anchor) -> str:
    where = f"<x:Row>{cell[0] - 1}</x:Row><x:Column>{cell[1] - 1}</x:Column>"
    style = f"position:absolute;margin-left:80pt;margin-top:2pt;width:{_WIDTH * 3 // 4}pt;height:80pt;z-index:1"
    return (
        f'<v:shape{declared} id="_x0000_s{number}" type="#{_KIND}" style="{style};visibility:hidden"'
        ' fillcolor="#fff2cc" o:insetmode="auto"><v:fill color2="#fff2cc"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{_written(anchor)}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill>{where}</x:ClientData></v:shape>"
    )
