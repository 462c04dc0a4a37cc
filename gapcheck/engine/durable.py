"""The first evaluator: durable-rules 2.0.28 behind a fence.

Used as its documentation shows it, durable-rules gives wrong answers and can crash; a test beside this room
stands for each of its hazards. Inside the fence it sees one small fact for each piece, made of 0 and 1 under
fixed short names, and all it says is checked. No handle outlives a call of ``evaluate``, so there is nothing
that a fork, a second thread or an earlier failure could spoil.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from types import ModuleType
from typing import Final, TypeAlias

from gapcheck.engine.conditions import AllOf, Atom, Condition, Rule, Vector
from gapcheck.engine.pieces import WIDTH, Piece, plan
from gapcheck.engine.question import width
from gapcheck.errors import EngineError, Problem

FENCED_VERSION: Final = "2.0.28"
"""The only version whose hazards were measured."""

RULES_IN_A_SET: Final = 200
"""Pieces compiled together. durable-rules keeps lists of 128, 256 and 512, and writes past the end of some."""

# Nothing else is ever named inside the engine, which compares names by 32-bit hashes; a test proves that these
# and its own words have different hashes. They are not taken from rules, so no rule can bring a collision.
SESSION: Final = "1"
SENTINEL: Final = "s"
GUARDS: Final = tuple(f"r{number}" for number in range(RULES_IN_A_SET))
ATOMS: Final = tuple(f"a{number}" for number in range(WIDTH))

_MATCHED, _NOT_MATCHED = 0, 1
_SENTINEL_FACT: Final = f'{{"id":"{SENTINEL}","sid":"{SESSION}","{SENTINEL}":1}}'

_Expression: TypeAlias = dict[str, "int | list[_Expression]"]


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether durable-rules can serve on this interpreter, and why not."""

    here: bool
    reason: str | None = None


def available() -> Availability:
    """Try to import durable-rules; it has no build for every interpreter, so its absence is no error."""
    try:
        _module()
    except EngineError as error:
        return Availability(here=False, reason=error.problems[0].found)
    return Availability(here=True)


class DurableEvaluator:
    """Decides with durable-rules, which matches the whole tree of every rule of ordinary size."""

    @property
    def name(self) -> str:
        """The engine's name as the result shows it."""
        return "durable-rules"

    @property
    def version(self) -> str:
        """The version that is installed; ``evaluate`` refuses any but the fenced one."""
        return _version()

    def evaluate(self, rules: Sequence[Rule], vectors: Sequence[Vector]) -> list[frozenset[str]]:
        """Return, for each vector of truths, the ids of the rules that hold.

        Raises EngineError where durable-rules is absent or in another version, fails, or says anything but
        what the fence allows, and where the rules and vectors are not a question (see ``question``).
        """
        module = _module()
        first = width(rules, vectors)
        work = plan(rules, first)
        # pieces write their truths behind those of the atoms
        tables = [[*map(bool, vector[:first]), *[False] * work.size] for vector in vectors]
        for turn in work.turns:
            for start in range(0, len(turn), RULES_IN_A_SET):
                _decide(module, turn[start : start + RULES_IN_A_SET], tables)
        return [frozenset(rule for rule, index in work.truths.items() if table[index]) for table in tables]


@dataclass(frozen=True, slots=True)
class _Clause:
    """One piece as durable-rules sees it: a rule behind its own guard, and the pattern of its one fact."""

    index: int
    guard: str
    atoms: tuple[int, ...]
    expression: _Expression
    pattern: str


def _decide(module: ModuleType, pieces: Sequence[Piece], tables: Sequence[list[bool]]) -> None:
    """Write the truth of each piece into each table."""
    clauses = [_clause(guard, piece) for guard, piece in zip(GUARDS, pieces, strict=False)]
    expressions: dict[str, _Expression] = {clause.guard: clause.expression for clause in clauses}
    expressions[SENTINEL] = {SENTINEL: 1}
    with _ruleset(module, {name: {"all": [{"m": each}]} for name, each in expressions.items()}) as handle:
        for table in tables:
            _session(module, handle, clauses, table)


def _session(module: ModuleType, handle: int, clauses: Sequence[_Clause], table: list[bool]) -> None:
    # The sentinel comes first: delete_state frees what only a match initialises.
    if not _matches(module, handle, SENTINEL, _SENTINEL_FACT):
        raise _failure("silence about a rule that always holds")
    for clause in clauses:
        fact = clause.pattern.format(*(int(table[index]) for index in clause.atoms))
        table[clause.index] = _matches(module, handle, clause.guard, fact)
    if module.start_action(handle) is not None:
        raise _failure("a match that is left over")
    module.delete_state(handle, SESSION)


def _matches(module: ModuleType, handle: int, rule: str, fact: str) -> bool:
    """Assert one fact and take in every match; there is one for each way in which the piece comes true."""
    code, state = module.assert_fact(handle, fact)
    if code == _NOT_MATCHED:
        return False
    if code != _MATCHED:
        raise _failure(f"result code {code} for the fact {fact}")
    expected = f'{{"{rule}":{{"m":{fact}}}}}'
    action = module.start_action_for_state(handle, state)
    message = action and action[1]
    while message == expected:
        message = module.complete_and_start_action(handle, state)
        if message is None:
            return True
    raise _failure(f"{message} for the fact {fact}")


@contextmanager
def _ruleset(module: ModuleType, definition: dict[str, object]) -> Iterator[int]:
    """Compile a rule set for the length of a block; after a failure its session is left, never used again."""
    try:
        handle: int = module.create_ruleset("g", json.dumps(definition))
        try:
            yield handle
        finally:
            module.delete_ruleset(handle)
    except (module.error, MemoryError) as error:
        raise _failure(f"the error {error}") from error


def _clause(guard: str, piece: Piece) -> _Clause:
    names: dict[int, str] = {}

    def expression(condition: Condition) -> _Expression:
        if isinstance(condition, Atom):
            return {names.setdefault(condition.index, ATOMS[len(names)]): 1}
        return {"$and" if isinstance(condition, AllOf) else "$or": [expression(part) for part in condition.parts]}

    # the guard: durable-rules also tries its own message about the session's state on every rule
    guarded: _Expression = {"$and": [{guard: 1}, expression(piece.condition)]}
    properties = "".join(f',"{name}":{{}}' for name in names.values())
    pattern = f'{{{{"id":"{guard}","sid":"{SESSION}","{guard}":1{properties}}}}}'
    return _Clause(piece.index, guard, tuple(names), guarded, pattern)


@cache
def _version() -> str:
    """Return the version that is installed; to look it up takes longer than to decide a small question."""
    return metadata.version("durable-rules")


def _module() -> ModuleType:
    try:
        version = _version()
    except metadata.PackageNotFoundError as error:
        raise _failure("durable-rules is not installed for this Python") from error
    try:
        module = importlib.import_module("durable_rules_engine")
    except (ImportError, OSError) as error:
        raise _failure(f"durable-rules does not load on this Python ({error})") from error
    if version != FENCED_VERSION:
        raise _failure(f"durable-rules {version}")
    return module


def _failure(found: str) -> EngineError:
    return EngineError(
        [
            Problem(
                "durable-rules",
                found,
                f"durable-rules {FENCED_VERSION} to answer within its fence",
                "Report it with the rules in use. Nothing was written.",
            )
        ]
    )
