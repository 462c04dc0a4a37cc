"""The spreadsheet holds what the result does, in numbers that can be sorted, and nothing that was kept back."""

from __future__ import annotations

import io
import json
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest
from assessment_making import answer, indicator, instrument, leaf, review, rulebook, submission

from gapcheck.assessment import assess
from gapcheck.assessment.nodes import InnerProvision
from gapcheck.disclosure import NOT_SHOWN, published
from gapcheck.disclosure.freetext import WITHHELD
from gapcheck.report.spoken.words import word
from gapcheck.report.spreadsheet.spreadsheet import SHEETS
from gapcheck.workbook import read_workbook

INPUTS = Path(__file__).parents[3] / "inputs"
HEADER = 3
READINGS = ("verified", "documented", "claimed", "possible")
PARTS = ("verified", "documented only", "claimed only", "unknown", "gap")
NAMES = ("khm-2022", "xaa-2023", "reviewed")


@pytest.fixture(scope="session")
def reviewed(rules):
    """The fictional country with an answer accepted, one corrected, one rejected and one "not applicable" approved."""
    submission = read_workbook(INPUTS / "xaa-2023.xlsx", rules)
    open_ones = [name for name, held in submission.answers.items() if held.status.value == "not_applicable"]
    said = review(
        palermo_protocol_status="accepted",
        cases_decided=("corrected", Fraction(52)),
        trafficking_law="rejected",
        **dict.fromkeys(open_ones, "not_applicable_approved"),
    )
    return published([assess(submission, rules, [said])], rules)[0]


@pytest.fixture
def of(made, reviewed):
    def get(name, language="en"):
        return made(reviewed if name == "reviewed" else name, language)

    return get


def nodes(held):
    yield held
    for child in held.children if isinstance(held, InnerProvision) else getattr(held, "provisions", ()):
        yield from nodes(child)


def value(figure):
    return None if figure is None else figure.value


@pytest.mark.parametrize("name", NAMES)
def test_every_score_coverage_and_level_of_the_result_is_in_its_cell(of, name):
    made = of(name)
    rows = {row["Identifier"]: row for row in made.rows("provisions")}
    told = [node for held in made.assessment.instruments for node in nodes(held)]
    assert list(rows) == [node.id for node in told]
    for node in told:
        row = rows[node.id]
        assert [row[f"Score, {reading}"] for reading in READINGS] == [
            value(getattr(node.score, reading)) for reading in READINGS
        ]
        assert row["Coverage (%)"] == value(node.score.coverage)
        levels = getattr(node, "levels", None)
        assert [row[f"Level, {reading}"] for reading in READINGS] == [
            None if levels is None else getattr(levels, reading) for reading in READINGS
        ]


@pytest.mark.parametrize("name", NAMES)
def test_the_five_parts_of_every_bar_add_up_to_100_as_printed(of, name):
    made = of(name)
    bars = [[row[f"Part: {part}"] for part in PARTS] for row in made.rows("provisions")]
    bars += [[row[part] for part in PARTS] for row in made.table("Scores")]
    scored = [bar for bar in bars if bar[0] is not None]
    assert len(scored) > 40
    assert all(sum(Fraction(f"{part:.1f}") for part in bar) == 100 for bar in scored)
    assert all(part is None for bar in bars if bar[0] is None for part in bar)


@pytest.mark.parametrize("name", NAMES)
def test_every_gap_is_there_with_its_gain_its_share_and_its_levels(of, name):
    made = of(name)
    rows = [
        (row["Clause"], row["Title"], row["Level now"], row["Next level"], row["Gain (points)"],
         row["Share of weight (%)"])
        for row in made.rows("gaps")
    ]  # fmt: skip
    assert rows == [
        (gap.clause, gap.title, gap.level, gap.next_level, gap.gain.value, gap.share.value)
        for held in made.assessment.instruments
        for gap in held.gaps
    ]
    for row in made.rows("gaps"):
        assert row["What is missing"]
        assert [row[key] for key in ("Owner", "Due date", "Status", "Remark")] == [None] * 4


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_has_each_instrument_with_its_headline_range_and_numbers_of_levels(of, name):
    made = of(name)
    scores = {row["Instrument or pillar"]: row for row in made.table("Scores")}
    levels = {row["Instrument or pillar"]: row for row in made.table("Levels")}
    for held, view in zip(made.assessment.instruments, made.story.instruments, strict=True):
        row = scores[view.short_title]
        if not held.scored:
            assert (row["Headline"], row["Documented"], row["Possible"]) == ("not scored", None, None)
            assert view.short_title not in levels
            continue
        assert row["Headline"] == ("no headline" if held.headline is None else held.headline.value)
        assert (row["Documented"], row["Possible"]) == (held.score.documented.value, held.score.possible.value)
        counts, shown = held.level_counts["documented"], levels[view.short_title]
        assert shown["Nothing documented yet"] + shown["Not started"] == counts["0"]
        assert [shown[key] for key in ("Started", "In place", "Implemented", "Sustained")] == [
            counts[level] for level in "1234"
        ]
        assert shown["All"] == sum(counts.values())


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_criterion_and_contradiction_has_its_row(of, name):
    made = of(name)
    answers = {row["ID"]: row for row in made.rows("answers")}
    for record in made.assessment.answers:
        row = answers[record.indicator]
        rejected = record.review is not None and record.review.verdict == "rejected"
        assert row["Answer"] == ("rejected by a review" if rejected else record.words or None)
        assert row["Document date"] == record.evidence.document_date
        if isinstance(record.value, (int, float)) and row["Unit"] != "%":
            assert row["Figure"] == record.value
        elif isinstance(record.value, (int, float)):
            assert row["Figure"] == pytest.approx(record.value * 100)
        else:
            assert row["Figure"] is None
    lines = [
        line for view in made.story.instruments for node in view.nodes for rung in node.ladder for line in rung.lines
    ]
    assert [row["Met or not"] for row in made.rows("criteria")] == [line.truth_words for line in lines]
    assert [row["Check"] for row in made.rows("clashes") if row["Check"]] == [
        clash.check for clash in made.story.clashes
    ]
    for row, clash in zip(made.rows("clashes"), made.story.clashes, strict=False):
        if clash.left is not None and clash.left.number is not None:
            assert row["Left side"] == clash.left.number


def test_a_review_is_told_decision_by_decision_and_beside_its_answer(of):
    made = of("reviewed")
    assert [row["Auditor's decision"] for row in made.rows("reviews")] == [
        decision.verdict for decision in made.story.decisions
    ]
    rows = {row["ID"]: row for row in made.rows("answers")}
    assert rows["palermo_protocol_status"]["Evidence"] == "verified"
    assert (rows["cases_decided"]["Figure"], rows["cases_decided"]["Auditor's decision"]) == (52, "corrected")
    assert rows["cases_decided"]["Original answer"]


def test_tables_have_one_figure_a_row_and_none_that_was_kept_back(made, rules):
    whole = assess(read_workbook(INPUTS / "khm-2022.xlsx", rules), rules)
    shown, internal = made("khm-2022"), made(whole, internal=True)
    cells = lambda held: [(row["ID"], row["Row"], row["Column"], row["Value"]) for row in held.rows("tables")]  # noqa: E731
    pairs = list(zip(cells(shown), cells(internal), strict=True))
    hidden = [(kept, told) for kept, told in pairs if kept[3] == NOT_SHOWN]
    assert hidden
    assert {row["Unit"] for row in shown.rows("tables")} <= {None, "%"}
    assert all(isinstance(told[3], int) for _, told in hidden)
    assert any(told[3] in (1, 2, 3, 4) for _, told in hidden)
    assert all(kept == told for kept, told in pairs if kept[3] != NOT_SHOWN)


def test_small_counts_are_not_in_the_file(made, rules):
    whole = assess(read_workbook(INPUTS / "khm-2022.xlsx", rules), rules)
    persons = {name for name, held in rules.indicators.items() if held.unit == "persons" and held.derived is None}
    small = {
        record.indicator for record in whole.answers if record.indicator in persons and record.value in (1, 2, 3, 4)
    }
    assert small
    rows = {row["ID"]: row for row in made("khm-2022").rows("answers")}
    assert all((rows[name]["Figure"], rows[name]["Answer"]) == (None, NOT_SHOWN) for name in small)
    assert whole.workbook.sha256 not in str([*made("khm-2022").sheet("method").values])


def test_an_internal_spreadsheet_says_so_on_every_sheet(made, rules):
    whole = assess(read_workbook(INPUTS / "khm-2022.xlsx", rules), rules)
    for sheet in made(whole, internal=True).book.worksheets:
        above = " ".join(str(cell) for row in sheet.iter_rows(max_row=2, max_col=1, values_only=True) for cell in row)
        assert "INTERNAL" in above
        assert "INTERNAL" in sheet.oddHeader.center.text


@pytest.mark.parametrize("language", ["en", "km"])
def test_every_sheet_of_an_invented_country_is_marked(made, language):
    held = made("xaa-2023", language)
    mark = held.words.say("fictional")
    for sheet in held.book.worksheets:
        above = " ".join(str(cell) for row in sheet.iter_rows(max_row=3, max_col=1, values_only=True) for cell in row)
        assert mark in above
        assert mark in sheet.oddHeader.center.text


@pytest.mark.parametrize("language", ["en", "km"])
@pytest.mark.parametrize("name", ["khm-2022", "xaa-2023"])
def test_the_same_bytes_twice(made, name, language):
    held = made(name, language)
    assert held.again() == held.data


def test_the_file_names_its_language_and_title_and_has_no_formula(made):
    held = made("khm-2022", "km")
    assert held.book.properties.language == "km"
    assert "2022" in held.book.properties.title
    assert [sheet.title for sheet in held.book.worksheets] == [held.words.say(f"sheet_{name}") for name in SHEETS]
    types = {cell.data_type for sheet in held.book.worksheets for row in sheet.iter_rows() for cell in row}
    assert types <= {"s", "n"}


def test_lists_are_tables_with_filters_and_frozen_headings_and_no_merged_cells(made):
    held = made("khm-2022")
    for name in SHEETS[1:-1]:
        sheet = held.sheet(name)
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes.endswith(str(HEADER + 1))
        assert sheet.print_title_rows == f"${HEADER}:${HEADER}"
        for table in sheet.tables.values():
            heads = [cell.value for cell in sheet[table.ref][0]]
            assert heads == [column.name for column in table.tableColumns]
            assert table.autoFilter.ref == table.ref


def test_owners_can_fill_in_a_day_and_a_status(made):
    sheet = made("khm-2022").sheet("gaps")
    assert not sheet.protection.sheet
    kinds = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    last = sheet.max_row
    assert str(kinds["date"].sqref) == f"N{HEADER + 1}:N{last}"
    assert str(kinds["list"].sqref) == f"O{HEADER + 1}:O{last}"
    assert kinds["list"].formula1 == '"open,under way,done"'


def test_charts_draw_the_tables_in_patterns_and_are_told_in_words(made):
    held = made("xaa-2023")
    with zipfile.ZipFile(io.BytesIO(held.data)) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
        charts = [parts.read(f"xl/charts/chart{number}.xml").decode() for number in (1, 2)]
    for view in held.story.instruments:
        assert f"{view.short_title}: {view.standing.bar.words}." in drawing
    assert drawing.count("descr=") == 2
    for chart, table in zip(charts, ("Scores", "Levels"), strict=True):
        assert chart.count("<a:pattFill") >= 3
        first = int("".join(filter(str.isdigit, held.sheet("summary").tables[table].ref.split(":")[0])))
        assert f"'Summary'!$A${first + 1}:" in chart


def test_an_instrument_that_is_not_scored_has_no_numbers_and_an_empty_list_says_so(made):
    book = rulebook(
        [indicator("law", "yes_no")],
        [instrument("shown", leaf("P", {4: [{"indicator": "law", "is": "yes"}]}), scored="false")],
    )
    held = made(assess(submission([answer("law", "yes")]), book), rules=book)
    (row,) = held.table("Scores")
    assert (row["Instrument or pillar"], row["Headline"], row["Documented"]) == ("shown", "not scored", None)
    assert [held.sheet(name).cell(HEADER + 1, 1).value for name in ("gaps", "tables", "clashes", "reviews")] == [
        held.words.say(f"none_{name}") for name in ("gaps", "tables", "clashes", "reviews")
    ]
    assert [row["Scored"] for row in held.rows("provisions")] == ["not scored", "Shown, not scored."]


def test_provisions_can_be_folded_under_those_that_they_belong_to(made):
    held = made("khm-2022")
    sheet = held.sheet("provisions")
    depths = [depth for view in held.story.instruments for depth in (0, *(node.depth + 1 for node in view.nodes))]
    assert [sheet.row_dimensions[HEADER + 1 + at].outlineLevel for at in range(len(depths))] == depths
    assert sheet.sheet_format.outlineLevelRow == max(depths)
    assert not sheet.sheet_properties.outlinePr.summaryBelow


def test_the_summary_and_the_json_result_say_the_same_headline(of):
    made = of("xaa-2023")
    told = json.loads(made.assessment.model_dump_json(by_alias=True))
    assert made.table("Scores")[0]["Headline"] == told["instruments"][0]["headline"]["value"]


def test_words_that_are_kept_back_are_said_in_the_language_of_the_report(made):
    shown = made("khm-2022").assessment
    (first, *others) = shown.answers
    kept = {"document": WITHHELD, "link": WITHHELD, "responsible_body": WITHHELD, "comment": WITHHELD}
    first = first.model_copy(update={"evidence": first.evidence.model_copy(update=kept)})
    named = dict.fromkeys(("submitted_by", "submission", "transcribed_by"), WITHHELD)
    of = made(shown.model_copy(update={"answers": [first, *others], **named}), "km")
    cells = [str(cell) for sheet in of.book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert not [cell for cell in cells if WITHHELD in cell]
    # Four beside the first answer, three about the report, and a key of a table for two numbers and more.
    assert sum(word("withheld", "km") in cell for cell in cells) >= 9
