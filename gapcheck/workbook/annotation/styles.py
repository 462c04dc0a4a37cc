"""The looks of the list: added to the styles of the file behind those it has, whose numbers stay."""

from __future__ import annotations

from typing import Final

from gapcheck.workbook.annotation.order import STYLES, offset_for
from gapcheck.workbook.annotation.package import HEAD
from gapcheck.workbook.annotation.splice import Splice
from gapcheck.workbook.safety.markup import MAIN, Damaged

# For a file that has no styles at all: the least that Excel asks for.
LEAST: Final = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
).encode()

_FACE = '<~name val="Calibri"/><~family val="2"/>'
_FONTS = {
    "title": f'<~font><~b/><~sz val="16"/><~color rgb="FF1F3A5F"/>{_FACE}</~font>',
    "head": f'<~font><~b/><~sz val="11"/><~color rgb="FFFFFFFF"/>{_FACE}</~font>',
    "text": f'<~font><~sz val="11"/><~color rgb="FF262626"/>{_FACE}</~font>',
    "soft": f'<~font><~sz val="10"/><~color rgb="FF595959"/>{_FACE}</~font>',
    "bold": f'<~font><~b/><~sz val="11"/><~color rgb="FF262626"/>{_FACE}</~font>',
    "link": f'<~font><~u/><~sz val="11"/><~color rgb="FF0B57A4"/>{_FACE}</~font>',
}
_SOLID = (
    '<~fill><~patternFill patternType="solid"><~fgColor rgb="FF{}"/><~bgColor indexed="64"/></~patternFill></~fill>'
)
_FILLS = {
    "dark": _SOLID.format("1F3A5F"), "red": _SOLID.format("F8D7D3"), "yellow": _SOLID.format("FFF2CC"),
}  # fmt: skip
_SIDE = '<~{0} style="thin"><~color rgb="FFBFBFBF"/></~{0}>'
_BOX = f"<~border>{''.join(_SIDE.format(side) for side in ('left', 'right', 'top', 'bottom'))}<~diagonal/></~border>"
# Font, fill, whether in a box, alignment, whether text that begins like a formula stays text when it is edited.
_LOOKS: Final = {
    "title": ("title", "", False, 'vertical="center"', False),
    "soft": ("soft", "", False, 'vertical="top" wrapText="1"', False),
    "head": ("head", "dark", True, 'horizontal="left" vertical="center" wrapText="1" indent="1"', False),
    "number": ("text", "", True, 'horizontal="center" vertical="center"', False),
    "text": ("text", "", True, 'horizontal="left" vertical="center" wrapText="1" indent="1"', False),
    "quoted": ("text", "", True, 'horizontal="left" vertical="center" wrapText="1" indent="1"', True),
    "link": ("link", "", True, 'horizontal="left" vertical="center" wrapText="1" indent="1"', False),
    "error": ("bold", "red", True, 'horizontal="left" vertical="center" wrapText="1" indent="1"', False),
    "warning": ("bold", "yellow", True, 'horizontal="left" vertical="center" wrapText="1" indent="1"', False),
    "done": ("bold", "", True, 'horizontal="center" vertical="center"', False),
}
_DONE = '<~dxf><~font><~strike/><~color rgb="FF808080"/></~font></~dxf>'


class Looks:
    """The numbers of our looks in the file's styles; what is there already, from an earlier time, is used again."""

    def __init__(self, splice: Splice) -> None:
        self._splice = splice
        self._prefix = splice.root.tag("")
        self._known: dict[str, list[str]] = {}
        fonts = {name: self._number("fonts", "font", look) for name, look in _FONTS.items()}
        fills = {name: self._number("fills", "fill", look) for name, look in _FILLS.items()}
        box = self._number("borders", "border", _BOX)
        plain = 'xfId="0" ' if splice.root.first("cellStyleXfs") else ""
        self.cells: dict[str, int] = {}
        for name, (font, fill, boxed, alignment, quoted) in _LOOKS.items():
            numbers = f'numFmtId="0" fontId="{fonts[font]}" fillId="{fills.get(fill, 0)}" borderId="{box * boxed}"'
            applied = 'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
            quote = ' quotePrefix="1"' if quoted else ""
            look = f"<~xf {numbers} {plain}{applied}{quote}><~alignment {alignment}/></~xf>"
            self.cells[name] = self._number("cellXfs", "xf", look)
        self.done = self._number("dxfs", "dxf", _DONE)

    def _number(self, group: str, local: str, look: str) -> int:
        """Return the number of a style in its group; add it where the group does not have it."""
        look = look.replace("~", self._prefix)
        root = self._splice.root
        parent = root.first(group)
        if parent is None:
            if group != "dxfs":
                raise Damaged(f"no {group} among the styles")
            whole = f'<{root.tag(group)} count="1">{look}</{root.tag(group)}>'
            self._splice.insert(offset_for(root, group, STYLES), whole)
            return 0
        if group not in self._known:
            self._known[group] = [self._splice.raw(node) for node in parent.all(local)]
        known = self._known[group]
        if look not in known:
            known.append(look)
            self._splice.append(parent, look)
        return known.index(look)

    def content(self) -> bytes:
        """Return the part with what was added, and the numbers of styles that some groups tell."""
        for group, known in self._known.items():
            parent = self._splice.root.need(group)
            if "count" in parent.attributes:
                self._splice.set(parent, "count", str(len(known)))
        return self._splice.content()
