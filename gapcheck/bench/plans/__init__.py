"""Plans: the text of a new plan, cut into its numbered items, and the rule files that a rule author begins with."""
