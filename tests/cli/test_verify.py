"""Reviews applied, and assessments repeated, as an auditor and a third party run them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
import yaml

RULES = Path(__file__).parents[2] / "rules"
TRANSCRIPTION = RULES.parent / "inputs" / "sources" / "khm-2022.yaml"
ANSWERED = len(yaml.load(TRANSCRIPTION.read_text("utf-8"), yaml.BaseLoader)["answers"])  # noqa: S506 - it makes nothing but text
READINGS = ("verified", "documented", "claimed", "possible")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("verify")


@pytest.fixture(scope="module")
def blank(gapcheck, khm_2022, folder):
    path = folder / "blank.xlsx"
    assert gapcheck("review", khm_2022, "-o", path).returncode == 0
    return path


def decide(blank, path, decision, *, reviewer="A. Auditor", day="2023-02-01", voices=()):
    """Write a review: ``decision`` gives by the cells of a row what is decided on it, or nothing."""
    book = openpyxl.load_workbook(blank)
    queue = book["Queue"]
    columns = {cell.value: cell.column for cell in queue[1]}
    for row in range(2, queue.max_row + 1):
        said = decision({name: queue.cell(row, column).value for name, column in columns.items()})
        if said:
            written = {"Decision": said, "Reason": "seen in the register", "Reviewer": reviewer, "Date": day}
            for name, text in written.items():
                queue.cell(row, columns[name]).value = text
    for number, cells in enumerate(voices, start=4):
        for column, text in enumerate(cells, start=1):
            book["Other voices"].cell(number, column).value = text
    book.save(path)
    return path


def assessed(gapcheck, workbook, *options):
    done = gapcheck("assess", workbook, "-f", "json", *options)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def nodes(result):
    waiting = list(result["instruments"])
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(node.get("provisions", node.get("children", [])))


@pytest.fixture(scope="module")
def accepted(gapcheck, khm_2022, blank, folder):
    """A review that accepts every answer, and the result with it."""
    voice = ("trafficking_law", "A coalition of NGOs", "It is not applied.", "Shadow report 2022", "2022-09", None)
    review = decide(
        blank, folder / "accepted.xlsx", lambda row: "accepted" if row["Grade"] in ("claimed", "documented") else None,
        voices=[(*voice, "A. Auditor", "2023-02-01")],
    )  # fmt: skip
    path = folder / "accepted.json"
    done = gapcheck("assess", khm_2022, "--review", review, "-f", "json", "-o", path)
    assert done.returncode == 0, done.stderr.decode()
    return review, path


def test_a_review_that_accepts_everything_makes_verified_equal_claimed(accepted):
    result = json.loads(accepted[1].read_text(encoding="utf-8"))
    graded = [answer["grade"] for answer in result["answers"] if answer["status"] == "answered"]
    assert len(graded) == ANSWERED > 50
    assert set(graded) == {"verified"}
    assert not any(answer["contested"] for answer in result["answers"])
    scored = [node for node in nodes(result) if node["score"]["verified"] is not None]
    assert len(scored) > 100
    assert all(node["score"]["verified"] == node["score"]["claimed"] for node in scored)
    assert any(node["score"]["verified"]["value"] > 0 for node in scored)


def test_a_review_that_rejects_what_is_documented_leaves_nothing_documented(gapcheck, khm_2022, blank, folder):
    before = assessed(gapcheck, khm_2022)
    review = decide(blank, folder / "rejected.xlsx", lambda row: "rejected" if row["Grade"] == "documented" else None)
    after = assessed(gapcheck, khm_2022, "--review", review)
    assert sum(answer["review"] is not None for answer in after["answers"]) == 4
    old, new = ({node["id"]: node["score"] for node in nodes(result)} for result in (before, after))
    rested = [name for name, score in old.items() if score["documented"] and score["documented"]["value"] > 0]
    assert rested
    assert all(new[name]["documented"]["value"] == 0 for name in rested)
    told = gapcheck("assess", khm_2022, "--review", review).stdout.decode()
    assert "Decisions that stand: 4 rejected." in " ".join(told.split())


def test_other_voices_stand_in_the_report(gapcheck, khm_2022, accepted):
    words = " ".join(gapcheck("assess", khm_2022, "--review", accepted[0]).stdout.decode().split())
    assert "OTHER VOICES: on 1 answer" in words
    assert "A coalition of NGOs: It is not applied. (Shadow report 2022, 2022-09)" in words
    assert "The auditor: accepted (A. Auditor, 1 February 2023). seen in the register" in words


def test_four_eyes_need_two_reviewers(gapcheck, khm_2022, blank, accepted, folder):
    law = lambda row: "accepted" if row["ID"] == "trafficking_law" else None  # noqa: E731
    second = decide(blank, folder / "second.xlsx", law, reviewer="B. Auditor", day="2023-02-02")
    result = assessed(gapcheck, khm_2022, "--review", second, "--review", accepted[0], "--four-eyes")
    verified = [answer["indicator"] for answer in result["answers"] if answer["grade"] == "verified"]
    assert verified == ["trafficking_law"]
    again = assessed(gapcheck, khm_2022, "--review", accepted[0], "--review", second, "--four-eyes")
    assert again["result_sha256"] == result["result_sha256"]
    assert gapcheck("assess", khm_2022, "--four-eyes").returncode == 2


@pytest.mark.parametrize("kind", ["stale", "rules", "malformed", "conflicting", "no review"])
def test_a_review_that_cannot_be_used_is_refused_and_nothing_is_half_applied(
    kind, gapcheck, khm_2022, blank, accepted, tmp_path
):
    workbook, reviews, output, words = khm_2022, [accepted[0]], tmp_path / "out.json", ""
    options = []
    if kind == "stale":
        workbook, words = answered_otherwise(khm_2022, tmp_path), "gapcheck review WORKBOOK --from OLD -o NEW"
    elif kind == "rules":
        options, words = ["--rules", changed_rules(tmp_path)], "gapcheck review WORKBOOK --from OLD -o NEW"
    elif kind == "malformed":
        reviews = [decide(blank, tmp_path / "bad.xlsx", lambda row: "acepted" if row["No"] in (1, "1") else None)]
        words = "bad.xlsx"
    elif kind == "conflicting":
        law = lambda row: "rejected" if row["ID"] == "trafficking_law" else None  # noqa: E731
        reviews.append(decide(blank, tmp_path / "other.xlsx", law, reviewer="B"))
        words = "on the same day"
    else:
        reviews, words = [khm_2022], "review"
    given = [part for review in reviews for part in ("--review", review)]
    done = gapcheck("assess", workbook, *given, *options, "-f", "json", "-o", output)
    told = done.stderr.decode()
    assert done.returncode == 3, told
    assert words in told
    assert "Traceback" not in told
    if kind in ("malformed", "conflicting"):
        assert "Queue!" in told
    assert not output.exists()


def answered_otherwise(workbook, folder):
    """The workbook with one answer changed."""
    book = openpyxl.load_workbook(workbook)
    sheet = book["Prosecution"]
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == "trafficking_law")
    sheet.cell(row, 3).value = "Not known"
    path = folder / workbook.name
    book.save(path)
    return path


def changed_rules(folder):
    """The rules with one threshold changed."""
    rules = folder / "rules"
    shutil.copytree(RULES, rules)
    file = rules / "instruments" / "tip-khm-2023.yaml"
    text = file.read_text(encoding="utf-8")
    assert "at_least: 75%" in text
    file.write_text(text.replace("at_least: 75%", "at_least: 70%", 1), encoding="utf-8")
    return rules


def test_an_unaltered_result_is_reproduced(gapcheck, khm_2022, accepted, tmp_path):
    done = gapcheck("verify", accepted[1], khm_2022, accepted[0])
    words = " ".join(done.stdout.decode().split())
    assert done.returncode == 0, words
    told = f"REPRODUCED: accepted.json is what khm-2022.xlsx, reviews with {ANSWERED} decisions and rules"
    assert words.startswith(told)
    assert "gapcheck-reference" in words
    alone = tmp_path / "alone.json"
    gapcheck("assess", khm_2022, "-f", "json", "-o", alone)
    assert gapcheck("verify", alone, khm_2022).returncode == 0


def test_a_renamed_file_and_another_tool_are_no_difference(gapcheck, khm_2022, accepted, tmp_path):
    renamed, review = tmp_path / "other name.xlsx", tmp_path / "r.xlsx"
    renamed.write_bytes(khm_2022.read_bytes())
    review.write_bytes(accepted[0].read_bytes())
    assert gapcheck("verify", accepted[1], renamed, review).returncode == 0


@pytest.mark.parametrize("kind", ["value", "criterion", "answer", "rules", "review", "no review", "another review"])
def test_whatever_was_changed_fails_and_is_named(kind, gapcheck, khm_2022, blank, accepted, tmp_path):
    review, path = accepted
    result, workbook, options = json.loads(path.read_text(encoding="utf-8")), khm_2022, []
    reviews = [review]
    match kind:
        case "value":
            result["instruments"][0]["score"]["documented"]["value"] += 0.1
            words = f"instruments[{result['instruments'][0]['id']}].score.documented.value: the result says"
        case "criterion":
            leaf = next(node for node in nodes(result) if node.get("criteria"))
            next(iter(leaf["criteria"]))["level"] = 9
            words = f"[{leaf['id']}].criteria"
        case "answer":
            workbook, words = answered_otherwise(khm_2022, tmp_path), "answers[trafficking_law].status"
            reviews = []
        case "rules":
            options, words = ["--rules", changed_rules(tmp_path)], 'the result says "75%"; repeated, it is "70%"'
            reviews = []
        case "review":

            def law(row):
                graded = "accepted" if row["Grade"] in ("claimed", "documented") else None
                return "rejected" if row["ID"] == "trafficking_law" else graded

            reviews = [decide(blank, tmp_path / "changed.xlsx", law)]
            words = 'decisions[trafficking_law].verdict: the result says "accepted"; repeated, it is "rejected"'
        case "no review":
            reviews, words = [], f"reviews[{result['reviews'][0]['sha256']}]"
        case _:
            law = lambda row: "rejected" if row["ID"] == "trafficking_law" else None  # noqa: E731
            reviews.append(decide(blank, tmp_path / "more.xlsx", law, day="2023-02-02"))
            words = "decisions[trafficking_law].outcome"
    if kind in ("answer", "rules"):
        alone = gapcheck("assess", khm_2022, "-f", "json")
        result = json.loads(alone.stdout)
    altered = tmp_path / "altered.json"
    altered.write_text(json.dumps(result), encoding="utf-8")
    done = gapcheck("verify", altered, workbook, *reviews, *options)
    told = done.stdout.decode()
    assert done.returncode == 1, told + done.stderr.decode()
    assert told.startswith("NOT REPRODUCED")
    assert words in told


def test_a_review_that_no_longer_fits_is_named_and_not_a_crash(gapcheck, khm_2022, accepted, tmp_path):
    done = gapcheck("verify", accepted[1], answered_otherwise(khm_2022, tmp_path), accepted[0])
    told = done.stdout.decode()
    assert done.returncode == 1
    assert "review that cannot be applied: accepted.xlsx: Review!" in told
    assert "workbook.sha256" in told


def test_files_that_are_no_result_or_not_there(gapcheck, khm_2022, tmp_path):
    text = tmp_path / "x.json"
    text.write_text("{", encoding="utf-8")
    for result, workbook, code in ((khm_2022, khm_2022, 3), (text, khm_2022, 3), (tmp_path / "none", khm_2022, 2)):
        done = gapcheck("verify", result, workbook)
        assert done.returncode == code
        assert "Traceback" not in done.stderr.decode()


def test_gates_name_the_gate_the_number_and_the_bound_and_the_report_is_written(gapcheck, khm_2022, tmp_path):
    output = tmp_path / "report.txt"
    gates = ["--min-score", "tip-khm-2023=40", "--min-coverage", "80", "--fail-on", "contradiction"]
    done = gapcheck("assess", khm_2022, *gates, "-o", output)
    told = done.stderr.decode()
    assert done.returncode == 1
    assert "--min-score tip-khm-2023=40: the documented score is 0.0, below 40." in told
    assert "--min-coverage 80: the coverage of call-to-action-2017 is" in told
    assert "--fail-on contradiction: 13 found, none allowed" in told
    assert "GAP ASSESSMENT" in output.read_text(encoding="utf-8")
    assert gapcheck("assess", khm_2022, "--min-score", "call-to-action-2017=1", "--min-coverage", "2").returncode == 0
    assert gapcheck("assess", khm_2022, "--min-score", "tip=1").returncode == 2


def test_of_several_workbooks_all_are_reported_and_the_worst_counts(gapcheck, khm_2022, tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK")
    for order in ([khm_2022, broken], [broken, khm_2022]):
        done = gapcheck("assess", *order, "--min-coverage", "80")
        assert done.returncode == 3
        assert "GAP ASSESSMENT: Cambodia" in done.stdout.decode()
        assert "Gate tripped" in done.stderr.decode()
