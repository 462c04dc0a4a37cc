"""The page of a comparison: its numbers are those of the JSON, and it is read, printed and walked by everybody."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from html import unescape
from itertools import cycle
from pathlib import Path

import pytest
from assessment_making import answer, indicator, instrument, leaf, rulebook, submission
from pages_accessible import accessibility, contrast, keyboard
from pages_browser import at_rest, markup, visible_text
from pages_fitting import overflow
from pages_printing import cut, edges

from gapcheck.assessment.rounding import shown as rounded
from gapcheck.comparison.account import account
from gapcheck.comparison.gathering import Gathered, Rulers, gather
from gapcheck.comparison.result import PLAYERS
from gapcheck.comparison.sides import Side
from gapcheck.disclosure import published
from gapcheck.disclosure.comparisons import Compared, compared, together
from gapcheck.report.pages import render_comparisons
from gapcheck.report.story import Tongue
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook.reading import read_workbook

INPUTS = Path(__file__).parents[3] / "inputs"
NAMED = {
    "years": [INPUTS / f"xaa-{year}.xlsx" for year in (2021, 2022, 2023)],
    "published": [INPUTS / "xaa-2021.json", INPUTS / "xaa-2021.xlsx", INPUTS / "xaa-2022.xlsx"],
    "unchanged": [INPUTS / "xaa-2021.json", INPUTS / "xaa-2022.xlsx"],
    "voices": [INPUTS / "khm-2022.xlsx", INPUTS / "khm-2023-tip.xlsx"],
}
LARGEST = 500_000
CELL = r"<t[dh][^>]*>(.*?)</t[dh]>"
NUMBER = re.compile(r"[+−]?\d+\.\d")


@pytest.fixture(scope="module")
def book():
    return load_rulebook()


@pytest.fixture(scope="module")
def made(book):
    """Return a function that gives what was compared, and the results, as passed on and whole."""
    held = {}

    def make(name, internal=False):
        if (name, internal) not in held:
            gathered = gather(NAMED[name], [], Rulers(book))
            raw = gathered.results(book)
            if internal:
                held[name, internal] = Compared(account(gathered, book)), raw
            else:
                shown = published(raw, book)
                groups = together(raw, shown, book)
                held[name, internal] = compared(account(gathered, book, together=groups), raw, shown), shown
        return held[name, internal]

    return make


@pytest.fixture(scope="module")
def page(made, book):
    def render(name, language="en", internal=False):
        held, results = made(name, internal)
        return render_comparisons(held, results, Tongue(book, language), internal=internal)

    return render


@pytest.fixture(scope="module")
def path(page, tmp_path_factory):
    """Return a function that writes a page once and gives its path."""
    folder = tmp_path_factory.mktemp("comparisons")

    def write(name, language="en"):
        file = folder / f"{name}-{language}.html"
        if not file.exists():
            file.write_text(page(name, language), encoding="utf-8")
        return file

    return write


def tables(text, kind):
    """The rows of every table of one class: the texts of their cells."""
    found = re.findall(rf'<table class="{kind}">(.*?)</table>', text, re.DOTALL)
    return [
        [
            [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(CELL, row, re.DOTALL)]
            for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
        ]
        for table in found
    ]


def figures(score):
    """A score as a table prints it: four readings, and the coverage."""
    if score.documented is None:
        return ()
    readings = [getattr(score, reading) for reading in ("verified", "documented", "claimed", "possible")]
    printed = [rounded(Fraction(figure.exact)) for figure in readings]
    return (*printed, f"{rounded(Fraction(score.coverage.exact))}\u00a0%")


def number(text):
    return Fraction(text.replace("−", "-"))


@pytest.mark.parametrize("name", ["years", "published", "voices"])
def test_every_row_of_every_bridge_adds_up_as_printed(made, page, name):
    made_of, _ = made(name)
    bridged = [node for each in made_of.account.comparisons for node in each.nodes if node.provision is None]
    found = tables(page(name), "steps-table")
    assert len(found) == len(bridged)
    for table, node in zip(found, bridged, strict=True):
        for row, reading in zip(table[1:], ("verified", "documented", "claimed", "possible"), strict=True):
            before, *steps, after = map(number, row[1:])
            assert before + sum(steps) == after
            held = getattr(node.bridge, reading)
            assert (before, after) == (Fraction(str(held.before.value)), Fraction(str(held.after.value)))
            for step, player in zip(steps, PLAYERS, strict=True):
                # Steps are the differences of rounded sums: each is a tenth off at most.
                assert abs(step - Fraction(getattr(held, player).exact)) <= Fraction(1, 10)


def test_drawings_are_at_the_places_that_the_figures_say(page):
    text = page("years")
    drawn = re.findall(r'aria-label="(\w+): ([+−]?[\d.]+), from ([\d.]+) to ([\d.]+)">.*?</svg></svg>', text, re.DOTALL)
    assert len(drawn) == 8
    moving = re.compile(r'aria-label="\w+: ([+−][\d.]+), from ([\d.]+) to ([\d.]+)">(.*?)</svg></svg>', re.DOTALL)
    for change, start, end, inside in moving.findall(text):
        assert number(end) - number(start) == number(change)
        x, width = re.search(r'<rect class="w-\w+ (?:up|down)" x="([\d.]+)%" width="([\d.]+)%"', inside).groups()
        assert (number(x), number(width)) == (min(number(start), number(end)), abs(number(change)))


def test_ranges_are_drawn_where_their_scores_are(made, page):
    held, _ = made("years")
    text = page("years")
    drawn = re.findall(r'<line class="r-(before|after)" x1="([\d.]+)%" x2="([\d.]+)%"', text)
    for each in held.account.comparisons:
        for node in each.nodes:
            if node.provision is None:
                for key, score in (("before", node.before), ("after", node.after)):
                    assert (key, f"{score.documented.value:.1f}", f"{score.possible.value:.1f}") in drawn


def test_the_table_behind_holds_every_score_of_what_changed(made, page):
    held, _ = made("years")
    found = tables(page("years"), "numbers")
    assert len(found) == 2
    for each, table in zip(held.account.comparisons, found, strict=True):
        rows = {tuple(row[-6:]) for row in table[1:]}
        for node in each.nodes:
            if node.before is None or node.after is None or figures(node.before)[:-1] == figures(node.after)[:-1]:
                continue
            assert (str(each.earlier.year), *figures(node.before)) in rows
            assert (str(each.later.year), *figures(node.after)) in rows


def test_what_moved_is_told_with_its_levels_and_answers(made, page):
    held, _ = made("years")
    text = unescape(page("years"))
    articles = re.findall(r'<article class="leaf moved">(.*?)</article>', text, re.DOTALL)
    moved = [name for each in held.account.comparisons for name in each.most_moved]
    assert len(articles) == len(moved)
    first = next(leaf for leaf in held.account.comparisons[0].leaves if leaf.provision == moved[0])
    assert f"documented: level {first.before.documented} → {first.after.documented}" in articles[0]
    assert all(mover.question in articles[0] for mover in first.movers)


def test_a_result_of_other_rules_has_its_scores_again(page):
    text = page("published")
    assert "2021*" in text
    assert "made with other rules" in text
    assert "made with other rules" not in page("published", internal=True)


def test_two_rulebooks_have_a_step_of_their_own():
    asked = [indicator("done", "count")]
    old, new = (
        replace(
            rulebook(asked, [instrument("one", leaf("some", {4: [{"indicator": "done", "at_least": least}]}))]),
            sha256=name * 64,
        )
        for name, least in (("a", "1"), ("b", "9"))
    )
    sides = []
    for year, own, other in ((2021, old, new), (2022, new, old)):
        period = date(year, 1, 1), date(year, 12, 31)
        said = submission([answer("done", Fraction(5))], period=period)
        said = replace(said, year=year, file_name=f"{year}.xlsx", sha256=str(year) * 16)
        sides.append(Side(said, own, reread=Side(said, other)))
    gathered = Gathered(tuple(sides), ())
    results = gathered.results(new)
    text = unescape(render_comparisons(Compared(account(gathered, new)), results, Tongue(new), internal=True))
    assert "Each year stands under its own rules." in text
    ((_, *rows),) = tables(text, "steps-table")
    assert rows[2] == ["claimed", "100.0", "0.0", "0.0", "0.0", "−100.0", "0.0"]
    assert "The same answers have another level under the later rules." in text


def test_unchanged_provisions_have_their_levels(made, page):
    held, _ = made("unchanged")
    (pair,) = held.account.unchanged
    (table,) = tables(page("unchanged"), "unchanged")
    assert len(table) == len(pair.leaves) + 1
    for held_leaf, row in zip(pair.leaves, table[1:], strict=True):
        assert row[2] == f"{held_leaf.before.documented} / {held_leaf.before.claimed}"
        assert row[3].startswith(f"{held_leaf.after.documented} / {held_leaf.after.claimed}")
        assert ("changed" in row[3]) == (held_leaf.before != held_leaf.after)


def test_two_voices_stand_side_by_side_with_their_counts(made, page):
    held, _ = made("voices")
    (voices,) = held.account.voices
    ((_, *rows),) = tables(page("voices"), "findings")
    assert sum(int(row[1]) for row in rows) == sum(voices.counts.values()) + voices.neither_speaks
    sides = tables(page("voices"), "sides")
    assert sum((len(table) - 1) // 2 for table in sides) == len(voices.answers)
    assert "Neither voice is measured by the other" in page("voices")


def test_two_voices_that_differ_are_told_how(book):
    held = [read_workbook(INPUTS / f"{name}.xlsx", book, any_rulebook=True) for name in ("xaa-2021", "xaa-2022")]
    changes = {"period_start": held[0].period_start, "period_end": held[0].period_end, "source": "outside"}
    outside = replace(held[1], **changes)
    gathered = Gathered((Side(outside, book), Side(held[0], book)), ())
    raw = gathered.results(book)
    shown = published(raw, book)
    made = compared(account(gathered, book, together=together(raw, shown, book)), raw, shown)
    text = unescape(render_comparisons(made, shown, Tongue(book)))
    for words in ("They say different things", "Both say the same", "Levels that differ where both speak"):
        assert words in text
    assert "Not said, because a number is not shown" in text
    (voices,) = made.account.voices
    assert voices.counts["differ"] > 0 < voices.counts["agree"]


def test_counts_of_persons_are_there_only_inside(page):
    shown, whole = page("years"), page("years", internal=True)
    assert "Counts of persons from 1 to 4, and what would tell them, are not shown." in shown
    assert "INTERNAL" not in shown
    assert "INTERNAL" in whole
    assert "It also rests on answers with numbers that are not shown." in shown
    assert "It also rests on answers with numbers that are not shown." not in whole


@pytest.mark.parametrize("language", ["en", "km"])
@pytest.mark.parametrize("name", NAMED)
def test_the_same_text_twice_and_no_larger_than_can_be_mailed(made, page, book, name, language):
    held, results = made(name)
    text = page(name, language)
    assert text == render_comparisons(held, results, Tongue(book, language))
    assert len(text.encode()) < LARGEST
    assert f'<html lang="{language}">' in text
    assert " style=" not in text
    assert "<script" not in text


def test_what_was_compared_is_named_in_the_language_of_the_page(page):
    assert "What really changed" in page("years")
    assert "អ្វីដែលពិតជាប្រែប្រួល" in page("years", "km")
    assert "What really changed" not in page("years", "km")


def test_texts_of_a_workbook_do_nothing(book, browser, tmp_path, hostile_texts):
    evil = "<script>alert(1)</script>\u202e{{7*7}}<img src=x onerror=alert(2)>" + "A" * 400
    held = read_workbook(INPUTS / "xaa-2022.xlsx", book, any_rulebook=True)
    words = cycle(text.shown for text in hostile_texts)
    answers = {
        name: replace(said, evidence=replace(said.evidence, document=f"{next(words)} {evil}"))
        for name, said in held.answers.items()
    }
    later = replace(held, answers=answers, file_name=f"{evil}.xlsx")
    earlier = read_workbook(INPUTS / "xaa-2021.xlsx", book, any_rulebook=True)
    gathered = Gathered((Side(earlier, book), Side(later, book)), ())
    raw = gathered.results(book)
    file = tmp_path / "evil.html"
    file.write_text(render_comparisons(Compared(account(gathered, book)), raw, Tongue(book), internal=True), "utf-8")
    text = file.read_text("utf-8")
    assert "<script" not in text
    assert "onerror=alert(2)&gt;" in text
    assert "\u202e" not in text
    assert at_rest(browser, file) == []


@pytest.mark.parametrize(
    ("name", "language", "look"),
    [
        *(
            (name, "en", look)
            for name in ("years", "voices", "unchanged")
            for look in (markup, accessibility, overflow)
        ),
        *(("published", "km", look) for look in (markup, accessibility, overflow, cut, edges)),
        *(("years", "en", look) for look in (contrast, keyboard, cut, edges)),
    ],
)
def test_everybody_can_read_it(opened, path, name, language, look):
    held = opened(path(name, language))
    assert look(held.page) == []
    assert held.findings == []


def test_everything_on_the_page_is_seen(opened, path, made):
    held, _ = made("years")
    seen = visible_text(opened(path("years"), scripting=False).page)
    titles = {node.title for each in held.account.comparisons for node in each.nodes if node.provision is None}
    assert all(title in seen for title in titles)
    assert len(NUMBER.findall(seen)) > 300
