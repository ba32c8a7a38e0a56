"""What a radiologist may conclude from what is seen, and what goes beyond it."""
