"""Where the shipped rules and input workbooks are: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

from gapcheck.errors import Problem, UsageError

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the folder ``rules`` or ``inputs`` that ships with gapcheck.

    Raises UsageError where neither a checkout nor an installed package holds it.
    """
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise UsageError([Problem(f"gapcheck/_data/{name}", "nothing", f"the shipped {name}", "Install gapcheck again.")])


def shipped_input(path: Path) -> Path | None:
    """Return the shipped file that a relative path such as ``inputs/khm-2022.xlsx`` names, if there is one."""
    if path.is_absolute() or path.parts[:1] != ("inputs",) or ".." in path.parts:
        return None
    file = shipped("inputs").joinpath(*path.parts[1:])
    return file if file.is_file() else None
