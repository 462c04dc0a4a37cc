"""The tidy tables read alike everywhere: as they were written, in pandas, DuckDB and LibreOffice."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gapcheck.report.tidy
from gapcheck.assessment import Assessment, assess
from gapcheck.disclosure import published
from gapcheck.errors import UsageError
from gapcheck.report.tidy import Kind, answers_csv, dictionary_csv, scores_csv, table_files
from gapcheck.report.tidy.columns import ANSWERS, SCORES
from gapcheck.report.tidy.guide import guide
from gapcheck.report.tidy.periods import time_period
from gapcheck.report.tidy.rows import answer_rows, score_rows
from gapcheck.report.tidy.separated import MARK, guard, render, unguard
from gapcheck.rulebook import Rulebook, load_rulebook
from gapcheck.workbook import read_workbook

RULES: Rulebook = load_rulebook()
KHM = Path(__file__).parents[3] / "inputs" / "khm-2022.xlsx"
OFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def whole() -> Assessment:
    return assess(read_workbook(KHM, RULES), RULES)


@pytest.fixture(scope="module")
def shown(whole: Assessment) -> Assessment:
    return published([whole], RULES)[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, whole: Assessment) -> Path:
    made = tmp_path_factory.mktemp("tidy")
    for kind in Kind:
        for name, data in table_files(published([whole], RULES), RULES, kind).items():
            (made / name).write_bytes(data)
    return made


def _rows(shown: Assessment, table: str) -> list[dict[str, Any]]:
    columns, rows = (SCORES, score_rows(shown)) if table == "scores" else (ANSWERS, answer_rows(shown, RULES))
    return [{column.name: row.get(column.name) for column in columns} for row in rows]


def _typed(text: str, kind: str, *, guarded: bool) -> Any:
    if text == "":
        return None
    if kind == "text":
        return unguard(text) if guarded else text
    return {"number": float, "whole": lambda held: int(float(held)), "flag": lambda held: held.lower() == "true"}[kind](
        text
    )


@pytest.mark.parametrize("table", ["scores", "answers"])
def test_csv_holds_what_the_result_does(folder: Path, shown: Assessment, table: str) -> None:
    text = (folder / f"{table}.csv").read_bytes().decode()
    assert text.startswith(MARK)
    kinds = {column.name: column.kind for column in (SCORES if table == "scores" else ANSWERS)}
    read = csv.DictReader(io.StringIO(text.removeprefix(MARK), newline=""), strict=True)
    found = [{name: _typed(held, kinds[name], guarded=True) for name, held in row.items()} for row in read]
    assert found == _rows(shown, table)


@pytest.mark.parametrize("table", ["scores", "answers"])
def test_parquet_holds_the_same(folder: Path, shown: Assessment, table: str) -> None:
    assert pq.read_table(folder / f"{table}.parquet").to_pylist() == _rows(shown, table)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("table", ["scores", "answers"])
def test_pandas_reads_the_same(folder: Path, shown: Assessment, table: str, kind: Kind) -> None:
    path, columns = folder / f"{table}.{kind}", SCORES if table == "scores" else ANSWERS
    if kind is Kind.CSV:
        texts = {column.name: str for column in columns if column.kind == "text"}
        frame = pd.read_csv(path, dtype=texts, keep_default_na=False, na_values=[""])
    else:
        frame = pd.read_parquet(path)
    assert list(frame.columns) == [column.name for column in columns]
    for column in columns:
        held = [None if pd.isna(value) else value for value in frame[column.name]]
        if kind is Kind.CSV and column.kind == "text":
            held = [None if value is None else unguard(value) for value in held]
        assert held == [row[column.name] for row in _rows(shown, table)], column.name


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("table", ["scores", "answers"])
def test_duckdb_reads_the_same(folder: Path, shown: Assessment, table: str, kind: Kind) -> None:
    path, columns = folder / f"{table}.{kind}", SCORES if table == "scores" else ANSWERS
    sql = {"text": "VARCHAR", "number": "DOUBLE", "whole": "INTEGER", "flag": "BOOLEAN"}
    types = ", ".join(f"'{column.name}': '{sql[column.kind]}'" for column in columns)
    source = f"read_csv('{path}', types={{{types}}})" if kind is Kind.CSV else f"read_parquet('{path}')"
    found = duckdb.sql(f"SELECT * FROM {source}").fetchall()  # noqa: S608 - our own path
    for row, wanted in zip(found, _rows(shown, table), strict=True):
        held = dict(zip((column.name for column in columns), row, strict=True))
        if kind is Kind.CSV:
            held = {name: unguard(value) if isinstance(value, str) else value for name, value in held.items()}
        assert held == wanted


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("table", ["scores", "answers"])
def test_libreoffice_reads_the_same(folder: Path, shown: Assessment, table: str, tmp_path: Path) -> None:
    # Comma, quotation mark, UTF-8, from line 1, and text in quotation marks stays text.
    options = ["--headless", f"-env:UserInstallation=file://{tmp_path}/home", "--infilter=CSV:44,34,76,1,,0,true,true"]
    subprocess.run(
        [str(OFFICE), *options, "--convert-to", "xlsx", "--outdir", str(tmp_path), str(folder / f"{table}.csv")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    sheet = openpyxl.load_workbook(tmp_path / f"{table}.xlsx").active
    assert sheet is not None
    heads, *rows = sheet.iter_rows(values_only=True)
    wanted = _rows(shown, table)
    assert list(heads) == list(wanted[0])
    for row, told in zip(rows, wanted, strict=True):
        held = {
            name: unguard(value) if isinstance(value, str) else value for name, value in zip(heads, row, strict=True)
        }
        assert held == told


def test_every_score_has_a_row_in_every_reading(shown: Assessment) -> None:
    rows = list(score_rows(shown))
    assert len(rows) == len({(row["INSTRUMENT"], row["INDICATOR"], row["READING"]) for row in rows})
    for row in rows:
        assert (row["OBS_STATUS"] == "A") == (row["OBS_VALUE"] is not None)
        if row["OBS_VALUE"] is not None:
            assert abs(Fraction(str(row["OBS_VALUE"])) - Fraction(str(row["OBS_VALUE_EXACT"]))) <= Fraction(1, 20)


def test_what_is_not_shown_says_so_and_has_no_value(whole: Assessment, shown: Assessment) -> None:
    full, rows = list(answer_rows(whole, RULES)), list(answer_rows(shown, RULES))
    small = [at for at, row in enumerate(full) if row["UNIT_MEASURE"] == "PS" and row["OBS_VALUE"] in (1, 2, 3, 4)]
    assert small
    for at in small:
        assert (rows[at]["OBS_STATUS"], rows[at]["CONF_STATUS"], rows[at]["OBS_VALUE"]) == ("Q", "N", None)
    assert all(row["OBS_TEXT"] is None for row in rows if row["OBS_STATUS"] == "Q")
    assert {row["CONF_STATUS"] for row in full} == {"F"}


def test_the_dictionary_explains_every_column_and_every_code_in_use(shown: Assessment) -> None:
    told = list(csv.DictReader(io.StringIO(dictionary_csv().removeprefix(MARK))))
    for table in ("scores", "answers"):
        rows, entries = _rows(shown, table), [entry for entry in told if entry["TABLE"] == table]
        assert [entry["COLUMN"] for entry in entries if not entry["CODE"]] == list(rows[0])
        for name in {entry["COLUMN"] for entry in entries if entry["CODE"]}:
            codes = {entry["CODE"] for entry in entries if entry["COLUMN"] == name}
            assert {row[name] for row in rows} <= codes


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_guard_is_always_taken_back(text: str) -> None:
    assert unguard(guard(text)) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", " =1", "＝1", "'=1", "25/2", "2022-08"]
)
def test_no_text_begins_a_formula_or_reads_as_a_day(text: str) -> None:
    assert guard(text) == f"'{text}"


def test_numbers_stay_numbers_the_negative_ones_too() -> None:
    row = {"OBS_VALUE": -2.5, "YEAR": 2022, "CONTESTED": False, "TITLE": 'a "b"\r\nc'}
    columns = [column for column in ANSWERS if column.name in row]
    assert render(columns, [row]).splitlines()[1:] == ['2022,-2.5,false,"a ""b""', 'c"']


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2022-01-01", "2022-12-31", "2022"),
        ("2021-09-01", "2022-08-31", "2021-09-01/P1Y"),
        ("2024-02-29", "2025-02-28", "2024-02-29/P366D"),
        ("2022-01-01", "2023-12-31", "2022-01-01/P2Y"),
        ("2022-07-01", "2022-09-30", "2022-07-01/P3M"),
        ("2022-08-18", "2022-10-19", "2022-08-18/P63D"),
        ("2022-08-18", "2022-08-18", "2022-08-18/P1D"),
    ],
)
def test_a_period_is_written_as_statistics_write_it(start: str, end: str, written: str) -> None:
    assert time_period(start, end) == written


def test_tables_are_the_same_bytes_again(folder: Path, whole: Assessment) -> None:
    for kind in Kind:
        for name, data in table_files(published([whole], RULES), RULES, kind).items():
            assert data == (folder / name).read_bytes()


def test_tables_show_what_they_are_given(whole: Assessment) -> None:
    files = table_files([whole], RULES, Kind.CSV)
    assert files["answers.csv"].decode() == answers_csv([whole], RULES)
    assert files["scores.csv"].decode() == scores_csv([whole])
    assert ',"Q",' not in answers_csv([whole], RULES)
    assert ',"Q",' in answers_csv(published([whole], RULES), RULES)


def test_without_pyarrow_parquet_says_what_to_install(whole: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"gapcheck\[parquet\]"):
        table_files([whole], RULES, Kind.PARQUET)
    assert len(table_files([whole], RULES, Kind.CSV)) == 3


def test_the_shipped_guide_is_the_one_the_definitions_give() -> None:
    shipped = Path(gapcheck.report.tidy.__file__).parent / "README.md"
    assert shipped.read_text(encoding="utf-8") == guide()
