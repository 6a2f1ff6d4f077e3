"""Cases that published corpora and standards made known, as tables: one row a case."""
