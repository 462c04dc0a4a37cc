"""Changes to the cells of a sheet, and changes to a file that must change no answer."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable

from workbook_fuzzing.damage import Change, Parts, packed

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*?)(/>|>(.*?)</c>)', re.DOTALL)
TYPED = (
    "Yes", "No", "yes, no", "12", "12.0", "1,310", "-3", "50%", "0.5", "Not known", "Not available", "Confidential",
    "Not applicable", "2022", "2022-03", "3-4-2022", "44883", "TRUE", "#REF!", "=1+1", " ", "\u17e1\u17e2", "e\u0301",
    "a" * 500, "&amp;", "1e5", "1E400", "NaN", "_x000D_", "None", "Drafted", "Women; Men and boys", "Complete, none",
)  # fmt: skip


def _one_cell(parts: Parts, chance: random.Random, make: Callable[[re.Match[bytes]], bytes]) -> bytes:
    name = chance.choice([name for name in parts if "worksheets/sheet" in name])
    cells = list(CELL.finditer(parts[name]))
    if not cells:
        return packed(parts)
    match = chance.choice(cells)
    return packed(parts | {name: parts[name][: match.start()] + make(match) + parts[name][match.end() :]})


def value(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    typed = chance.choice(TYPED).encode()
    kind, inner = chance.choice((
        (b"str", b"<v>%b</v>"), (b"n", b"<v>%b</v>"), (b"inlineStr", b"<is><t>%b</t></is>"), (b"b", b"<v>%b</v>"),
        (b"d", b"<v>%b</v>"), (b"e", b"<v>%b</v>"), (b"s", b"<v>%b</v>"), (b"str", b"<f>A1</f><v>%b</v>"),
        (b"n", b"<f>A1</f><v>%b</v>"), (b"inlineStr", b"<is><r><t>%b</t></r><r><t>x</t></r></is>"),
    ))  # fmt: skip
    style = re.compile(rb' t="[^"]*"')
    return _one_cell(
        parts, chance,
        lambda cell: b'<c r="%b%b"%b t="%b">%b</c>' % (cell[1], cell[2], style.sub(b"", cell[3]), kind, inner % typed),
    )  # fmt: skip


def style(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    number = b' s="%d"' % chance.randrange(30)
    return _one_cell(
        parts, chance, lambda cell: cell[0].replace(cell[3], re.sub(rb' s="\d+"', b"", cell[3]) + number, 1)
    )


def kind(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    new = b' t="%b"' % chance.choice((b"n", b"s", b"str", b"inlineStr", b"b", b"d", b"e"))
    return _one_cell(parts, chance, lambda cell: cell[0].replace(cell[3], re.sub(rb' t="\w+"', b"", cell[3]) + new, 1))


def cleared(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    return _one_cell(parts, chance, lambda cell: b'<c r="%b%b"/>' % (cell[1], cell[2]))


def uncalculated(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    return _one_cell(parts, chance, lambda cell: b'<c r="%b%b"><f>1+1</f></c>' % (cell[1], cell[2]))


def merged(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    name = chance.choice([name for name in parts if "worksheets/sheet" in name])
    at = b"%b%d" % (chance.choice((b"A", b"B", b"C", b"D")), chance.randint(1, 20))
    to = b"%b%d" % (chance.choice((b"C", b"D", b"J")), chance.randint(1, 20))
    merge = b'</sheetData><mergeCells><mergeCell ref="%b:%b"/></mergeCells>' % (at, to)
    return packed(parts | {name: parts[name].replace(b"</sheetData>", merge)})


def rows_swapped(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    name = chance.choice([name for name in parts if "worksheets/sheet" in name])
    rows = re.findall(rb"<row .*?</row>", parts[name], re.DOTALL)
    if len(rows) < 2:
        return packed(parts)
    one, other = chance.sample(rows, 2)
    if chance.random() < 0.5:  # their contents, with the numbers in order again
        first, second = (re.search(rb'r="(\d+)"', row)[1] for row in (one, other))  # type: ignore[index]
        new_one = re.sub(rb'( r="[A-Z]*)%b"' % second, rb'\g<1>%b"' % first, other)
        new_other = re.sub(rb'( r="[A-Z]*)%b"' % first, rb'\g<1>%b"' % second, one)
    else:
        new_one, new_other = other, one
    text = parts[name].replace(one, b"\x00", 1).replace(other, new_other, 1).replace(b"\x00", new_one, 1)
    return packed(parts | {name: text})


def dimension(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    name = chance.choice([name for name in parts if "worksheets/sheet" in name])
    ref = chance.choice((b"A1", b"A1:B2", b"A1:XFD1048576", b"J9:J10"))
    return packed(parts | {name: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="%b"' % ref, parts[name])})


def hidden(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    name = chance.choice([name for name in parts if "worksheets/sheet" in name])
    return packed(parts | {name: re.sub(rb"<row (?![^>]*hidden)", b'<row hidden="1" ', parts[name])})


def order(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    names = list(parts)
    chance.shuffle(names)
    return packed({name: parts[name] for name in names}, chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))


def prefixed(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    """Write a sheet's elements with a prefix, as some programs do."""
    name = chance.choice([name for name in parts if "worksheets/sheet" in name])
    text = re.sub(rb"<(/?)(?=[a-zA-Z])(?![\w]+:)", rb"<\1x:", parts[name])
    return packed(parts | {name: text.replace(b'xmlns="%b"' % MAIN.encode(), b'xmlns:x="%b"' % MAIN.encode())})


def blanks(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    name = chance.choice([name for name in parts if "worksheets/sheet" in name])
    row = b'<row r="%d"><c r="B%d" s="0"/></row></sheetData>'
    number = chance.randint(30_000, 1_000_000)
    return packed(parts | {name: parts[name].replace(b"</sheetData>", row % (number, number))})


def remarks(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    name = chance.choice([name for name in parts if "worksheets/sheet" in name])
    closing = chance.choice((b"</row>", b"</c>", b"</sheetData>", b"</v>", b"</t>"))
    return packed(parts | {name: parts[name].replace(closing, b"<!-- x -->" + closing)})


def formula(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    """Make a formula of a number or a text: it is read by its saved value."""
    name = chance.choice([name for name in parts if "worksheets/sheet" in name])
    text = re.sub(rb"(<c [^>]*>)(<v>[^<]+</v>)", rb"\1<f>[1]Data!A1</f>\2", parts[name])
    return packed(parts | {name: text})


def shared_texts(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    """Put every text of a sheet in the list of shared texts, as Excel writes them."""
    if "xl/sharedStrings.xml" in parts:
        return packed(parts)
    name = chance.choice([name for name in parts if "worksheets/sheet" in name])
    texts: list[bytes] = []

    def share(match: re.Match[bytes]) -> bytes:
        texts.append(match[3])
        return b'<c%b t="s"%b><v>%d</v></c>' % (match[1], match[2], len(texts) - 1)

    sheet = re.sub(rb'<c([^>]*) t="inlineStr"([^>]*)><is>(.*?)</is></c>', share, parts[name], flags=re.DOTALL)
    strings = b'<sst xmlns="%b">%b</sst>' % (MAIN.encode(), b"".join(b"<si>%b</si>" % text for text in texts))
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%b"/></Types>' % kind
    types = parts["[Content_Types].xml"].replace(b"</Types>", override)
    return packed(parts | {name: sheet, "xl/sharedStrings.xml": strings, "[Content_Types].xml": types})


CELLS: tuple[Change, ...] = (value, value, value, style, kind, cleared, uncalculated, merged, rows_swapped)
NEUTRAL: tuple[Change, ...] = (dimension, hidden, order, prefixed, blanks, remarks, formula, shared_texts)
