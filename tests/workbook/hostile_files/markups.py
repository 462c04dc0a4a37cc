"""XML that expands, includes, nests, hides or repeats; and parts that are not what they should be."""

from __future__ import annotations

import re

from workbook_hostile.making import (
    MAIN,
    Case,
    edited,
    pack,
    parts_of,
    replaced,
    shared,
    sheet_part,
    varied,
    with_after,
    with_names,
    with_row,
    with_sheet,
    with_type,
)

LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
QUADRATIC = f'<!DOCTYPE a [<!ENTITY a "{"ha" * 9000}">]>'
TITLES = '<definedName name="_xlnm.Print_Titles" localSheetId="0">'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def _doctype(data: bytes, part: str, encoding: str = "utf-8", doctype: str = LAUGHS) -> bytes:
    parts = parts_of(data)
    text = parts[part].decode().lstrip("\ufeff")
    text = re.sub(r"^<\?xml[^>]*\?>", "", text)
    whole = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{text}'
    return pack(parts | {part: whole.encode(encoding)})


def _encoded(data: bytes, declared: str, encoding: str) -> bytes:
    part = sheet_part(data, "Prosecution")
    text = re.sub(r"^<\?xml[^>]*\?>", "", parts_of(data)[part].decode())
    return replaced(data, **{part: f'<?xml version="1.0" encoding="{declared}"?>{text}'.encode(encoding, "replace")})


def _laughs(part: str, sheet: str = "") -> Case:
    return Case(lambda data: _doctype(shared(data), sheet_part(data, sheet) if sheet else part), "(DOCTYPE)")


MARKUPS: dict[str, Case] = {
    "laughs_in_a_sheet": _laughs("", "Protection"),
    "laughs_in_strings": _laughs("xl/sharedStrings.xml"),
    "laughs_in_the_workbook": _laughs("xl/workbook.xml"),
    "laughs_in_contents": _laughs("[Content_Types].xml"),
    "laughs_in_styles": _laughs("xl/styles.xml"),
    "laughs_in_utf_16": Case(lambda data: _doctype(shared(data), "xl/sharedStrings.xml", "utf-16"), "(DOCTYPE)"),
    "laughs_in_a_part_named_otherwise": Case(
        lambda data: replaced(data, **{"xl/x.bin": (LAUGHS + "<a/>").encode()}), "(DOCTYPE), which can hide harmful"
    ),
    "quadratic_entities": Case(
        lambda data: _doctype(data, "docProps/core.xml", doctype=QUADRATIC), "in the part docProps/core.xml"
    ),
    "outside_entity": Case(
        lambda data: replaced(data, **{"docProps/core.xml": b'<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>'}),
        "(DOCTYPE)",
    ),
    "outside_parameter_entity": Case(
        lambda data: replaced(
            data, **{"xl/theme/theme1.xml": b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://localhost/x">%x;]><a/>'}
        ),
        "in the part xl/theme/theme1.xml",
    ),
    "doctype_in_custom_xml": Case(
        lambda data: replaced(data, **{"customXml/item1.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        "in the part customXml/item1.xml",
    ),
    "entity_without_doctype": Case(
        lambda data: with_row(data, "Prosecution", '<row r="99"><c r="A99" t="str"><v>&evil;</v></c></row>'),
        "not well-formed XML (undefined entity), in the sheet Prosecution",
    ),
    "utf_7": Case(lambda data: _encoded(data, "UTF-7", "utf-7"), "no spreadsheet program writes (UTF-7)"),
    "ebcdic": Case(lambda data: _encoded(data, "cp037", "ascii"), "no spreadsheet program writes (cp037)"),
    "encoding_that_is_none": Case(lambda data: _encoded(data, "rot13", "ascii"), "(rot13)"),
    "false_utf_8": Case(lambda data: _encoded(data, "utf-8", "utf-16-le"), "not well-formed XML"),
    "include": Case(
        lambda data: with_after(
            data,
            "Prosecution",
            '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>',
        ),
        "(XInclude)",
    ),
    "deep_nesting": Case(
        lambda data: with_sheet(data, "Protection", "<a>" * 100_000 + "</a>" * 100_000), "nested more than 64 deep"
    ),
    "huge_attribute": Case(
        lambda data: with_after(data, "Protection", f'<legacyDrawing a="{varied("#", 400_000)}"/>'),
        "a megabyte of attributes, in the sheet Protection",
    ),
    "many_attributes": Case(
        lambda data: with_after(data, "Protection", "<legacyDrawing" + varied(' a#=">"', 300_000) + "/>"),
        "a megabyte of attributes",
    ),
    "huge_attribute_in_utf_16": Case(
        lambda data: replaced(data, **{"xl/x.xml": ('<a b="' + varied("#\u3c3c", 300_000) + '"/>').encode("utf-16")}),
        "a megabyte of attributes, in the part xl/x.xml",
    ),
    "huge_comment": Case(
        lambda data: with_after(data, "Protection", f"<!--{varied('<#', 100_000)}-->"),
        "a hidden remark of more than 64 kB",
    ),
    "huge_instruction": Case(
        lambda data: replaced(shared(data), **{"xl/y.xml": f"<a/><?a {varied('<#', 100_000)}?>".encode()}),
        "a hidden remark of more than 64 kB in the XML, in the part xl/y.xml",
    ),
    "huge_namespace": Case(
        lambda data: with_after(data, "Protection", f'<a xmlns="{"n" * 1_000}">{"<b/>" * 9}</a>'),
        "a namespace of hundreds",
    ),
    "long_name": Case(
        lambda data: with_names(data, TITLES + "'" * 20_000 + "</definedName>"),
        "a defined name of more than 10000 letters",
    ),
    "long_format": Case(
        lambda data: edited(
            data, "xl/styles.xml", ("<numFmts[^>]*>", f'\\g<0><numFmt numFmtId="199" formatCode="{"[" * 9999}"/>')
        ),
        "a number format of more than 255 letters",
    ),
    "style_that_leads_nowhere": Case(
        lambda data: edited(data, "xl/styles.xml", ('(<cellStyle [^>]*)xfId="0"', '\\1xfId="77"')),
        "a named style that leads nowhere",
    ),
    "dde": Case(
        lambda data: with_type(
            data,
            "xl/externalLinks/externalLink1.xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml",
            f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'.encode(),
        ),
        "(DDE)",
    ),
    "sheet_cut_short": Case(
        lambda data: replaced(data, **{sheet_part(data, "Start"): parts_of(data)[sheet_part(data, "Start")][:-200]}),
        "in the sheet Start",
    ),
    "empty_sheet_part": Case(
        lambda data: replaced(data, **{sheet_part(data, "Start"): b""}), "(no element found), in the sheet Start"
    ),
}
