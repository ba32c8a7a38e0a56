"""Sides, places, levels and parts of a claim against those of the source."""
