"""The rule files of a new plan: what is written, that it loads, and that nothing is half done or written over."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gapcheck.bench.plans.asked import plan_asked
from gapcheck.bench.plans.beginning import begin, read_plan
from gapcheck.bench.plans.items import items_in
from gapcheck.bench.plans.nearness import Nearness
from gapcheck.errors import RulebookError, UsageError
from gapcheck.rulebook import load_rulebook
from gapcheck.rulebook.inspection import inspect
from gapcheck.rulebook.quotations import collapse

SHIPPED_TESTS = Path(__file__).parents[2]
GOOD = SHIPPED_TESTS / "rulebook" / "examples" / "good"
TEXT = """We recommend:

1. Train "all" officials: judges,
   prosecutors & police.
2. Adopt victim identification guidelines.

Done.
"""


@pytest.fixture
def rules(tmp_path):
    return Path(shutil.copytree(GOOD, tmp_path / "rules"))


def asked(text=TEXT, **more):
    given_ = {"name": "plan-2024", "title": "A plan", "applies_to": ["KHM"], "issued_on": "2024-06-24", "origin": ""}
    return plan_asked(items=items_in(text, "plan.txt").items, **{**given_, **more})


def held(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_scaffold_loads_and_quotes_each_item(rules):
    files, is_new = begin(asked(origin="https://example.org/plan"), TEXT, rules)
    assert not is_new
    assert [path.relative_to(rules).as_posix() for path in files] == [
        "sources/plan-2024.md", "instruments/plan-2024.yaml", "tests/plan-2024.yaml",
    ]  # fmt: skip
    book = load_rulebook(rules)
    instrument = next(item for item in book.instruments if item.id == "plan-2024")
    assert [(node.id, node.clause, node.quotation) for node in instrument.walk()] == [
        ("PLAN-2024.1", "1", 'Train "all" officials: judges, prosecutors & police.'),
        ("PLAN-2024.2", "2", "Adopt victim identification guidelines."),
    ]
    assert (instrument.scored, instrument.applies_to, instrument.issued_on) == (False, ("KHM",), date(2024, 6, 24))
    assert instrument.title == {"en": "A plan"}
    source = (rules / "sources" / "plan-2024.md").read_text(encoding="utf-8")
    assert source == f"Source: https://example.org/plan\n\n---\n\n{TEXT}"
    assert yaml.safe_load((rules / "tests" / "plan-2024.yaml").read_text(encoding="utf-8")) == {"tests": []}


def test_a_ladder_is_written_by_taking_comments_away(rules):
    begin(asked(), TEXT, rules)
    file = rules / "instruments" / "plan-2024.yaml"
    text = file.read_text(encoding="utf-8").replace("scored: false", "scored: true")
    text = text.replace("# levels:", "levels:").replace(
        "#   4: [{indicator: a_share, at_least: 90%}]", "  4: [{indicator: province_coverage, at_least: 90%}]"
    )
    file.write_text(text, encoding="utf-8")
    instrument = next(item for item in load_rulebook(rules).instruments if item.id == "plan-2024")
    assert [sorted(node.levels) for node in instrument.walk()] == [[4], [4]]
    assert instrument.scored


def test_the_nearest_questions_and_a_pillar_stand_in_comments(rules):
    begin(asked(), TEXT, rules)
    text = (rules / "instruments" / "plan-2024.yaml").read_text(encoding="utf-8")
    second = text.partition("PLAN-2024.2")[2]
    assert "    #   guidelines (choice): " in second
    assert "    pillar: protection   # a guess, from the nearest questions" in second
    assert "    pillar: prosecution   # a guess without ground: choose" in text.partition("PLAN-2024.2")[0]


def test_a_new_folder_is_a_copy_of_the_shipped_rules(tmp_path):
    folder = tmp_path / "mine"
    files, is_new = begin(asked(), TEXT, folder)
    assert is_new
    assert all(path.is_file() for path in files)
    shipped = load_rulebook()
    made = load_rulebook(folder)
    assert [item.id for item in made.instruments if item.id != "plan-2024"] == [item.id for item in shipped.instruments]
    assert made.indicators == shipped.indicators
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("taken", ["sources/plan-2024.md", "instruments/plan-2024.yaml", "tests/plan-2024.yaml"])
def test_nothing_is_written_over(rules, taken):
    (rules / taken).parent.mkdir(exist_ok=True)
    (rules / taken).write_text("mine", encoding="utf-8")
    before = held(rules)
    with pytest.raises(UsageError) as caught:
        begin(asked(), TEXT, rules)
    assert [problem.where for problem in caught.value.problems] == [str(rules / taken)]
    assert held(rules) == before


def test_where_the_rules_would_not_load_nothing_is_written(rules):
    text = "1. Do x < y and <b\n2. more> of it.\n"  # together a tag, which quotations are compared without
    before = held(rules)
    with pytest.raises(RulebookError):
        begin(asked(text), text, rules)
    assert held(rules) == before


def test_a_place_that_cannot_be_written_leaves_nothing_behind(rules):
    (rules / "tests").write_text("a file where a folder belongs", encoding="utf-8")
    before = held(rules)
    with pytest.raises(UsageError):
        begin(asked(), TEXT, rules)
    assert held(rules) == before


def test_all_that_is_wrong_in_how_it_was_asked_is_told_at_once():
    with pytest.raises(UsageError) as caught:
        asked(name="My Plan", title=" ", applies_to=["Cambodia", "KHM"], issued_on="24.6.2024")
    assert [problem.where for problem in caught.value.problems] == ["--id", "--title", "--applies-to", "--issued-on"]


def test_a_text_that_cannot_be_read(tmp_path):
    file = tmp_path / "plan.txt"
    with pytest.raises(UsageError, match="nothing to read"):
        read_plan(file)
    file.write_bytes(b"1. One\n2. \xff\n")
    with pytest.raises(UsageError, match=r"plan.txt:2:1: found a byte that is not UTF-8"):
        read_plan(file)
    file.write_bytes("\ufeff1. One\r\n2. Two\r\n".encode())
    assert [item.text for item in read_plan(file)[1].items] == ["One", "Two"]


def test_nearness_of_a_question_to_its_own_words():
    book = load_rulebook()
    nearness = Nearness(book)
    own = [indicator for indicator in book.asked() if indicator.question is not None]
    first = [nearness.guess(indicator.question["en"]).questions[:3] for indicator in own]
    assert sum(indicator in near for indicator, near in zip(own, first, strict=True)) > 0.9 * len(own)


WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="<>"), min_size=1, max_size=60).filter(
    lambda text: collapse(text) and "\ufffe" not in text
)


@given(st.lists(WORDS, min_size=1, max_size=6), WORDS)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_items_load_and_are_quoted(tmp_path_factory, texts, title):
    text = "".join(f"{number}. {' '.join(words.split())}\n" for number, words in enumerate(texts, start=1))
    found = items_in(text, "plan.txt")
    if not found.sound or not title.strip():
        return
    folder = Path(shutil.copytree(GOOD, tmp_path_factory.mktemp("made") / "rules"))
    begin(asked(text, title=title), text, folder)
    instrument = next(item for item in load_rulebook(folder).instruments if item.id == "plan-2024")
    assert [node.quotation for node in instrument.walk()] == [item.text for item in found.items]


@pytest.mark.parametrize("plan", sorted((SHIPPED_TESTS / "rules" / "plans").glob("*.txt")), ids=lambda path: path.stem)
def test_the_scaffold_of_a_shipped_plan_has_the_clauses_and_words_of_its_instrument(plan, rules):
    text, found = read_plan(plan)
    assert found.problems == ()
    begin(plan_asked("again", "Again", found.items, [], None, ""), text, rules)
    [made] = [item for item in load_rulebook(rules).instruments if item.id == "again"]
    [written] = [item for item in load_rulebook().instruments if item.id == plan.stem]
    assert [(node.clause, node.quotation) for node in made.provisions] == [
        (node.clause, node.quotation) for node in written.provisions
    ]


def test_rules_check_finds_in_a_new_plan_only_what_is_still_to_be_written(tmp_path):
    files, _ = begin(asked(), TEXT, tmp_path / "mine")
    found = inspect(tmp_path / "mine").findings
    of_plan = [(finding.code, finding.problem.where) for finding in found if finding.file.endswith(files[1].name)]
    assert {code for code, _ in of_plan} == {"ladder-to-write", "missing-translation", "status-to-write"}
    assert sum(code == "ladder-to-write" for code, _ in of_plan) == 2
    # Other content than the lock's is a new version, which its author tells.
    assert {finding.code for finding in found} - {code for code, _ in of_plan} == {"content-changed"}
