"""``gapcheck rules test``, ``coverage`` and ``mutate`` as a rule author runs them."""

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gapcheck.cli.app import app

TESTS = Path(__file__).parents[1]
GOOD = TESTS / "rulebook" / "examples" / "good"


@pytest.fixture
def rules(tmp_path, monkeypatch):
    """The good rulebook of the rulebook's tests, with the tests of the bench's, in the folder at hand."""
    monkeypatch.chdir(tmp_path)
    folder = Path("rules")
    shutil.copytree(GOOD, folder)
    shutil.copytree(TESTS / "bench" / "examples" / "good" / "tests", folder / "tests")
    return folder


def bench(*arguments, code=0):
    """What a command says on stdout, in this process."""
    done = CliRunner().invoke(app, ["rules", *map(str, arguments)], env={"COLUMNS": "80"})
    if isinstance(done.exception, Exception) and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == code, done.output
    return done.stdout


def change(rules, old, new, file="tests/plan.yaml"):
    path = rules / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_all_pass(rules):
    assert bench("test", "--rules", rules).startswith("30 cases of 4 leaves and 1 check: all pass. Decided by ")


def test_a_failure_is_told_with_its_place_and_the_criterion_that_decides(rules):
    change(
        rules, "{given: {provinces_applying: 89}, level: 3}", "{given: {provinces_applying: 89}, level: 4, why: nearly}"
    )
    told = bench("test", "--rules", rules, code=1).splitlines()
    assert told[:6] == [
        "rules/tests/plan.yaml:8:9: PLAN.1.applied",
        "    given provinces_applying: 89",
        "    why: nearly",
        "    documented: expected level 4, found level 3",
        "      - level 4 needs province_coverage at_least 90% (found 89%)",
        "",
    ]
    assert told[6].startswith("30 cases of 4 leaves and 1 check: 1 FAILED.")


def test_a_level_that_is_too_high_names_what_was_met(rules):
    change(rules, "{given: {provinces_applying: 75}, level: 3}", "{given: {provinces_applying: 75}, level: 2}")
    assert "- level 3 is met: province_coverage at_least 75% (found 75%)" in bench("test", "--rules", rules, code=1)


def test_answers_that_contradict_each_other_are_told(rules):
    change(rules, "        contested: [requests_add_up]\n", "")
    told = " ".join(bench("test", "PLAN.2.requests", "--rules", rules, code=1).split())
    assert "the answers fail the check requests_add_up; mend them, or say contested: [requests_add_up]" in told


def test_a_check_that_holds_otherwise_is_told(rules):
    change(rules, "requests: 3}]}, holds: true", "requests: 4}]}, holds: true")
    assert "expected holds: true, found false" in bench("test", "requests_add_up", "--rules", rules, code=1)


def test_every_case_stands_in_the_json(rules):
    told = json.loads(bench("test", "--rules", rules, "-f", "json"))
    assert (told["schema"], told["failed"], len(told["cases"])) == ("gapcheck.rules-test/1", 0, 30)
    case = told["cases"][6]
    assert case["expected"] == {"documented": 2, "claimed": 4}
    assert case["found"] == {"verified": 0, "documented": 2, "claimed": 4, "possible": 4}
    assert told["cases"][-1] == {
        "check": "requests_add_up", "expected": "unknown", "found": "unknown", "passed": True,
        "place": "rules/tests/plan.yaml:51:9", "why": "",
    }  # fmt: skip


def test_coverage_names_what_is_missing_and_where(rules):
    change(rules, "      - {given: {fund: no}, level: 0}\n", "")
    told = bench("coverage", "--rules", rules, code=1).splitlines()
    assert told[0] == "rules/instruments/plan.yaml:29:9: PLAN.2.fund: no passing case at level 0"
    assert told[4].split() == ["plan", "4", "13", "12"]
    assert told[-1] == "Covered: 92.3 % of the levels; asked for 100.0 %: TOO LITTLE."
    assert bench("coverage", "--rules", rules, "--at-least", "92").endswith("asked for 92.0 %: enough.\n")
    told = json.loads(bench("coverage", "--rules", rules, "-f", "json", code=1))
    assert (told["share"], told["passed"]) == (92.3, False)
    assert told["instruments"][0]["missing"] == [
        {"provision": "PLAN.2.fund", "place": "rules/instruments/plan.yaml:29:9", "levels": [0]}
    ]


def test_places_are_under_the_folder_as_it_was_given(rules):
    mine = rules.rename("my-rules")
    change(mine, "      - {given: {fund: no}, level: 0}\n", "")
    change(mine, "      - {given: {provinces_applying: 75}, level: 3}\n", "")
    told = [bench("coverage", "--rules", mine, code=1), bench("mutate", "--rules", mine)]
    told += [bench("show", "PLAN.1.applied", "--rules", mine), bench("list", "instruments", "--rules", mine)]
    other = shutil.copytree(mine, Path("other"))
    change(other, "at_least: 75%", "at_least: 70%", file="instruments/plan.yaml")
    told += [bench("diff", other, mine)]
    change(mine, "{provinces_applying: 89}, level: 3}", "{provinces_applying: 89}, level: 4}")
    told += [bench("test", "--rules", mine, code=1)]
    assert told[0].startswith("my-rules/instruments/plan.yaml:29:9: PLAN.2.fund")
    for text in told[:5]:
        assert "my-rules/" in text
    assert told[5].startswith("my-rules/tests/plan.yaml:8:9: PLAN.1.applied")
    assert [line for text in told for line in text.splitlines() if re.search(r"(?<![-\w])rules/", line)] == []


def test_coverage_of_what_is_named(rules):
    change(rules, "      - {given: {fund: no}, level: 0}\n", "")
    assert bench("coverage", "plan", "--rules", rules, code=1) == bench("coverage", "--rules", rules, code=1)
    told = json.loads(bench("coverage", "PLAN.1", "PLAN.1.applied", "--rules", rules, "-f", "json"))
    assert [(item["leaves"], item["missing"]) for item in told["instruments"]] == [(2, [])]
    assert "PLAN.2.fund" in bench("coverage", "PLAN.2", "--rules", rules, code=1)


def test_names_that_a_command_cannot_use_say_what_was_meant(gapcheck, rules):
    for arguments, told in (
        (("coverage", "PLAN.2.fnd"), "found no such id; expected the id of an instrument or a provision. Did you mean"),
        (("coverage", "requests_add_up"), "found no such id; expected the id of an instrument or a provision."),
        (("coverage", "rules"), "expected the id of an instrument or a provision. Did you mean --rules rules?"),
        (("test", "rules"), "instrument, a provision or a check. Did you mean --rules rules?"),
        (("mutate", "rules"), "expected one of plan. Did you mean --rules rules?"),
        (("mutate", "PLAN.2"), "found a provision of plan; expected the id of an instrument. Name plan instead."),
    ):
        done = gapcheck("rules", *arguments, "--rules", rules)
        assert (done.returncode, done.stdout) == (2, b"")
        assert told in done.stderr.decode()
        assert "Traceback" not in done.stderr.decode()


def test_a_failing_case_covers_nothing(rules):
    change(rules, "{given: {fund: no}, level: 0}", "{given: {fund: no}, level: 4}")
    told = bench("coverage", "--rules", rules, code=1)
    assert "PLAN.2.fund: no passing case at level 0" in told
    assert "1 case failed; what fails counts for nothing." in told


def test_survivors_are_listed_with_what_would_tell_them_apart(rules):
    change(rules, "      - {given: {provinces_applying: 75}, level: 3}\n", "")
    told = bench("mutate", "--rules", rules).splitlines()
    assert told[:3] == [
        "rules/instruments/plan.yaml:17:15: PLAN.1.applied level 3, criterion 1: 75% to 76%",
        "    told apart by provinces_applying: 75 (else as in rules/tests/plan.yaml:7:9):",
        "      level 3 by the rule, level 2 here",
    ]
    assert told[3].endswith("PLAN.1.applied level 3, criterion 1: at_least to more_than")
    assert told[-2:] == [
        "Killed: 35 of 37 mutants that are not equal to their rule, 94.5 %; asked for",
        "90.0 %: enough.",
    ]
    assert "TOO FEW" in bench("mutate", "plan", "--rules", rules, "--at-least", "95%", code=1)
    told = json.loads(bench("mutate", "--rules", rules, "-f", "json"))
    assert (told["share"], told["passed"], len(told["survivors"])) == (94.5, True, 2)
    assert told["survivors"][0]["hint"] == {
        "case": "rules/tests/plan.yaml:7:9", "given": {"provinces_applying": "75"}, "rule": 3, "mutant": 2,
    }  # fmt: skip


def test_a_written_reason_that_does_not_hold_is_a_failure(rules):
    name = "PLAN.1.applied level 3, criterion 1: 75% to 76%"
    excuse = f'equivalent:\n  - {{mutant: "{name}", reason: "no such share"}}\n'
    path = rules / "tests" / "plan.yaml"
    path.write_text(path.read_text(encoding="utf-8") + excuse, encoding="utf-8")
    told = bench("mutate", "--rules", rules, code=1)
    assert told.startswith(
        f"rules/tests/plan.yaml:53:14: the reason does not hold: {name}\n    killed by the case at rules/"
    )
    assert "1 WRITTEN REASON DOES NOT HOLD." in " ".join(told.split())


@pytest.mark.parametrize("command", ["test", "coverage", "mutate"])
def test_errors_leave_in_words_with_their_codes(command, gapcheck, rules):
    change(rules, "guidelines: adopted,", "guidelines: adoptd,")
    done = gapcheck("rules", command, "--rules", rules)
    assert done.returncode == 4
    told = done.stderr.decode()
    assert told.startswith(
        "The rule tests are not valid\n  rules/tests/plan.yaml:5:25: found the unknown code 'adoptd'"
    )
    assert "Traceback" not in told
    assert done.stdout == b""


@pytest.mark.parametrize(
    "arguments",
    [("test", "plann"), ("mutate", "plann"), ("mutate", "--at-least", "101"), ("coverage", "--at-least", "x")],
)
def test_wrong_use(arguments, gapcheck, rules):
    done = gapcheck("rules", *arguments, "--rules", rules)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr.decode()


def test_nothing_of_progress_is_said_where_nobody_looks_on(gapcheck, rules):
    done = gapcheck("rules", "mutate", "--rules", rules)
    assert (done.returncode, done.stderr) == (0, b"")


def test_reports_fit_the_screen(rules):
    for command in ("test", "coverage", "mutate"):
        for line in bench(command, "--rules", rules).splitlines():
            assert len(line) <= 80


def test_a_survivor_without_a_hint_says_that_this_proves_nothing(rules, monkeypatch):
    monkeypatch.setattr("gapcheck.bench.searches.TRIES", 0)
    change(rules, "      - {given: {provinces_applying: 75}, level: 3}\n", "")
    told = bench("mutate", "--rules", rules).splitlines()
    assert told[1:3] == [
        "    no answers found by the short search; that does not prove that there are",
        "    none",
    ]
    assert told[3].endswith("PLAN.1.applied level 3, criterion 1: at_least to more_than")
    told = json.loads(bench("mutate", "--rules", rules, "-f", "json"))
    assert [survivor["hint"] for survivor in told["survivors"]] == [None, None]
