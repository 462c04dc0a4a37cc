"""The page of years and countries: small multiples with their gaps, rank ranges, and all figures behind them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest
from assessment_making import answer, indicator, instrument, leaf, rulebook, submission
from pages_accessible import accessibility, contrast, keyboard
from pages_browser import markup
from pages_fitting import overflow
from pages_printing import cut, edges

from gapcheck.assessment import assess
from gapcheck.assessment.rounding import shown as rounded
from gapcheck.comparison.gathering import published_or_assessed
from gapcheck.comparison.years import series
from gapcheck.disclosure import published
from gapcheck.disclosure.comparisons import told
from gapcheck.report.pages import render_series
from gapcheck.report.story import Tongue
from gapcheck.rulebook import load_rulebook

INPUTS = Path(__file__).parents[3] / "inputs"
NAMED = {
    "all": sorted(INPUTS.glob("*.xlsx")),
    "gap": [INPUTS / "xaa-2021.json", INPUTS / "xaa-2023.xlsx"],
    "tip": sorted(INPUTS.glob("khm-*-tip.xlsx")),
}
LARGEST = 500_000
BOOK = rulebook(
    [indicator("done", "count"), indicator("asked", "count")],
    [
        instrument(
            "one",
            leaf("some", {4: [{"indicator": "done", "at_least": "1"}]}),
            leaf("more", {4: [{"indicator": "asked", "at_least": "1"}]}),
        )
    ],
)


@pytest.fixture(scope="module")
def book():
    return load_rulebook()


@pytest.fixture(scope="module")
def held(book):
    found = {}

    def make(name):
        if name not in found:
            raw = published_or_assessed(NAMED[name], book)
            found[name] = told(series(raw), published(raw, book))
        return found[name]

    return make


@pytest.fixture(scope="module")
def page(held, book):
    return lambda name, language="en": render_series(held(name), Tongue(book, language))


@pytest.fixture(scope="module")
def path(page, tmp_path_factory):
    folder = tmp_path_factory.mktemp("series")

    def write(name, language="en"):
        file = folder / f"{name}-{language}.html"
        if not file.exists():
            file.write_text(page(name, language), encoding="utf-8")
        return file

    return write


def charts(text):
    """The drawing of every chart, with what it is called and what it says."""
    return re.findall(
        r"<figcaption>(.*?)</figcaption>\s*<svg class=\"chart\"[^>]*aria-label=\"(.*?)\">(.*?)</svg>", text, re.DOTALL
    )


def figure(score):
    return rounded(Fraction(score.exact))


@pytest.mark.parametrize("name", NAMED)
def test_every_instrument_and_pillar_has_a_chart_that_says_its_years(held, page, name):
    lines = [
        line
        for country in held(name).series
        for line in country.lines
        if line.kind != "provision" and any(score is not None and score.documented is not None for score in line.scores)
    ]
    found = charts(page(name))
    assert len(found) == len(lines)
    for (_, words, drawn), line in zip(found, lines, strict=True):
        scored = [score for score in line.scores if score is not None and score.documented is not None]
        for score in scored:
            assert f"{figure(score.documented)} to {figure(score.possible)}" in words
        assert drawn.count('class="documented"') == drawn.count('class="possible"') == len(scored)


def test_dots_are_as_high_as_their_scores(held, page):
    (country,) = held("gap").series
    whole = next(line for line in country.lines if line.kind == "instrument")
    _, _, drawn = charts(page("gap"))[0]
    low = [float(y) for y in re.findall(r'class="documented" cx="[\d.]+" cy="([\d.]+)"', drawn)]
    high = [float(y) for y in re.findall(r'class="possible" cx="[\d.]+" cy="([\d.]+)"', drawn)]
    scores = [score for score in whole.scores if score is not None]
    for ys, reading in ((low, "documented"), (high, "possible")):
        for y, score in zip(ys, scores, strict=True):
            assert y == pytest.approx(120 - getattr(score, reading).value * 112 / 100, abs=0.1)


def test_a_year_without_a_report_is_a_gap_that_no_band_crosses(page):
    text = page("gap")
    assert "No report: 2022" in text
    assert "2022: no report" in charts(text)[0][1]
    for _, _, drawn in charts(text):
        assert drawn.count('class="absent"') == 1
        assert 'class="band"' not in drawn
        assert drawn.count('class="seam"') == 1
    assert "The rules changed between these reports" in text


def test_years_that_follow_each_other_make_a_band(page):
    for _, _, drawn in charts(page("tip")):
        assert drawn.count('class="band"') == 1
        assert 'class="absent"' not in drawn
        assert 'class="seam"' not in drawn


def test_the_table_behind_holds_every_score_of_which_anything_is_known(held, page):
    text = unescape(page("gap"))
    (country,) = held("gap").series
    cells = re.findall(r"<td>([\d.]+) to ([\d.]+) <span class=\"where\">([\d.]+)", text)
    for line in country.lines:
        for score in line.scores:
            if score is not None and score.documented is not None and score.coverage.exact != "0":
                assert (figure(score.documented), figure(score.possible), figure(score.coverage)) in cells


def test_recommendations_made_again_are_told_with_their_years(held, page):
    lineage = [entry for country in held("tip").series for entry in country.lineage]
    assert lineage
    text = unescape(page("tip"))
    for entry in lineage:
        assert f"{entry.times} times, as far as known" in text
        assert ", ".join(entry.asked_before) in text


def test_countries_have_ranges_of_ranks_and_no_bare_rank(book):
    del book
    results = []
    for code, answers in {
        "KHM": [answer("done", Fraction(1))],
        "LAO": [answer("done", Fraction(1)), answer("asked", Fraction(0))],
        "THA": [answer("done", Fraction(0)), answer("asked", Fraction(0))],
    }.items():
        said = submission(answers, period=(date(2021, 1, 1), date(2021, 12, 31)))
        said = replace(said, country=code, year=2021, sha256=code.lower().ljust(64, "0"), file_name=f"{code}.xlsx")
        results.append(assess(said, BOOK))
    made = series(results)
    text = render_series(made, Tongue(BOOK))
    (ranks,) = made.ranks
    bars = re.findall(
        r'aria-label="Rank ([\d to]+)">.*?<rect class="place" x="([\d.]+)%" width="([\d.]+)%"', text, re.DOTALL
    )
    assert len(bars) == len(ranks.countries) == 3
    for (words, start, width), country in zip(bars, ranks.countries, strict=True):
        assert words == (str(country.best) if country.best == country.worst else f"{country.best} to {country.worst}")
        assert float(start) == pytest.approx((country.best - 1) * 100 / 3, abs=0.01)
        assert float(width) == pytest.approx((country.worst - country.best + 1) * 100 / 3, abs=0.01)
    assert any(country.best != country.worst for country in ranks.countries)
    assert "Ranges that overlap have no order." in text


@pytest.mark.parametrize("language", ["en", "km"])
@pytest.mark.parametrize("name", NAMED)
def test_the_same_text_twice_and_no_larger_than_can_be_mailed(held, page, book, name, language):
    text = page(name, language)
    assert text == render_series(held(name), Tongue(book, language))
    assert len(text.encode()) < LARGEST
    assert " style=" not in text


@pytest.mark.parametrize(
    ("name", "language", "look"),
    [
        *(("all", "en", look) for look in (markup, accessibility, contrast, keyboard, overflow, cut, edges)),
        *(("gap", "km", look) for look in (markup, accessibility, overflow)),
    ],
)
def test_everybody_can_read_it(opened, path, name, language, look):
    found = opened(path(name, language))
    assert look(found.page) == []
    assert found.findings == []
