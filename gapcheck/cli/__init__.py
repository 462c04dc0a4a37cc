"""The command line: one file per command, no logic under a decorator."""

from __future__ import annotations

import gc
import os

__all__ = ["main"]

_GARBAGE = 200_000


def main() -> None:
    """Run the command line, in a process that is made ready for a short run before anything is imported."""
    # Nearly all that a command makes stays to its end: looking for garbage at every 700 objects took a tenth of a run.
    gc.set_threshold(_GARBAGE)
    # Plugins that other packages bring could change what is validated, and looking for them takes time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from gapcheck.cli.app import main as run

    run()
