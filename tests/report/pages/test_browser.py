"""Opening a page: a good one is at rest, and each thing that a page may not do is found where it is planted."""

from __future__ import annotations

import pytest
from pages_browser import at_rest, markup, screenshot, visible_text
from PIL import Image


def test_a_good_page_is_at_rest(browser, samples):
    assert at_rest(browser, samples / "good.html") == []


def test_what_a_page_asks_for_is_found(browser, samples):
    found = at_rest(browser, samples / "loads.html")
    asked = [finding for finding in found if "asks for https://elsewhere.invalid/logo.png" in finding]
    assert [finding.split(",")[0] for finding in asked] == ["with scripts", "without scripts"]


def test_what_its_own_policy_refuses_is_found_too(opened, samples):
    found = opened(samples / "refused.html").findings
    assert any("the console says (error)" in finding and "Content Security Policy" in finding for finding in found)


@pytest.fixture(scope="module")
def scripted(browser, samples):
    return at_rest(browser, samples / "scripted.html")


@pytest.mark.parametrize(
    "words",
    [
        "the console says (warning): a word in passing", "a script opens a dialog: '1'", "a script fails: and a fault",
        "only seen with scripts: 'With scripts.'", "only seen without scripts: 'Without scripts.'",
        "only seen without scripts: 'Turn scripts on.'",
    ],
)  # fmt: skip
def test_what_scripts_do_is_found(scripted, words):
    assert any(words in finding for finding in scripted)


def test_the_text_of_folded_parts_is_read(opened, samples):
    assert "With the answers." in visible_text(opened(samples / "good.html", scripting=False).page)


@pytest.mark.parametrize("scripting", [True, False])
def test_good_markup_passes(opened, samples, scripting):
    assert markup(opened(samples / "good.html", scripting=scripting).page) == []


@pytest.mark.parametrize(
    ("words", "planted"),
    [
        ("an attribute style", "<p style="), ("a handler onclick", "<p onclick="), ("an element script", "<script>"),
        ("neither in the page nor http", '<a href="javascript:'), ("neither in the page nor http", '<a href=" java'),
        ("neither in the page nor http", '<a href="data:'), ("neither in the page nor http", '<a href="other.html"'),
        ('without rel="noreferrer noopener"', "<a href="), ("a link to #nowhere", "<a href="),
        ("an attribute src that leads out", "<img src="), ("an attribute srcset that leads out", "<img srcset="),
        ("an element iframe", "<iframe"), ("an element form", "<form"), ("an attribute action that leads", "<form"),
        ("an attribute href that leads out", "<use"), ("an attribute fill that loads", "<rect"),
        ("a style that loads something", ""),
    ],
)  # fmt: skip
def test_markup_that_runs_or_loads_or_leads_astray_is_found(found, words, planted):
    faults = found(markup, "markup")
    assert any(words in finding and planted in finding for finding in faults)


def test_of_bad_markup_nothing_else_is_found(found):
    assert len(found(markup, "markup")) == 17


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("policy_missing", ["0 security policies"]),
        ("policy_late", ["behind what it is to guard"]),
        ("policy_loose", ["without default-src", "allows 'self'", "allows 'unsafe-inline'", "allows https://styles"]),
        ("guessed", ["no <!doctype html>", "windows-1252 instead of UTF-8"]),
    ],
)
def test_a_page_without_a_strict_policy_is_found(found, page, words):
    faults = found(markup, page)
    assert len(faults) == len(words)
    assert all(word in finding for word, finding in zip(words, faults, strict=True))


def test_a_picture_shows_the_whole_page(opened, samples, tmp_path):
    screenshot(opened(samples / "good.html", 360).page, tmp_path / "good.png")
    with Image.open(tmp_path / "good.png") as picture:
        width, height = picture.size
    assert width == 360
    assert height > 900
