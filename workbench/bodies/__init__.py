"""Bytes into things to look at. Pure: sources are read through `model.Bytes`."""
