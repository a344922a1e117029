"""A small page for whoever is shown no buttons: what a letter says now, and the same buttons."""
