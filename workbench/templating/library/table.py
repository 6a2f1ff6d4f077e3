"""All functions of the library by name: what templates call, completion offers, docs list."""

from .codecs import CODECS
from .dates import DATES
from .function import library
from .hashes import HASHES
from .outside import OUTSIDE
from .random_values import RANDOM_VALUES
from .texts import TEXTS
from .types import TYPES

LIBRARY = library(OUTSIDE, DATES, RANDOM_VALUES, TEXTS, TYPES, CODECS, HASHES)
