"""Workbooks taken apart, changed and put together again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True)
class Case:
    """How a hostile workbook is made of a good one, and what its refusal must say."""

    make: Callable[[bytes], bytes]
    says: str


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a workbook of the given parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def replaced(data: bytes, **changes: bytes) -> bytes:
    """Return the workbook with parts replaced; a name's dots and slashes are written as they are."""
    return pack(parts_of(data) | changes)


def edited(data: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """Return the workbook with text in one part changed by regular expressions; each must match."""
    parts = parts_of(data)
    text = parts[part].decode()
    for pattern, replacement in changes:
        text, times = re.subn(pattern, replacement, text, count=1, flags=re.DOTALL)
        assert times, f"{pattern} is not in {part}"
    return pack(parts | {part: text.encode()})


def sheet_part(data: bytes, sheet: str) -> str:
    """Return the name of the part that holds a sheet."""
    parts = parts_of(data)
    workbook, relations = parts["xl/workbook.xml"].decode(), parts["xl/_rels/workbook.xml.rels"].decode()
    for element in re.findall(r"<sheet [^>]*>", workbook):
        if f'name="{sheet}"' in element:
            identifier = re.search(r'r?:?id="(rId\d+)"', element)
            assert identifier
            for relation in re.findall(r"<Relationship [^>]*>", relations):
                if f'Id="{identifier[1]}"' in relation:
                    target = re.search(r'Target="/?(?:xl/)?([^"]*)"', relation)
                    assert target
                    return f"xl/{target[1]}"
    raise AssertionError(sheet)


def with_cell(data: bytes, sheet: str, reference: str, cell: str) -> bytes:
    """Return the workbook with one cell's XML put in place of what stood there; its row must exist."""
    part = sheet_part(data, sheet)
    parts = parts_of(data)
    text = parts[part].decode()
    pattern = rf'<c r="{reference}"[^>]*?(?:/>|>.*?</c>)'
    changed, times = re.subn(pattern, lambda _: cell.replace("@", reference), text, count=1, flags=re.DOTALL)
    assert times, f"{reference} is not in {sheet}"
    return pack(parts | {part: changed.encode()})


def with_row(data: bytes, sheet: str, row: str) -> bytes:
    """Return the workbook with a row's XML added at the end of a sheet."""
    return edited(data, sheet_part(data, sheet), ("</sheetData>", row + "</sheetData>"))


def with_sheet(data: bytes, sheet: str, content: str) -> bytes:
    """Return the workbook with other XML for a sheet."""
    return pack(parts_of(data) | {sheet_part(data, sheet): content.encode()})


def with_type(data: bytes, part: str, kind: str, content: bytes = b"<a/>") -> bytes:
    """Return the workbook with a part added, and its type in the list of contents."""
    override = f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
    return replaced(edited(data, "[Content_Types].xml", ("</Types>", override)), **{part: content})


def with_after(data: bytes, sheet: str, content: str) -> bytes:
    """Return the workbook with XML after the cells of a sheet."""
    return edited(data, sheet_part(data, sheet), ("</sheetData>", f"</sheetData>{content}"))


def with_in(data: bytes, part: str, end: str, content: str) -> bytes:
    """Return the workbook with XML at the end of an element."""
    parts = parts_of(data)
    before, found, after = parts[part].decode().rpartition(end)
    assert found
    return pack(parts | {part: f"{before}{content}{found}{after}".encode()})


def with_names(data: bytes, content: str) -> bytes:
    parts = parts_of(data)
    text = re.sub(r"<definedNames.*</definedNames>|<definedNames ?/>", "", parts["xl/workbook.xml"].decode())
    text = text.replace("</sheets>", f"</sheets><definedNames>{content}</definedNames>")
    return pack(parts | {"xl/workbook.xml": text.encode()})


def varied(element: str, times: int) -> str:
    """Return an element so often, with numbers in it that no packing foresees."""
    return "".join(element.replace("#", str(number * 7919 % 1_000_003)) for number in range(times))


def without(data: bytes, part: str) -> bytes:
    """Return the workbook without a part."""
    return pack({name: content for name, content in parts_of(data).items() if name != part})


def with_strings(data: bytes, items: str, reference: str = "C2", sheet: str = "Partnership") -> bytes:
    """Return the workbook with a list of shared texts, and one cell that uses the first, as Excel writes all text."""
    data = with_cell(data, sheet, reference, '<c r="@" t="s"><v>0</v></c>')
    strings = f'<sst xmlns="{MAIN}" count="1">{items}</sst>'
    return with_type(data, "xl/sharedStrings.xml", f"{TYPES}.sharedStrings+xml", strings.encode())


def shared(data: bytes, text: str = "IOM", reference: str = "C2", sheet: str = "Partnership") -> bytes:
    """Return the workbook with one cell's text in the list of shared texts."""
    return with_strings(data, f"<si><t>{text}</t></si>", reference, sheet)
