"""gapcheck: commitments against human trafficking, as rules, against a country's own report."""

__version__ = "0.1.0"
