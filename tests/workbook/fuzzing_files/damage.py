"""Damage: to the file's bytes, and within its parts."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

Parts = dict[str, bytes]
Change = Callable[[bytes, Parts, random.Random], bytes]
TAGS = re.compile(rb"<[^<>]*>")
ATTRIBUTES = re.compile(rb' ([\w:]+)="([^"]*)"')
VALUES = (
    b"", b"0", b"1", b"-1", b"9", b"99999999999999999999", b"1e308", b"NaN", b"A1", b"ZZZ9999999", b"A1:XFD1048576",
    b"true", b"s", b"str", b"n", b"inlineStr", b"b", b"d", b"e", b"x", b"rId1", b"rId3", b"&lt;",
    b"../x", b"/xl/styles.xml",
    b"2022-02-30", b"0%", b"yyyy", b"General", b"preserve", "\u0661".encode(), "\u17e1\u17e2".encode(),
)  # fmt: skip


def packed(parts: Parts, compression: int = zipfile.ZIP_STORED) -> bytes:
    """Return a workbook of parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _range(data: bytes, chance: random.Random, most: int = 64) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.randint(1, most))


def flip(data: bytes, _: Parts, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _time in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def overwrite(data: bytes, _: Parts, chance: random.Random) -> bytes:
    start, end = _range(data, chance)
    return data[:start] + chance.randbytes(end - start) + data[end:]


def truncate(data: bytes, _: Parts, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def remove(data: bytes, _: Parts, chance: random.Random) -> bytes:
    start, end = _range(data, chance)
    return data[:start] + data[end:]


def insert(data: bytes, _: Parts, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.randint(1, 64)) + data[at:]


def repeat(data: bytes, _: Parts, chance: random.Random) -> bytes:
    start, end = _range(data, chance, 2_000)
    return data[:end] + data[start:end] + data[end:]


def headers(data: bytes, _: Parts, chance: random.Random) -> bytes:
    """Damage the list of parts at the end, where a byte says more than elsewhere."""
    changed = bytearray(data)
    at = data.find(b"PK\x01\x02")
    for _time in range(chance.randint(1, 3)):
        changed[chance.randrange(at, len(changed))] = chance.choice((0, 1, 8, 255, chance.randrange(256)))
    return bytes(changed)


def _part(parts: Parts, chance: random.Random) -> str:
    sheets = [name for name in parts if "worksheets/sheet" in name]
    others = [name for name in parts if name.endswith((".xml", ".rels")) and name not in sheets]
    return chance.choice(sheets if chance.random() < 0.65 else others)


def xml_bytes(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    name = _part(parts, chance)
    changed = bytearray(parts[name])
    for _time in range(chance.randint(1, 3)):
        at = chance.randrange(len(changed))
        changed[at : at + chance.randint(0, 2)] = chance.choice(
            (*VALUES, b"<", b'"', b">", b"/", b"&", bytes([chance.randrange(256)]))
        )
    return packed(parts | {name: bytes(changed)})


def _tags(content: bytes, chance: random.Random) -> list[tuple[int, int]]:
    """Return where a few tags stand, or a few elements from begin to end."""
    tags = [match.span() for match in TAGS.finditer(content)]
    first = chance.randrange(len(tags))
    last = min(len(tags) - 1, first + chance.choice((0, 0, 1, 2, 3, 5, 8)))
    return [tags[first], tags[last]]


def tag_twice(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    name = _part(parts, chance)
    content = parts[name]
    (start, _end), (_start, end) = _tags(content, chance)
    return packed(parts | {name: content[:end] + content[start:end] + content[end:]})


def tag_removed(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    name = _part(parts, chance)
    content = parts[name]
    (start, _end), (_start, end) = _tags(content, chance)
    return packed(parts | {name: content[:start] + content[end:]})


def tags_swapped(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    name = _part(parts, chance)
    content = parts[name]
    one, other = sorted(chance.choices([match.span() for match in TAGS.finditer(content)], k=2))
    if one[1] > other[0]:
        return packed(parts)
    between = content[one[1] : other[0]]
    swapped = content[: one[0]] + content[slice(*other)] + between + content[slice(*one)] + content[other[1] :]
    return packed(parts | {name: swapped})


def attribute(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    name = _part(parts, chance)
    content = parts[name]
    found = list(ATTRIBUTES.finditer(content))
    if not found:
        return packed(parts)
    match, other = chance.choice(found), chance.choice(found)
    new = b' %b="%b"' % (match[1], chance.choice((*VALUES, other[2], other[2], other[2])))
    changed = chance.choice((new, new, new, new, b"", match[0].replace(match[1], other[1])))
    return packed(parts | {name: content[: match.start()] + changed + content[match.end() :]})


def part_for_part(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    one, other = chance.choices(list(parts), k=2)
    return packed(parts | {one: parts[other], other: parts[one] if chance.random() < 0.5 else parts[other]})


def part_missing(_: bytes, parts: Parts, chance: random.Random) -> bytes:
    parts.pop(chance.choice(list(parts)))
    return packed(parts)


BYTES: tuple[Change, ...] = (flip, overwrite, truncate, remove, insert, repeat, headers)
PARTS: tuple[Change, ...] = (
    xml_bytes, xml_bytes, tag_twice, tag_removed, tags_swapped, attribute, attribute, attribute, part_for_part,
    part_missing,
)  # fmt: skip
