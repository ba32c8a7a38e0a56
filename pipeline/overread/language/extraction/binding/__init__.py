"""Which side, place, size, degree and course of a clause belongs to which finding."""
