"""Keeping: what follows from a piece of a rulebook is worked out once, and let go with the rulebook."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from gapcheck.rulebook import Rulebook

_Piece = TypeVar("_Piece")
_Made = TypeVar("_Made")


def kept(make: Callable[[_Piece, Rulebook], _Made]) -> Callable[[_Piece, Rulebook], _Made]:
    """Return a function that works something out of each criterion or provision of a rulebook once.

    Nothing of a workbook may be in it: a rulebook lives as long as the process, through thousands of workbooks. Nor may
    it hold the rulebook, which would then never be let go.
    """
    # By identity, for models have no hash. A piece is held too, so that no other one comes to have its identity.
    held: dict[int, dict[int, tuple[object, _Made]]] = {}

    @wraps(make)
    def made(piece: _Piece, rulebook: Rulebook) -> _Made:
        own = held.get(id(rulebook))
        if own is None:
            own = held[id(rulebook)] = {}
            weakref.finalize(rulebook, held.pop, id(rulebook), None)
        found = own.get(id(piece))
        if found is None:
            found = own[id(piece)] = piece, make(piece, rulebook)
        return found[1]

    return made
