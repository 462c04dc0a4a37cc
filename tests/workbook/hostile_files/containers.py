"""Zip files that are cut, flipped, or say one thing here and another there; names that lead out; bombs."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import replace

from workbook_hostile.making import (
    MAIN,
    TYPES,
    Case,
    pack,
    parts_of,
    replaced,
    with_type,
)
from workbook_hostile.zipping import Entry, entries_of, entry, lying, raw_zip, repeated

STYLES = "xl/styles.xml"
AGREE = f"the part {STYLES} and the list of parts do not agree"


def _flipped(data: bytes, compression: int) -> bytes:
    packed = bytearray(pack(parts_of(data), compression))
    packed[packed.find(b"xl/styles.xml") + 400] ^= 0x10
    return bytes(packed)


def _twice(data: bytes, name: str) -> bytes:
    return raw_zip([*entries_of(data), entry(name, b"<other/>")])


def _locally(data: bytes, **claims: object) -> bytes:
    honest = next(one for one in entries_of(data) if one.name == STYLES.encode())
    return lying(data, STYLES, local=replace(honest, **claims))  # type: ignore[arg-type]


def _cut_part(data: bytes) -> bytes:
    honest = next(one for one in entries_of(data) if one.name == STYLES.encode())
    return lying(data, STYLES, packed=honest.packed[:-9])


def _longer_part(data: bytes) -> bytes:
    honest = next(one for one in entries_of(data) if one.name == STYLES.encode())
    return lying(data, STYLES, packed=honest.packed + b"hidden behind the end")


def _zip64(data: bytes) -> bytes:
    """A part that claims a terabyte in both of its headers."""
    last = replace(entry("xl/x.bin", b"x"), size=0xFFFFFFFF, packed_size=0xFFFFFFFF)
    return raw_zip([*entries_of(data), replace(last, extra=struct.pack("<HHQQ", 1, 16, 1 << 40, 1 << 40))])


def _overlapping(data: bytes, links: int = 150) -> bytes:
    """Parts that hold each other: each begins with the next one's header, kept as it is, and goes on with all of it.

    Every one unpacks to a megabyte and more, out of the same few bytes.
    """
    honest = entries_of(data)
    content = b"\x00" * (1 << 20)
    chain = [entry("xl/media/0.png", content)]
    for number in range(1, links):
        quoted = chain[-1].header(0, central=False)
        packed = struct.pack("<BHH", 0, len(quoted), len(quoted) ^ 0xFFFF) + quoted + chain[-1].packed
        content = quoted + content
        made = entry("", content)
        chain.append(Entry(f"xl/media/{number}.png".encode(), packed, made.size, made.crc))
    at = sum(len(one.header(0, central=False)) + len(one.packed) for one in honest)
    inner = []
    for outer, part in zip(chain[:0:-1], chain[-2::-1], strict=True):
        at += len(outer.header(0, central=False)) + 5
        inner.append(replace(part, at=at))
    return raw_zip([*honest, chain[-1], *inner])


def _strings_bomb(data: bytes, before: str, block: bytes, times: int, after: str) -> bytes:
    """A list of shared texts of any size."""
    start = f'<sst xmlns="{MAIN}">{before}'.encode()
    bomb = repeated("xl/sharedStrings.xml", start, block, times, f"{after}</sst>".encode())
    typed = with_type(data, "xl/x.bin", f"{TYPES}.sharedStrings+xml").replace(b"xl/x.bin", b"xl/x.bim")
    types = parts_of(typed)["[Content_Types].xml"].replace(b"/xl/x.bin", b"/xl/sharedStrings.xml")
    return raw_zip(
        [entry(name, types if name.startswith("[") else part) for name, part in parts_of(data).items()] + [bomb]
    )


def _million_entries(data: bytes) -> bytes:
    many = (Entry(b"a%d" % number, b"", 0, 0, at=0) for number in range(300_000))
    return raw_zip([*entries_of(data), *many])


def _lying_size(data: bytes) -> bytes:
    """A part of 30 MB whose headers claim ten bytes."""
    bomb = repeated("xl/media/image1.png", b"", b"\x00", 30 << 20, b"")
    return raw_zip([*entries_of(data), replace(bomb, size=10)])


def _hidden_workbook(data: bytes) -> bytes:
    """A part that the list at the end leads to twice, under two names."""
    return raw_zip([*entries_of(data), replace(entry("xl/other.xml", b"<a/>"), at=0)])


def _appended(data: bytes, name: str, content: bytes) -> bytes:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, content)
    return target.getvalue()


CONTAINERS: dict[str, Case] = {
    "cut_in_half": Case(lambda data: data[: len(data) // 2], "a file cut short or damaged"),
    "last_byte_missing": Case(lambda data: data[:-1], "a file cut short or damaged"),
    "list_of_parts_overwritten": Case(lambda data: data[:-300] + b"\x00" * 278 + data[-22:], "cut short or damaged"),
    "beginning_missing": Case(lambda data: data[10:], "something else before the workbook"),
    "something_before": Case(lambda data: b"From: officer@example.org\x00\r\n" + data, "something else before"),
    "zip_before": Case(lambda data: pack({"a.txt": b"a"}) + data, "another zip file before the workbook"),
    "flipped_bit": Case(lambda data: _flipped(data, zipfile.ZIP_STORED), "does not fit its checksum"),
    "flipped_packed_bit": Case(lambda data: _flipped(data, zipfile.ZIP_DEFLATED), "a damaged file: the part"),
    "wrong_checksum": Case(lambda data: lying(data, STYLES, crc=1), f"the part {STYLES} does not fit its checksum"),
    "wrong_size": Case(lambda data: lying(data, STYLES, size=77), f"the part {STYLES} is not of the size"),
    "part_cut_short": Case(_cut_part, f"the part {STYLES} ends too early or too late"),
    "part_with_more_behind": Case(_longer_part, f"the part {STYLES} ends too early or too late"),
    "part_not_packed": Case(lambda data: lying(data, STYLES, packed=b"\xff" * 99), f"{STYLES} cannot be unpacked"),
    "terabyte_in_zip64": Case(_zip64, "the part xl/x.bin ends too early or too late"),
    "part_elsewhere": Case(lambda data: lying(data, STYLES, at=7), f"the part {STYLES} is not where"),
    "two_names_for_a_part": Case(_hidden_workbook, "the part xl/other.xml and the list of parts do not agree"),
    "other_name_before": Case(lambda data: _locally(data, name=b"xl/styles.xmm"), AGREE),
    "other_method_before": Case(lambda data: _locally(data, method=0), AGREE),
    "other_size_before": Case(lambda data: _locally(data, size=10), AGREE),
    "other_checksum_before": Case(lambda data: _locally(data, crc=1), AGREE),
    "password_before": Case(lambda data: _locally(data, flags=1), AGREE),
    "part_with_a_password": Case(lambda data: lying(data, STYLES, flags=1), f"a part with a password ({STYLES})"),
    "overlapping_parts": Case(_overlapping, "parts that overlap in the file"),
    "part_twice": Case(lambda data: _twice(data, STYLES), f"the part {STYLES} twice in the file"),
    "part_twice_in_another_case": Case(lambda data: _twice(data, "XL/workbook.xml"), "XL/workbook.xml twice"),
    "path_upwards": Case(lambda data: _appended(data, "../evil.xml", b"<a/>"), "the unsafe name '../evil.xml'"),
    "path_upwards_within": Case(lambda data: _appended(data, "xl/../../e.xml", b"<a/>"), "name 'xl/../../e.xml'"),
    "path_from_the_root": Case(lambda data: _appended(data, "/etc/evil.xml", b"<a/>"), "name '/etc/evil.xml'"),
    "backslash": Case(lambda data: _appended(data, "xl\\evil.xml", b"<a/>"), "the unsafe name 'xl\\\\evil.xml'"),
    "drive_letter": Case(lambda data: _appended(data, "C:evil.xml", b"<a/>"), "the unsafe name 'C:evil.xml'"),
    "nul_in_a_name": Case(
        lambda data: raw_zip([*entries_of(data), entry("xl/a.xml\x00.png", b"<a/>")]), "the unsafe name 'xl/a.xml.png'"
    ),
    "long_part_name": Case(lambda data: _appended(data, "xl/" + "a" * 300, b"<a/>"), "the unsafe name 'xl/aaaa"),
    "many_parts": Case(
        lambda data: pack(parts_of(data) | {f"xl/media/{n}.png": b"" for n in range(600)}), "parts in the file"
    ),
    "ten_thousand_parts": Case(
        lambda data: pack(parts_of(data) | {f"xl/worksheets/s{n}.xml": b"<a/>" for n in range(10_000)}),
        "a zip file of 100",
    ),
    "parts_by_the_hundred_thousand": Case(_million_entries, "a zip file of 3000"),
}

BOMBS: dict[str, Case] = {
    "too_large": Case(lambda data: data + b"\x00" * (21 << 20), "a file of more than 20 MB"),
    "picture_of_60_mb": Case(
        lambda data: raw_zip([*entries_of(data), repeated("xl/media/i.png", b"", b"\x00", 60 << 20, b"")]),
        "the part xl/media/i.png, which unpacks from",
    ),
    "picture_of_4_gb": Case(
        lambda data: raw_zip([*entries_of(data), repeated("xl/media/i.png", b"", b"\x00", (1 << 32) - (1 << 20), b"")]),
        "the part xl/media/i.png, which unpacks from",
    ),
    "lying_size": Case(_lying_size, "the part xl/media/image1.png, which unpacks from"),
    "ratio": Case(
        lambda data: replaced(data, **{"xl/media/image1.png": b"\x00" * (2 << 20)}),
        "the part xl/media/image1.png, packed",
    ),
    "many_large_parts": Case(
        lambda data: pack(
            parts_of(data)
            | {f"xl/media/{n}.png": (bytes(range(256)) * 4 + bytes([n, 9 * n])) * 14_000 for n in range(4)}
        ),
        "a file that unpacks to more than 48 MB",
    ),
    "gigabyte_of_one_shared_text": Case(
        lambda data: _strings_bomb(data, "<si><t>", b"A", 1 << 30, "</t></si>"),
        "the part xl/sharedStrings.xml, which unpacks from",
    ),
    "twenty_million_shared_texts": Case(
        lambda data: _strings_bomb(data, "", b"<si><t>a</t></si>", 20_000_000, ""),
        "the part xl/sharedStrings.xml, which unpacks from",
    ),
    "bomb_by_a_lying_list": Case(
        lambda data: raw_zip([*entries_of(data), replace(repeated("a", b"", b"\x00", 1 << 30, b""), size=1, crc=0)]),
        "the part a, which unpacks from",
    ),
}
