"""The page of everything that was compared: years that follow each other, unchanged provisions, two voices."""

from __future__ import annotations

from collections.abc import Sequence

from gapcheck.assessment.result import Assessment
from gapcheck.disclosure.comparisons import Compared
from gapcheck.report.pages.contrasts.accounts import account_view
from gapcheck.report.pages.contrasts.voice import Voice
from gapcheck.report.pages.environment import page
from gapcheck.report.story import Tongue


def render_comparisons(
    held: Compared, published: Sequence[Assessment], tongue: Tongue, *, internal: bool = False
) -> str:
    """Return an account as a page; ``published`` are the results of all sides under the rules at hand.

    Both are shown as they are: make them with ``disclosure.comparisons`` where the page is to be passed on, and say
    with ``internal`` where it is not.
    """
    voice = Voice(tongue)
    return page(
        "comparisons.html.j2",
        tongue,
        account=account_view(held, published, voice),
        voice=voice,
        internal=internal,
        fictional=_invented(published, tongue),
    )


def _invented(results: Sequence[Assessment], tongue: Tongue) -> list[str]:
    """Return the names of the invented countries."""
    held = {result.country.code: result.country for result in results if result.country.fictional}
    return [tongue.country(code, country.name) for code, country in sorted(held.items())]
