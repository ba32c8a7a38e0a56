"""How something looks, against how the source says that it looks."""
