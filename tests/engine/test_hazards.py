"""The hazards of durable-rules, one by one, and the fence that holds against each."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import textwrap
import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest
from engine_strategies import random_question, seeded
from engine_watched import Watched

from gapcheck.engine import words
from gapcheck.engine.conditions import AllOf, AnyOf, Atom, Condition, Rule
from gapcheck.engine.durable import DurableEvaluator
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.errors import EngineError


def atoms(count: int, start: int = 0) -> tuple[Atom, ...]:
    return tuple(Atom(index) for index in range(start, start + count))


Said = list[frozenset[str]]


def both(durable: DurableEvaluator, rules: list[Rule], width: int) -> tuple[Said, Said]:
    """What each evaluator says where all atoms hold, none, each alone, and each alone not (at most 40 of these)."""
    some = range(0, width, max(1, width // 40))
    vectors = [[True] * width, [False] * width]
    vectors += [[index == chosen for index in range(width)] for chosen in some]
    vectors += [[index != chosen for index in range(width)] for chosen in some]
    return durable.evaluate(rules, vectors), ReferenceEvaluator().evaluate(rules, vectors)


def test_types_are_confused_so_it_sees_only_zero_and_one(durable: DurableEvaluator, watched: Watched) -> None:
    question = random_question(seeded(1), 100, 10)
    durable.evaluate(question.rules, [["abc", 0.5, 2**70, float("nan"), *truths] for truths in question.vectors])
    facts = [json.loads(str(fact)) for _, fact in watched.called("assert_fact")]
    assert len(facts) > 150
    for fact in facts:
        assert fact.pop("sid") == words.SESSION
        assert fact.pop("id") in {words.SENTINEL, *words.FACTS}
        assert fact.keys() <= {words.SENTINEL, *words.GUARDS, *words.ATOMS}
        assert all(type(value) is int and value in (0, 1) for value in fact.values())


def test_negative_rules_fire_wrongly_so_every_rule_first_requires_its_guard(
    durable: DurableEvaluator, watched: Watched
) -> None:
    question = random_question(seeded(2), 300, 1)
    durable.evaluate(question.rules, question.vectors)
    assert len(watched.called("create_ruleset")) > 1
    for _, text in watched.called("create_ruleset"):
        definition = json.loads(str(text))
        assert definition.pop(words.SENTINEL) == {"all": [{"m": {words.SENTINEL: 1}}]}
        for guard, rule in definition.items():
            (clause,) = rule["all"]
            first, rest = clause["m"]["$and"]
            assert rule.keys() == {"all"}
            assert first == {guard: 1}
            assert_positive(rest)


def assert_positive(expression: dict[str, object]) -> None:
    ((name, value),) = expression.items()
    if name in {"$and", "$or"}:
        for part in value:
            assert_positive(part)
    else:
        assert name in words.ATOMS
        assert value == 1


def test_deleting_a_session_without_a_match_crashes_so_a_sentinel_always_matches(
    durable: DurableEvaluator,
) -> None:
    rules = [Rule(f"r{index}", Atom(index)) for index in range(100)]
    for _ in range(20):
        assert durable.evaluate(rules, [[False] * 100] * 5) == [frozenset()] * 5


def test_a_sentinel_that_does_not_match_is_an_error(durable: DurableEvaluator, watched: Watched) -> None:
    watched.replace("assert_fact", lambda real, handle, _: real(handle, '{"id":"x","sid":"1","x":1}'))
    with pytest.raises(EngineError, match="silence about a rule that always holds"):
        durable.evaluate([Rule("r", Atom(0))], [[True]])
    assert not watched.called("delete_state")


def test_the_host_runs_timer_threads_so_there_is_no_host() -> None:
    pytest.importorskip("durable_rules_engine", reason="no durable-rules on this interpreter", exc_type=ImportError)
    script = """
        import sys, threading
        from gapcheck.engine.conditions import Atom, Rule
        from gapcheck.engine.durable import DurableEvaluator
        assert DurableEvaluator().evaluate([Rule("r", Atom(0))], [[True]]) == [frozenset("r")]
        assert "durable.engine" not in sys.modules
        assert threading.active_count() == 1
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=True)


@pytest.mark.parametrize("code", [2, 3])
def test_failures_are_silent_so_every_result_code_counts(
    durable: DurableEvaluator, watched: Watched, code: int
) -> None:
    watched.replace("assert_fact", lambda real, *call: (code, real(*call)[1]) if "a0" in call[1] else real(*call))
    with pytest.raises(EngineError, match=f"result code {code}"):
        durable.evaluate([Rule("r", Atom(0))], [[True]])


def test_a_match_of_another_rule_is_an_error(durable: DurableEvaluator, watched: Watched) -> None:
    watched.replace(
        "start_action_for_state",
        lambda real, *call: tuple(text.replace('"r0":{', '"r1":{') for text in real(*call)),
    )
    with pytest.raises(EngineError, match="r1"):
        durable.evaluate([Rule("r", Atom(0))], [[True]])


def test_a_match_without_an_action_is_an_error(durable: DurableEvaluator, watched: Watched) -> None:
    watched.replace("start_action_for_state", lambda real, *call: None if watched.calls[3:] else real(*call))
    with pytest.raises(EngineError, match="None for the fact"):
        durable.evaluate([Rule("r", Atom(0))], [[True]])


def test_a_match_that_is_left_over_is_an_error(durable: DurableEvaluator, watched: Watched) -> None:
    watched.replace("assert_fact", lambda real, *call: (1, real(*call)[1]) if "a0" in call[1] else real(*call))
    with pytest.raises(EngineError, match="left over"):
        durable.evaluate([Rule("r", Atom(0))], [[True]])


def test_names_are_32_bit_hashes_so_they_are_few_fixed_and_different() -> None:
    own = ["id", "sid", "$s", "$forward", "$i", "m", "$m", "name", "all", "any", "pri", "count", "cap", "dist"]
    own += ["$lt", "$lte", "$gt", "$gte", "$eq", "$neq", "$mt", "$imt", "$iall", "$iany", "$ex", "$nex", "$or", "$and"]
    own += ["$add", "$sub", "$mul", "$div", "$l", "$r", "g"]
    names = [*own, f"sid-{words.SESSION}", words.SENTINEL, *words.GUARDS, *words.ATOMS, *words.FACTS]
    assert len({fnv_1a(name) for name in names}) == len(names)


def fnv_1a(name: str) -> int:
    value = 0x811C9DC5
    for byte in name.encode():
        value = (value ^ byte) * 16777619 % 2**32
    return value


def test_rule_ids_of_the_same_hash_are_told_apart(durable: DurableEvaluator) -> None:
    assert fnv_1a("costarring") == fnv_1a("liquid")
    rules = [Rule("costarring", Atom(0)), Rule("liquid", Atom(1))]
    assert durable.evaluate(rules, [[True, False], [False, True]]) == [{"costarring"}, {"liquid"}]


@pytest.mark.parametrize("count", [63, 64, 65, 66, 100, 300, 3000])
@pytest.mark.parametrize("group", [AllOf, AnyOf])
def test_65_pending_matches_or_253_properties_fail_so_wide_groups_are_cut(
    durable: DurableEvaluator, group: type[AllOf | AnyOf], count: int
) -> None:
    rules = [Rule("wide", group(atoms(count)))]
    said, expected = both(durable, rules, count)
    assert said == expected
    assert said[:2] == [{rule.id for rule in rules}, frozenset()]


def test_the_same_alternative_300_times(durable: DurableEvaluator) -> None:
    rules = [Rule("r", AnyOf((Atom(0),) * 300)), Rule("s", AllOf((Atom(0),) * 300))]
    said, expected = both(durable, rules, 1)
    assert said == expected
    assert said[:2] == [{rule.id for rule in rules}, frozenset()]


@pytest.mark.parametrize("groups", [12, 13, 14, 15, 16, 40])
def test_15_groups_fail_so_large_trees_are_cut(durable: DurableEvaluator, groups: int) -> None:
    beside = AllOf(tuple(AllOf((Atom(2 * number), Atom(2 * number + 1))) for number in range(groups)))
    nested: Condition = Atom(0)
    for number in range(1, groups + 1):
        nested = (AllOf, AnyOf)[number % 2]((nested, Atom(number)))
    rules = [Rule("beside", beside), Rule("nested", nested)]
    said, expected = both(durable, rules, 2 * groups + 2)
    assert said == expected
    assert said[:2] == [{rule.id for rule in rules}, frozenset()]


@pytest.mark.parametrize("count", [199, 200, 201, 256, 257, 600])
def test_256_rules_with_one_sole_condition_fail_so_sets_are_split(durable: DurableEvaluator, count: int) -> None:
    sole = [Rule(f"sole {number}", Atom(0)) for number in range(count)]
    shared = [Rule(f"shared {number}", AllOf((Atom(0), Atom(1 + number)))) for number in range(count)]
    rules = sole + shared
    said, expected = both(durable, rules, count + 1)
    assert said == expected
    assert said[:2] == [{rule.id for rule in rules}, frozenset()]


@pytest.mark.parametrize("count", [199, 200, 201, 256, 257, 600])
def test_many_rules_of_different_shapes_are_split_too(durable: DurableEvaluator, watched: Watched, count: int) -> None:
    widths = itertools.product(range(1, 8), range(1, 8), range(1, 15))
    rules = [
        Rule(f"{one} {two} {every}", AllOf((AnyOf(atoms(one)), AnyOf(atoms(two)), *atoms(every))))
        for one, two, every in itertools.islice(widths, count)
    ]
    said, expected = both(durable, rules, 14)
    assert said == expected
    assert said[:2] == [{rule.id for rule in rules}, frozenset()]
    rule_sets = [len(json.loads(str(text))) for _, text in watched.called("create_ruleset")]
    assert len(rule_sets) == -(-count // words.RULES_IN_A_SET)
    assert max(rule_sets) <= words.RULES_IN_A_SET + 1


@pytest.mark.parametrize("width", [1, 7, 8, 9, 16])
@pytest.mark.parametrize("group", [AllOf, AnyOf])
def test_ids_are_32_bit_hashes_so_each_fact_has_one_of_its_own_within_its_session(
    durable: DurableEvaluator, watched: Watched, group: type[AllOf | AnyOf], width: int
) -> None:
    source = seeded(width)
    vectors = [[source.random() < share for _ in range(width)] for share in (0.1, 0.5, 0.9) for _ in range(300)]
    rules = [Rule("r", AllOf((group(atoms(width)), AnyOf(atoms(1)))))]
    assert durable.evaluate(rules, vectors) == ReferenceEvaluator().evaluate(rules, vectors)
    sessions: list[list[str]] = [[]]
    for name, call in watched.calls:
        if name == "assert_fact":
            sessions[-1].append(json.loads(str(call[1]))["id"])
        elif name == "delete_state":
            sessions.append([])
    assert sessions.pop() == []
    assert sum(map(len, sessions)) - len(sessions) == len({tuple(vector) for vector in vectors})
    for ids in sessions:
        assert ids == [words.SENTINEL, *words.FACTS[: len(ids) - 1]]


def test_or_inside_and_fires_for_every_combination_so_combinations_are_few(
    durable: DurableEvaluator, watched: Watched
) -> None:
    def product(groups: int, width: int) -> Condition:
        return AllOf(tuple(AnyOf(atoms(width, width * number)) for number in range(groups)))

    rules = [Rule(f"{groups} of {width}", product(groups, width)) for groups, width in [(2, 7), (10, 10), (30, 2)]]
    assert durable.evaluate(rules, [[True] * 100]) == [{"2 of 7", "10 of 10", "30 of 2"}]
    assert len(watched.called("complete_and_start_action")) < 300
    said, expected = both(durable, rules, 100)
    assert said == expected
    assert said[:2] == [{rule.id for rule in rules}, frozenset()]


def test_joins_events_and_timers_are_wrong_so_they_are_not_used(durable: DurableEvaluator, watched: Watched) -> None:
    question = random_question(seeded(3), 250, 3)
    durable.evaluate(question.rules, question.vectors)
    assert {name for name, _ in watched.calls} == {
        "create_ruleset",
        "assert_fact",
        "start_action_for_state",
        "complete_and_start_action",
        "start_action",
        "delete_state",
        "delete_ruleset",
    }


def test_a_handle_in_two_threads_crashes_so_no_handle_leaves_a_call(durable: DurableEvaluator) -> None:
    questions = [random_question(seeded(seed), 60, 4) for seed in range(24)]
    with ThreadPoolExecutor(6) as pool:
        said = list(pool.map(lambda question: durable.evaluate(question.rules, question.vectors), questions))
    reference = ReferenceEvaluator()
    assert said == [reference.evaluate(question.rules, question.vectors) for question in questions]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_forked_process_decides_for_itself(durable: DurableEvaluator) -> None:
    question = random_question(seeded(4), 250, 4)
    said = durable.evaluate(question.rules, question.vectors)
    with warnings.catch_warnings():
        # the test runner may have threads, of which the child uses none
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        # leave without the runner's own clean-up
        os._exit(0 if all(durable.evaluate(question.rules, question.vectors) == said for _ in range(5)) else 1)
    for _ in range(5):
        assert durable.evaluate(question.rules, question.vectors) == said
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0


@pytest.mark.parametrize("failing", ["assert_fact", "start_action_for_state", "complete_and_start_action"])
@pytest.mark.parametrize("after", [0, 1, 7])
def test_after_an_exception_a_session_stays_leased_so_it_is_not_used_again(
    durable: DurableEvaluator, watched: Watched, failing: str, after: int
) -> None:
    def fail(real: object, *call: object) -> object:
        if len(watched.called(failing)) > after:
            raise watched.error("error code: 303")
        return real(*call)

    watched.replace(failing, fail)
    rules = [Rule(f"r{count}", AllOf(atoms(count))) for count in range(1, 10)]
    with pytest.raises(EngineError, match="error code: 303") as caught:
        durable.evaluate(rules, [[True] * 9])
    assert caught.value.exit_code == 5
    assert watched.called("delete_ruleset")
    watched.replace(failing, lambda real, *call: real(*call))
    assert durable.evaluate(rules, [[True] * 9]) == [{rule.id for rule in rules}]


def test_an_interrupt_passes_and_leaves_nothing_behind(durable: DurableEvaluator, watched: Watched) -> None:
    def interrupt(*_: object) -> object:
        raise KeyboardInterrupt

    watched.replace("assert_fact", interrupt)
    with pytest.raises(KeyboardInterrupt):
        durable.evaluate([Rule("r", Atom(0))], [[True]])
    assert watched.called("delete_ruleset")
