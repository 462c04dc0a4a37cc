"""The assessment room: readings, levels, scores, checks, and the result."""

from gapcheck.assessment.assessment import assess, country_name
from gapcheck.assessment.result import Assessment

__all__ = ["Assessment", "assess", "country_name"]
