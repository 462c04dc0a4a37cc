"""Differences between two rulebooks: what changed, said for people, and what it does to scores."""

from gapcheck.bench.differences.change import Change
from gapcheck.bench.differences.comparing import differences

__all__ = ["Change", "differences"]
