"""Widgets that know nothing of the rest of the interface: attributes in, messages out."""
