"""The desk's words: one file of texts a language, and how a notice becomes one of them."""
