"""Whether everybody can use a page: axe-core's rules, contrast in every medium, headings, the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from pages_browser import probe, unfold
from pages_legible import faint
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# What Playwright calls a medium; the words are for findings.
MEDIA = {
    "on paper": {"media": "print"},
    "in forced colours": {"forced_colors": "active"},
    "in a dark scheme": {"color_scheme": "dark"},
    "in forced colours of a dark scheme": {"forced_colors": "active", "color_scheme": "dark"},
}
_PLACES = 3  # of one rule that are named


def accessibility(page: Page) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 AA and good practice, everything unfolded, and faults of headings.

    The page must be open with scripts. What axe cannot decide is no finding: see `undecided`.
    """
    unfold(page)
    only = {"type": "tag", "values": list(TAGS)}
    return [*_told(_axe(page, only)["violations"]), *probe(page, "headings")]


def undecided(page: Page) -> list[str]:
    """Return what axe-core cannot decide, such as text over a pattern: for a person to look at."""
    unfold(page)
    return list(_told(_axe(page, {"type": "tag", "values": list(TAGS)})["incomplete"]))


def contrast(page: Page) -> list[str]:
    """Return the text that is too faint on paper, in forced colours or in a dark scheme, and in drawings anywhere.

    Contrast is one of luminance, so that it holds in grey as well. Where colours are forced, the system sees to the
    contrast of all text but that which keeps its colours (``forced-color-adjust: none``): only that is measured.
    """
    unfold(page)
    probe(page, "canvas")
    findings = faint(page)
    for words, medium in MEDIA.items():
        page.emulate_media(**medium)
        forced = "forced_colors" in medium
        if not forced or probe(page, "unforced"):
            faults = _axe(page, {"type": "rule", "values": ["color-contrast"]}, "[data-unforced]" if forced else None)
            findings += [f"{words}: {finding}" for finding in _told(faults["violations"])]
        findings += [f"{words}: {finding}" for finding in faint(page)]
        page.emulate_media(media="null", forced_colors="null", color_scheme="null")
    return findings


def keyboard(page: Page) -> list[str]:
    """Return what the Tab key does not reach, reaches in another order than it stands, or does not show.

    A skip link comes first. What is focused has an outline, the one style that forced colours keep, in three times
    the contrast of what is around it (WCAG 1.4.11), and nothing lies over it (2.4.11). The page must have been opened
    with scripts, and not been clicked into.
    """
    unfold(page)
    for _ in range(probe(page, "tabbing")):
        page.keyboard.press("Tab")
    return probe(page, "tabbed")


def _axe(page: Page, only: dict[str, Any], within: str | None = None) -> dict[str, Any]:
    options = {"runOnly": only, "resultTypes": ["violations", "incomplete"]}
    return Axe().run(page, context=within, options=options).response


def _told(rules: list[dict[str, Any]]) -> Iterator[str]:
    for rule in rules:
        nodes = rule["nodes"]
        for node in nodes[:_PLACES]:
            why = "; ".join(check["message"] for kind in ("any", "all", "none") for check in node[kind])
            yield f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:120]}: {why[:300]}"
        if len(nodes) > _PLACES:
            yield f"{rule['id']}: and {len(nodes) - _PLACES} places more"
