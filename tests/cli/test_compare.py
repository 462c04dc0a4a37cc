"""``gapcheck compare`` and ``gapcheck trend`` as a donor runs them."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from gapcheck.report.plaintext import WIDTH
from gapcheck.rulebook import load_rulebook

INPUTS = Path(__file__).parents[2] / "inputs"
XAA = [INPUTS / f"xaa-{year}.xlsx" for year in (2021, 2022, 2023)]
PUBLISHED = INPUTS / "xaa-2021.json"
NUMBER = re.compile(r"[+-]?\d+\.\d")


def told(done):
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def report(gapcheck):
    return told(gapcheck("compare", *XAA))


@pytest.fixture(scope="module")
def document(gapcheck):
    return json.loads(told(gapcheck("compare", *XAA, "-f", "json")))


@pytest.fixture(scope="module")
def published(gapcheck):
    return told(gapcheck("compare", PUBLISHED, XAA[0], XAA[1]))


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def bridges(text):
    """The rows of every printed bridge: before, the four steps, after."""
    rows = [
        line for line in text.splitlines() if line.startswith(("Verified ", "Documented ", "Claimed ", "Possible "))
    ]
    return [[float(number) for number in NUMBER.findall(row)] for row in rows if len(NUMBER.findall(row)) == 6]


def test_every_bridge_fits_and_adds_up_as_printed(report, published):
    for text, expected in ((report, 8), (published, 4)):
        assert max(map(len, text.splitlines())) <= WIDTH
        found = bridges(text)
        assert len(found) == expected
        for before, *steps, after in found:
            assert round(before + sum(steps), 1) == after


def test_a_reader_can_name_what_moved_most_and_why(report):
    first = report.split("COMPARISON: ")[1]
    moved = first.split("MOVED MOST")[1]
    assert " 1. 1(ii)(d) Communities at risk: documented level 0 to 3" in moved
    assert "mainly by evidence" in moved
    words = " ".join(moved.split())
    assert "“Adopted” (no document); then “Adopted” (Awareness Plan 2020-2024)." in words
    # What became worse is told too, however small it is.
    assert "1(iv) Victims are supported: documented level 3 to 2; claimed level 3 to 2" in words
    assert "worse" in first


def test_the_years_follow_each_other_and_say_that_they_are_invented(report):
    heads = [line for line in report.splitlines() if line.startswith("COMPARISON")]
    assert heads == ["COMPARISON: Xanadia (XAA), 2021 to 2022", "COMPARISON: Xanadia (XAA), 2022 to 2023"]
    assert report.count("FICTIONAL EXAMPLE") == 2


def test_the_order_of_the_files_does_not_matter(gapcheck, report):
    assert told(gapcheck("compare", *XAA[::-1])) == report


def test_printed_scores_are_those_of_the_record(report, document):
    (first, second) = document["comparisons"]
    node = next(item for item in first["nodes"] if item["provision"] is None)
    steps = node["bridge"]["documented"]
    row = next(line for line in report.splitlines() if line.startswith("Documented "))
    assert NUMBER.findall(row)[0] == f"{steps['before']['value']:.1f}"
    assert NUMBER.findall(row)[-1] == f"{steps['after']['value']:.1f}"
    assert second["earlier"]["year"] == 2022
    assert document["voices"] == []


def test_a_newly_documented_year_is_evidence_and_a_question_fallen_silent_is_no_decline(document):
    second = document["comparisons"][1]
    node = next(item for item in second["nodes"] if item["provision"] is None)
    steps = {name: figure["value"] for name, figure in node["bridge"]["documented"].items()}
    assert steps["evidence"] > 10 > steps["performance"]
    assert "suspects_surrendered_or_charged" in node["verdict"]["fallen_silent"]
    silent = next(item for item in second["nodes"] if item["provision"] == "CALL-2017.1.vi.safe_havens")
    assert silent["verdict"]["verdict"] == "not_comparable"


def test_a_change_of_rules_is_a_step_of_its_own_beside_published_and_rescored_numbers(published, gapcheck):
    words = " ".join(published.split())
    assert "as published under version 0.9" in words
    scored_again = f"Scored again under version {load_rulebook().method.version}: verified 0.0, documented 29.9"
    assert f"2021 stands as it was published. {scored_again}" in words
    before, _, _, _, rules, _ = bridges(published)[1]
    assert rules < 0
    assert before == json.loads(PUBLISHED.read_text(encoding="utf-8"))["instruments"][0]["score"]["documented"]["value"]
    alone = told(gapcheck("compare", PUBLISHED, XAA[1]))
    assert alone.startswith("UNCHANGED PROVISIONS: Xanadia (XAA), 2021 to 2022")
    assert "Legal cooperation with" not in alone
    assert "The bridge" not in alone


def test_both_rulebooks_at_hand_make_rules_a_player_like_the_others(gapcheck, tmp_path):
    rules = tmp_path / "rules"
    shutil.copytree(Path(__file__).parents[2] / "rules", rules)
    method, call = rules / "method.yaml", rules / "instruments" / "call-to-action-2017.yaml"
    version = f'version: "{load_rulebook().method.version}"'
    method.write_text(method.read_text(encoding="utf-8").replace(version, 'version: "0.9"'), encoding="utf-8")
    text = call.read_text(encoding="utf-8")
    call.write_text(
        text.replace("legal_request_share, at_least: 75%", "legal_request_share, at_least: 60%"), encoding="utf-8"
    )
    old = tmp_path / "old.json"
    book = tmp_path / "xaa-2021.xlsx"
    done = gapcheck("template", "--from", XAA[0], "--rules", rules, "-o", book)
    assert done.returncode == 0, done.stderr.decode()
    assert gapcheck("assess", book, "--rules", rules, "-f", "json", "-o", old).returncode == 0
    text = told(gapcheck("compare", book, XAA[1], "--earlier-rules", rules))
    assert "each year under its own rules" in " ".join(text.split())
    found = bridges(text)
    assert found[1][0] == json.loads(old.read_text(encoding="utf-8"))["instruments"][0]["score"]["documented"]["value"]
    assert found[2][4] < 0


def test_a_result_alone_under_the_same_rules_is_worked_out_again(gapcheck, tmp_path, report):
    result = tmp_path / "r.json"
    gapcheck("assess", XAA[0], "-f", "json", "-o", result)
    both = told(gapcheck("compare", result, XAA[1]))
    assert bridges(both) == bridges(report)[:4]


def test_a_review_goes_to_its_workbook(gapcheck, tmp_path):
    blank, review = tmp_path / "blank.xlsx", tmp_path / "review.xlsx"
    assert gapcheck("review", XAA[1], "-o", blank).returncode == 0
    book = openpyxl.load_workbook(blank)
    queue = book["Queue"]
    columns = {cell.value: cell.column for cell in queue[1]}
    for row in range(2, queue.max_row + 1):
        if queue.cell(row, columns["Grade"]).value in ("claimed", "documented"):
            said = {"Decision": "accepted", "Reason": "seen", "Reviewer": "A", "Date": "2023-06-01"}
            for name, text in said.items():
                queue.cell(row, columns[name]).value = text
    book.save(review)
    text = told(gapcheck("compare", XAA[0], XAA[1], "--review", review))
    assert "xaa-2022.xlsx, 1 review applied" in " ".join(text.split())
    verified = bridges(text)[0]
    assert verified[0] == 0
    assert verified[-1] == bridges(text)[2][-1] > 0  # everything claimed was accepted
    assert verified[2] == max(verified[1:5])  # an acceptance alone is evidence
    # A result holds its reviews: with it they need not be named again, and may not.
    result = tmp_path / "reviewed.json"
    assert gapcheck("assess", XAA[1], "--review", review, "-f", "json", "-o", result).returncode == 0
    assert bridges(told(gapcheck("compare", XAA[0], result)))[0] == verified
    assert bridges(told(gapcheck("compare", XAA[0], XAA[1], result)))[0] == verified
    done = gapcheck("compare", XAA[0], XAA[1], result, "--review", review)
    assert done.returncode == 2
    assert "a review beside a result" in done.stderr.decode()
    done = gapcheck("compare", XAA[0], XAA[2], "--review", review)
    assert done.returncode == 3
    assert "a review of another workbook" in done.stderr.decode()


def test_two_voices_are_set_side_by_side_and_never_bridged(gapcheck, khm_2022):
    text = told(gapcheck("compare", khm_2022, INPUTS / "khm-2023-tip.xlsx"))
    assert "TWO VOICES ON Cambodia (KHM)" in text
    assert "The bridge" not in text
    done = gapcheck("compare", khm_2022, INPUTS / "khm-2020-tip.xlsx")
    assert done.returncode == 2
    assert "self-report" in done.stderr.decode()


def test_on_real_reports_the_verdicts_are_honest(gapcheck):
    text = told(gapcheck("compare", *[INPUTS / f"khm-{year}-tip.xlsx" for year in (2020, 2021, 2022)]))
    scored = [item for item in load_rulebook().instruments if item.scored and item.applies("KHM")]
    assert text.count("VERDICT: NOT COMPARABLE.") == 2 * len(scored)
    assert "VERDICT: WORSE" not in text


@pytest.mark.parametrize(
    ("files", "code", "words"),
    [
        ([XAA[0]], 2, "two reports of one country"),
        ([XAA[0], XAA[0]], 2, "named 2 times"),
        ([XAA[0], INPUTS / "khm-2022.xlsx"], 2, "two reports of one country"),
        ([XAA[0], Path("none.xlsx")], 2, "none.xlsx"),
        ([XAA[0], Path(__file__)], 3, "test_compare.py"),
    ],
    ids=["one", "twice", "two countries", "not there", "no workbook"],
)
def test_what_cannot_be_compared_is_refused_in_words(gapcheck, files, code, words):
    done = gapcheck("compare", *files)
    assert done.returncode == code
    assert words in done.stderr.decode()
    assert done.stdout == b""


def test_a_result_that_was_changed_is_refused(gapcheck, tmp_path):
    changed = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    changed["instruments"][0]["score"]["documented"]["value"] = 99.0
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(changed), encoding="utf-8")
    for command in ("compare", "trend"):
        done = gapcheck(command, path, XAA[1])
        assert done.returncode == 3
        assert "a result that was changed" in done.stderr.decode()


def test_one_key_twice_names_both_files(gapcheck, tmp_path):
    book = openpyxl.load_workbook(XAA[0])
    book["Prosecution"]["J2"] = "another remark"
    other = tmp_path / "other.xlsx"
    book.save(other)
    for command in ("compare", "trend"):
        done = gapcheck(command, XAA[0], other)
        assert done.returncode == 2
        assert "xaa-2021.xlsx" in done.stderr.decode()
        assert "other.xlsx" in done.stderr.decode()


def test_a_trend_keeps_gaps_and_says_where_rules_changed(gapcheck, tmp_path):
    text = told(gapcheck("trend", XAA[0], XAA[2]))
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "no report" in text
    assert "THE RULES CHANGED" not in text
    assert "THE RULES CHANGED" in told(gapcheck("trend", PUBLISHED, *XAA[1:]))
    for path in (PUBLISHED, *XAA):
        shutil.copy(path, tmp_path)
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert told(gapcheck("trend", tmp_path)) == told(gapcheck("trend", PUBLISHED, *XAA))
    empty = tmp_path / "empty"
    empty.mkdir()
    assert gapcheck("trend", empty).returncode == 2


def test_lineage_says_how_often_and_how_far(gapcheck, khm_2022):
    words = " ".join(told(gapcheck("trend", khm_2022)).split())
    assert "asked for the 5th year, as far as known (TIP-KHM-2018, TIP-KHM-2019, TIP-KHM-2020, TIP-KHM-2022)" in words
    assert "Funds for the police: asked for the 2nd year, as far as known (TIP-KHM-2022); no level reached" in words


def test_tables_are_written_into_a_folder_and_keep_small_counts_back(gapcheck, khm_2022, tmp_path):
    folder, inside = tmp_path / "tables", tmp_path / "inside"
    done = gapcheck("compare", *XAA, "-f", "csv", "-o", folder)
    assert done.returncode == 0, done.stderr.decode()
    assert sorted(path.name for path in folder.iterdir()) == ["answers.csv", "dictionary.csv", "scores.csv"]
    assert "are not shown" in done.stderr.decode()
    assert gapcheck("assess", khm_2022, "-f", "csv", "-o", folder).returncode == 0
    assert gapcheck("assess", khm_2022, "-f", "csv", "-o", inside, "--internal").returncode == 0
    shown, all_of_it = (rows_of(place / "answers.csv") for place in (folder, inside))
    small = [
        number
        for number, row in enumerate(all_of_it)
        if row["UNIT_MEASURE"] == "PS" and row["OBS_VALUE"] in ("1", "2", "3", "4")
    ]
    assert len(small) > 10
    assert all(shown[number]["OBS_VALUE"] == "" and shown[number]["CONF_STATUS"] == "N" for number in small)
    assert gapcheck("trend", *XAA, "-f", "parquet", "-o", folder).returncode == 0
    assert (folder / "scores.parquet").is_file()
    for target in ([], ["-o", XAA[0]]):
        done = gapcheck("trend", *XAA, "-f", "csv", *target)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr.decode()
