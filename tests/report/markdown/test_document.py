from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from markdown_reading import LAW, LINKED, Page, read, texts

from gapcheck.assessment import Assessment, assess
from gapcheck.disclosure import published
from gapcheck.report import json as report_json
from gapcheck.report.markdown import render
from gapcheck.report.markdown.inert import flat
from gapcheck.report.story import Story, Tongue, story_of
from gapcheck.report.story.bars import Part
from gapcheck.report.story.provenance import Row
from gapcheck.report.story.steps import Step
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook import read_workbook

RULES = load_rulebook()
INPUTS = Path(__file__).parents[3] / "inputs"
NAMES = ("khm-2022", "xaa-2023")
ENGLISH = Tongue(RULES)
SHORT = {held.id: held.called("en") for held in RULES.instruments}
ELEMENTS = {
    *("heading", "paragraph", "strong", "code_inline", "bullet_list", "ordered_list", "list_item", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


def _assessed(name: str) -> Assessment:
    return assess(read_workbook(INPUTS / f"{name}.xlsx", RULES), RULES)


@pytest.fixture(scope="module")
def whole() -> dict[str, Assessment]:
    return {name: _assessed(name) for name in NAMES}


@pytest.fixture(scope="module")
def shown(whole: dict[str, Assessment]) -> dict[str, Assessment]:
    return {name: published([assessment], RULES)[0] for name, assessment in whole.items()}


@pytest.fixture(scope="module")
def pages(shown: dict[str, Assessment]) -> dict[str, Page]:
    return {name: read(_rendered(assessment)) for name, assessment in shown.items()}


def _rendered(assessment: Assessment, code: str = "en", *, internal: bool = False) -> str:
    tongue = Tongue(RULES, code)
    return render(story_of(assessment, tongue, internal=internal), tongue)


def _result(assessment: Assessment) -> dict[str, Any]:
    return json.loads(report_json.render_one(assessment))


def _scored(assessment: Assessment) -> list[dict[str, Any]]:
    return [instrument for instrument in _result(assessment)["instruments"] if instrument["scored"]]


def _nodes(instrument: dict[str, Any]) -> Iterator[dict[str, Any]]:
    waiting = list(instrument["provisions"])
    while waiting:
        node = waiting.pop(0)
        yield node
        waiting = [*node.get("children", []), *waiting]


def _steps(story: Story) -> Iterator[Step]:
    for held in story.instruments:
        yield from held.steps


def _points(figure: dict[str, Any] | None, sign: str = "") -> str:
    if figure is None:
        return ""
    tenths = math.floor(Fraction(figure["exact"]) * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}{sign}"


def _under(page: Page, *path: str) -> list[list[list[str]]]:
    return next(tables for held, tables in page.tables.items() if held[1 : 1 + len(path)] == path)


@pytest.mark.parametrize("name", NAMES)
def test_every_provision_has_the_numbers_of_the_result(name, shown, pages):
    for instrument in _result(shown[name])["instruments"]:
        [table] = _under(pages[name], "All provisions", SHORT[instrument["id"]])
        wanted = [
            [
                node["clause"],
                *(str((node["levels"] or {}).get(reading, "")) for reading in ("documented", "claimed", "possible")),
                *(_points(node["score"][reading]) for reading in ("documented", "possible")),
                _points(node["score"]["coverage"], " %"),
            ]
            for node in _nodes(instrument)
        ]
        if not instrument["scored"]:  # no columns for what nothing in it has
            assert {tuple(row[1:-1]) for row in wanted} == {("",) * 5}
            wanted = [[row[0], row[-1]] for row in wanted]
        assert [[row[0], *row[2:]] for row in table[1:]] == wanted
        assert all(row[1] for row in table)


@pytest.mark.parametrize("name", NAMES)
def test_the_five_parts_add_up_and_their_edges_are_those_of_the_result(name, shown, pages):
    for instrument in _scored(shown[name]):
        parts = _under(pages[name], instrument["title"])[0]
        points = [Fraction(row[2]) for row in parts[1:]]
        assert sum(points) == 100
        edges = [sum(points[:end]) for end in (1, 2, 3, 4)]
        readings = ("verified", "documented", "claimed", "possible")
        assert edges == [Fraction(_points(instrument["score"][reading])) for reading in readings]


@pytest.mark.parametrize("name", NAMES)
def test_the_bar_has_a_mark_for_every_five_points(name, shown, pages):
    for instrument in _scored(shown[name]):
        parts = _under(pages[name], instrument["title"])[0]
        edges = [Fraction(0)]
        for row in parts[1:]:
            edges.append(edges[-1] + Fraction(row[2]))
        marks = [math.floor(edge / 5 + Fraction(1, 2)) for edge in edges]
        drawn = "".join(row[0] * (marks[at + 1] - marks[at]) for at, row in enumerate(parts[1:]))
        assert len(drawn) == 20
        assert f"{drawn} One mark stands for five points." in pages[name].lines


@pytest.mark.parametrize("name", NAMES)
def test_pillars_count_every_scored_leaf_at_its_level(name, shown, pages):
    for instrument in _scored(shown[name]):
        table = _under(pages[name], instrument["title"])[1]
        at = Counter()
        for leaf in _nodes(instrument):
            if leaf.get("criteria") is not None and leaf["levels"] is not None:
                documented, possible = leaf["levels"]["documented"], leaf["levels"]["possible"]
                at[leaf["pillar"].title(), "open" if documented == 0 < possible else documented] += 1
        rows = {row[0]: list(map(int, row[4:])) for row in table[1:]}
        assert rows == {pillar: [at[pillar, level] for level in ("open", *range(5))] for pillar in rows}
        assert sum(map(sum, rows.values())) == at.total() > 0


@pytest.mark.parametrize("name", NAMES)
def test_gaps_are_those_of_the_result_in_its_order(name, shown, pages):
    for instrument in _scored(shown[name]):
        [table] = _under(pages[name], "Gaps to close", SHORT[instrument["id"]])
        wanted = [
            [gap["clause"], f"{gap['level']} to {gap['next_level']}", _points(gap["gain"])]
            for gap in instrument["gaps"]
        ]
        assert [[row[0], row[2], row[3]] for row in table[1:]] == wanted
        for row, gap in zip(table[1:], instrument["gaps"], strict=True):
            assert all(flat(part["words"]) in row[4] for part in gap["missing"])


def test_what_is_only_shown_has_no_number_and_no_gap(shown, pages):
    instruments = [held for held in _result(shown["khm-2022"])["instruments"] if not held["scored"]]
    assert instruments
    page = pages["khm-2022"]
    for instrument in instruments:
        assert not [path for path in page.tables if path[1:2] == (instrument["title"],)]
        assert not [path for path in page.tables if path[1:3] == ("Gaps to close", SHORT[instrument["id"]])]
        assert f"Coverage: {_points(instrument['score']['coverage'], ' %')}." in page.lines


@pytest.mark.parametrize("name", NAMES)
def test_ten_steps_come_first_with_their_gain(name, shown, pages):
    first = story_of(shown[name], ENGLISH).first_steps
    told = [line for line in pages[name].lines if re.search(r"; gain \d+\.\d\.$", line)]
    assert len(told) == len(first) == 10
    for line, step in zip(told, first, strict=True):
        assert line == (
            f"{step.instrument}, {step.clause}: {step.title} "
            f"Level {step.level} to {step.next_level} ({step.next_title}); gain {step.gain}."
        )


@pytest.mark.parametrize("name", NAMES)
def test_lead_counts_and_contradictions_are_told(name, shown, pages):
    story, lines = story_of(shown[name], ENGLISH), pages[name].lines
    assert {flat(held.standing.lead) for held in story.instruments} <= set(lines)
    assert {flat(note) for held in story.instruments for note in held.standing.notes} <= set(lines)
    for count in story.certainty:
        assert any(line.startswith(f"{count.name}: {count.number}") for line in lines)
    for clash in story.clashes:
        assert flat(f"{clash.severity_words}: {clash.says}") in lines


@pytest.mark.parametrize("code", ["en", "km"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_short_enough_for_an_issue_and_holds_only_what_it_should(name, code, shown):
    rendered = _rendered(shown[name], code)
    assert len(rendered) < 65_536  # what an issue takes
    page = read(rendered)
    assert page.elements - {"blockquote"} == ELEMENTS - {"blockquote"}
    assert LINKED.search(page.seen) is None


@pytest.mark.parametrize("name", NAMES)
def test_the_same_workbook_gives_the_same_bytes(name, shown):
    again = published([_assessed(name)], RULES)[0]
    assert _rendered(again) == _rendered(shown[name])


@pytest.mark.parametrize("name", NAMES)
def test_what_is_kept_back_stands_nowhere(name, whole, shown):
    everything, page = story_of(whole[name], ENGLISH, internal=True), read(_rendered(shown[name]))
    kept, inside = story_of(shown[name], ENGLISH), read(_rendered(whole[name], internal=True))
    pairs = list(zip(everything.clashes, kept.clashes, strict=True))
    sides = [
        f"{side.value} ({side.cells})" for full, cut in pairs if cut.left is None for side in (full.left, full.right)
    ]
    repairs = [
        f"{cell} from {before} to {after}"
        for full, cut in pairs
        if not cut.repairs
        for repair in full.repairs
        for cell, before, after in repair.changes
    ]
    deeds = {flat(deed.words) for step in _steps(everything) for deed in step.deeds}
    deeds -= {flat(deed.words) for step in _steps(kept) for deed in step.deeds}
    assert sides
    assert repairs
    told, untold = "\n".join(inside.lines), "\n".join(page.lines)
    for words in (*sides, *repairs, *deeds):
        assert words in told
        assert words not in untold


def test_a_score_of_zero_is_worded_as_what_it_is(shown, pages):
    zeros = [
        held.standing.nothing for held in story_of(shown["khm-2022"], ENGLISH).instruments if held.standing.nothing
    ]
    assert zeros
    assert set(zeros) <= set(pages["khm-2022"].lines)


def test_marks_stand_before_all_else(whole, shown):
    assert "FICTIONAL EXAMPLE" in read(_rendered(shown["xaa-2023"])).lines[1]
    assert "FICTIONAL" not in _rendered(shown["khm-2022"])
    assert "ខ្មែរ" in read(_rendered(shown["khm-2022"], "km")).lines[1]
    assert "INTERNAL" in read(_rendered(whole["khm-2022"], internal=True)).lines[1]
    assert "INTERNAL" not in _rendered(shown["khm-2022"])


# What is a word of gapcheck's own, a number or a key: no workbook and no rule file writes it.
_OWN = {"key", "anchor", "id", "gain", "share", "bucket", "works", "pillar", "severity", "levels", "language", "method"}


def _filled(held: Any, text: str) -> Any:
    """A story in which every text is that of a hostile workbook or rule file."""
    if isinstance(held, tuple):
        return tuple(_filled(one, text) for one in held)
    if isinstance(held, Part) or (
        isinstance(held, Row) and held.is_hash
    ):  # a hash is worked out here, nobody writes it
        return replace(held, name=text)
    if is_dataclass(held):
        named = ((one.name, getattr(held, one.name)) for one in fields(held) if one.name not in _OWN)
        return replace(held, **{name: _filled(value, text) for name, value in named})
    return text if isinstance(held, str) else held


@pytest.fixture(scope="module")
def few(whole) -> Story:
    story = story_of(whole["khm-2022"], ENGLISH)
    instrument, part = story.instruments[0], story.register[0]
    cut = replace(instrument, nodes=instrument.nodes[1:3], steps=instrument.steps[:1], heat=instrument.heat[:1])
    listed = {"register": (replace(part, answers=part.answers[:2]),), "unchecked": story.unchecked[:1]}
    return replace(story, instruments=(cut,), first_steps=story.first_steps[:1], clashes=story.clashes[3:5], **listed)


@settings(LAW, max_examples=50)
@given(text=texts)
def test_no_text_becomes_markup_or_breaks_a_table(few, text):
    story, wanted = _filled(few, text), flat(text)
    rendered = render(story, ENGLISH)
    page = read(rendered)
    assert page.elements <= ELEMENTS
    assert LINKED.search(page.seen) is None
    plain = read(render(few, ENGLISH))
    widths = [[[len(row) for row in table] for table in tables] for tables in plain.tables.values()]
    assert [[[len(row) for row in table] for table in tables] for tables in page.tables.values()] == widths
    bars = [len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in rendered.splitlines() if line.startswith("|")]
    assert bars == [len(re.findall(r"\|", line)) for line in render(few, ENGLISH).splitlines() if line.startswith("|")]
    tables = [table for held in page.tables.values() for table in held]
    assert any(row[:2] == [wanted, flat(f"{text} {text}")] for table in tables for row in table)
    assert page.lines[0] == flat(f"Gap assessment: {text} ({text}), 2022")
    assert flat(f"{text}: {text}") in page.lines


def test_nothing_to_tell_is_said(few):
    instrument = replace(few.instruments[0], steps=(), heat=())
    empty = replace(few, instruments=(instrument,), first_steps=(), clashes=(), provenance=())
    lines = read(render(empty, ENGLISH)).lines
    assert "Nothing is left to do: no instrument has a gap." in lines
    assert "No answers were found to contradict each other." in lines
    assert "Gaps to close" not in lines


def test_what_hangs_on_a_contradiction_is_told_unless_it_is_kept_back(few):
    def told(**changed):
        clash = replace(few.clashes[0], repairs=(), **changed)
        return read(render(replace(few, clashes=(clash,)), ENGLISH)).lines

    many = tuple(f"level {number}" for number in range(1, 7))
    words = "What hangs on it: level 1; level 2; level 3; level 4; and 2 more."
    assert words in told(effects=many, effects_shown=True)
    assert "As stated it changes no level." in told(effects=(), effects_shown=True)
    assert not any("hangs" in line or "changes" in line for line in told(effects=(), effects_shown=False))


def test_contradictions_without_number_are_cut(few):
    lines = read(render(replace(few, clashes=(few.clashes * 17)[:33]), ENGLISH)).lines
    assert "And 3 more contradictions." in lines
    assert sum(few.clashes[0].says in line for line in lines) == 15
