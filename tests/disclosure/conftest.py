"""Answers and rulebooks in few words, and the solver that attacks what is published."""

from __future__ import annotations

from sharing import share

share("assessment", "making")
for _name in ("integers", "attack"):
    share("disclosure", _name)
