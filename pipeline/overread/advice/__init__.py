"""Recommendations: what a text asks for, of whom and by when, and whether two ask for the same."""
