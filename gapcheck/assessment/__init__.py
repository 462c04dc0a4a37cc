"""The assessment room: readings, levels, scores, checks, and the result."""

from gapcheck.assessment.assessment import assess
from gapcheck.assessment.result import Assessment
from gapcheck.rulebook.countries import country_name

__all__ = ["Assessment", "assess", "country_name"]
