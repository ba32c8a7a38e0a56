"""Conclusions against their evidence: in what a diagnosis drawn from signs stands otherwise than all of them."""
