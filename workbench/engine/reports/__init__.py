"""The report of a run in the formats that other programs and people read. All of it is pure."""
