"""The hash of what makes scores, the lock, and the order of versions."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.rulebook import load_rulebook
from gapcheck.rulebook.history.scoring import scoring_content, scoring_sha256
from gapcheck.rulebook.history.versions import in_order, is_version, next_in_month
from gapcheck.rulebook.inspection import inspect

CLEAN = Path(__file__).parent / "examples" / "clean"
PLAN, QUESTIONS, CHECKS = "instruments/plan.yaml", "indicators/protection.yaml", "checks/parts.yaml"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return shutil.copytree(CLEAN, tmp_path / "rules")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


SCORING = [
    (PLAN, "is: [drafted, adopted]", "is: [adopted]"),
    (PLAN, "province_coverage, at_least: 75%", "province_coverage, at_least: 50%"),
    (PLAN, "province_coverage, at_least: 75%", "province_coverage, more_than: 75%"),
    (PLAN, "combine: weakest", "combine: mean"),
    (PLAN, '    clause: "2"', '    clause: "2"\n    weight: 2'),
    (PLAN, '    clause: "2"', '    clause: "2"\n    scored: false'),
    (PLAN, 'status: {en: "Voluntary"', 'applies_to: [KHM]\nstatus: {en: "Voluntary"'),
    (PLAN, 'status: {en: "Voluntary"', 'combine: weakest\nstatus: {en: "Voluntary"'),
    (PLAN, "- any: [", "- all: ["),
    (QUESTIONS, "ratio: [requests_answered, requests]", "ratio: [requests_from_abroad_answered, requests]"),
    (QUESTIONS, "    type: amount\n", "    type: amount\n    not_applicable: true\n"),
    (QUESTIONS, "more_than: 0}", "more_than: 1}"),
    (QUESTIONS, "nobody: {en: Nobody, km: គ្មាននរណាម្នាក់, exclusive: true}", "nobody: {en: Nobody, km: គ្មាននរណាម្នាក់}"),
    (CHECKS, "at_most: [requests_answered, requests]", "equal: [requests_answered, requests]"),
    (CHECKS, "severity: warning", "severity: error"),
    ("countries/KHM.yaml", "value: 25", "value: 24"),
    ("method.yaml", "points: 25", "points: 30"),
    ("method.yaml", "coverage_threshold: 80%", "coverage_threshold: 70%"),
]
WORDS = [
    (PLAN, 'title: {en: "Guidelines applied"', 'title: {en: "Applied"'),
    (PLAN, "at_least: 2, proposal: true", 'at_least: 2, anchor: "A guide"'),
    (PLAN, 'gap: {en: "Most requests should be answered"', 'gap: {en: "Most should be answered"'),
    (PLAN, "    pillar: protection\n    levels", "    pillar: prevention\n    levels"),
    (PLAN, "shows: [remarks]", "shows: [remarks, fund]"),
    (PLAN, "[men, women, children]", "[children, men, women]"),
    (PLAN, "unannounced_share, at_least: 75%}]\n", "unannounced_share, at_least: 75%}]   # most\n"),
    (QUESTIONS, "How many requests came in?", "How many requests?"),
    (QUESTIONS, "    zero: shortfall\n", ""),
    (QUESTIONS, "  - id: remarks\n", "  - id: thoughts\n    type: date\n  - id: remarks\n"),
    (CHECKS, "at_most: [sectors, 40]", "at_most: [sectors, 50]"),
    (CHECKS, "No more requests are answered", "Not more requests are answered"),
    ("method.yaml", "most: 75%", "most: 70%"),
    ("method.yaml", '"2026.11"', '"2026.12"'),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new"), SCORING, ids=[new.strip() for _, _, new in SCORING])
def test_what_can_change_a_score_changes_the_hash(rules: Path, file: str, old: str, new: str) -> None:
    before = scoring_sha256(load_rulebook(rules))
    edit(rules / file, old, new)
    assert scoring_sha256(load_rulebook(rules)) != before


@pytest.mark.parametrize(("file", "old", "new"), WORDS, ids=[str(number) for number in range(len(WORDS))])
def test_what_can_change_no_score_leaves_the_hash(rules: Path, file: str, old: str, new: str) -> None:
    before = load_rulebook(rules)
    edit(rules / file, old, new)
    after = load_rulebook(rules)
    assert after.sha256 != before.sha256
    assert scoring_sha256(after) == scoring_sha256(before)


def test_the_order_of_provisions_changes_no_score(rules: Path) -> None:
    before = load_rulebook(rules)
    plan = yaml.load((rules / PLAN).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - makes only text
    plan["provisions"].reverse()
    (rules / PLAN).write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    assert scoring_content(load_rulebook(rules)) == scoring_content(before)


def test_the_history_is_no_part_of_the_rules(rules: Path) -> None:
    before = load_rulebook(rules).sha256
    for name in ("changes.yaml", "retired.yaml", "lock.yaml"):
        (rules / name).unlink()
    assert load_rulebook(rules).sha256 == before


def test_a_lock_is_written_again_to_the_letter(rules: Path) -> None:
    lock = rules / "lock.yaml"
    before = lock.read_bytes()
    lock.unlink()
    inspection = inspect(rules)
    assert [finding.code for finding in inspection.findings] == ["lock-missing"]
    assert inspection.lockable
    assert inspection.write_lock() == lock
    assert lock.read_bytes() == before
    assert inspect(rules).locked


def test_what_is_wrong_beside_the_lock_keeps_it_from_being_written(rules: Path) -> None:
    edit(rules / QUESTIONS, "    zero: shortfall\n", "")
    assert not inspect(rules).lockable


def test_a_missing_translation_stops_no_lock_and_stands_last_in_its_file(rules: Path) -> None:
    (rules / "lock.yaml").unlink()
    edit(rules / PLAN, 'status: {en: "Voluntary", km: "ស្ម័គ្រចិត្ត"}', 'status: {en: "Voluntary"}')
    edit(rules / PLAN, "at_least: 2, proposal: true", "at_least: 2")
    inspection = inspect(rules)
    told = [finding.code for finding in inspection.findings if finding.file.endswith(PLAN)]
    assert told == ["threshold-without-anchor", "missing-translation"]
    assert not inspection.lockable
    edit(rules / PLAN, "at_least: 2", "at_least: 2, proposal: true")
    assert inspect(rules).lockable


def test_other_readers_take_ids_and_versions_in_the_lock_for_text() -> None:
    lock = yaml.safe_load((CLEAN / "lock.yaml").read_text(encoding="utf-8"))
    assert lock["version"] == "2026.11"
    assert all(isinstance(name, str) and isinstance(kind, str) for name, kind in lock["ids"].items())
    assert lock["ids"]["PLAN.1"] == "provision"
    assert lock["ids"]["answered_share"] == "derived figure, share"
    assert "KHM" not in lock["ids"]


@pytest.mark.parametrize(
    "text", ["1.0", "2026", "2026.0", "2026.00", "2026.13", "2026.1", "2026.11.0", "2026.11.01", "26.11"]
)
def test_what_is_no_calendar_version(text: str) -> None:
    assert not is_version(text)


@given(st.integers(1000, 9999), st.integers(1, 12), st.integers(0, 998))
def test_the_next_version_of_a_month_comes_after_it_and_before_the_next_month(
    year: int, month: int, number: int
) -> None:
    version = f"{year}.{month:02}" + (f".{number}" if number else "")
    assert is_version(version)
    assert is_version(next_in_month(version))
    assert in_order(version) < in_order(next_in_month(version)) < (year, month + 1)
