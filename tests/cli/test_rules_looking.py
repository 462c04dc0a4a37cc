"""``gapcheck rules list, show, schema, diff``: what the commands print, and their exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules"


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A folder of rules with one threshold moved and one title in other words."""
    folder = Path(shutil.copytree(RULES, tmp_path_factory.mktemp("changed") / "rules"))
    file = folder / "instruments" / "call-to-action-2017.yaml"
    text = file.read_text(encoding="utf-8")
    assert "at_least: 75%" in text
    text = text.replace("at_least: 75%", "at_least: 99%").replace('short_title: {en: "', 'short_title: {en: "The ', 1)
    file.write_text(text, encoding="utf-8")
    return folder


def test_list_and_show_as_json(gapcheck):
    listed = gapcheck("rules", "list", "-f", "json")
    assert listed.returncode == 0
    held = json.loads(listed.stdout)
    assert held["schema"] == "gapcheck.rules-list/1"
    assert {item["id"] for item in held["instruments"]} >= {"tip-khm-2023", "call-to-action-2017"}
    shown = gapcheck("rules", "show", "requests_total", "-f", "json")
    assert json.loads(shown.stdout)["shown"]["kind"] == "indicator"


def test_an_unknown_id_ends_with_2(gapcheck):
    done = gapcheck("rules", "show", "request_total")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Did you mean 'requests_total'?" in done.stderr


def test_schemas_are_written_into_a_folder_or_to_stdout(gapcheck, tmp_path):
    done = gapcheck("rules", "schema", "-o", tmp_path)
    assert done.returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in (RULES / "schemas").iterdir()}
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (RULES / "schemas" / path.name).read_bytes()
    shown = gapcheck("rules", "schema", "instrument")
    assert shown.stdout == (RULES / "schemas" / "instrument.schema.json").read_bytes()


def test_diff_of_two_folders_and_its_exit_codes(gapcheck, changed):
    same = gapcheck("rules", "diff", RULES, RULES, "--exit-code")
    assert (same.returncode, b"Nothing differs." in same.stdout) == (0, True)
    done = gapcheck("rules", "diff", RULES, changed)
    assert done.returncode == 0
    text = done.stdout.decode()
    assert "threshold: 75% -> 99%." in " ".join(text.split())
    assert "1 change of words only; --words lists them." in text
    assert max(map(len, text.splitlines())) <= 80
    assert gapcheck("rules", "diff", RULES, changed, "--exit-code").returncode == 1


def test_diff_with_a_workbook_as_json(gapcheck, changed):
    done = gapcheck("rules", "diff", RULES, changed, ROOT / "inputs" / "xaa-2023.xlsx", "-f", "json", "--exit-code")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert {change["kind"] for change in told["changes"]} == {"threshold", "words"}
    [workbook] = told["workbooks"]
    [instrument] = [item for item in workbook["instruments"] if not item["same"]]
    assert instrument["id"] == "call-to-action-2017"
    assert instrument["after"]["documented"] < instrument["before"]["documented"]
    assert all(leaf["because"] for leaf in instrument["leaves"])


def test_diff_of_a_folder_that_is_not_there(gapcheck, tmp_path):
    assert gapcheck("rules", "diff", RULES, tmp_path / "none").returncode == 2
