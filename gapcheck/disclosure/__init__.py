"""The disclosure room: what of assessments may be passed on, with small counts of persons kept back."""

from gapcheck.disclosure.choice import Exposure
from gapcheck.disclosure.foreign import is_foreign
from gapcheck.disclosure.publishing import Published, disclose, published
from gapcheck.disclosure.veil import NOT_SHOWN

__all__ = ["NOT_SHOWN", "Exposure", "Published", "disclose", "is_foreign", "published"]
