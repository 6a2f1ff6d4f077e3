"""Environments: a quick choice, a list to manage them, and an editor for one."""

from .editor import EnvironmentScreen
from .listing import EnvironmentsScreen
from .pick import PickEnvironment

__all__ = ["EnvironmentScreen", "EnvironmentsScreen", "PickEnvironment"]
