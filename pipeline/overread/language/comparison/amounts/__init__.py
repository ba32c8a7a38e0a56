"""Values, degrees, numbers and categories of a claim against those of the source."""
