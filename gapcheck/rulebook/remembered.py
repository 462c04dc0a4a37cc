"""A rulebook that was found right before: kept in the user's own cache, and taken from there while no file changed.

Most of the time that loading takes goes into finding mistakes with their places. What is kept is named by a hash of
every file that loading looks at and of the program that looked, so that a change of either makes it worthless.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gapcheck import __version__
from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.whereabouts import called_by_people, root_of

VARIABLE: Final = "GAPCHECK_CACHE"
"""The variable of the environment that names another folder, or with ``off`` keeps nothing."""

_KEPT = 8  # snapshots in the folder: of so many folders of rules, or versions of one, that somebody works with in turn
_LARGEST = 64 << 20  # bytes
_UNREAD = ("tests", "schemas")  # folders beside the rules that no assessment looks at


def recall_rulebook(folder: Path | None = None) -> Rulebook:
    """Return what ``load_rulebook`` returns for a folder: from the cache where it was found right before.

    Raises what ``load_rulebook`` raises. A cache that cannot be read or written is passed over.
    """
    place = cache_folder()
    name = None if place is None else _name(folder)
    if place is not None and name is not None:
        known = _known(place / name)
        if known is not None:
            return known
    from gapcheck.rulebook.loading import load_rulebook

    rulebook = load_rulebook(folder)
    if place is not None and name is not None and name == _name(folder):  # not where files changed meanwhile
        _keep(rulebook, place, name)
    return rulebook


def cache_folder() -> Path | None:
    """Return the folder for snapshots of rules, which need not exist, or None where nothing is to be kept."""
    chosen = os.environ.get(VARIABLE, "")
    if chosen:
        return None if chosen == "off" else Path(chosen)
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "gapcheck" if base.is_absolute() else None


def _name(folder: Path | None) -> str | None:
    """Return the name of a snapshot of these rules as they are now, or None where they cannot be read."""
    found = hashlib.sha256(f"{__version__}\0{sys.version}\0{called_by_people(folder)}\0".encode())
    try:
        for line in (*_program(), *_files(str(root_of(folder)))):
            found.update(line)
    except OSError:
        return None
    return f"rules-{found.hexdigest()}.json"


def _program() -> Iterator[bytes]:
    """Yield size and time of every module of this room: in a checkout they change without a new version."""
    with os.scandir(Path(__file__).parent) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                held = entry.stat()
                yield f"{entry.name}\0{held.st_size}\0{held.st_mtime_ns}\n".encode()


def _files(root: str) -> Iterator[bytes]:
    """Yield the name of every file and folder that loading looks at, and the hash of what is in it.

    Raises OSError where something cannot be read, and at a link to a folder, which is not followed here.
    """
    for above, folders, names in os.walk(root, onerror=_unreadable):
        top = above == root
        folders[:] = sorted(name for name in folders if not (name.startswith(".") or (top and name in _UNREAD)))
        for name in folders:
            if Path(above, name).is_symlink():
                raise OSError(f"{name} is a link")
            yield f"{above[len(root) :]}/{name}/\n".encode("utf-8", "surrogateescape")
        for name in sorted(names):
            if name.startswith("."):
                continue
            data = Path(above, name).read_bytes()
            yield f"{above[len(root) :]}/{name}\0{hashlib.sha256(data).hexdigest()}\n".encode(
                "utf-8", "surrogateescape"
            )


def _unreadable(error: OSError) -> None:
    raise error


def _known(path: Path) -> Rulebook | None:
    """Return the rulebook of a snapshot that is whole and this user's own; None where there is none."""
    from gapcheck.rulebook import snapshot

    try:
        with path.open("rb") as stream:
            if not _own(os.fstat(stream.fileno())):
                return None
            seal, _, text = stream.read(_LARGEST + 1).partition(b"\n")
        if seal.decode("ascii") != hashlib.sha256(text).hexdigest():
            return None
        return snapshot.read(text.decode())
    except (OSError, ValueError):
        return None


def _own(held: os.stat_result) -> bool:
    """Return whether nobody else can have written a file; Windows keeps other users out of the folder itself."""
    if not stat.S_ISREG(held.st_mode):
        return False
    if sys.platform == "win32":
        return True
    return held.st_uid == os.geteuid() and not held.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _keep(rulebook: Rulebook, place: Path, name: str) -> None:
    from gapcheck.errors import UsageError
    from gapcheck.files import write_whole
    from gapcheck.rulebook import snapshot

    with contextlib.suppress(OSError, ValueError, UsageError):
        text = snapshot.written(rulebook).encode()
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(place / name, hashlib.sha256(text).hexdigest().encode() + b"\n" + text, private=True)
        old = sorted(place.glob("rules-*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in old[_KEPT:]:
            path.unlink()
