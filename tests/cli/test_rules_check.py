"""``gapcheck rules check`` as a rule author runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "rulebook" / "examples"


@pytest.fixture
def rules(tmp_path, monkeypatch):
    """The clean rulebook, in the folder at hand."""
    monkeypatch.chdir(tmp_path)
    return shutil.copytree(EXAMPLES / "clean", Path("rules"))


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_clean_folder_is_said_to_be_clean(gapcheck, rules):
    done = gapcheck("rules", "check", "--rules", rules)
    assert done.returncode == 0
    assert done.stdout.decode().startswith("Nothing found in rules. Rules 2026.11, sha256 ")
    assert done.stderr == b""


def test_findings_are_told_by_file_in_80_columns(gapcheck, rules):
    edit(rules / "indicators" / "protection.yaml", "    zero: shortfall\n", "")
    edit(
        rules / "instruments" / "plan.yaml", "is: adopted}, {indicator: adopted_on", "is: none}, {indicator: adopted_on"
    )
    done = gapcheck("rules", "check", "--rules", rules)
    assert done.returncode == 1
    lines = done.stdout.decode().splitlines()
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line.startswith("rules/")] == ["rules/instruments/plan.yaml", "rules/method.yaml"]
    assert "  18:11 unreachable-level (warning)" in lines
    assert lines[-1].startswith("3 findings in rules. Rules 2026.11")
    assert lines[-1].endswith("not locked.")


def test_the_lock_of_a_new_version_is_written_once_all_is_told(gapcheck, rules):
    edit(rules / "countries" / "KHM.yaml", "value: 25", "value: 26")
    refused = gapcheck("rules", "check", "--rules", rules, "--lock")
    assert refused.returncode == 1
    assert "content-changed" in refused.stdout.decode()
    assert "The lock was not written" in refused.stderr.decode()
    edit(rules / "method.yaml", "2026.11", "2026.12")
    change = '{says: {en: "A fact."}, affects_scores: true}'
    entry = f'  - version: "2026.12"\n    date: 2026-12-01\n    changes:\n      - {change}\n'
    edit(rules / "changes.yaml", "versions:\n", f"versions:\n{entry}")
    before = (rules / "lock.yaml").read_bytes()
    behind = gapcheck("rules", "check", "--rules", rules)
    assert behind.returncode == 1
    assert "lock-behind" in behind.stdout.decode()
    assert (rules / "lock.yaml").read_bytes() == before
    done = gapcheck("rules", "check", "--rules", rules, "--lock")
    assert done.returncode == 0, done.stdout.decode()
    assert f"Written: {rules / 'lock.yaml'}" in done.stderr.decode()
    assert (rules / "lock.yaml").read_bytes() != before
    assert not list(rules.glob("*.part"))


TESTS = """tests:
  - provision: PLAN.5.given
    given: {support: none}
    cases: [{level: 4}]
"""


def test_test_files_that_do_not_load_are_told(gapcheck, rules):
    (rules / "tests").mkdir()
    (rules / "tests" / "plan.yaml").write_text(TESTS.replace("provision", "provisoin"), encoding="utf-8")
    for arguments in ((), ("--lock",), ("-f", "json")):
        done = gapcheck("rules", "check", "--rules", rules, *arguments)
        assert (done.returncode, done.stdout) == (4, b"")
        told = done.stderr.decode()
        assert told.startswith("The rule tests are not valid\n  rules/tests/plan.yaml:2:5: found ")
        assert "Did you mean 'provision'?" in told


def test_no_lock_is_written_over_tests_that_fail(gapcheck, rules):
    (rules / "lock.yaml").unlink()
    (rules / "tests").mkdir()
    (rules / "tests" / "plan.yaml").write_text(TESTS, encoding="utf-8")
    assert gapcheck("rules", "check", "--rules", rules).returncode == 1
    refused = gapcheck("rules", "check", "--rules", rules, "--lock")
    assert refused.returncode == 1
    assert refused.stderr.decode() == "The lock was not written: 1 rule test fails. See gapcheck rules test.\n"
    assert not (rules / "lock.yaml").exists()
    edit(rules / "tests" / "plan.yaml", "level: 4", "level: 0")
    done = gapcheck("rules", "check", "--rules", rules, "--lock")
    assert done.returncode == 0, done.stderr
    edit(rules / "tests" / "plan.yaml", "level: 0", "level: 4")
    locked = (rules / "lock.yaml").read_bytes()
    again = gapcheck("rules", "check", "--rules", rules, "--lock")
    assert (again.returncode, (rules / "lock.yaml").read_bytes()) == (1, locked)


def test_a_folder_without_its_option_is_refused_and_the_option_named(gapcheck, rules):
    done = gapcheck("rules", "check", rules, "more")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines()[1:] == [
        "  rules: found an argument; expected options only. Did you mean --rules rules?",
        "  more: found an argument; expected options only.",
    ]


def test_programs_read_the_findings_as_json(gapcheck, rules):
    (rules / "lock.yaml").unlink()
    done = gapcheck("rules", "check", "--rules", rules, "-f", "json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert (told["schema"], told["version"], told["locked"]) == ("gapcheck.rules-check/1", "2026.11", False)
    (finding,) = told["findings"]
    assert finding.keys() == {"code", "severity", "where", "found", "expected", "mend"}
    assert (finding["code"], finding["where"]) == ("lock-missing", "rules/lock.yaml:1:1")


def test_what_does_not_load_is_told_at_once_with_the_history(gapcheck, rules):
    edit(rules / "instruments" / "plan.yaml", "{indicator: fund,", "{indicator: funds,")
    edit(rules / "changes.yaml", "affects_scores", "affects_score")
    done = gapcheck("rules", "check", "--rules", rules)
    assert done.returncode == 4
    told = done.stderr.decode()
    assert "rules/instruments/plan.yaml:" in told
    assert "rules/changes.yaml:" in told
    assert done.stdout == b""


def test_the_shipped_rules_are_clean(gapcheck):
    done = gapcheck("rules", "check")
    assert done.returncode == 0, done.stdout.decode()
    said = " ".join(done.stdout.decode().split())
    assert said.startswith("Nothing found in the shipped rules (--rules names another folder). Rules 20")


def test_the_folder_is_named_as_it_was_given(gapcheck, rules):
    mine = rules.rename("my-rules")
    assert b"Nothing found in my-rules. Rules" in gapcheck("rules", "check", "--rules", mine).stdout
    edit(mine / "indicators" / "protection.yaml", "    zero: shortfall\n", "")
    (mine / "lock.yaml").unlink()
    told = gapcheck("rules", "check", "--rules", mine, "-f", "json")
    wheres = {finding["where"].split("/")[0] for finding in json.loads(told.stdout)["findings"]}
    assert (told.returncode, wheres) == (1, {"my-rules"})
    edit(mine / "instruments" / "plan.yaml", "{indicator: fund,", "{indicator: funds,")
    for arguments in (("check",), ("list",), ("test",)):
        done = gapcheck("rules", *arguments, "--rules", mine)
        assert done.returncode == 4
        assert b"  my-rules/instruments/plan.yaml:" in done.stderr
        assert b" rules/" not in done.stderr
