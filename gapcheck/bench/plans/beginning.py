"""Beginning a plan: its files put into a folder of rules, all of them or none, and nothing written over."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from gapcheck.bench.plans.items import Items, items_in
from gapcheck.bench.plans.scaffold import Plan, instrument_text, names_of, source_text, tests_text
from gapcheck.errors import Problem, UsageError
from gapcheck.files import write_whole
from gapcheck.resources import shipped
from gapcheck.rulebook import load_rulebook


def read_plan(path: Path) -> tuple[str, Items]:
    """Return the text of a plan with its items; raises UsageError where it cannot be read or its items not be told."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise UsageError([Problem(str(path), f"nothing to read ({reason})", "the text of a plan", "")]) from error
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problem = Problem(
            f"{path.name}:{line}:1", "a byte that is not UTF-8", "text", "Save the file as text in UTF-8."
        )
        raise UsageError([problem]) from error
    items = items_in(text, path.name)
    if not items.sound:
        raise UsageError(items.problems, title="The items of the plan cannot be told")
    return text, items


def begin(plan: Plan, text: str, folder: Path) -> tuple[tuple[Path, ...], bool]:
    """Write the files of a plan into a folder of rules, a copy of the shipped rules where there is no such folder.

    Return the files, and whether the folder is new. Raises UsageError where one of the files is there, RulebookError
    where the rules would not load with them; then nothing is written.
    """
    is_new = not folder.exists()
    base = shipped("rules") if is_new else folder
    taken = [base / name for name in names_of(plan) if (base / name).exists()]
    if taken:
        mend = "Choose another --id, or remove the file."
        raise UsageError([Problem(str(path), "a file that is there already", "a new one", mend) for path in taken])
    rulebook = load_rulebook(None if is_new else folder)
    source = source_text(plan, text)
    instrument = instrument_text(plan, source, rulebook)
    written = dict(zip(names_of(plan), (source, instrument, tests_text(plan)), strict=True))
    if is_new:
        _new_folder(base, folder, written)
    else:
        _try(base, written)
        _write(folder, written)
    return tuple(folder / name for name in written), is_new


def _new_folder(base: Path, folder: Path, written: Mapping[str, str]) -> None:
    """Make the folder beside its place and move it there when it is whole."""
    try:
        with tempfile.TemporaryDirectory(dir=folder.absolute().parent, prefix=".rules-") as temporary:
            made = Path(temporary) / "rules"
            _copy(base, made)
            _put(made, written)
            load_rulebook(made, called=folder.as_posix())
            made.rename(folder)
    except OSError as error:
        raise _cannot_be_written(folder, error) from error


def _try(base: Path, written: Mapping[str, str]) -> None:
    """Load a copy of the rules with the new files; raises RulebookError where they do not go together."""
    try:
        with tempfile.TemporaryDirectory() as temporary:
            made = Path(temporary) / "rules"
            _copy(base, made)
            _put(made, written)
            load_rulebook(made, called=base.as_posix())
    except OSError as error:
        raise _cannot_be_written(base, error) from error


def _write(folder: Path, written: Mapping[str, str]) -> None:
    done: list[Path] = []
    try:
        for name, text in written.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            write_whole(path, text.encode())
            done.append(path)
    except (OSError, UsageError) as error:
        for path in done:
            with contextlib.suppress(OSError):
                path.unlink()
        raise error if isinstance(error, UsageError) else _cannot_be_written(folder, error) from error


def _copy(base: Path, made: Path) -> None:
    shutil.copytree(base, made, ignore=shutil.ignore_patterns(".*"))


def _put(folder: Path, written: Mapping[str, str]) -> None:
    for name, text in written.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())


def _cannot_be_written(folder: Path, error: OSError) -> UsageError:
    found = f"a place that cannot be written ({(error.strerror or 'no reason given').lower()})"
    return UsageError([Problem(str(folder), found, "a folder that can be written", "Name another with --rules.")])
