"""What a source says of a finding though no fact of it does: its words, its values, what stands near."""
