"""The facts of a source, sorted by what is asked of them."""
