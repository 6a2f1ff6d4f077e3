"""A small server to try things on: `python -m workbench.demo`, or in process as `Demo`."""

from .launch import DemoServer

__all__ = ["DemoServer"]
