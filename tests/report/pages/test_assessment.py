"""The page of an assessment: read by everybody, everywhere, and saying what the record says."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from pages_accessible import accessibility, contrast, keyboard
from pages_browser import at_rest, markup, visible_text
from pages_fitting import overflow
from pages_printing import cut, edges, printed, words

from gapcheck.assessment import assess
from gapcheck.assessment.result import InnerProvision
from gapcheck.disclosure import published
from gapcheck.report.pages import render_assessment
from gapcheck.report.pages.environment import is_web
from gapcheck.report.story import Tongue, story_of
from gapcheck.resources import shipped
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook import read_workbook
from gapcheck.workbook.reviewing.reading import read_review

RULES = load_rulebook()
SHOWN = [("khm-2022", "en"), ("xaa-2023", "en"), ("xaa-2023", "km")]
PAPER = {"khm-2022-en", "xaa-2023-km"}
BASE, EACH = 350_000, 65_000  # bytes of one country's page: what is in each, and what an instrument adds


def assessed(name):
    whole = assess(read_workbook(shipped("inputs") / f"{name}.xlsx", RULES), RULES)
    return whole, published([whole], RULES)[0]


def told(assessment, language="en", *, internal=False):
    tongue = Tongue(RULES, language)
    return render_assessment(story_of(assessment, tongue, internal=internal), tongue)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for name, language in SHOWN:
        path = folder / f"{name}-{language}.html"
        path.write_text(told(assessed(name)[1], language), encoding="utf-8")
        made[path.stem] = path
    return made


@pytest.fixture(params=[f"{name}-{language}" for name, language in SHOWN])
def shown(request, pages):
    return pages[request.param]


def test_nothing_is_loaded_nothing_is_run_and_nothing_is_missed(browser, shown):
    assert at_rest(browser, shown) == []


def test_it_holds_nothing_but_itself(opened, shown):
    assert markup(opened(shown).page) == []


def test_it_fits_a_telephone_a_tablet_and_a_desk(opened, shown):
    assert overflow(opened(shown).page) == []


@pytest.mark.parametrize("name", sorted(PAPER))
def test_axe_finds_no_violation(opened, pages, name):
    assert accessibility(opened(pages[name]).page) == []


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    """A page with everything on it, of a few provisions: looking at every letter of a whole one takes half a minute."""
    _, held = assessed("xaa-2023")
    (instrument,) = held.instruments
    part = instrument.provisions[0].children[2]
    gaps = [gap for gap in instrument.gaps if gap.provision.startswith(part.id)]
    few = instrument.model_copy(update={"provisions": [part], "gaps": gaps})
    named = {name for name in RULES.indicators if any(f"'{name}'" in str(leaf) for leaf in part.children)}
    kept = {name for held_name in named for name in RULES.underlying(held_name)}
    answers = [answer for answer in held.answers if answer.indicator in kept or answer.contested]
    path = tmp_path_factory.mktemp("short") / "short.html"
    path.write_text(told(held.model_copy(update={"instruments": [few], "answers": answers})), encoding="utf-8")
    return path


def test_the_short_page_has_every_part_of_a_bar_and_every_kind_of_mark(short):
    text = short.read_text(encoding="utf-8")
    for found in (
        "t-documented", "t-claimed", "t-unknown", "t-gap", "m met", "m not_met", "clash error", "grade g-documented",
    ):  # fmt: skip
        assert f'"{found}"' in text


def test_it_can_be_walked_by_keyboard(opened, short):
    assert keyboard(opened(short).page) == []


def test_every_letter_can_be_told_from_its_ground(opened, short):
    assert contrast(opened(short).page) == []


@pytest.mark.parametrize("name", sorted(PAPER))
def test_no_row_is_cut_in_print(opened, pages, name):
    assert cut(opened(pages[name]).page) == []


@pytest.mark.parametrize("name", sorted(PAPER))
def test_nothing_is_cut_at_the_edge_of_the_paper(opened, pages, name):
    assert edges(opened(pages[name]).page) == []


@pytest.mark.parametrize("name", ["khm-2022", "xaa-2023"])
def test_it_is_small(name):
    _, held = assessed(name)
    most = BASE + EACH * len(held.instruments)
    assert len(told(held).encode()) < most
    assert len(told(held, "km")) < most  # letters: each of Khmer takes three bytes


def _nodes(nodes):
    for node in nodes:
        yield node
        if isinstance(node, InnerProvision):
            yield from _nodes(node.children)


def _article(page, anchor):
    start = page.index(f'id="{anchor}"')
    return page[start : page.index("</article>", start)]


@pytest.mark.parametrize("name", ["khm-2022", "xaa-2023"])
def test_every_number_of_a_provision_is_that_of_the_record(name):
    _, held = assessed(name)
    page = told(held)
    seen = 0
    for instrument in held.instruments:
        for node in _nodes(instrument.provisions):
            article = _article(page, f"p-{node.id}")
            if node.score.documented is not None:
                assert f"{node.score.documented.value} to {node.score.possible.value} of 100" in article
                assert f"{node.score.coverage.value}\u00a0% known" in article
                seen += 1
            if node.levels is not None:
                levels = node.levels
                assert (
                    f"Level: verified {levels.verified}, documented {levels.documented}, claimed {levels.claimed}, "
                    f"possible {levels.possible}"
                ) in article
        for gap in instrument.gaps:
            assert f"+{gap.gain.value} points" in _article(page, f"p-{gap.provision}")
    assert seen > 40


@pytest.mark.parametrize("name", ["khm-2022", "xaa-2023"])
def test_the_parts_of_every_bar_add_up_and_are_those_of_the_record(name):
    _, held = assessed(name)
    page = told(held)
    bars = re.findall(r'<svg class="bar[^>]*aria-label="([^"]*)"[^>]*>(.*?)</svg>\n(?!<rect)', page, flags=re.DOTALL)
    words = [label for label, _ in bars]
    assert len(words) > 60
    for label in words:
        parts = [Decimal(part.rsplit(" ", 1)[1]) for part in label.split("; ")]
        assert len(parts) == 5
        assert sum(parts) == 100
    for instrument in held.instruments:
        for node in (instrument, *_nodes(instrument.provisions)):
            score = node.score
            if score.documented is None:
                continue
            edges_of = [Decimal(str(figure.value)) for figure in (
                score.verified, score.documented, score.claimed, score.possible
            )]  # fmt: skip
            parts = [after - before for before, after in zip([0, *edges_of], [*edges_of, 100], strict=True)]
            names = ("verified", "documented only", "claimed only", "unknown", "gap")
            said = "; ".join(f"{name} {part:.1f}" for name, part in zip(names, parts, strict=True))
            assert said in words


def test_what_is_drawn_is_what_is_said():
    _, held = assessed("xaa-2023")
    page = told(held)
    for label, drawn in re.findall(r'aria-label="(verified [^"]*)">(.*?)</svg>\n(?!<rect)', page, flags=re.DOTALL):
        widths = re.findall(r'<rect class="b-(\w+)"(?: x="([\d.]+)%")? width="([\d.]+)%"', drawn)
        said = {part.rsplit(" ", 1)[0].split()[0]: part.rsplit(" ", 1)[1] for part in label.split("; ")}
        at = Decimal(0)
        for key, start, width in widths:
            assert said[key] == width
            assert Decimal(start or 0) == at
            at += Decimal(width)
        assert at == 100


def test_small_counts_are_not_on_the_page_unless_it_stays_in_the_house():
    whole, held = assessed("khm-2022")
    assert "not shown" in told(held)
    assert "INTERNAL" not in told(held)
    inside = told(whole, internal=True)
    assert "<title>INTERNAL: " in inside
    assert '<p class="warn">INTERNAL: ' in inside[: inside.index("<h1>")]
    assert '@top-center { content: "INTERNAL"' in inside


def test_links_lead_both_ways():
    held = assessed("xaa-2023")[1]
    page = told(held)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'href="#([^"]+)"', page)
    assert set(targets) <= set(ids)
    for part in story_of(held, Tongue(RULES)).register:
        for answer in part.answers:
            assert answer.anchor in ids
            if answer.used_by:  # a question of another country's instruments is used by none here
                assert answer.anchor in targets
            for use in answer.used_by:
                assert f'href="#{use.anchor}"' in page[page.index(f'id="{answer.anchor}"') :]


def test_the_same_page_is_made_twice():
    _, held = assessed("xaa-2023")
    assert told(held, "km") == told(held, "km")


def test_hostile_texts_are_whole_and_do_nothing(browser, opened, hostile, hostile_texts, tmp_path):
    submission = read_workbook(hostile.workbook, RULES)
    review = read_review(hostile.review, submission, RULES)
    whole = assess(submission, RULES, [review])
    path = tmp_path / "hostile.html"
    path.write_text(told(whole, internal=True), encoding="utf-8")
    assert at_rest(browser, path) == []
    held = opened(path, scripting=False)
    assert markup(held.page) == []
    assert overflow(held.page) == []
    seen = visible_text(held.page)
    assert [text.name for text in hostile_texts if not text.whole_in(seen)] == []


@pytest.mark.parametrize(
    ("link", "good"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("https://bank.example@evil.example/", False),
        ("//example.org", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("http://[", False),
        ("see the annex", False),
    ],
)
def test_only_links_into_the_web_are_links(link, good):
    assert is_web(link) is good


@pytest.mark.parametrize(("name", "steps"), [("khm-2022-en", 3), ("xaa-2023-en", 10)])
def test_the_first_sheet_of_paper_answers_the_three_questions(opened, pages, name, steps):
    found = words(printed(opened(pages[name]).page))
    first, second = (" ".join(word.text for word in found if word.sheet == sheet) for sheet in (0, 1))
    for said in ("Where does the country stand?", "How sure is that?", "What to do next?"):
        assert said in first
    # Of a country that four instruments score the last steps stand on the second sheet.
    assert first.partition("What to do next?")[2].count("level ") >= steps
    assert "What to do next?" not in second
    assert ("Pillars" in second) is ("and documents showed it." in first)
