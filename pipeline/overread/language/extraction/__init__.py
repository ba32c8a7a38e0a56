"""What a text states: clauses, who denies and doubts what, and the findings with their attributes."""
