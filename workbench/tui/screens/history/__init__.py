"""What was sent and what came back, newest first."""

from .answers import Answer, Create, Open, Resend
from .screen import HistoryScreen

__all__ = ["Answer", "Create", "HistoryScreen", "Open", "Resend"]
