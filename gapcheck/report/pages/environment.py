"""Templates made into pages: everything escaped, everything in one file, and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gapcheck.report.bar import PARTS
from gapcheck.report.plaintext import clean
from gapcheck.report.story.bars import KEYS
from gapcheck.report.story.tongue import Tongue
from gapcheck.rulebook.phrases import Phrases

_FOLDER: Final = Path(__file__).parent / "templates"
CATALOGUES: Final = tuple(Phrases(Path(__file__).with_name(name)) for name in ("pages.yaml", "comparisons.yaml"))
"""What pages say beside the story; no key stands in two of them."""
_INSIDE: Final = '\n@page { @top-center { content: "INTERNAL"; font: bold 10pt sans-serif; } }'


class Say(Protocol):
    """Says fixed words by key, with what stands in braces filled in."""

    def __call__(self, key: str, **filled: object) -> str:
        """Return the words; raises KeyError for an unknown key or word in braces."""


def page(template: str, tongue: Tongue, *, internal: bool = False, **held: Any) -> str:
    """Return a whole page from a template, in the language of ``tongue``.

    An ``internal`` one says so in its title, at its head, and on every sheet that is printed.
    """
    style = stylesheet() + (_INSIDE if internal else "")
    text = _environment().get_template(template).render(
        say=saying(tongue), tongue=tongue, style=style, policy=policy(style), internal=internal, **held
    )  # fmt: skip
    # Lines that hold nothing come of the templates' own lay-out.
    return "\n".join(line for line in map(str.rstrip, text.splitlines()) if line) + "\n"


def policy(style: str) -> str:
    """Return a content-security policy under which a page can load nothing and run nothing but its own style."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def is_web(link: str) -> bool:
    """Return whether a text of a workbook is a link that may be followed: another scheme could run a program."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


@cache
def stylesheet() -> str:
    """Return the style of every page, without its comments and its lay-out."""
    text = (_FOLDER / "style.css").read_text(encoding="utf-8")
    kept = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in kept if line and not line.startswith("/*"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        extensions=["jinja2.ext.do"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.tests["web"] = is_web
    environment.globals["bar_letters"] = [(key, letter) for key, (letter, _) in zip(KEYS, PARTS, strict=True)]
    return environment


def _shown(value: Any) -> Any:
    """Return a value as it may stand in a page: text without control characters and direction overrides."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    # A number and its sign stay on one line.
    return "\u00a0".join(clean(part) for part in value.split("\u00a0"))


def saying(tongue: Tongue) -> Say:
    """Return what says fixed words in the language of ``tongue``: those of pages, else those of the story."""
    known = _known()

    def say(key: str, **filled: object) -> str:
        if key not in known:
            return tongue.say(key, **filled)
        return known[key].say(key, tongue.code, **{name: str(value) for name, value in filled.items()})

    return say


@cache
def _known() -> Mapping[str, Phrases]:
    return {key: phrases for phrases in CATALOGUES for key in phrases.keys()}  # noqa: SIM118 - no mapping
