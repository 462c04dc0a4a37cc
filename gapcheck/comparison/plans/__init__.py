"""Plans: which few steps would lift an instrument's documented score the most, exactly, and proved."""

from gapcheck.comparison.plans.efforts import read_efforts
from gapcheck.comparison.plans.planning import make_plan
from gapcheck.comparison.plans.records import Plan
from gapcheck.comparison.plans.requests import Request

__all__ = ["Plan", "Request", "make_plan", "read_efforts"]
