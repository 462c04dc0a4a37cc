"""Requests: what is asked of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a plan: the instrument, and a limit of steps (or of effort) or a documented score to reach."""

    instrument: str
    limit: Fraction = Fraction(5)
    target: Fraction | None = None
    efforts: Mapping[str, Fraction] = field(default_factory=dict)
    effort_file: str | None = None

    def effort(self, name: str) -> Fraction:
        """Return what one step costs."""
        return self.efforts.get(name, Fraction(1))
