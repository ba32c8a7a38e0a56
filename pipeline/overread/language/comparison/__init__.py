"""Statements against facts: what supports one, what speaks against it, and in which attribute it is wrong."""
