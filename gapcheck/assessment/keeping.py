"""Keeping: what follows from a rulebook alone is worked out once, and let go with the rulebook."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from gapcheck.rulebook import Rulebook

_Made = TypeVar("_Made")


def kept(make: Callable[[Rulebook], _Made]) -> Callable[[Rulebook], _Made]:
    """Return a function that makes something of each rulebook once.

    Nothing of a workbook may be in it: a rulebook lives as long as the process, through thousands of workbooks. Nor may
    it hold the rulebook, which would then never be let go.
    """
    held: dict[int, _Made] = {}

    @wraps(make)
    def made(rulebook: Rulebook) -> _Made:
        key = id(rulebook)
        if key not in held:
            held[key] = make(rulebook)
            weakref.finalize(rulebook, held.pop, key, None)
        return held[key]

    return made
