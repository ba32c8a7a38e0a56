"""Numbers in text: quantities, numbered places and categories, and when two of them agree."""
