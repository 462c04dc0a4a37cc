"""Which part of the container is the workbook, and which part is which sheet: read the way openpyxl reads it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Final, NamedTuple

from gapcheck.workbook.safety.markup import MAIN, RELATIONS, STRICT, Budget, Damaged, Forbidden, WholeListener, stream
from gapcheck.workbook.texts import one_line

# In openpyxl's order: it opens the first that the list of contents names.
_WORKBOOK_TYPES = (
    "application/vnd.ms-excel.template.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
)
_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_USUAL_WORKBOOK = "xl/workbook.xml"
CONTENTS: Final = "[Content_Types].xml"
STYLES: Final = "xl/styles.xml"  # where openpyxl looks for it, whatever the relations say


class Relation(NamedTuple):
    """A line of a list of relations: its id, the last word of its kind, and the part that it leads to."""

    id: str
    kind: str
    part: str


class _Attributes(WholeListener):
    """Keeps the attributes of every element with one local name."""

    def __init__(self, budget: Budget, local: str) -> None:
        super().__init__(budget)
        self.local = local
        self.found: list[dict[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name.rpartition(" ")[2] == self.local:
            self.found.append(attributes)


def content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the type of every part that the list of contents gives one, in lower case."""
    if CONTENTS not in parts:
        return {}
    defaults = {
        default.get("Extension", "").casefold(): default.get("ContentType", "")
        for default in _attributes(parts[CONTENTS], "Default")
    }
    overrides = {
        override.get("PartName", "").removeprefix("/").casefold(): override.get("ContentType", "")
        for override in _attributes(parts[CONTENTS], "Override")
    }
    types = {
        part: overrides.get(part.casefold(), defaults.get(part.rpartition(".")[2].casefold(), "")) for part in parts
    }
    return {part: kind.casefold() for part, kind in types.items()}


def workbook_part(parts: Mapping[str, bytes]) -> str | None:
    """Return the name of the workbook part, or None where the container holds no spreadsheet.

    Raises Damaged where the list of contents, which openpyxl follows, and the relations, which Excel follows, lead
    to two different parts.
    """
    workbook = _workbook_of_contents(parts)
    if workbook is not None:
        main = [relation.part for relation in _relations(parts, "") if relation.kind == "officeDocument"]
        if main != [workbook]:
            raise Damaged("two opinions on which part is the workbook")
    return workbook


def _workbook_of_contents(parts: Mapping[str, bytes]) -> str | None:
    if CONTENTS not in parts:
        return None
    overrides = _attributes(parts[CONTENTS], "Override")
    for kind in _WORKBOOK_TYPES:
        for override in overrides:
            if override.get("ContentType") == kind:
                return override.get("PartName", "").removeprefix("/")
    defaults = {default.get("ContentType") for default in _attributes(parts[CONTENTS], "Default")}
    return _USUAL_WORKBOOK if defaults & set(_WORKBOOK_TYPES) else None


def sheet_parts(parts: Mapping[str, bytes], workbook: str) -> list[tuple[str, str]]:
    """Return the name of every sheet with the name of its part, in the workbook's order.

    Raises Damaged where a sheet leads nowhere; Forbidden where the file is in the format "strict".
    """
    if workbook not in parts:
        raise Damaged("no list of sheets")
    listener = _Attributes(Budget(), "sheet")
    stream(parts[workbook], listener)
    if listener.root == f"{STRICT} workbook":
        raise Forbidden("the format Strict Open XML (in Excel, choose Excel Workbook, not Strict)")
    if listener.root != f"{MAIN} workbook":
        raise Damaged("a workbook part that is none")
    targets = {relation.id: relation.part for relation in _relations(parts, workbook)}
    sheets = []
    for sheet in listener.found:
        part = targets.get(sheet.get(f"{RELATIONS} id", ""))
        if part is None or part not in parts:
            raise Damaged(f"the sheet {one_line(sheet.get('name', ''))}, which leads nowhere")
        sheets.append((sheet.get("name", ""), part))
    return sheets


def strings_part(parts: Mapping[str, bytes], workbook: str) -> str | None:
    """Return the part with the texts that cells share, or None.

    Raises Damaged where it, or the list of styles, is not where both openpyxl and Excel look for it.
    """
    relations = _relations(parts, workbook)
    named = [
        override.get("PartName", "").removeprefix("/")
        for override in _attributes(parts[CONTENTS], "Override")
        if override.get("ContentType") == _STRINGS_TYPE
    ]
    related = [relation.part for relation in relations if relation.kind == "sharedStrings"]
    if (named and named[0] not in parts) or len(named) > 1:
        raise Damaged("a list of texts that is not there, or a second one")
    if related and related != named:
        raise Damaged("two opinions on where the texts of cells are")
    if any(relation.kind == "styles" and relation.part != STYLES for relation in relations):
        raise Damaged("a list of styles in an unusual place")
    return named[0] if named else None


def link_targets(parts: Mapping[str, bytes], part: str) -> dict[str, str]:
    """Return what the hyperlinks of a sheet's part lead to outside of the file, by the relation's id."""
    name = _list_of(part)
    found: dict[str, str] = {}
    twice: set[str] = set()
    for line in _attributes(parts[name], "Relationship") if name in parts else ():
        key = line.get("Id", "")
        if key in found:
            twice.add(key)
        is_link = line.get("TargetMode") == "External" and line.get("Type", "").rpartition("/")[2] == "hyperlink"
        found[key] = line.get("Target", "") if is_link else ""
    return {key: target for key, target in found.items() if target and key not in twice}


def _list_of(part: str) -> str:
    """Return the name of the part that lists a part's relations."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _relations(parts: Mapping[str, bytes], part: str) -> list[Relation]:
    """Return what a part (or, with no name, the file) is related to, but for what is outside of the file."""
    folder, name = posixpath.dirname(part), _list_of(part)
    if name not in parts:
        raise Damaged("no list of relations" if part else "no list that leads to the workbook")
    relations = []
    for line in _attributes(parts[name], "Relationship"):
        target = line.get("Target", "")
        if line.get("TargetMode") == "External" or not target:
            continue
        path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        relations.append(Relation(line.get("Id", ""), line.get("Type", "").rpartition("/")[2], path))
    if len({relation.id for relation in relations}) != len(relations):
        raise Damaged("two relations of one name")
    return relations


def _attributes(data: bytes, local: str) -> list[dict[str, str]]:
    listener = _Attributes(Budget(), local)
    stream(data, listener)
    return listener.found
