"""Hostile texts on a page: escaped they are whole and do nothing; as they are they are found."""

from __future__ import annotations

from html import escape
from string import Template

import pytest
from pages_accessible import accessibility
from pages_browser import at_rest, markup, visible_text
from pages_fitting import overflow
from pages_printing import cut, edges

PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Hostile texts</title>
<style>
@page { size: A4; margin: 15mm; }
body { overflow-wrap: anywhere; }
li { break-inside: avoid; }
</style>
</head>
<body><main><h1>Hostile texts</h1><ul>
$texts
</ul></main></body>
</html>
""")


def page(texts, path):
    path.write_text(PAGE.substitute(texts="\n".join(f"<li>{text}</li>" for text in texts)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def escaped(hostile_texts, tmp_path_factory):
    shown = [escape(text.shown) for text in hostile_texts]
    return page(shown, tmp_path_factory.mktemp("hostile") / "escaped.html")


@pytest.fixture(scope="module")
def bare(hostile_texts, tmp_path_factory):
    return page([text.shown for text in hostile_texts], tmp_path_factory.mktemp("hostile") / "bare.html")


def test_escaped_they_are_whole(opened, escaped, hostile_texts):
    seen = visible_text(opened(escaped, scripting=False).page)
    assert [text.name for text in hostile_texts if not text.whole_in(seen)] == []


def test_escaped_they_do_nothing(browser, escaped):
    assert at_rest(browser, escaped) == []


@pytest.mark.parametrize("look", [markup, accessibility, overflow, cut, edges])
def test_escaped_they_break_nothing(opened, escaped, look):
    assert look(opened(escaped).page) == []


def test_bare_they_are_found(opened, bare, hostile_texts):
    held = opened(bare)
    found = " ".join([*markup(held.page), *held.findings])
    for planted in ("an element script", "a handler onload", "Content Security Policy", "a handler onerror"):
        assert planted in found
    seen = visible_text(held.page)
    assert sum(not text.whole_in(seen) for text in hostile_texts) > 5
