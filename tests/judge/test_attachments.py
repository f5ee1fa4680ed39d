"""Figures and tables for reports."""

import numpy as np

from grader.foundation.model import Cell, Series
from grader.judge.attachments import chart, table


def test_a_chart_leaves_out_what_is_not_finite() -> None:
    """JSON has no NaN; the other points keep their places."""
    curve = np.array([3.0, np.nan, 1.0, np.inf])
    figure = chart("Loss", "step", "cost", {"yours": curve, "mine": np.array([2.0])})
    assert figure.series == (
        Series("yours", (3.0, 1.0), (0.0, 2.0)),
        Series("mine", (2.0,), (0.0,)),
    )
    assert (figure.title, figure.x_label, figure.y_label) == ("Loss", "step", "cost")


def test_a_table_holds_texts() -> None:
    """No cell is marked as wrong."""
    made = table("Costs", ("", "cost"), [("before", "2.3"), ["after", "1.2"]])
    assert made.header == ("", "cost")
    assert made.rows == ((Cell("before"), Cell("2.3")), (Cell("after"), Cell("1.2")))
