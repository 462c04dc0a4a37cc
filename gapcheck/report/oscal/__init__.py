"""OSCAL, NIST's language for assessments: the rules as a catalog, and what was found as assessment results."""

from gapcheck.report.oscal.catalog import catalog
from gapcheck.report.oscal.results import results

__all__ = ["catalog", "results"]
