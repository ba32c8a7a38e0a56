"""Whether a clause says that a finding is there: denied, doubted, past, of a relative, only supposed."""
