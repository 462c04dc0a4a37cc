"""Whether the letters in drawings can be read: measured in what is painted, as axe-core does not look at them.

A letter is told from its ground by painting it and not painting it.
"""

from __future__ import annotations

import io

import numpy as np
from pages_browser import probe
from PIL import Image
from playwright.sync_api import Locator, Page

_LEAST, _LEAST_LARGE = 4.5, 3.0  # WCAG 1.4.3
_INK = 0.8  # of the strongest difference; what differs less is the soft edge of a letter
_LETTERS = "svg text, svg use[href^='#l-']"
_PAINTED = """(shown, opacity) => {
  const text = shown.matches("use") ? document.querySelector(`${shown.getAttribute("href")} text`) : shown;
  text.style.opacity = opacity;
}"""
_WORST = 10  # per cent of a letter that may lie on something worse


def faint(page: Page) -> list[str]:
    """Return the texts in drawings that have too little contrast with what they stand on, one of each kind."""
    findings = []
    for text in probe(page, "lettering"):
        ratio = measured(page.locator(_LETTERS).nth(text["number"]))
        least = _LEAST_LARGE if text["large"] else _LEAST
        if ratio < least:
            findings.append(f"{ratio:.2f} to 1, expected {least}: {text['words']!r} in a drawing")
    return findings


def measured(letter: Locator) -> float:
    """Return the contrast of a text in a drawing with its ground, from 1 to 21; 1 where nothing of it is seen."""
    with_ink = _luminance(letter.screenshot())
    letter.evaluate(_PAINTED, "0")
    ground = _luminance(letter.screenshot())
    letter.evaluate(_PAINTED, "")
    difference = np.abs(with_ink - ground)
    if difference.max() == 0:
        return 1.0
    inked = difference >= _INK * difference.max()
    ink, under = float(np.median(with_ink[inked])), ground[inked]
    ratios = (np.maximum(ink, under) + 0.05) / (np.minimum(ink, under) + 0.05)
    return float(np.percentile(ratios, _WORST))


def _luminance(png: bytes) -> np.ndarray:
    """Return the relative luminance of each pixel, as WCAG defines it."""
    values = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=float) / 255
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])
