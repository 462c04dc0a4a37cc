"""A browser that is started once for all the pages that one process looks at."""

from __future__ import annotations

from pathlib import Path

import pytest
from sharing import share

for name in ("browser", "legible", "accessible", "fitting", "printing", "grey"):
    share("report/pages", name)


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium; where none is installed the test is skipped."""
    from pages_browser import chromium

    with chromium() as started:
        yield started


@pytest.fixture
def opened(browser):
    """Return a function that opens a file, as ``pages_browser.opened`` does, and closes it when the test is over."""
    from contextlib import ExitStack

    from pages_browser import opened

    with ExitStack() as stack:
        yield lambda path, *width, **how: stack.enter_context(opened(browser, path, *width, **how))


@pytest.fixture(scope="session")
def samples():
    """Return the folder of pages that pass or fail each check."""
    return Path(__file__).with_name("samples")


@pytest.fixture(scope="session")
def found(browser, samples):
    """Return a function that gives what a look finds on a sample: looked at once for all tests of one process."""
    from functools import cache

    from pages_browser import opened

    @cache
    def looked(look, sample):
        with opened(browser, samples / f"{sample}.html") as held:
            return look(held.page)

    return looked
