"""Zip files whose headers say what they are told."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from workbook_hostile.making import parts_of


@dataclass(frozen=True)
class Entry:
    """One part of a zip file as its two headers describe it; ``local`` is what the header before it says instead."""

    name: bytes
    packed: bytes
    size: int
    crc: int
    method: int = 8
    flags: int = 0
    packed_size: int | None = None
    local: Entry | None = None
    extra: bytes = b""
    at: int | None = None

    def header(self, at: int, central: bool) -> bytes:
        """Return the header before the part, or the one in the list at the end."""
        said = self if central or self.local is None else self.local
        size = len(said.packed) if said.packed_size is None else said.packed_size
        extra = said.extra if central else b""
        start = struct.pack("<4sH", b"PK\x01\x02", 20) if central else b"PK\x03\x04"
        common = struct.pack(
            "<HHHHHIIIHH", 20, said.flags, said.method, 0, 33, said.crc, size, said.size, len(said.name), len(extra)
        )
        return start + common + (struct.pack("<HHHII", 0, 0, 0, 0, at) if central else b"") + said.name + extra


def entry(name: str, content: bytes) -> Entry:
    """Return an honest part."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return Entry(name.encode(), squeeze.compress(content) + squeeze.flush(), len(content), zlib.crc32(content))


def repeated(name: str, before: bytes, block: bytes, times: int, after: bytes) -> Entry:
    """Return a part in which a block comes so often, without ever having it in memory."""
    block, times = block * (max(1, (1 << 20) // len(block))), max(1, times * len(block) // (1 << 20))
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    begin = squeeze.compress(before) + squeeze.flush(zlib.Z_FULL_FLUSH)
    once = squeeze.compress(block) + squeeze.flush(zlib.Z_FULL_FLUSH)  # refers to nothing before it
    end = squeeze.compress(after) + squeeze.flush()
    crc = zlib.crc32(before)
    for _ in range(times):
        crc = zlib.crc32(block, crc)
    size = len(before) + times * len(block) + len(after)
    return Entry(name.encode(), begin + once * times + end, size, zlib.crc32(after, crc))


def raw_zip(entries: Iterable[Entry]) -> bytes:
    """Return a zip file of the given parts; a part with ``at`` is not written, and said to be there."""
    body, central, count = bytearray(), bytearray(), 0
    for part in entries:
        central += part.header(len(body) if part.at is None else part.at, central=True)
        count += 1
        if part.at is None:
            body += part.header(0, central=False) + part.packed
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count % 65536, count % 65536, len(central), len(body), 0)
    return bytes(body + central + end)


def entries_of(data: bytes) -> list[Entry]:
    """Return the parts of a workbook, to be packed with other headers."""
    return [entry(name, content) for name, content in parts_of(data).items()]


def lying(data: bytes, part: str, **claims: object) -> bytes:
    """Return the workbook with false claims about a part in the list at the end; ``local`` in the header before it."""
    return raw_zip(
        replace(one, **claims) if one.name == part.encode() else one  # type: ignore[arg-type]
        for one in entries_of(data)
    )
