"""The words and items of a sentence in order, each in the role that it has beside the others."""
