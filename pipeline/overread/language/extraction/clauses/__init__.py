"""The clauses of a sentence: where one ends, and what a sentence tells of another side, place or time."""
