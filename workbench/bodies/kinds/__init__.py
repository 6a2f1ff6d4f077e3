"""The kinds of bodies, one module for each, with its `KIND`."""
