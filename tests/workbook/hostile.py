"""Workbooks changed part by part: damaged, oversized, dangerous; all generated, none stored."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


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


def shared(data: bytes, text: str = "IOM", reference: str = "C2", sheet: str = "Partnership") -> bytes:
    """Return the workbook with one cell's text in the table of shared strings, as Excel writes all text."""
    strings = f'<sst xmlns="{MAIN}" count="1"><si><t>{text}</t></si></sst>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    data = edited(data, "[Content_Types].xml", ("</Types>", override))
    data = with_cell(data, sheet, reference, '<c r="@" t="s"><v>0</v></c>')
    return replaced(data, **{"xl/sharedStrings.xml": strings.encode()})


def _doctype(data: bytes, part: str, encoding: str = "utf-8") -> bytes:
    parts = parts_of(data)
    text = parts[part].decode().lstrip("\ufeff")
    text = re.sub(r"^<\?xml[^>]*\?>", "", text)
    whole = f'<?xml version="1.0" encoding="{encoding}"?>{LAUGHS}{text}'
    return pack(parts | {part: whole.encode(encoding)})


def _sheet(data: bytes, sheet: str, content: str) -> bytes:
    return pack(parts_of(data) | {sheet_part(data, sheet): content.encode()})


def _long_sheet(data: bytes) -> bytes:
    rows = "".join(f'<row r="{row}"><c r="A{row}"/><c r="B{row}"/></row>' for row in range(1, 250_000))
    return _sheet(data, "Protection", f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>')


def _far_cell(data: bytes) -> bytes:
    return with_row(data, "Protection", '<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>')


def _merge(data: bytes) -> bytes:
    merge = '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    part = sheet_part(data, "Protection")
    text = re.sub(r"<mergeCells.*?</mergeCells>", "", parts_of(data)[part].decode())
    return pack(parts_of(data) | {part: text.replace("</sheetData>", merge).encode()})


def _lying_size(data: bytes) -> bytes:
    """A part of 30 MB whose headers claim ten bytes."""
    packed = bytearray(pack(parts_of(data) | {"xl/media/image1.png": b"\x00" * (30 << 20)}))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = packed.find(b"xl/media/image1.png")
        while start >= 0:
            head = packed.rfind(signature, 0, start)
            if 0 < start - head < 60:
                packed[head + at : head + at + 4] = struct.pack("<I", 10)
            start = packed.find(b"xl/media/image1.png", start + 1)
    return bytes(packed)


def _encrypted(data: bytes) -> bytes:
    packed = bytearray(data)
    start = packed.find(b"PK\x01\x02")
    while start >= 0:
        packed[start + 8] |= 1
        start = packed.find(b"PK\x01\x02", start + 4)
    return bytes(packed)


def _twice(data: bytes) -> bytes:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("XL/workbook.xml", b"<other/>")
    return target.getvalue()


def _without(data: bytes, part: str) -> bytes:
    return pack({name: content for name, content in parts_of(data).items() if name != part})


def _external_link(data: bytes) -> bytes:
    """The workbook with a link to another one, as Excel keeps it when somebody pasted a formula."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rIdX" Type="{office}/externalLink" Target="externalLinks/externalLink1.xml"/>'
    reference = f'<externalReferences><externalReference xmlns:q="{office}" q:id="rIdX"/></externalReferences>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
    override = f'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="{kind}"/>'
    data = edited(data, "xl/_rels/workbook.xml.rels", ("</Relationships>", f"{relation}</Relationships>"))
    data = edited(data, "xl/workbook.xml", ("<definedNames>", f"{reference}<definedNames>"))
    data = edited(data, "[Content_Types].xml", ("</Types>", f"{override}</Types>"))
    return replaced(data, **{"xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>'.encode()})


# What must be refused, by a name that says why.
REFUSED: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "text": lambda _: b"id,answer\nconvictions,12\n",
    "web_page": lambda _: b"<html><table></table></html>",
    "old_xls_or_password": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "other_bytes": lambda _: bytes(range(256)) * 4,
    "zip_of_other_things": lambda _: pack({"letter.txt": b"Dear all"}),
    "open_document": lambda _: pack(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""}
    ),
    "truncated": lambda data: data[: len(data) // 2],
    "only_the_beginning": lambda data: data[:40],
    "zip_bomb": lambda data: replaced(data, **{"xl/media/image1.png": b"\x00" * (60 << 20)}),
    "ratio": lambda data: replaced(data, **{"xl/media/image1.png": b"\x00" * (2 << 20)}),
    "many_large_parts": lambda data: pack(
        parts_of(data) | {f"xl/media/{n}.png": b"\x00" * (15 << 20) for n in range(5)}, zipfile.ZIP_DEFLATED
    ),
    "lying_size": _lying_size,
    "too_large": lambda data: data + b"\x00" * (21 << 20),
    "many_parts": lambda data: pack(parts_of(data) | {f"xl/media/{n}.png": b"" for n in range(600)}),
    "encrypted_part": _encrypted,
    "part_twice": _twice,
    "path_upwards": lambda data: replaced(data, **{"../evil.xml": b"<a/>"}),
    "path_from_the_root": lambda data: replaced(data, **{"/etc/evil.xml": b"<a/>"}),
    "backslash": lambda data: replaced(data, **{"xl\\evil:x.xml": b"<a/>"}),
    "laughs_in_a_sheet": lambda data: _doctype(data, sheet_part(data, "Protection")),
    "laughs_in_strings": lambda data: _doctype(shared(data), "xl/sharedStrings.xml"),
    "laughs_in_utf_16": lambda data: _doctype(shared(data), "xl/sharedStrings.xml", "utf-16"),
    "laughs_in_utf_16_sheet": lambda data: _doctype(data, sheet_part(data, "Start"), "utf-16"),
    "laughs_in_the_workbook": lambda data: _doctype(data, "xl/workbook.xml"),
    "laughs_in_contents": lambda data: _doctype(data, "[Content_Types].xml"),
    "laughs_in_styles": lambda data: _doctype(data, "xl/styles.xml"),
    "laughs_in_a_part_named_otherwise": lambda data: replaced(data, **{"xl/x.bin": (LAUGHS + "<a/>").encode()}),
    "outside_entity": lambda data: replaced(
        data, **{"docProps/core.xml": b'<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>'}
    ),
    "deep_nesting": lambda data: _sheet(data, "Protection", "<a>" * 100_000 + "</a>" * 100_000),
    "many_strings": lambda data: replaced(
        shared(data), **{"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"<si/>" * 700_000}</sst>'.encode()}
    ),
    "huge_strings": lambda data: pack(
        parts_of(shared(data))
        | {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"<si><t>abc</t></si>" * 900_000}</sst>'.encode()}
    ),
    "long_sheet": _long_sheet,
    "far_cell": _far_cell,
    "far_column": lambda data: with_row(data, "Start", '<row r="900"><c r="XFD900"><v>1</v></c></row>'),
    "sheet_wide_merge": _merge,
    "no_workbook": lambda data: _without(data, "xl/workbook.xml"),
    "no_relations": lambda data: _without(data, "xl/_rels/workbook.xml.rels"),
    "no_contents": lambda data: _without(data, "[Content_Types].xml"),
    "no_styles": lambda data: _without(data, "xl/styles.xml"),
    "wrong_contents": lambda data: edited(data, "[Content_Types].xml", (r"sheet\.main\+xml", "document.main+xml")),
    "strict": lambda data: edited(
        data, "xl/workbook.xml", (re.escape(MAIN), "http://purl.oclc.org/ooxml/spreadsheetml/main")
    ),
    "names_differ_in_case": lambda data: edited(data, "xl/workbook.xml", ('name="Prevention"', 'name="PROTECTION"')),
    "one_sheet_twice": lambda data: edited(
        data, "xl/_rels/workbook.xml.rels", ("worksheets/sheet2.xml", "worksheets/sheet3.xml")
    ),
    "not_a_number": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@"><v>NaN</v></c>'),
    "infinite": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@"><v>INF</v></c>'),
    "beyond_float": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@"><v>1e999</v></c>'),
    "large_float": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@"><v>1e308</v></c>'),
    "tiny_float": lambda data: with_cell(data, "Prosecution", "C4", '<c r="@"><v>1e-300</v></c>'),
    "many_digits": lambda data: with_cell(data, "Prosecution", "C3", f'<c r="@"><v>{"9" * 5000}</v></c>'),
    "no_such_string": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@" t="s"><v>99999999</v></c>'),
    "negative_string": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@" t="s"><v>-1</v></c>'),
    "no_such_style": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@" s="99999"><v>1</v></c>'),
    "other_kind": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@" t="z"><v>1</v></c>'),
    "other_boolean": lambda data: with_cell(data, "Prosecution", "C2", '<c r="@" t="b"><v>7</v></c>'),
    "two_values": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@"><v>1</v><v>2</v></c>'),
    "elements_in_a_value": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@"><v>1<v>2</v></v></c>'),
    "no_such_date": lambda data: with_cell(data, "Prevention", "C2", '<c r="@" t="d"><v>2022-02-30</v></c>'),
    "cell_out_of_order": lambda data: with_cell(data, "Prosecution", "C3", '<c r="A3" t="str"><v>1</v></c>'),
    "cell_of_another_row": lambda data: with_cell(data, "Prosecution", "C3", '<c r="C9"><v>1</v></c>'),
    "row_out_of_order": lambda data: with_row(data, "Prosecution", '<row r="2"><c r="C2" t="str"><v>No</v></c></row>'),
    "odd_row_number": lambda data: with_row(data, "Prosecution", '<row r="1e3"><c/></row>'),
    "no_cell_in_a_row": lambda data: with_row(data, "Prosecution", '<row r="99"><x r="C99"><v>1</v></x></row>'),
    "uncalculated": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@"><f>1+1</f></c>'),
    "uncalculated_by_openpyxl": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@"><f>1+1</f><v></v></c>'),
    "reference_error": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@" t="e"><v>#REF!</v></c>'),
    "reference_error_as_text": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@" t="str"><v>#REF!</v></c>'),
    "boolean_for_a_number": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@" t="b"><v>1</v></c>'),
    "date_for_a_number": lambda data: with_cell(data, "Prosecution", "C3", '<c r="@" t="d"><v>2022-02-03</v></c>'),
    "date_beyond_the_calendar": lambda data: with_cell(
        data, "Prevention", "C2", '<c r="@" t="d"><v>9999-12-31</v></c>'
    ),
    "shared_value_in_the_date": lambda data: with_cell(data, "Prevention", "C2", '<c r="@"><v>44883</v></c>'),
    "control_characters": lambda data: with_cell(
        data, "Protection", "C2", '<c r="@" t="str"><v>_x0007_evil_x001B_[31m&#x202E;txt&#x9b;</v></c>'
    ),
}

# What must be read as if nothing were wrong.
HARMLESS: dict[str, Callable[[bytes], bytes]] = {
    "styled_blank_far_away": lambda data: with_row(
        data, "Protection", '<row r="1048576" ht="12"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>'
    ),
    "styled_blank_far_away_on_start": lambda data: with_row(
        data, "Start", '<row r="1048576"><c r="AMJ1048576" s="0"><v></v></c></row>'
    ),
    "other_sheet_far_cell": lambda data: with_row(data, "lists", '<row r="1000000"><c r="A1000000"><v>1</v></c></row>'),
    "picture": lambda data: replaced(data, **{"xl/media/image1.png": b"\x89PNG\r\n" + bytes(range(256))}),
    "old_drawing": lambda data: replaced(data, **{"xl/drawings/vmlDrawing1.vml": b"<xml><br></xml>"}),
    "macro": lambda data: replaced(data, **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"\x00" * 900}),
    "external_link": _external_link,
    "wrong_dimension": lambda data: edited(
        data, sheet_part(data, "Protection"), ('<dimension ref="[^"]*"', '<dimension ref="A1:B1"')
    ),
    "vast_dimension": lambda data: edited(
        data, sheet_part(data, "Protection"), ('<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"')
    ),
    "odd_things_after_the_cells": lambda data: edited(
        data, sheet_part(data, "Protection"), ("</sheetData>", "</sheetData><dataValidations><x/></dataValidations>")
    ),
    "shared_strings": shared,
    "stored_uncompressed": lambda data: pack(parts_of(data), zipfile.ZIP_STORED),
}  # fmt: skip
