"""What a clause names: the concept meant in this place, a normal, or a finding that the lexicon lacks."""
