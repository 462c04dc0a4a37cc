"""The container as it is changed: its parts, how they are related, and the bytes that come out."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from gapcheck.workbook.annotation.nodes import Seen
from gapcheck.workbook.annotation.notes import markup
from gapcheck.workbook.annotation.splice import Splice
from gapcheck.workbook.drawing.packing import MOMENT
from gapcheck.workbook.safety.container import open_parts
from gapcheck.workbook.safety.markup import RELATIONS, Damaged, Forbidden
from gapcheck.workbook.safety.packages import CONTENTS
from gapcheck.workbook.texts import one_line

_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STAMP = MOMENT.timetuple()[:6]
_READ_WRITE = 0o600 << 16


@dataclass(frozen=True, slots=True)
class Relation:
    """One line of a part's relations: its id, the last word of its type, and the part it leads to."""

    id: str
    kind: str
    part: str


class Package:
    """The parts of a workbook by name; what is put here replaces what was there."""

    def __init__(self, data: bytes, file_name: str) -> None:
        self.parts = open_parts(data, file_name)
        self._data = data
        self._original = dict(self.parts)

    def splice(self, part: str, *, skip: Collection[str] = (), seen: Seen | None = None, loose: bool = False) -> Splice:
        """Return a part ready to be changed; Damaged, naming the part, where it cannot be."""
        if part not in self.parts:
            raise Damaged(f"a relation to the part {one_line(part)}, which is not there")
        try:
            return Splice(self.parts[part], skip=skip, seen=seen, loose=loose)
        except (Damaged, Forbidden) as problem:
            raise Damaged(f"{problem}, in the part {one_line(part)}") from problem

    def relations(self, part: str) -> list[Relation]:
        """Return the relations of a part to others of the file."""
        name = relations_of(part)
        if name not in self.parts:
            return []
        names = {name.casefold(): name for name in self.parts}
        found = []
        for node in self.splice(name).root.all("Relationship"):
            if node.attributes.get("TargetMode") != "External":
                kind = node.attributes.get("Type", "").rpartition("/")[2]
                target = _resolved(part, node.attributes.get("Target", ""))
                # Programs on Windows do not mind the case.
                target = target if target in self.parts else names.get(target.casefold(), target)
                found.append(Relation(node.attributes.get("Id", ""), kind, target))
        return found

    def relate(self, part: str, kind: str, target: str) -> str:
        """Relate a part to another and return the new relation's id."""
        name = relations_of(part)
        if name not in self.parts:
            self.parts[name] = f'{HEAD}<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()
        splice = self.splice(name)
        root = splice.root
        taken = {node.attributes.get("Id", "").casefold() for node in root.children}
        free = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rid{number}" not in taken)
        path = markup(posixpath.relpath(target, posixpath.dirname(part) or "."))
        tag = root.tag("Relationship")
        splice.append(root, f'<{tag} Id="{free}" Type="{RELATIONS}/{kind}" Target="{path}"/>')
        self.parts[name] = splice.content()
        return free

    def drop(self, part: str, kind: str) -> None:
        """Take out the parts to which a part is related in one way, with all that names them."""
        gone = [relation for relation in self.relations(part) if relation.kind == kind]
        named = {f"/{relation.part}".casefold() for relation in gone}
        for name in (relations_of(part), CONTENTS) if gone else ():
            splice = self.splice(name)
            for node in splice.root.children:
                is_named = node.attributes.get("PartName", "").casefold() in named
                if is_named or node.attributes.get("Id", "") in {relation.id for relation in gone}:
                    splice.remove(node)
            self.parts[name] = splice.content()
        for relation in gone:
            self.parts.pop(relation.part, None)

    def declare(self, part: str, kind: str) -> None:
        """Add a part to the list of contents with its type."""
        splice = self.splice(CONTENTS)
        root = splice.root
        if part.endswith(".vml"):  # every program declares this kind by its ending
            if all(node.attributes.get("Extension", "").casefold() != "vml" for node in root.all("Default")):
                # Defaults may stand anywhere, but Excel writes them first.
                at = root.children[0].start if root.children else root.close
                splice.insert(at, f'<{root.tag("Default")} Extension="vml" ContentType="{kind}"/>')
        elif all(node.attributes.get("PartName") != f"/{part}" for node in root.all("Override")):
            splice.append(root, f'<{root.tag("Override")} PartName="/{markup(part)}" ContentType="{kind}"/>')
        self.parts[CONTENTS] = splice.content()

    def free(self, beginning: str, ending: str) -> str:
        """Return a part's name, numbered, that no part has in any case."""
        taken = {name.casefold() for name in self.parts}
        number = 1
        while f"{beginning}{number}{ending}".casefold() in taken:
            number += 1
        return f"{beginning}{number}{ending}"

    def packed(self) -> bytes:
        """Return the file: parts in their order with the times they had, changed and new ones without a time."""
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._data)) as source, zipfile.ZipFile(target, "w") as archive:
            left = dict(self.parts)
            for entry in source.infolist():
                content = left.pop(entry.filename, None)
                if content is None:
                    continue
                if content == self._original[entry.filename]:
                    kept = zipfile.ZipInfo(entry.filename, entry.date_time)
                    kept.compress_type, kept.create_system = entry.compress_type, entry.create_system
                    kept.external_attr = entry.external_attr
                    archive.writestr(kept, content, compresslevel=6)
                else:
                    archive.writestr(_stamped(entry.filename), content, compresslevel=6)
            for name, content in left.items():
                archive.writestr(_stamped(name), content, compresslevel=6)
        return target.getvalue()


def relations_of(part: str) -> str:
    """Return the name of the part that holds a part's relations."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _resolved(part: str, target: str) -> str:
    """Return the part that a relation's target names, as packages.py does."""
    return target[1:] if target.startswith("/") else posixpath.normpath(f"{posixpath.dirname(part)}/{target}")


def relation_id(value: str, prefix: str | None) -> str:
    """Return the attribute that names a relation, with a prefix of its own where the part has none for it."""
    if prefix is None:
        return f'xmlns:r="{RELATIONS}" r:id="{value}"'
    return f'{prefix}:id="{value}"'


def _stamped(name: str) -> zipfile.ZipInfo:
    stamped = zipfile.ZipInfo(name, _STAMP)
    stamped.compress_type = zipfile.ZIP_DEFLATED
    stamped.create_system = 3  # else the system's own: 0 on Windows
    stamped.external_attr = _READ_WRITE
    return stamped
