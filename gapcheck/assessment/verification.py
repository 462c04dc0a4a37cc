"""Verification: whether a result is what the workbook, the reviews and the rules give, path by path."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any, Final, NamedTuple, TypeAlias

UNCOVERED: Final = ("tool", "engines", "result_sha256")
"""Keys of a result that its hash leaves out: what wrote it, what decided, and the hash itself."""

FILE_NAMES: Final = ("workbook", "reviews")
"""Keys whose files are named by ``file``, which the hash leaves out too."""

_NAMES: Final = ("id", "indicator", "check", "provision", "sha256", "cell", "where")
_LONGEST_NAME: Final = 80
_NOTHING: Final = object()
Json: TypeAlias = Any


class Difference(NamedTuple):
    """One place where the result and its repetition are not the same; None where one of them has nothing there.

    ``path`` names entries of lists by what identifies them, and by their number where nothing does.
    """

    path: str
    stated: str | None
    found: str | None

    def __str__(self) -> str:
        stated = "nothing" if self.stated is None else self.stated
        found = "nothing" if self.found is None else self.found
        return f"{self.path}: the result says {stated}; repeated, it is {found}"


def covered(result: Mapping[str, Json]) -> dict[str, Json]:
    """Return what the hash of a result covers: everything but tool, engines, file names and the hash itself."""
    data = {key: value for key, value in result.items() if key not in UNCOVERED}
    for key in FILE_NAMES:
        held = data.get(key)
        if isinstance(held, Mapping):
            data[key] = _unnamed(held)
        elif isinstance(held, list):
            data[key] = [_unnamed(entry) if isinstance(entry, Mapping) else entry for entry in held]
    return data


def sha256_of(result: Mapping[str, Json]) -> str:
    """Return the hash that a result ought to have."""
    text = json.dumps(covered(result), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def differences(stated: Mapping[str, Json], repeated: Mapping[str, Json]) -> list[Difference]:
    """Return every difference between a result and its repetition, and of the hash that it states for itself."""
    found = list(_differing(covered(stated), covered(repeated), ""))
    own = stated.get("result_sha256")
    for other in dict.fromkeys((sha256_of(stated), sha256_of(repeated))):
        if own != other:
            found.append(Difference("result_sha256", _shown(own), _shown(other)))
            break
    return found


def _unnamed(held: Mapping[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in held.items() if key != "file"}


def _differing(stated: Json, repeated: Json, path: str) -> Iterator[Difference]:
    if isinstance(stated, Mapping) and isinstance(repeated, Mapping):
        for key in sorted({*stated, *repeated}):
            inner = f"{path}.{key}" if path else str(key)
            yield from _differing(stated.get(key, _NOTHING), repeated.get(key, _NOTHING), inner)
    elif isinstance(stated, list) and isinstance(repeated, list):
        yield from _entries(stated, repeated, path)
    elif type(stated) is not type(repeated) or stated != repeated:
        yield Difference(path, _shown(stated), _shown(repeated))


def _entries(stated: list[Json], repeated: list[Json], path: str) -> Iterator[Difference]:
    """Compare two lists, entry by entry of the same name, then what is left over in its order."""
    ours, theirs = _names(stated), _names(repeated)
    by_name = dict(zip(theirs, repeated, strict=True))
    for name, entry in zip(ours, stated, strict=True):
        if name in by_name:
            yield from _differing(entry, by_name[name], f"{path}[{name}]")
    known = set(ours)
    pairs = zip_longest(
        (entry for entry in zip(ours, stated, strict=True) if entry[0] not in by_name),
        (entry for entry in zip(theirs, repeated, strict=True) if entry[0] not in known),
        fillvalue=(None, _NOTHING),
    )
    for (own, one), (other, another) in pairs:
        yield from _differing(one, another, f"{path}[{own if other is None else other}]")
    if [name for name in ours if name in by_name] != [name for name in theirs if name in known]:
        yield Difference(path, "these entries in one order", "the same entries in another")


def _names(entries: list[Json]) -> list[str]:
    """Return what identifies each entry, with a number where that is not unique or there is nothing."""
    counts: Counter[str] = Counter()
    names = []
    for entry in entries:
        name = _named(entry)
        counts[name] += 1
        names.append(f"{name} {counts[name]}".strip() if not name or counts[name] > 1 else name)
    return names


def _named(entry: Json) -> str:
    if not isinstance(entry, Mapping):
        return ""
    return next((entry[key] for key in _NAMES if isinstance(entry.get(key), str)), "")[:_LONGEST_NAME]


def _shown(value: Json) -> str | None:
    if value is _NOTHING:
        return None
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return text if len(text) <= 200 else f"{text[:200]} …"
