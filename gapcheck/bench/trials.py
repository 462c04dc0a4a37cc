"""Trials: the cases of rule tests made ready to be tried, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from gapcheck.assessment.readings import Reading
from gapcheck.bench.cases import Rung
from gapcheck.bench.situations import Situation
from gapcheck.rulebook.criteria import Check
from gapcheck.rulebook.provisions import Instrument, Provision

Holding: TypeAlias = Literal["true", "false", "unknown"]


@dataclass(frozen=True)
class LeafTrial:
    """One case of a leaf: the situation, and the level expected in some of the readings, at least in *documented*.

    ``otherwise`` are the answers that differ from those of the group, as the file writes them; ``contested`` the
    checks that the case says its answers fail.
    """

    place: str
    instrument: Instrument
    leaf: Provision
    situation: Situation
    expected: Mapping[Reading, Rung]
    contested: frozenset[str] = frozenset()
    otherwise: Mapping[str, str] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True)
class CheckTrial:
    """One case of a check: the situation, and whether the check then holds."""

    place: str
    check: Check
    situation: Situation
    holds: Holding
    otherwise: Mapping[str, str] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True, slots=True)
class Excuse:
    """A mutant that a file says no answers can tell from the rule, the reason, and where that stands."""

    mutant: str
    leaf: str
    reason: str
    place: str


@dataclass(frozen=True, slots=True)
class Suite:
    """What the test files hold, in the order of the files."""

    leaves: tuple[LeafTrial, ...] = ()
    checks: tuple[CheckTrial, ...] = ()
    excuses: tuple[Excuse, ...] = ()
