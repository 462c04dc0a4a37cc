"""Rule files of one example laid over those of another, as the examples on disk are meant."""

from __future__ import annotations

import shutil
from pathlib import Path

NOT_LAID = ("expected.txt", "without.txt")


def laid_over(base: Path, case: Path, folder: Path) -> Path:
    """Write the files of ``base`` into a folder, over them those of ``case``.

    What ``without.txt`` of the case names is taken away again.
    """
    shutil.copytree(base, folder)
    for path in case.rglob("*"):
        if path.is_file() and path.name not in NOT_LAID:
            target = folder / path.relative_to(case)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    without = case / "without.txt"
    for name in without.read_text(encoding="utf-8").split() if without.is_file() else ():
        (folder / name).unlink()
    return folder
