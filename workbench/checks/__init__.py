"""The language of checks and captures: what a response must be, what is taken from it.

A check is a query, filters and a predicate, as in Hurl: `jsonpath "$.items" count == 3`.
Nothing here sends or reads anything: a Subject holds all that can be asked.
"""
