"""Whether the parts of a picture can be told apart without colour: by their letters or their textures."""

from __future__ import annotations

import io
import itertools
from collections.abc import Mapping

import numpy as np
from PIL import Image
from playwright.sync_api import Page

# Chosen between samples that look alike (below a twentieth of each) and samples that do not (well above).
_TONE = 0.12  # of the way from black to white
_DEPTH = 0.06  # of the same, how far a texture's lights and darks lie apart
_FORM = 0.35  # of 1, how unlike two textures are when they are shifted over themselves
_INSET = 2  # pixels at the border of a box, where its neighbour shows
_LARGEST = 64  # pixels; textures repeat sooner


def grey(page: Page, selector: str) -> np.ndarray:
    """Return the first element that fits as it is shown, in grey: rows of numbers from 0 (black) to 1 (white)."""
    picture = Image.open(io.BytesIO(page.locator(selector).first.screenshot(animations="disabled")))
    return np.asarray(picture.convert("L"), dtype=float) / 255


def unlike(one: np.ndarray, other: np.ndarray) -> bool:
    """Return whether two boxes can be told apart in grey: by their tone, or by how their texture is drawn."""
    height = min(one.shape[0], other.shape[0], _LARGEST + 2 * _INSET) - 2 * _INSET
    width = min(one.shape[1], other.shape[1], _LARGEST + 2 * _INSET) - 2 * _INSET
    if min(height, width) < 1:
        raise ValueError(f"a box of {one.shape} or {other.shape} pixels is too small to be seen")
    first, second = (box[_INSET : _INSET + height, _INSET : _INSET + width] for box in (one, other))
    if abs(first.mean() - second.mean()) > _TONE or abs(first.std() - second.std()) > _DEPTH:
        return True
    if max(first.std(), second.std()) < _DEPTH:
        return False  # two even areas
    return float(np.abs(_form(first) - _form(second)).max()) > _FORM


def indistinct(page: Page, boxes: Mapping[str, str]) -> list[str]:
    """Return the pairs of boxes, given as selectors by name, that have no letters to tell them apart and look alike."""
    shown = {name: grey(page, selector) for name, selector in boxes.items()}
    letters = {name: _letters(page, selector) for name, selector in boxes.items()}
    findings = []
    for one, other in itertools.combinations(boxes, 2):
        lettered = letters[one] and letters[other] and letters[one] != letters[other]
        if not lettered and not unlike(shown[one], shown[other]):
            findings.append(f"in grey {one} looks like {other}: give each a pattern or a letter of its own")
    return findings


def _letters(page: Page, selector: str) -> str:
    """Return what is written in a box; what only a screen reader says is not."""
    return page.locator(selector).first.evaluate(
        "(box) => [...box.querySelectorAll('text, tspan'), ...(box instanceof HTMLElement ? [box] : [])]"
        ".map((part) => part.innerText ?? part.textContent).join(' ').trim()"
    )


def _form(box: np.ndarray) -> np.ndarray:
    """Return how like a texture is to itself when it is shifted: the same wherever its pattern begins."""
    spectrum = np.abs(np.fft.fft2(box - box.mean())) ** 2
    shifted = np.fft.ifft2(spectrum).real
    return shifted / shifted.flat[0] if shifted.flat[0] > 0 else shifted
