"""The downloads of learning platforms, understood by the names of their files; pure."""

from grader.batch.layouts.choosing import BY_TIME, Chosen, Row, choose
from grader.batch.layouts.items import Item, Layout, Line, View, is_junk, same
from grader.batch.layouts.names import is_code
from grader.batch.layouts.pattern import layout_of
from grader.batch.layouts.recognition import LAYOUTS, recognise, seen_as

__all__ = [
    "BY_TIME",
    "LAYOUTS",
    "Chosen",
    "Item",
    "Layout",
    "Line",
    "Row",
    "View",
    "choose",
    "is_code",
    "is_junk",
    "layout_of",
    "recognise",
    "same",
    "seen_as",
]
