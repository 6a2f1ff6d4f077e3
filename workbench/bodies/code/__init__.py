"""Texts that a person writes, line by line: what their parts are, for those who draw them."""
