from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import gapcheck.workbook
from gapcheck.workbook.patterns import _Late, late


def test_a_late_pattern_does_what_the_pattern_does():
    one, other = late(r"(\d+)-(?P<rest>[a-z]*)", re.ASCII), re.compile(r"(\d+)-(?P<rest>[a-z]*)", re.ASCII)
    text = "12-abc 3- 45-x"
    assert one.match(text)["rest"] == "abc"
    assert one.fullmatch(text) is None
    assert one.search(text, 5)[0] == "3-"
    assert [match.span() for match in one.finditer(text)] == [match.span() for match in other.finditer(text)]
    assert one.findall(text) == other.findall(text)
    assert one.sub("!", text, count=1) == other.sub("!", text, count=1)
    assert one.split(text) == other.split(text)
    assert (one.pattern, one.flags) == (other.pattern, other.flags)


def test_an_error_shows_at_the_first_use():
    broken = late("(")
    with pytest.raises(re.error):
        broken.match("a")


def test_every_late_pattern_of_the_room_can_be_compiled():
    found = 0
    for module in pkgutil.walk_packages(gapcheck.workbook.__path__, "gapcheck.workbook."):
        for value in vars(importlib.import_module(module.name)).values():
            for pattern in value if isinstance(value, tuple) else (value,):
                if isinstance(pattern, _Late):
                    assert pattern.fullmatch("\0") is None
                    found += 1
    assert found > 50
