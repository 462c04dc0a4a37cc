"""Pages opened from disk in a headless Chromium, as a reader does who has no network.

What is found wrong is a list of sentences, each with the place and how to mend it; an empty list is a page that is
fine. The other modules of this folder look at a page that is opened here.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

WIDE = 1280  # CSS pixels
_HEIGHT = 900
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_PROBES = Path(__file__).with_name("probes")


@dataclass(frozen=True)
class Opened:
    """A page that is open, and what was wrong while it was opened and since."""

    page: Page
    findings: list[str] = field(default_factory=list)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium that is installed here; skips the test where there is none."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        pytest.skip(f"no browser is installed here (looked for {', '.join(_PROGRAMS)})")
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium refuses to run its sandbox as root
    with sync_playwright() as playwright:
        # Nothing on these pages is drawn by a graphics card, and to imitate one takes longer.
        browser = playwright.chromium.launch(executable_path=program, chromium_sandbox=not root, args=["--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, path: Path, width: int = WIDE, *, scripting: bool = True) -> Iterator[Opened]:
    """Open a file at a width in CSS pixels, with or without JavaScript, in a profile of its own without network.

    Findings are every request beyond the file itself (``data:`` asks nobody), every warning and error of the console
    (what the page's own security policy refused is among them), every error of a script, every dialog and every new
    window. The page's policy is in force; what these modules look up in the page is not subject to it.
    """
    context = browser.new_context(
        java_script_enabled=scripting, offline=True, viewport={"width": width, "height": _HEIGHT}
    )
    try:
        page = context.new_page()
        held = Opened(page)
        tell, address = held.findings.append, path.resolve().as_uri()

        def asked(request: Any) -> None:
            if request.url.partition("#")[0] != address and not request.url.startswith("data:"):
                tell(f"asks for {request.url[:200]}: put it into the page itself, or leave it out")

        def logged(message: Any) -> None:
            if message.type in ("error", "warning"):
                tell(f"the console says ({message.type}): {message.text[:300]}")

        def asking(dialog: Any) -> None:
            tell(f"a script opens a dialog: {dialog.message[:80]!r}")
            dialog.dismiss()

        page.on("request", asked)
        page.on("console", logged)
        page.on("pageerror", lambda error: tell(f"a script fails: {str(error)[:200]}"))
        page.on("dialog", asking)
        page.on("popup", lambda other: tell(f"opens another window: {other.url[:200]}"))
        page.goto(address, wait_until="load")
        yield held
    finally:
        context.close()


def probe(page: Page, name: str, argument: Any = None) -> Any:
    """Run a function of the folder ``probes`` in the page, and return what it returns."""
    return page.evaluate((_PROBES / f"{name}.js").read_text(encoding="utf-8"), argument)


def unfold(page: Page) -> None:
    """Open every part of the page that is folded away."""
    page.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")


def visible_text(page: Page) -> str:
    """Return the text that is seen when every part is unfolded, as a reader would copy it."""
    unfold(page)
    return page.evaluate("() => document.body.innerText")


def markup(page: Page) -> list[str]:
    """Return what in the page could run, load or lead astray: see ``probes/markup.js``."""
    return probe(page, "markup")


def at_rest(browser: Browser, path: Path) -> list[str]:
    """Return what the page asks for or complains about, with scripts and without, and where its text then differs."""
    findings, texts = [], []
    for scripting in (True, False):
        with opened(browser, path, scripting=scripting) as held:
            texts.append(visible_text(held.page).splitlines())
            how = "with scripts" if scripting else "without scripts"
            findings += [f"{how}, {finding}" for finding in held.findings]
    only = [
        (set(one) - set(other), how) for one, other, how in zip(texts, texts[::-1], ("with", "without"), strict=True)
    ]
    findings += [f"only seen {how} scripts: {line[:80]!r}" for lines, how in only for line in sorted(lines)]
    if texts[0] != texts[1] and not any(lines for lines, _ in only):
        findings.append("the text stands in another order with scripts than without")
    return findings


def screenshot(page: Page, path: Path) -> None:
    """Take a picture of the whole page, to look at."""
    page.screenshot(path=path, full_page=True)
