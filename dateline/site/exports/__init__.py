"""Incidents, ties and articles in the formats of other tools, one module a format.

Each gives the pieces of a file as text, so that a file of any size can be sent a piece at a time. A file
is whole: where a format is bounded, its own text says so.
"""
