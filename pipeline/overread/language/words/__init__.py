"""Text as words: tokens with exact offsets, sentences, and the items in them that mean something."""
