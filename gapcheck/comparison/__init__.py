"""The comparison room: what changed between two submissions, two voices side by side, and series of years."""

from gapcheck.comparison.comparison import compare
from gapcheck.comparison.result import Comparison
from gapcheck.comparison.series_records import Series
from gapcheck.comparison.sides import Published, SeriesKey, Side, check_distinct, in_order, key_of
from gapcheck.comparison.voice_records import TwoVoices
from gapcheck.comparison.voices import two_voices
from gapcheck.comparison.years import series

__all__ = [
    "Comparison", "Published", "Series", "SeriesKey", "Side", "TwoVoices", "check_distinct", "compare", "in_order",
    "key_of", "series", "two_voices",
]  # fmt: skip
