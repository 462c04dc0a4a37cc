from __future__ import annotations

import random
import re
import signal
import unicodedata
import zipfile
from xml.sax.saxutils import escape

import pytest
from workbook_hostile import HARMLESS, HEAVY, REFUSED, edited, pack, parts_of, shared, sheet_part, with_cell

from gapcheck.errors import WorkbookError
from gapcheck.workbook import Status, read_bytes

SECONDS = 120  # no measure of speed: a file that hangs the reader must fail its test, not the run


@pytest.fixture(autouse=True)
def _no_file_hangs_the_reader():
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def give_up(*_):
        raise TimeoutError(f"still reading after {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_a_place_and_advice(case, blank, rulebook):
    data = REFUSED[case].make(blank)
    with pytest.raises(WorkbookError) as caught:
        read_bytes(data, "khm-2022.xlsx", rulebook)
    assert REFUSED[case].says in "\n".join(str(problem) for problem in caught.value.problems)
    for problem in caught.value.problems:
        assert problem.where
        assert problem.found
        assert problem.expected
        assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in str(problem))
        assert len(str(problem)) < 600
    assert caught.value.exit_code == 3


def test_there_are_many_kinds_and_each_says_what_it_is():
    cases = {**REFUSED, **HEAVY}
    assert len(cases) >= 150
    assert all(len(case.says) > 4 for case in cases.values())
    assert len({case.says for case in cases.values()}) >= 120


@pytest.mark.parametrize("case", HARMLESS)
def test_harmless_is_read(case, fill, rulebook):
    data = HARMLESS[case](fill({"convictions": 12, "victim_guidelines": "Drafted"}))
    answers = read_bytes(data, "khm-2022.xlsx", rulebook).answers
    assert answers["convictions"].value == 12
    assert answers["victim_guidelines"].value == "drafted"


def test_a_pasted_bomb_stays_packed(fill):
    data = HARMLESS["pasted_bomb"](fill())
    assert all(len(content) < 1_000_000 for content in parts_of(data).values())


@pytest.mark.parametrize(
    ("case", "where"),
    [
        ("far_cell", "Protection!XFD1048576"),
        ("sheet_wide_merge", "Protection!A1:XFD1048576"),
        ("not_a_number", "Prosecution!C3"),
        ("uncalculated", "Prosecution!C3"),
        ("uncalculated_by_openpyxl", "Prosecution!C3"),
        ("reference_error", "Prosecution!C3"),
        ("laughs_in_a_sheet", "khm-2022.xlsx"),
        ("password", "khm-2022.xlsx"),
        ("no_such_string", "Prosecution!C3"),
        ("no_such_style", "Prosecution!C3"),
    ],
)
def test_the_place_is_named(case, where, blank, rulebook):
    with pytest.raises(WorkbookError) as caught:
        read_bytes(REFUSED[case].make(blank), "khm-2022.xlsx", rulebook)
    assert [problem.where for problem in caught.value.problems] == [where]


def test_a_bomb_is_small_on_disk(blank):
    assert len(HEAVY["twenty_million_shared_texts"].make(blank)) < 1_000_000


@pytest.mark.parametrize("text", ["=cmd|'/C calc'!A0", "=1+1", "+855 12", "@SUM(A1)", "-", '=HYPERLINK("x")'])
def test_text_like_a_formula_stays_text(text, fill, rulebook):
    data = fill({"partners": {"answer": text, "comment": text}})
    written = {escape(formula).encode() for formula in (text, text[1:]) if formula}
    for content in parts_of(data).values():
        assert not written & set(re.findall(rb"<f[^>]*>(.*?)</f>", content))
    answer = read_bytes(data, "a.xlsx", rulebook).answers["partners"]
    assert answer.value == text
    assert answer.evidence.comment == text


def test_a_formula_counts_by_its_saved_value(blank, rulebook):
    data = with_cell(blank, "Prosecution", "C3", '<c r="@"><f>10+2</f><v>12</v></c>')
    assert read_bytes(data, "a.xlsx", rulebook).answers["convictions"].value == 12


def test_a_formula_that_gives_no_text_is_blank(blank, rulebook):
    data = with_cell(blank, "Prosecution", "C3", '<c r="@" t="str"><f>IF(TRUE,"")</f><v></v></c>')
    assert read_bytes(data, "a.xlsx", rulebook).answers["convictions"].status is Status.BLANK


def test_shared_strings_with_excels_escapes_are_plain_text(blank, rulebook):
    data = shared(blank, "IOM_x000D_\nUNODC_x0007_")
    assert read_bytes(data, "a.xlsx", rulebook).answers["partners"].value == "IOM\nUNODC"


def test_formulas_in_locked_cells_are_not_read(blank, rulebook):
    data = with_cell(blank, "Prosecution", "B3", '<c r="@"><f>Other!A1</f></c>')
    assert read_bytes(data, "a.xlsx", rulebook).problems == ()


def test_every_damaged_byte_is_refused_or_read(fill, rulebook):
    data = fill({"convictions": 12, "partners": "IOM"}, {"requests_by_province": [{"province": "Kep", "requests": 3}]})
    outcomes = set()
    for seed in range(400):
        chance = random.Random(seed)  # noqa: S311 - repeatable damage, no secret
        changed = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        outcomes.add(_outcome(bytes(changed), rulebook))
    assert outcomes == {"read", "refused"}


@pytest.mark.parametrize("part", ["sheet", "styles", "strings", "workbook", "relations", "contents"])
def test_every_damaged_part_is_refused_or_read(part, fill, rulebook):
    data = shared(fill({"convictions": 12, "partners": "IOM"}))
    name = {
        "sheet": sheet_part(data, "Prosecution"), "styles": "xl/styles.xml", "strings": "xl/sharedStrings.xml",
        "workbook": "xl/workbook.xml", "relations": "xl/_rels/workbook.xml.rels", "contents": "[Content_Types].xml",
    }[part]  # fmt: skip
    parts, outcomes = parts_of(data), set()
    for seed in range(120):
        chance = random.Random(seed)  # noqa: S311 - repeatable damage, no secret
        changed = bytearray(parts[name])
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(changed))
            # Text for text: what still parses as XML reaches furthest.
            changed[at : at + chance.randint(0, 2)] = chance.choice(
                [b"0", b"-1", b"x", b'"', b"A", b"9" * 30, b"", b"<"]
            )
        outcomes.add(_outcome(pack(parts | {name: bytes(changed)}, zipfile.ZIP_STORED), rulebook))
    assert outcomes == {"read", "refused"}


@pytest.mark.parametrize("attribute", ["r", "s", "t", "min", "max", "width", "ref", "sqref"])
def test_numbers_in_attributes_are_refused_or_read(attribute, fill, rulebook):
    data = fill({"convictions": 12})
    name = sheet_part(data, "Prosecution")
    for value in ("", "-1", "99999999999999999999", "NaN", "A0", "ZZZZ1", "A1:B", "\u0661"):
        changed = edited(data, name, (rf' {attribute}="[^"]*"', f' {attribute}="{value}"'))
        assert changed != data
        assert _outcome(changed, rulebook) in ("read", "refused")


def _outcome(data: bytes, rulebook) -> str:
    """Say whether a file is read or refused; anything else is an error of the test."""
    try:
        read_bytes(data, "khm-2022.xlsx", rulebook)
    except WorkbookError:
        return "refused"
    return "read"
