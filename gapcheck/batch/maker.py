"""Who makes a result: the version of gapcheck, the hash of its program, and whether both engines serve there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import gapcheck

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Maker:
    """A gapcheck that makes results; two that are equal make the same result of the same workbook.

    ``source`` is a hash over the program's files, since two copies of one version may differ.
    """

    version: str
    source: str
    both_engines: bool

    def __str__(self) -> str:
        engines = "both engines" if self.both_engines else "the reference engine alone"
        return f"gapcheck {self.version} (program {self.source[:_SHOWN]}, {engines})"


@cache
def maker_here() -> Maker:
    """Return the gapcheck of this process."""
    from gapcheck.engine.durable import available

    return Maker(gapcheck.__version__, _source(), available().here)


def _source() -> str:
    """Return a hash over every file of the program, with line ends taken as LF; rules are hashed by themselves."""
    package = Path(gapcheck.__file__).parent
    sums = hashlib.sha256()
    for ending in ("py", "yaml"):
        for path in sorted(package.rglob(f"*.{ending}")):
            name = path.relative_to(package).as_posix()
            if not name.startswith("_data/"):
                sums.update(f"{name}\0".encode() + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return sums.hexdigest()
