"""The first evaluator: durable-rules 2.0.28 behind a fence.

Used as its documentation shows it, durable-rules gives wrong answers and can crash; a test beside this room
stands for each of its hazards. Inside the fence it sees one small fact for each question, made of 0 and 1 under
fixed short names, and all it says is checked. No handle outlives a call of ``evaluate``, so there is nothing
that a fork, a second thread or an earlier failure could spoil; each different question is asked once in a call,
so that compiling anew costs little.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import metadata
from itertools import compress
from types import ModuleType
from typing import Final, NamedTuple

from gapcheck.engine.columns import Column, Look, answers, columns, looks
from gapcheck.engine.conditions import Condition, Rule, Vector
from gapcheck.engine.pieces import Shape, plan
from gapcheck.engine.question import width
from gapcheck.engine.words import (
    FACTS,
    FACTS_IN_A_SESSION,
    GUARDS,
    RULES_IN_A_SET,
    SENTINEL,
    SENTINEL_FACT,
    SESSION,
    Fact,
    definition,
)
from gapcheck.errors import EngineError, Problem

FENCED_VERSION: Final = "2.0.28"
"""The only version whose hazards were measured."""

_MATCHED, _NOT_MATCHED = 0, 1


class Availability(NamedTuple):
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
        table = [*columns(vectors, first), *[b""] * work.size]
        for turn in work.turns:
            for start in range(0, len(turn), RULES_IN_A_SET):
                _decide(module, turn[start : start + RULES_IN_A_SET], table, len(vectors))
        rows = zip(*(table[index] for index in work.truths.values()), strict=True) if rules else [()] * len(vectors)
        return [frozenset(compress(work.truths, row)) for row in rows]


def _decide(module: ModuleType, shapes: Sequence[Shape], table: list[Column], vectors: int) -> None:
    """Write the truths of every piece of these shapes into its column."""
    guarded = dict(zip(GUARDS, shapes, strict=False))
    looked = {guard: looks(shape, table) for guard, shape in guarded.items()}
    facts = [Fact(guard, look, len(guarded[guard].atoms[0])) for guard, seen in looked.items() for look in set(seen)]
    said: dict[str, dict[Look, bool]] = {guard: {} for guard in guarded}
    with _ruleset(module, {guard: shape.condition for guard, shape in guarded.items()}) as handle:
        for start in range(0, len(facts), FACTS_IN_A_SESSION):
            some = facts[start : start + FACTS_IN_A_SESSION]
            for fact, holds in zip(some, _session(module, handle, some), strict=True):
                said[fact.guard][fact.look] = holds
    for guard, shape in guarded.items():
        held = answers(looked[guard], said[guard])
        for number, index in enumerate(shape.indices):
            table[index] = held[number * vectors : (number + 1) * vectors]


def _session(module: ModuleType, handle: int, facts: Sequence[Fact]) -> list[bool]:
    """Return whether the rule of each fact holds, from one session that is drained and deleted."""
    # The sentinel comes first: delete_state frees what only a match initialises.
    if not _matches(module, handle, SENTINEL, SENTINEL_FACT):
        raise _failure("silence about a rule that always holds")
    held = [_matches(module, handle, fact.guard, fact.text(name)) for name, fact in zip(FACTS, facts, strict=False)]
    if module.start_action(handle) is not None:
        raise _failure("a match that is left over")
    module.delete_state(handle, SESSION)
    return held


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
def _ruleset(module: ModuleType, trees: Mapping[str, Condition]) -> Iterator[int]:
    """Compile a rule set for the length of a block; after a failure its session is left, never used again."""
    try:
        handle: int = module.create_ruleset("g", definition(trees))
        try:
            yield handle
        finally:
            module.delete_ruleset(handle)
    except (module.error, MemoryError) as error:
        raise _failure(f"the error {error}") from error


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
