"""Verification: whether a result is what the workbook, the reviews and the rules give, path by path."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

UNCOVERED: Final = ("tool", "engines", "result_sha256")
"""Keys of a result that its hash leaves out: what wrote it, what decided, and the hash itself."""

FILE_NAMES: Final = ("workbook", "reviews")
"""Keys whose files are named by ``file``, which the hash leaves out too."""

_NAMES: Final = ("id", "indicator", "check", "provision", "sha256", "cell", "where")
_NOTHING: Final = object()
Json: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Difference:
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
    """Compare two lists, entry by entry of the same name; where names are not unique, by number."""
    ours, theirs = [_named(entry) for entry in stated], [_named(entry) for entry in repeated]
    named = None not in (*ours, *theirs) and len(set(ours)) == len(ours) and len(set(theirs)) == len(theirs)
    if not named:
        for number in range(max(len(stated), len(repeated))):
            one = stated[number] if number < len(stated) else _NOTHING
            other = repeated[number] if number < len(repeated) else _NOTHING
            yield from _differing(one, other, f"{path}[{number}]")
        return
    by_name = dict(zip(theirs, repeated, strict=True))
    for name, entry in zip(ours, stated, strict=True):
        yield from _differing(entry, by_name.pop(name, _NOTHING), f"{path}[{name}]")
    for name, entry in by_name.items():
        yield from _differing(_NOTHING, entry, f"{path}[{name}]")
    kept = [name for name in ours if name in set(theirs)]
    if kept != [name for name in theirs if name in set(ours)]:
        yield Difference(path, "these entries in one order", "the same entries in another")


def _named(entry: Json) -> str | None:
    if not isinstance(entry, Mapping):
        return None
    name = next((entry[key] for key in _NAMES if isinstance(entry.get(key), str)), None)
    return name if name is None or len(name) <= 80 else name[:80]


def _shown(value: Json) -> str | None:
    if value is _NOTHING:
        return None
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return text if len(text) <= 200 else f"{text[:200]} …"
