"""Use cases that do not know who asks: resolve a request, send it, run many."""
