"""How large bodies are shown, searched and scrolled; beside Posting where it is installed."""
