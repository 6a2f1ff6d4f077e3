"""All functions of the library by name: what templates call, completion offers, docs list."""

from .dates import DATES
from .function import library
from .random_values import RANDOM_VALUES

LIBRARY = library(DATES, RANDOM_VALUES)
