"""Two engines that differ stop the work; one that serves alone says why."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from importlib import metadata

import pytest

from gapcheck import __version__
from gapcheck.engine import durable as fence
from gapcheck.engine.agreement import EngineReport, decide
from gapcheck.engine.conditions import AllOf, Atom, Rule
from gapcheck.engine.durable import DurableEvaluator, available
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.errors import EngineError

RULES = [Rule("prosecution.full", AllOf((Atom(0), Atom(1)))), Rule("protection.part", Atom(1))]
VECTORS = [[True, True], [False, True], [False, False]]
HOLDS = [frozenset({"prosecution.full", "protection.part"}), frozenset({"protection.part"}), frozenset()]


@pytest.fixture(autouse=True)
def _looked_up_anew() -> Iterator[None]:
    """The version of durable-rules is looked up once in a process: here before and after every test."""
    fence._version.cache_clear()
    yield
    fence._version.cache_clear()


class Wrong(ReferenceEvaluator):
    """Gives the answers it is told to."""

    def __init__(self, *answers: set[str]) -> None:
        self._answers = [frozenset(answer) for answer in answers]

    @property
    def name(self) -> str:
        return "wrong"

    def evaluate(self, *_: object) -> list[frozenset[str]]:
        return self._answers


def test_two_engines_agree(durable: DurableEvaluator) -> None:
    decision = decide(RULES, VECTORS)
    assert decision.holds == HOLDS
    assert decision.note is None
    assert decision.engines == (
        EngineReport("durable-rules", durable.version, agreed=True),
        EngineReport("gapcheck-reference", __version__, agreed=True),
    )


def test_the_version_is_the_installed_one(durable: DurableEvaluator) -> None:
    assert durable.version == metadata.version("durable-rules")


def test_a_disagreement_names_each_rule_and_what_each_engine_said() -> None:
    wrong = Wrong({"prosecution.full"}, {"protection.part"}, {"prosecution.full"})
    with pytest.raises(EngineError) as caught:
        decide(RULES, VECTORS, evaluators=[wrong, ReferenceEvaluator()])
    assert caught.value.exit_code == 5
    assert [(problem.where, problem.found) for problem in caught.value.problems] == [
        ("rule protection.part, vector 1", "wrong: does not hold; gapcheck-reference: holds"),
        ("rule prosecution.full, vector 3", "wrong: holds; gapcheck-reference: does not hold"),
    ]
    assert "Report it" in str(caught.value)
    assert "Nothing was written" in str(caught.value)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([{"prosecution.full"}], "engine wrong: found 1 answers; expected 3"),
        ([{"unheard.of"}, set(), set()], "engine wrong: found rule unheard.of; expected only rules that were asked"),
    ],
)
def test_an_answer_of_the_wrong_shape_is_named(answers: list[set[str]], said: str) -> None:
    with pytest.raises(EngineError, match=said):
        decide(RULES, VECTORS, evaluators=[ReferenceEvaluator(), Wrong(*answers)])


def test_a_wrong_shape_is_named_when_an_engine_serves_alone() -> None:
    with pytest.raises(EngineError, match="found 0 answers"):
        decide(RULES, VECTORS, evaluators=[Wrong()])


def test_without_durable_rules_the_reference_serves_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_: str) -> None:
        raise ImportError("undefined symbol: PyEval_CallObject")

    monkeypatch.setattr(metadata, "version", lambda _: "2.0.28")
    monkeypatch.setattr(importlib, "import_module", absent)
    assert not available().here
    decision = decide(RULES, VECTORS)
    assert decision.holds == HOLDS
    assert decision.engines == (EngineReport("gapcheck-reference", __version__, agreed=False),)
    assert "PyEval_CallObject" in str(decision.note)
    with pytest.raises(EngineError, match="PyEval_CallObject"):
        DurableEvaluator().evaluate(RULES, VECTORS)


def test_without_its_metadata_the_reference_serves_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", absent)
    assert "durable-rules" in str(decide(RULES, VECTORS).note)


@pytest.mark.usefixtures("durable")
def test_another_version_of_durable_rules_does_not_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "version", lambda _: "3.0.0")
    assert "durable-rules 3.0.0" in str(decide(RULES, VECTORS).note)


def test_nothing_to_decide() -> None:
    assert decide([], []).holds == []
