"""What a source denies or calls normal, and how far that reaches."""
