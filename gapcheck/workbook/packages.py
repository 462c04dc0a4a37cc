"""Which part of the container is the workbook, and which part is which sheet: read the way openpyxl reads it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from gapcheck.workbook.markup import MAIN, RELATIONS, STRICT, Budget, Damaged, Forbidden, Listener, stream

# In openpyxl's order: it opens the first that the list of contents names.
_WORKBOOK_TYPES = (
    "application/vnd.ms-excel.template.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
)
_USUAL_WORKBOOK = "xl/workbook.xml"
CONTENTS = "[Content_Types].xml"


class _Attributes(Listener):
    """Keeps the attributes of every element with one local name."""

    def __init__(self, budget: Budget, local: str) -> None:
        super().__init__(budget)
        self.local = local
        self.found: list[dict[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name.rpartition(" ")[2] == self.local:
            self.found.append(attributes)


def workbook_part(parts: Mapping[str, bytes]) -> str | None:
    """Return the name of the workbook part, or None where the container holds no spreadsheet."""
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
    folder, base = posixpath.split(workbook)
    relations = posixpath.join(folder, "_rels", f"{base}.rels")
    if workbook not in parts or relations not in parts:
        raise Damaged("no list of sheets")
    listener = _Attributes(Budget(), "sheet")
    stream(parts[workbook], listener)
    if listener.root == f"{STRICT} workbook":
        raise Forbidden("the format Strict Open XML")
    if listener.root != f"{MAIN} workbook":
        raise Damaged("a workbook part that is none")
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in _attributes(parts[relations], "Relationship")
        if relation.get("TargetMode") != "External"
    }
    sheets = []
    for sheet in listener.found:
        target = targets.get(sheet.get(f"{RELATIONS} id", ""))
        if not target:
            raise Damaged("a sheet that leads nowhere")
        path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        sheets.append((sheet.get("name", ""), path))
    return sheets


def _attributes(data: bytes, local: str) -> list[dict[str, str]]:
    listener = _Attributes(Budget(), local)
    stream(data, listener)
    return listener.found
