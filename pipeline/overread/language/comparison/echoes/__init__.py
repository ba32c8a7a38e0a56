"""Sentences of a draft that repeat one of the source, and the words in which they differ."""
