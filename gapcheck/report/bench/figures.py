"""Shares as the bench tells them: cut, not rounded, so that 100 means all."""

from __future__ import annotations

from fractions import Fraction

from gapcheck.assessment.rounding import shown


def percent(share: Fraction) -> float:
    """Return a share in per cent for programs, cut to a tenth."""
    return int(share * 1000) / 10


def percent_words(share: Fraction) -> str:
    """Return a share in per cent for people, cut to a tenth."""
    return f"{shown(Fraction(int(share * 1000), 10))} %"
