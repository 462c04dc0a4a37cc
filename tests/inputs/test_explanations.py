"""Every leaf put to Cambodia, and every question, explained on the shipped workbook: each part of it is there."""

import re
from functools import partial

import pytest

from gapcheck.assessment import levels
from gapcheck.assessment.explanations import explain_from
from gapcheck.assessment.standpoint import standpoint
from gapcheck.engine.agreement import decide
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.report.explanation import render
from gapcheck.report.plaintext import WIDTH
from gapcheck.rulebook import load_rulebook
from gapcheck.rulebook.provisions import tests_in as criteria_in

BOOK = load_rulebook()
PUT = [item for item in BOOK.instruments if item.applies("KHM")]
NODES = [node for item in PUT for node in item.walk()]
LEAVES = [node for node in NODES if node.is_leaf]


@pytest.fixture(scope="module")
def explained(submission, rulebook):
    at = standpoint(submission, rulebook)
    with pytest.MonkeyPatch.context() as patch:
        # The levels are those of the assessment, which both engines decide in its own tests.
        patch.setattr(levels, "decide", partial(decide, evaluators=(ReferenceEvaluator(),)))
        yield lambda name, **asked: explain_from(at, name, **asked)


def atoms(criteria):
    for item in criteria:
        if item.kind == "criterion":
            yield item
        else:
            yield from atoms(item.parts)


def sound(text):
    """The words of a text that is fit to be read."""
    assert max(map(len, text.splitlines())) <= WIDTH
    words = " ".join(text.split())
    assert not re.search(r"\b(in|level|of|to|is|:) None\b(?! of)", words)
    for wrong in ("..", " .", "()", "::", "“”", "[]", "frozenset", "Fraction(", "<"):
        assert wrong not in words.replace("<- ", "").replace("[...]", "").replace("...", ""), wrong
    return words


@pytest.mark.parametrize("node", LEAVES, ids=lambda node: node.id)
def test_a_leaf_is_explained_from_its_words_to_what_comes_next(node, explained):
    told = explained(node.id)
    held, words = told.subject, sound(render(told))
    instrument = next(item for item in PUT if node in item.walk())
    assert held.instrument.source_file.endswith(instrument.source.file)
    assert " ".join(node.quotation.split()) in words
    assert [rung.level for rung in held.ladder] == sorted(node.levels)
    assert held.place.startswith("rules/instruments/")
    for rung in held.ladder:
        found, wanted = list(atoms(rung.criteria)), list(criteria_in(node.levels[rung.level]))
        assert [item.indicator for item in found] == [test.indicator for test in wanted]
        assert rung.place.split(":")[0] == held.place.split(":")[0]
        for item in found:
            assert item.asks
            assert item.found
            assert item.why or "documented" in item.holds_in
            assert item.place.count(":") == 2
            assert item.cells or not item.answers
            assert f"{item.question}"[:40] in words
            assert f"Rule: {item.place}" in words
    questions = dict.fromkeys(
        name for test in criteria_in(tuple(c for level in node.levels.values() for c in level))
        for name in BOOK.underlying(test.indicator)
    )  # fmt: skip
    if node.levels:
        assert {what.indicator for what in held.what_ifs} == set(questions)
        assert {answer.answer.indicator for answer in held.answers} == set(questions)
        assert "WHAT THE NEXT LEVEL" in words
        assert held.next.needs
        assert "THE LADDER" in words
        assert all(what.outcomes or what.untold for what in held.what_ifs)
        assert "WHAT ONE ANSWER OR ONE DOCUMENT WOULD CHANGE" in words
    assert "CHECKS ON THESE ANSWERS" in words


@pytest.mark.parametrize("node", [node for node in LEAVES if node.levels], ids=lambda node: node.id)
def test_why_not_names_exactly_what_does_not_hold(node, explained):
    for level in range(5):
        told = explained(node.id, why_not=level)
        refused = told.subject.why_not
        words = sound(render(told))
        assert f"WHY NOT LEVEL {level}?" in words
        assert refused.words
        if level not in node.levels:
            assert not refused.readings
            continue
        documented = refused.readings[0]
        assert documented.reached == (told.subject.levels.documented >= level)
        assert bool(documented.blockers) != documented.reached
        for blocker in documented.blockers:
            assert blocker.level <= level
            assert blocker.why
        assert [b.level for b in documented.blockers] == sorted(b.level for b in documented.blockers)


@pytest.mark.parametrize("name", sorted(BOOK.indicators))
def test_an_indicator_is_explained_with_all_that_uses_it(name, explained):
    told = explained(name)
    held, words = told.subject, sound(render(told))
    item = BOOK.indicators[name]
    assert item.title()[:40] in words
    assert held.place.startswith("rules/indicators/")
    assert bool(held.formula) == (item.derived is not None)
    assert {answer.answer.indicator for answer in held.answers} == set(BOOK.underlying(name))
    assert all(answer.answer.cell for answer in held.answers)
    direct = {
        (node.id, level)
        for node in LEAVES
        for level, criteria in node.levels.items()
        if any(test.indicator == name for test in criteria_in(criteria))
    }
    assert direct <= {(use.provision, use.level) for use in held.uses}
    assert all(option.label in words for option in held.options)


@pytest.mark.parametrize("name", [node.id for node in NODES if not node.is_leaf] + [item.id for item in PUT])
def test_a_tree_says_how_its_score_is_made(name, explained):
    told = explained(name)
    words = sound(render(told))
    assert "HOW ITS SCORE IS MADE" in words
    assert all(node.id in words for node in told.subject.nodes)


def test_what_one_answer_or_one_document_does_is_told_here_and_elsewhere(explained):
    words = sound(render(explained("TIP-KHM-2023.2.applied")))
    assert "A review that rejects the answer in Protection!C25: Here: level 1 to 0." in words
    assert "An answer “Own nationals; Foreigners” in Protection!C26, with a document: Here: level 1 to 2." in words
    assert "(CALL-2017.1.iv.identified.guidelines): level 1 to 2." in words
    assert "The number 19 to 22 in Protection!C27" in words
    document = sound(render(explained("CALL-2017.1.ii.c")))
    assert "A document with its title and date in Partnership!F2: Here: level 0 to 2." in document


def test_contested_answers_say_what_contradicts_them(explained):
    words = sound(render(explained("requests_total")))
    assert "496 (Protection!C2) against 471 (requests_by_province!B4:B15)" in words
    assert "Contested another answer contradicts it" in words
    assert "other answers would still contradict it" in words
