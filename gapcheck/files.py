"""Writing a file whole: a reader sees the old file or the new one, never half of one."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from gapcheck.errors import Problem, UsageError


def write_whole(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write bytes to a temporary file beside ``path``, then rename it, so that a crash leaves no half file.

    A ``private`` file is for its owner only. Raises UsageError where the place cannot be written.
    """
    temporary = path.parent / f".{path.name[:100]}.{os.urandom(4).hex()}.part"  # also of "." and of no name at all
    try:
        if path.is_dir():
            raise IsADirectoryError(None, "it is a folder")
        # "x": never write through a file or link that somebody else put there.
        with open(temporary, "xb", opener=_private if private else None) as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        with contextlib.suppress(OSError, ValueError):
            temporary.unlink(missing_ok=True)
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "the path cannot be used"
        problem = Problem(
            str(path), f"a place that cannot be written ({reason.lower()})", "a file in a folder that can be written",
            "Name another place.",
        )  # fmt: skip
        raise UsageError([problem]) from error


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
