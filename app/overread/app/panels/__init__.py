"""The parts of the study page: each shows one panel and passes on what the reader does."""
