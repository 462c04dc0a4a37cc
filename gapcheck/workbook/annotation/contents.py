"""The workbook part: its list of sheets with ours in it, the names that count sheets, and which one is open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from gapcheck.workbook.annotation.listing import HEADER
from gapcheck.workbook.annotation.nodes import Node, whole
from gapcheck.workbook.annotation.notes import markup
from gapcheck.workbook.annotation.order import WORKBOOK, offset_for
from gapcheck.workbook.annotation.package import Package, relation_id, relations_of
from gapcheck.workbook.safety.markup import RELATIONS, Damaged
from gapcheck.workbook.safety.packages import sheet_parts, workbook_part
from gapcheck.workbook.sheets.start import START
from gapcheck.workbook.texts import matching

MARK: Final = "gapcheck_to_correct"  # the defined name by which our list is known again, whatever its sheet's name
_TITLES = "_xlnm.Print_Titles"
_FIRST_CELL = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?[A-Z]+\$?\d+")
_UNUSABLE = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet of the file: its name and its part."""

    name: str
    part: str


class Contents:
    """The sheets of a file, and the place of our list among them."""

    def __init__(self, package: Package) -> None:
        workbook = workbook_part(package.parts)
        if workbook is None:
            raise Damaged("no list of sheets")
        self._package, self._part = package, workbook
        self._splice = package.splice(workbook)
        self._nodes = self._splice.root.need("sheets").all("sheet")
        self.sheets = [Listed(name, part) for name, part in sheet_parts(package.parts, workbook)]
        if [node.attributes.get("name", "") for node in self._nodes] != [sheet.name for sheet in self.sheets]:
            raise Damaged("two lists of sheets")
        if any(relation.kind == "revisionHeaders" for relation in package.relations(workbook)):
            raise Damaged("a log of changes, as a workbook has that several people work on at once")
        self.list = self._marked()

    def others(self) -> list[Listed]:
        """Return the sheets that are not our list."""
        return [sheet for sheet in self.sheets if sheet != self.list]

    def put(self, content: bytes, title: str) -> None:
        """Put the list into the place of the earlier one, or second, and open the file at it."""
        if self.list is not None:
            place = self.sheets.index(self.list)
            if any(node.local == "f" for node in self._package.splice(self.list.part).root.walk()):
                # A formula somebody wrote there: the order of calculation must not name it, Excel makes a new one.
                self._package.drop(self._part, "calcChain")
            self._package.parts.pop(relations_of(self.list.part), None)
            self._package.parts[self.list.part] = content
            if "state" in self._nodes[place].attributes:
                self._splice.set(self._nodes[place], "state", "visible")
            self._name(self.list.name, place, shift=False)
        else:
            place = self._add(content, self._free(title))
        self._open(place)
        self._package.parts[self._part] = self._splice.content()

    def _add(self, content: bytes, name: str) -> int:
        package, splice = self._package, self._splice
        # Beside the other sheets: programs look for them there.
        part = package.free(f"{self._part.rpartition('/')[0]}/worksheets/sheet".lstrip("/"), ".xml")
        package.parts[part] = content
        package.declare(part, _SHEET)
        relation = package.relate(self._part, "worksheet", part)
        starts = [number for number, sheet in enumerate(self.sheets, 1) if matching(sheet.name) == matching(START)]
        place = starts[0] if starts else min(1, len(self.sheets))
        parent = splice.root.need("sheets")
        number = 1 + max((whole(node.attributes.get("sheetId")) or 0 for node in self._nodes), default=0)
        reference = relation_id(relation, parent.prefix_of(RELATIONS))
        element = f'<{parent.tag("sheet")} name="{markup(name)}" sheetId="{number}" {reference}/>'
        if place < len(self._nodes):
            splice.insert(self._nodes[place].start, element)
        else:
            splice.append(parent, element)
        self._name(name, place, shift=True)
        return place

    def _marked(self) -> Listed | None:
        """Return the sheet to which our defined name leads, if it is a worksheet of the file."""
        for node in self._names():
            match = _FIRST_CELL.fullmatch(node.text)
            if node.attributes.get("name") == MARK and "localSheetId" not in node.attributes and match:
                name = match[1].replace("''", "'") if match[1] else match[2]
                return next((sheet for sheet in self.sheets if matching(sheet.name) == matching(name)), None)
        return None

    def _names(self) -> list[Node]:
        parent = self._splice.root.first("definedNames")
        return parent.all("definedName") if parent is not None else []

    def _name(self, sheet: str, place: int, *, shift: bool) -> None:
        """Write the names of our list; the others count sheets, and one more may stand before theirs."""
        splice, root = self._splice, self._splice.root
        quoted = "'" + sheet.replace("'", "''") + "'"
        wanted = {
            (_TITLES, str(place)): f"{quoted}!${HEADER}:${HEADER}",
            (MARK, None): f"{quoted}!$A$1",
        }  # fmt: skip
        for node in self._names():
            local = node.attributes.get("localSheetId")
            if shift and (counted := whole(local)) is not None and counted >= place:
                splice.set(node, "localSheetId", str(counted + 1))
            elif (key := (node.attributes.get("name", ""), local)) in wanted:
                text = wanted.pop(key)
                if node.text != text:
                    splice.refill(node, text)
        parent = root.first("definedNames")
        tag = root.tag("definedName")
        added = ""
        for (name, local), text in wanted.items():
            scope = 'hidden="1"' if local is None else f'localSheetId="{local}"'
            added += f'<{tag} name="{name}" {scope}>{markup(text)}</{tag}>'
        if parent is not None:
            splice.append(parent, added)
        else:
            group = root.tag("definedNames")
            splice.insert(offset_for(root, "definedNames", WORKBOOK), f"<{group}>{added}</{group}>")

    def _open(self, place: int) -> None:
        """Let the first window show the list, and others what they showed."""
        splice, root = self._splice, self._splice.root
        views = root.first("bookViews")
        windows = views.all("workbookView") if views is not None else []
        if not windows:
            group, tag = root.tag("bookViews"), root.tag("workbookView")
            element = f'<{tag} activeTab="{place}"/>'
            if views is not None:
                splice.append(views, element)
            else:
                splice.insert(root.need("sheets").start, f"<{group}>{element}</{group}>")
            return
        for number, window in enumerate(windows):
            shown = whole(window.attributes.get("activeTab", "0"))
            if number == 0:
                splice.set(window, "activeTab", str(place))
                if "firstSheet" in window.attributes:
                    splice.set(window, "firstSheet", "0")
            elif self.list is None and shown is not None and shown >= place:
                splice.set(window, "activeTab", str(shown + 1))

    def _free(self, title: str) -> str:
        """Return a name for the list that no sheet has and that a spreadsheet program allows."""
        base = _UNUSABLE.sub(" ", " ".join(title.split())).strip(" '")[:_LONGEST_NAME].rstrip(" '") or "gapcheck"
        taken = {matching(sheet.name) for sheet in self.sheets}
        name, number = base, 1
        while matching(name) in taken:
            number += 1
            ending = f" ({number})"
            name = base[: _LONGEST_NAME - len(ending)] + ending
        return name
