"""How each peer is asked which rules hold: the fastest use of it that its own documentation offers.

Every peer is a function from rules to a function from vectors to the ids that hold in each. The first prepares what
can be prepared before any vector is known; the second may be called again. An import inside a function, so that
an absent peer is an ImportError and the others are measured.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import compress
from typing import Any, Final, TypeAlias

from gapcheck.engine.conditions import AllOf, Atom, Condition, Rule, Vector
from gapcheck.engine.durable import DurableEvaluator
from gapcheck.engine.reference import ReferenceEvaluator

Answers: TypeAlias = list[frozenset[str]]
Decide: TypeAlias = Callable[[Sequence[Vector]], Answers]
Peer: TypeAlias = Callable[[Sequence[Rule]], Decide]


def adapter(rules: Sequence[Rule]) -> Decide:
    """Ask our fenced durable-rules, which prepares nothing: no handle outlives a call."""
    return partial(DurableEvaluator().evaluate, rules)


def bare_durable(rules: Sequence[Rule]) -> Decide:
    """Ask durable-rules without our fence: compiled once, 200 rules a set, one fact for each rule and vector.

    This is the engine itself, without what the adapter saves by asking each different question once. Outside these
    rules it may answer wrongly or crash (tests/engine/test_hazards.py).
    """
    import durable_rules_engine as engine

    guarded: list[tuple[int, list[tuple[str, list[int]]]]] = []
    for start in range(0, len(rules), 200):
        definition: dict[str, object] = {"s": {"all": [{"m": {"s": 1}}]}}
        facts = []
        for number, rule in enumerate(rules[start : start + 200]):
            atoms = _atoms(rule.condition)
            names = {atom: f"a{place}" for place, atom in enumerate(dict.fromkeys(atoms))}
            tree = _tree(rule.condition, lambda atom, names=names: {names[atom]: 1}, "$and", "$or")
            definition[f"r{number}"] = {"all": [{"m": {"$and": [{f"r{number}": 1}, tree]}}]}
            properties = "".join(f',"{name}":%d' for name in names.values())
            facts.append((f'{{"id":"r{number}","sid":"1","r{number}":1{properties}}}', [*names]))
        guarded.append((engine.create_ruleset("g", json.dumps(definition)), facts))
    ids = [rule.id for rule in rules]

    def decide(vectors: Sequence[Vector]) -> Answers:
        return [frozenset(compress(ids, _held(engine, guarded, vector))) for vector in vectors]

    return decide


def _held(
    engine: Any, guarded: Sequence[tuple[int, Sequence[tuple[str, Sequence[int]]]]], vector: Vector
) -> list[bool]:
    held = []
    for handle, facts in guarded:
        for fact in (
            '{"id":"s","sid":"1","s":1}',
            *(text % tuple(vector[atom] for atom in atoms) for text, atoms in facts),
        ):
            code, state = engine.assert_fact(handle, fact)
            held.append(code == 0)
            if code == 0:
                engine.start_action_for_state(handle, state)
                while engine.complete_and_start_action(handle, state) is not None:
                    pass
        engine.delete_state(handle, "1")
        del held[-len(facts) - 1]
    return held


def reference(rules: Sequence[Rule]) -> Decide:
    """Ask our reference evaluator, which prepares nothing either."""
    return partial(ReferenceEvaluator().evaluate, rules)


def clipspy_facts(rules: Sequence[Rule]) -> Decide:
    """Ask CLIPS with an ordered fact for each atom that holds: quick to build.

    ``load_facts`` takes all of them in one call; the agenda says which rules match, so nothing need be fired.
    """
    import clips

    environment = clips.Environment()
    _define(environment, rules, "(a{})")
    ids = [rule.id for rule in rules]

    def decide(vectors: Sequence[Vector]) -> Answers:
        answers = []
        for vector in vectors:
            environment.reset()
            facts = "".join([f"(a{atom})" for atom, truth in enumerate(vector) if truth])
            if facts:
                environment.load_facts(facts)
            answers.append(frozenset([ids[int(each.name[1:])] for each in environment.activations()]))
        return answers

    return decide


def clipspy_slots(rules: Sequence[Rule]) -> Decide:
    """Ask CLIPS with one fact that has a slot for each atom: slow to build, then twice as quick as many facts."""
    import clips

    environment = clips.Environment()
    slots = [f"a{atom}" for atom in range(_width(rules))]
    environment.build(f"(deftemplate v {' '.join(f'(slot {slot} (default 0))' for slot in slots)})")
    _define(environment, rules, "(v (a{} 1))")
    ids = [rule.id for rule in rules]
    template = environment.find_template("v")

    def decide(vectors: Sequence[Vector]) -> Answers:
        answers = []
        for vector in vectors:
            environment.reset()
            template.assert_fact(**dict.fromkeys(compress(slots, vector), 1))
            answers.append(frozenset([ids[int(each.name[1:])] for each in environment.activations()]))
        return answers

    return decide


def _define(environment: Any, rules: Sequence[Rule], pattern: str) -> None:
    for number, rule in enumerate(rules):
        condition = _text(rule.condition, pattern.format, lambda word, parts: f"({word} {' '.join(parts)})")
        environment.build(f"(defrule r{number} {condition} => )")


def zen_decision(rules: Sequence[Rule]) -> Decide:
    """Ask a zen-engine decision: one node with an expression for each rule, compiled beforehand."""
    import zen

    keys = [f"r{number}" for number in range(len(rules))]
    written = [
        {"id": key, "key": key, "value": _infix(rule.condition, "t[{}]".format)}
        for key, rule in zip(keys, rules, strict=True)
    ]
    place = {"x": 0, "y": 0}
    nodes = [
        {"id": "i", "type": "inputNode", "name": "facts", "position": place},
        {"id": "e", "type": "expressionNode", "name": "r", "position": place, "content": {"expressions": written}},
        {"id": "o", "type": "outputNode", "name": "said", "position": place},
    ]
    edges = [
        {"id": "in", "type": "edge", "sourceId": "i", "targetId": "e"},
        {"id": "out", "type": "edge", "sourceId": "e", "targetId": "o"},
    ]
    content = zen.ZenDecisionContent(json.dumps({"nodes": nodes, "edges": edges}))
    decision = zen.ZenEngine().create_decision(content)
    ids = [rule.id for rule in rules]

    def decide(vectors: Sequence[Vector]) -> Answers:
        answers = []
        for vector in vectors:
            said = decision.evaluate({"t": [*vector]})["result"]
            answers.append(frozenset(compress(ids, map(said.__getitem__, keys))))
        return answers

    return decide


def zen_expression(rules: Sequence[Rule]) -> Decide:
    """Ask zen-engine's expression language alone: every rule in one list, compiled to one expression."""
    import zen

    expression = zen.compile_expression(f"[{','.join(_infix(rule.condition, 't[{}]'.format) for rule in rules)}]")
    ids = [rule.id for rule in rules]

    def decide(vectors: Sequence[Vector]) -> Answers:
        return [frozenset(compress(ids, expression.evaluate({"t": [*vector]}))) for vector in vectors]

    return decide


def business_rules(rules: Sequence[Rule]) -> Decide:
    """Ask business-rules: one list of rules, each with an action that notes its id, run once for each vector."""
    from business_rules import run_all
    from business_rules.actions import BaseActions, rule_action
    from business_rules.fields import FIELD_TEXT
    from business_rules.variables import BaseVariables, boolean_rule_variable

    def variable(atom: int) -> Callable[[Any], bool]:
        return boolean_rule_variable(label=f"a{atom}")(lambda facts: facts.vector[atom])

    def take(variables: Any, vector: Vector) -> None:
        variables.vector = vector

    methods: dict[str, object] = {f"a{atom}": variable(atom) for atom in range(_width(rules))}
    facts = type("Facts", (BaseVariables,), {"__init__": take, **methods})

    class Actions(BaseActions):  # type: ignore[misc]
        def __init__(self) -> None:
            self.held: list[str] = []

        @rule_action(params={"id": FIELD_TEXT})  # type: ignore[misc]
        def hold(self, id: str) -> None:  # noqa: A002
            self.held.append(id)

    written = [
        {
            "conditions": _tree(
                rule.condition, lambda atom: {"name": f"a{atom}", "operator": "is_true", "value": True}, "all", "any"
            ),
            "actions": [{"name": "hold", "params": {"id": rule.id}}],
        }
        for rule in rules
    ]

    def decide(vectors: Sequence[Vector]) -> Answers:
        answers = []
        for vector in vectors:
            actions = Actions()
            run_all(written, facts(vector), actions)
            answers.append(frozenset(actions.held))
        return answers

    return decide


def json_logic(rules: Sequence[Rule]) -> Decide:
    """Ask json-logic-qubit, in Python: every rule in one list, applied to the list of truths.

    The package json-logic itself does not run on Python 3; this one is its successor of the same module name.
    """
    from json_logic import jsonLogic

    written = _json_logic(rules)
    ids = [rule.id for rule in rules]

    def decide(vectors: Sequence[Vector]) -> Answers:
        return [frozenset(compress(ids, jsonLogic(written, [*vector]))) for vector in vectors]

    return decide


def json_logic_rs(rules: Sequence[Rule]) -> Decide:
    """Ask jsonlogic-rs, in Rust: every rule in one ``merge``, as it leaves lists alone, written as JSON beforehand."""
    from jsonlogic_rs import apply_serialized

    written = json.dumps({"merge": _json_logic(rules)})
    ids = [rule.id for rule in rules]

    def decide(vectors: Sequence[Vector]) -> Answers:
        return [
            frozenset(compress(ids, apply_serialized(written, json.dumps([*vector]), json.loads))) for vector in vectors
        ]

    return decide


def _json_logic(rules: Iterable[Rule]) -> list[Any]:
    return [_tree(rule.condition, lambda atom: {"var": atom}, "and", "or") for rule in rules]


def compiled_python(rules: Sequence[Rule]) -> Decide:
    """Let Python decide: every rule in one list display, compiled once; the bound of what Python can do."""
    source = f"lambda t: [{','.join(_infix(rule.condition, 't[{}]'.format) for rule in rules)}]"
    holds = eval(compile(source, "rules", "eval"))  # noqa: S307 -- made of our own words and numbers
    ids = [rule.id for rule in rules]

    def decide(vectors: Sequence[Vector]) -> Answers:
        return [frozenset(compress(ids, holds(vector))) for vector in vectors]

    return decide


ADAPTER: Final = "durable-rules behind our fence"
PEERS: Final[dict[str, Peer]] = {
    ADAPTER: adapter,
    "our reference evaluator": reference,
    "durable-rules, a fact for every rule": bare_durable,
    "clipspy, a fact for each atom": clipspy_facts,
    "clipspy, one fact of many slots": clipspy_slots,
    "zen-engine, a decision": zen_decision,
    "zen-engine, one expression": zen_expression,
    "business-rules": business_rules,
    "json-logic-qubit": json_logic,
    "jsonlogic-rs": json_logic_rs,
    "compiled Python": compiled_python,
}
"""By the name that the tables give."""


def _width(rules: Iterable[Rule]) -> int:
    return 1 + max((atom for rule in rules for atom in _atoms(rule.condition)), default=-1)


def _atoms(condition: Condition) -> Iterator[int]:
    if isinstance(condition, Atom):
        yield condition.index
    else:
        for part in condition.parts:
            yield from _atoms(part)


def _infix(condition: Condition, atom: Callable[[int], str]) -> str:
    return _text(condition, atom, lambda word, parts: f"({f' {word} '.join(parts)})")


def _text(condition: Condition, atom: Callable[[int], str], group: Callable[[str, list[str]], str]) -> str:
    if isinstance(condition, Atom):
        return atom(condition.index)
    return group(
        "and" if isinstance(condition, AllOf) else "or", [_text(part, atom, group) for part in condition.parts]
    )


def _tree(condition: Condition, atom: Callable[[int], Any], every: str, some: str) -> Any:
    if isinstance(condition, Atom):
        return atom(condition.index)
    parts = [_tree(part, atom, every, some) for part in condition.parts]
    return {every if isinstance(condition, AllOf) else some: parts}
