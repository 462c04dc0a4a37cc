from __future__ import annotations

import os
import re
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from pydantic import ValidationError

from gapcheck.errors import RulebookError, UsageError
from gapcheck.resources import shipped
from gapcheck.rulebook import load_rulebook
from gapcheck.rulebook.criteria import Test as Criterion
from gapcheck.rulebook.naming import criterion_place, level_place

GOOD = Path(__file__).parent / "examples" / "good"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOOD, tmp_path / "rules"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def at(folder: Path, place: str) -> str:
    """Return the line of a file from the column of a place on."""
    name, line, column = place.rsplit(":", 2)
    text = (folder / name.removeprefix("rules/")).read_text(encoding="utf-8")
    return text.splitlines()[int(line) - 1][int(column) - 1 :]


def test_every_id_knows_its_place() -> None:
    book = load_rulebook(GOOD)
    provisions = [provision.id for instrument in book.instruments for provision in instrument.walk()]
    ids = [*book.indicators, *provisions, *(check.id for check in book.checks)]
    named = {name for name in book.places if " " not in name}  # a level and a criterion have no ids
    assert named == {*ids, *(instrument.id for instrument in book.instruments)}
    for name in ids:
        assert at(GOOD, book.places[name]).startswith(f"id: {name}")


def test_every_level_and_every_criterion_knows_its_place() -> None:
    book = load_rulebook(GOOD)
    places = book.places
    assert at(GOOD, places[level_place("PLAN.1.groups", 2)]).startswith("2: [")
    of_requests = level_place("PLAN.2.requests", 4)
    group = criterion_place(of_requests, 0)
    assert at(GOOD, places[group]).startswith("{any: [")
    assert at(GOOD, places[criterion_place(group, 1)]).startswith("{indicator: requests_total, at_most: 0}")
    assert criterion_place(group, 2) not in places


def test_the_parts_of_the_good_rulebook() -> None:
    book = load_rulebook(GOOD)
    assert book.method.coverage_threshold == Fraction(4, 5)
    assert book.fact("KHM", "provinces") is not None
    assert book.fact("THA", "provinces") is None
    assert book.underlying("share_resolved") == ("requests_resolved", "requests_total")
    assert "province_coverage" not in [indicator.id for indicator in book.asked()]
    leaf = book.instruments[0].provisions[0].children[0]
    assert leaf.pillar == "protection"  # handed down
    assert leaf.clause == "1"


def test_the_shipped_rulebook_loads_from_any_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = load_rulebook().sha256
    monkeypatch.chdir(tmp_path)
    assert load_rulebook().sha256 == here == load_rulebook(shipped("rules")).sha256


def test_a_relative_folder_is_taken_from_the_working_directory(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(rules.parent)
    assert load_rulebook(Path("rules")).sha256 == load_rulebook(GOOD).sha256


@pytest.mark.parametrize("name", ["absent", "empty", "file.txt"])
def test_no_folder_of_rules_is_an_error_of_usage(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.txt").write_text("no rules")
    with pytest.raises(UsageError) as caught:
        load_rulebook(tmp_path / name)
    assert caught.value.exit_code == 2
    assert "--rules" in str(caught.value)


def test_no_scalar_is_converted(rules: Path) -> None:
    edit(rules / "method.yaml", 'version: "1.0"', "version: 1.10")
    plan = rules / "instruments" / "plan.yaml"
    edit(plan, "is: yes", "is: no")
    edit(plan, 'clause: "2"', "clause: 2")
    edit(plan, 'status: {en: "Voluntary"}', "status: {en: yes, no: 2023-01-02, km: 0x10}")
    book = load_rulebook(rules)
    assert book.method.version == "1.10"
    instrument = book.instruments[0]
    assert instrument.provisions[1].clause == "2"
    assert instrument.status == {"en": "yes", "no": "2023-01-02", "km": "0x10"}
    criterion = instrument.provisions[1].children[0].levels[4][0]
    assert isinstance(criterion, Criterion)
    assert (criterion.operator, criterion.operand) == ("is", ("no",))


@pytest.mark.parametrize("word", ["yes", "on", "True", "1", "TRUE", "t"])
def test_only_true_and_false_are_true_and_false(rules: Path, word: str) -> None:
    edit(rules / "indicators" / "protection.yaml", "not_applicable: true", f"not_applicable: {word}")
    with pytest.raises(RulebookError, match="expected true or false"):
        load_rulebook(rules)


@pytest.mark.parametrize("word", ["25.0", "2_5", "+25", "025", "２５", "25e0"])
def test_whole_numbers_are_written_one_way(rules: Path, word: str) -> None:
    edit(rules / "method.yaml", "points: 25", f"points: {word}")
    with pytest.raises(RulebookError, match="a whole number"):
        load_rulebook(rules)


def test_models_are_frozen() -> None:
    book = load_rulebook(GOOD)
    leaf = book.instruments[0].provisions[0].children[0]
    for model in (book.method, book.indicators["fund"], book.instruments[0], leaf, leaf.levels[4][0], book.checks[0]):
        with pytest.raises(ValidationError, match="frozen"):
            model.__setattr__(next(iter(type(model).model_fields)), "other")
    with pytest.raises(AttributeError):
        book.sha256 = "other"  # type: ignore[misc]


class TestHash:
    def test_line_ends_and_folder_do_not_count(self, rules: Path) -> None:
        for path in rules.rglob("*.*"):
            if path.is_file():
                path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        assert load_rulebook(rules).sha256 == load_rulebook(GOOD).sha256
        elsewhere = rules.rename(rules.parent / "elsewhere")
        assert load_rulebook(elsewhere).sha256 == load_rulebook(GOOD).sha256

    def test_order_of_the_file_system_does_not_count(self, rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (rules / "indicators" / "a.yaml").write_text(
            "indicators:\n  - {id: late, question: {en: Late?}, type: yes_no, pillar: protection}\n"
        )
        before = load_rulebook(rules)
        scandir, listdir = os.scandir, os.listdir

        class Reversed(list):  # type: ignore[type-arg]
            def __enter__(self) -> Reversed:
                return self

            def __exit__(self, *_: object) -> None: ...

        monkeypatch.setattr(os, "scandir", lambda path: Reversed(sorted(scandir(path), key=str, reverse=True)))
        monkeypatch.setattr(os, "listdir", lambda path: sorted(listdir(path), reverse=True))
        after = load_rulebook(rules)
        assert (after.sha256, list(after.indicators)) == (before.sha256, list(before.indicators))

    def test_guides_tests_and_hidden_files_do_not_count(self, rules: Path) -> None:
        for name in ("README.md", "tests/plan.yaml", "sources/README.md", "sources/.DS_Store", "indicators/.x.yaml"):
            (rules / name).parent.mkdir(exist_ok=True)
            (rules / name).write_text("anything: [")
        assert load_rulebook(rules).sha256 == load_rulebook(GOOD).sha256

    def test_every_byte_of_a_rule_counts(self, rules: Path) -> None:
        seen = {load_rulebook(rules).sha256}
        for path in sorted(rules.rglob("*.yaml")):
            path.write_bytes(path.read_bytes() + b"# a word\n")
            seen.add(load_rulebook(rules).sha256)
        (rules / "sources" / "other.md").write_text("A source that is not quoted yet.")
        seen.add(load_rulebook(rules).sha256)
        (rules / "sources" / "other.md").write_text("A source that is not quoted yet!")
        seen.add(load_rulebook(rules).sha256)
        (rules / "checks" / "consistency.yaml").rename(rules / "checks" / "sums.yaml")
        seen.add(load_rulebook(rules).sha256)
        assert len(seen) == 1 + 5 + 3

    def test_a_changed_source_is_an_error_until_it_is_looked_at(self, rules: Path) -> None:
        edit(rules / "sources" / "plan.md", "# A plan", "# The plan")
        with pytest.raises(RulebookError, match="If the source was changed on purpose"):
            load_rulebook(rules)


def test_a_link_that_leads_out_of_the_sources_is_not_followed(rules: Path) -> None:
    source = rules / "sources" / "plan.md"
    outside = source.rename(rules / "plan.md")
    try:
        source.symlink_to(outside)
    except OSError:
        pytest.skip("this system makes no links")
    with pytest.raises(RulebookError, match=re.escape(f"in {rules.as_posix()}/sources")):
        load_rulebook(rules)


def test_messages_call_a_folder_what_it_was_called_and_results_do_not(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = rules.rename(rules.with_name("my-rules"))
    monkeypatch.chdir(mine.parent)
    given = Path("my-rules")
    assert set(load_rulebook(given).places.values()) == set(load_rulebook(GOOD).places.values())
    assert at(mine.parent, load_rulebook(given, as_given=True).places["PLAN.1.applied"]).startswith(
        "id: PLAN.1.applied"
    )
    assert load_rulebook(given).places["PLAN.1.applied"].startswith("rules/instruments/plan.yaml:")
    (mine / "checks" / "empty.yaml").touch()
    (mine / "sources" / "plan.md").unlink()
    with pytest.raises(RulebookError) as caught:
        load_rulebook(given)
    assert [problem.where.rsplit(":", 2)[0] for problem in caught.value.problems] == [
        "my-rules/checks/empty.yaml",
        "my-rules/instruments/plan.yaml",
    ]
    assert caught.value.problems[1].expected == "a file that is there, in my-rules/sources"
    with pytest.raises(RulebookError, match=r"\n/elsewhere/checks/empty\.yaml:1:1: found"):
        load_rulebook(given, called="/elsewhere")


@pytest.mark.parametrize("name", ['"sources/a\\0b"', "sources/" + "x" * 5000, "sources", '"."', "sources\\plan.md"])
def test_a_strange_name_of_a_source_is_a_problem_and_no_crash(rules: Path, name: str) -> None:
    edit(rules / "instruments" / "plan.yaml", "sources/plan.md", name)
    with pytest.raises(RulebookError, match=r"plan.yaml:3:1[0-9]: found"):
        load_rulebook(rules)


def test_a_folder_named_like_a_rule_file_is_a_problem_and_no_crash(rules: Path) -> None:
    (rules / "checks" / "more.yaml").mkdir()
    with pytest.raises(RulebookError, match="a file that cannot be read"):
        load_rulebook(rules)


def test_a_byte_order_mark_is_passed_over(rules: Path) -> None:
    path = rules / "countries" / "KHM.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_rulebook(rules).countries["KHM"].country == "KHM"


def test_a_source_that_is_not_in_utf_8_is_a_problem_and_no_crash(rules: Path) -> None:
    # No example on disk: tools that look at every Markdown file would stumble over it.
    (rules / "sources" / "plan.md").write_bytes("# Plän".encode("latin-1"))
    with pytest.raises(RulebookError, match=r"plan.yaml:3:16: found 'sources/plan.md'; expected a text in UTF-8"):
        load_rulebook(rules)


def test_questions_of_a_file_that_is_named_after_no_pillar_stand_behind_the_others(rules: Path) -> None:
    def protection() -> list[str]:
        return [indicator.id for indicator in load_rulebook(rules).asked() if indicator.pillar == "protection"]

    before = protection()
    assert before
    path = rules / "indicators" / "about.yaml"
    path.write_text(
        "indicators:\n  - {id: late, question: {en: Late?}, type: yes_no, pillar: protection}\n", encoding="utf-8"
    )
    assert protection() == [*before, "late"]


def test_what_is_scored_stands_before_what_is_only_shown(rules: Path) -> None:
    plan = (rules / "instruments" / "plan.yaml").read_text(encoding="utf-8")
    for name, more in (("aaa", "scored: false\n"), ("zzz", "")):
        text = plan.replace("id: plan\n", f"id: {name}\n{more}").replace("PLAN.", f"{name}.")
        (rules / "instruments" / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert [item.id for item in load_rulebook(rules).instruments] == ["plan", "zzz", "aaa"]


def test_a_question_without_a_pillar_stands_where_its_file_is_named_after(rules: Path) -> None:
    path = rules / "indicators" / "prevention.yaml"
    path.write_text("indicators:\n  - {id: open_hotlines, type: count, unit: hotlines}\n", encoding="utf-8")
    hotlines = load_rulebook(rules).indicators["open_hotlines"]
    assert hotlines.pillar == "prevention"
    assert hotlines.title() == "Open hotlines"
