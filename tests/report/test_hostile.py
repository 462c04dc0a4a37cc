"""Hostile texts come through whole and inert: into the JSON result, the report for a terminal, and the CSV tables."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import pytest
from report_hostile import FIELDS, KEYED, REMARKS
from report_hostile_texts import EVIL, disturbing, lost, squeezed, strings

from gapcheck.disclosure.freetext import WITHHELD, tells_a_small_number
from gapcheck.report.plaintext import WIDTH, clean
from gapcheck.report.tidy.separated import MARK, unguard
from gapcheck.workbook.texts import matching, plain


@pytest.fixture(scope="session")
def assessed(hostile):
    """Return a function that runs ``gapcheck assess`` on the hostile workbook, and gives what it wrote and said."""

    def run(*options):
        command = [sys.executable, "-m", "gapcheck", "assess", str(hostile.workbook), *map(str, options)]
        done = subprocess.run(command, capture_output=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode(), done.stderr.decode()

    return run


@pytest.fixture(scope="session")
def reviewed(assessed, hostile):
    return assessed("--review", hostile.review, "-f", "json")


@pytest.fixture(scope="session")
def result(reviewed):
    return json.loads(reviewed[0])


@pytest.fixture(scope="session")
def table(assessed, hostile):
    return assessed("--review", hostile.review)


@pytest.fixture(scope="session")
def tables(assessed, tmp_path_factory):
    """The raw texts of the CSV tables: as passed on, and whole."""
    held = {}
    for name, options in (("published", []), ("internal", ["--internal"])):
        folder = tmp_path_factory.mktemp(name)
        _, said = assessed("-f", "csv", "-o", folder, *options)
        held[name] = ((folder / "answers.csv").read_bytes().decode(), said)
    return held


def test_each_text_is_read_and_shown_as_it_says(hostile_texts):
    assert {text.name: plain(text.written) for text in hostile_texts} == {t.name: t.read for t in hostile_texts}
    assert {text.name: clean(text.read) for text in hostile_texts} == {t.name: t.shown for t in hostile_texts}


def test_the_texts_can_be_told_apart(hostile_texts):
    assert len({matching(text.read) for text in hostile_texts}) == len(hostile_texts)
    assert len({text.name for text in hostile_texts}) == len(hostile_texts)
    assert sum(not text.withheld for text in hostile_texts) > 40


@pytest.mark.parametrize("field", FIELDS)
def test_json_holds_each_text_whole_in_each_field(result, hostile_texts, field):
    held = {answer["evidence"][field] for answer in result["answers"]}
    if field == "document":  # some lead to an address, which stands behind the words
        assert lost(hostile_texts, filter(None, held)) == []
    else:
        assert {text.read for text in hostile_texts} <= held


@pytest.mark.parametrize("key", ["submitted_by", "transcribed_by", "submission"])
def test_json_holds_each_text_whole_on_who_speaks(result, hostile_texts, key):
    assert lost(hostile_texts, [result[key]]) == []


def test_json_holds_each_text_whole_in_answers_and_keys(result, hostile_texts):
    answers = {answer["indicator"]: answer["original"] or answer for answer in result["answers"]}
    assert lost(hostile_texts, [answers[name]["value"] for name in REMARKS]) == []
    assert {row["sector"] for row in answers[KEYED]["value"]} == {text.read for text in hostile_texts}


def test_json_holds_each_text_whole_in_reviews(result, hostile_texts):
    review = result["reviews"][0]
    texts = {text.read for text in hostile_texts}
    assert {decision["reason"] for decision in review["decisions"]} == texts
    assert len({decision["reviewer"] for decision in review["decisions"]}) == len(texts)
    for key in ("source", "says", "document", "link"):
        assert {voice[key] for voice in review["voices"]} == texts


def test_json_holds_nothing_that_was_not_typed(reviewed, result):
    text, said = reviewed
    assert disturbing(text) == []
    assert disturbing(said) == []
    text.encode()  # no half of a surrogate pair
    # The file names are on no report but as they are; no address of a doubtful kind came out of a cell's link.
    linked = [held for held in strings(result) if held.endswith(f"<{EVIL}>") or "<data:" in held or "<file:" in held]
    assert linked == []
    assert any(held.endswith("<https://elsewhere.invalid/b>") for held in strings(result))


def test_a_report_for_a_terminal_shows_each_voice_and_speaker_whole(table, hostile_texts):
    shown, _ = table
    assert [text.name for text in hostile_texts if not text.whole_in(shown)] == []
    voices = shown[shown.index("OTHER VOICES") :]
    assert [text.name for text in hostile_texts if not text.whole_in(voices)] == []


def test_a_report_for_a_terminal_moves_no_cursor_and_keeps_to_its_width(table):
    shown, said = table
    assert disturbing(shown) == []
    assert disturbing(said) == []
    assert max(map(len, shown.splitlines())) <= WIDTH


def _rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix(MARK), newline=""), strict=True))


@pytest.mark.parametrize("how", ["published", "internal"])
def test_csv_holds_each_key_whole(tables, hostile_texts, how):
    keys = {unguard(row["DIMENSION"]) for row in _rows(tables[how][0]) if row["INDICATOR"] == KEYED}
    # What seems to tell a small number is kept back where it is passed on, wherever it stands.
    kept_back = {text.read for text in hostile_texts if how == "published" and tells_a_small_number(text.read)}
    assert keys == {WITHHELD if text.read in kept_back else text.read for text in hostile_texts}


def test_csv_holds_each_answer_in_words_whole(tables, hostile_texts):
    held = {row["INDICATOR"]: unguard(row["OBS_TEXT"]) for row in _rows(tables["internal"][0])}
    assert lost(hostile_texts, [held[name] for name in REMARKS]) == []


def test_csv_to_be_passed_on_leaves_out_only_answers_that_may_tell_a_number(tables, hostile_texts):
    held = {row["INDICATOR"]: row for row in _rows(tables["published"][0])}
    plain_words, numbered = (held[name] for name in REMARKS)
    assert lost([text for text in hostile_texts if not text.withheld], [unguard(plain_words["OBS_TEXT"])]) == []
    assert (numbered["OBS_TEXT"], numbered["CONF_STATUS"]) == ("", "N")


@pytest.mark.parametrize("how", ["published", "internal"])
def test_no_cell_of_csv_is_a_formula_to_a_spreadsheet(tables, how):
    text, said = tables[how]
    cells = {cell for row in _rows(text) for cell in row.values() if cell}
    begins = {cell.lstrip(" \u00a0\u200b\ufeff")[:1] for cell in cells}
    assert not begins & set("=+-@\t\r\n|%＝＋－＠")
    assert "'" in begins  # some had to be guarded
    assert disturbing(text.replace("\r\n", "\n").replace("\t", " ")) == []
    assert disturbing(said) == []


def test_squeezing_takes_nothing_that_is_seen(hostile_texts):
    for text in hostile_texts:
        assert squeezed(text.read) == squeezed(text.shown) or text.name == "private"
        assert squeezed(text.shown)
