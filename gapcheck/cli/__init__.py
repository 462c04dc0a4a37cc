"""The command line: one file per command, no logic under a decorator."""

from gapcheck.cli.app import main

__all__ = ["main"]
