"""The share that a command demands with ``--at-least``."""

from __future__ import annotations

from fractions import Fraction

from gapcheck.errors import Problem, UsageError


def share_asked(text: str) -> Fraction:
    """Return a bound in per cent, with or without its sign, as a share; raises UsageError for anything else."""
    from gapcheck.rulebook.numbers import parse_number

    try:
        share = parse_number(text.strip().removesuffix("%")) / 100
    except ValueError:
        share = Fraction(-1)
    if not 0 <= share <= 1:
        raise UsageError([Problem("--at-least", repr(text), "a number of per cent from 0 to 100", "")])
    return share
