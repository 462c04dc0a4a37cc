"""Where trees are cut: an ordinary rule never, and no piece is ever larger than durable-rules can bear."""

from __future__ import annotations

from engine_strategies import LAW, Question, questions, random_question, seeded
from hypothesis import given

from gapcheck.engine.conditions import AllOf, AnyOf, Atom, Condition, Rule
from gapcheck.engine.pieces import GROUPS, WIDTH, Plan, plan


def atoms(start: int, count: int) -> tuple[Atom, ...]:
    return tuple(Atom(index) for index in range(start, start + count))


def measure(condition: Condition) -> tuple[int, int, int]:
    """Return the groups, the atoms and the ways of coming true, with every atom true."""
    if isinstance(condition, Atom):
        return 0, 1, 1
    sizes = [measure(part) for part in condition.parts]
    ways = 1 if isinstance(condition, AllOf) else 0
    for _, _, more in sizes:
        ways = ways * more if isinstance(condition, AllOf) else ways + more
    return 1 + sum(groups for groups, _, _ in sizes), sum(count for _, count, _ in sizes), ways


def check_bounds(question: Question, first: int) -> None:
    decided: set[int] = set(range(first))
    made = plan(question.rules, first)
    for turn in made.turns:
        for shape in turn:
            groups, count, ways = measure(shape.condition)
            assert groups <= GROUPS
            assert count <= WIDTH
            assert ways <= WIDTH
            assert {len(atoms) for atoms in shape.atoms} == {count}
            assert len(shape.indices) == len(shape.atoms) == len(set(shape.atoms))
            assert set().union(*shape.atoms) <= decided
        indices = [index for shape in turn for index in shape.indices]
        assert decided.isdisjoint(indices)
        assert len(set(indices)) == len(indices)
        decided |= set(indices)
    assert decided == set(range(first + made.size))
    assert made.truths.keys() == {rule.id for rule in question.rules}
    assert set(made.truths.values()) <= decided - set(range(first))


def pieces(made: Plan) -> list[int]:
    """How many pieces there are in each turn."""
    return [sum(len(shape.indices) for shape in turn) for turn in made.turns]


@LAW
@given(questions())
def test_pieces_keep_their_bounds(question: Question) -> None:
    check_bounds(question, 120)


def test_pieces_of_many_rules_keep_their_bounds() -> None:
    source = seeded(11)
    for _ in range(50):
        check_bounds(random_question(source, 100, 0), 60)


def test_an_ordinary_rule_is_one_piece_and_whole() -> None:
    condition = AllOf((AnyOf(atoms(0, 4)), AnyOf(atoms(4, 4)), AllOf((AnyOf(atoms(8, 3)), *atoms(11, 6)))))
    made = plan([Rule("r", condition)], 20)
    assert [[shape.condition for shape in turn] for turn in made.turns] == [[condition]]


def test_the_widest_whole_groups() -> None:
    for group in (AllOf, AnyOf):
        assert plan([Rule("r", group(atoms(0, WIDTH)))], WIDTH).size == 1
        assert plan([Rule("r", group(atoms(0, WIDTH + 1)))], WIDTH + 1).size == 3


def test_groups_that_multiply_are_decided_in_an_earlier_turn() -> None:
    alternatives = tuple(AnyOf(atoms(10 * number, 10)) for number in range(10))
    made = plan([Rule("r", AllOf(alternatives))], 100)
    assert pieces(made) == [10, 1]


def test_what_rules_share_is_decided_once() -> None:
    wide = AnyOf(atoms(0, 300))
    made = plan([Rule("one", wide), Rule("two", wide), Rule("three", AllOf((wide, Atom(0))))], 300)
    assert made.truths["one"] == made.truths["two"]
    assert pieces(made) == [6, 2]


def test_pieces_that_differ_only_in_their_atoms_are_one_shape() -> None:
    trees = [AllOf((Atom(number), AnyOf((Atom(7), Atom(number + 1))))) for number in range(5)]
    others = [AnyOf((Atom(0), AllOf((Atom(7), Atom(1))))), AllOf((AnyOf((Atom(0), Atom(7))), Atom(1)))]
    ((shape, *rest),) = plan([Rule(f"r{number}", tree) for number, tree in enumerate(trees + others)], 8).turns
    assert shape.condition == trees[0]
    assert shape.atoms == [(number, 7, number + 1) for number in range(5)]
    assert shape.indices == [8, 9, 10, 11, 12]
    assert [other.condition for other in rest] == others


def test_no_rules_need_no_turn() -> None:
    assert plan([], 0).turns == ()
