"""The comparison room: what changed between two submissions, two voices side by side, and series of years."""
