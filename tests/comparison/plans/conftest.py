"""Answers and rulebooks in few words, and the search by brute force, for the tests of this room."""

from __future__ import annotations

from sharing import share

share("assessment", "making")
for _name in ("cases", "search"):
    share("comparison/plans", _name)
