"""Charts as geometry: always finite, whatever the numbers."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.foundation.model import Figure, Series
from grader.report.chart import HEIGHT, WIDTH, Chart, data_table, draw, summarise

NAN, INF = math.nan, math.inf


def figure(*series: tuple[float, ...], x: tuple[float, ...] = ()) -> Figure:
    """Return a figure of these lines."""
    return Figure(
        "Loss", "epoch", "loss", tuple(Series(f"s{i}", y, x) for i, y in enumerate(series))
    )


def numbers(chart: Chart) -> list[float]:
    """Return every coordinate of a chart."""
    ticks = [tick.at for tick in chart.x_ticks + chart.y_ticks]
    strokes = " ".join(stroke for line in chart.lines for stroke in line.strokes)
    dots = [value for line in chart.lines for dot in line.dots for value in dot]
    return [*ticks, *map(float, re.split("[ ,]", strokes) if strokes else []), *dots]


def inside(chart: Chart) -> bool:
    """Say whether all coordinates are finite and lie in the box."""
    return all(math.isfinite(v) and -0.01 <= v <= max(WIDTH, HEIGHT) for v in numbers(chart))


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(figure(), id="no series"),
        pytest.param(figure(()), id="no points"),
        pytest.param(figure((0.7,)), id="one point"),
        pytest.param(figure((NAN, NAN)), id="only NaN"),
        pytest.param(figure((1.0, INF, -INF, 2.0, NAN)), id="infinite"),
        pytest.param(figure((3.0, 3.0, 3.0)), id="constant"),
        pytest.param(figure((0.0, 0.0)), id="zero"),
        pytest.param(figure((1e300, -1e300, 1.0)), id="huge"),
        pytest.param(figure((5e-324, 0.0)), id="tiny"),
        pytest.param(figure((1e16, 1e16 + 2)), id="large offset"),
        pytest.param(figure((1.0, 2.0), x=(NAN, 1.0)), id="NaN in x"),
        pytest.param(figure((1.0, 2.0, 3.0), x=(0.5,)), id="fewer x than y"),
        pytest.param(figure(tuple(float(i % 7) for i in range(5000))), id="many points"),
    ],
)
def test_every_coordinate_is_finite_and_inside(drawn: Figure) -> None:
    """No series makes a coordinate that is not a number, or one outside of the picture."""
    assert inside(draw(drawn))


@given(
    st.lists(st.floats(), max_size=30),
    st.lists(st.floats(), max_size=30),
)
def test_any_floats_can_be_drawn(x: list[float], y: list[float]) -> None:
    """Whatever floats a figure holds, chart, table and summary can be made."""
    drawn = Figure("t", "x", "y", (Series("a", tuple(y), tuple(x)), Series("b", tuple(y))))
    chart = draw(drawn)
    assert inside(chart)
    assert len(chart.y_ticks) <= 12 and len(chart.x_ticks) <= 12
    assert len(data_table(drawn).rows) <= 24
    assert all(math.isfinite(summarise(series).last) for series in drawn.series)


def test_a_value_that_is_not_finite_interrupts_the_line() -> None:
    """NaN splits a line into two strokes; a lone value becomes a dot."""
    (line,) = draw(figure((1.0, 2.0, NAN, 3.0, 4.0, NAN, 5.0))).lines
    assert (len(line.strokes), len(line.dots)) == (2, 1)


def test_a_spike_survives_thinning() -> None:
    """Of many points the extreme ones are kept."""
    values = [1.0] * 5000
    values[1234] = 9.0
    chart = draw(figure(tuple(values)))
    drawn = [float(pair.split(",")[1]) for pair in chart.lines[0].strokes[0].split()]
    top = next(tick.at for tick in chart.y_ticks if float(tick.label) >= 9.0)
    assert min(drawn) <= top + (chart.bottom - chart.top) / 5
    assert len(drawn) <= 600


def test_ticks_are_round_numbers() -> None:
    """A loss from 2.31 to 0.12 gets ticks at 0, 1, 2 and 3; epochs get whole numbers."""
    chart = draw(figure((2.31, 0.9, 0.4, 0.12)))
    assert [tick.label for tick in chart.y_ticks] == ["0", "1", "2", "3"]
    assert [tick.label for tick in chart.x_ticks] == ["0", "1", "2", "3"]


def test_styles_differ_between_series() -> None:
    """Each of six series has a colour and dash of its own."""
    lines = draw(figure(*[(1.0, 2.0)] * 6)).lines
    assert [line.style for line in lines] == [0, 1, 2, 3, 4, 5]


def test_summary_counts_what_is_left_out() -> None:
    """The summary speaks of finite values and says how many are not."""
    summary = summarise(Series("loss", (2.0, NAN, 0.5, INF)))
    assert (summary.points, summary.left_out) == (2, 2)
    assert (
        summary.first, summary.last, summary.lowest, summary.highest,
    ) == (2.0, 0.5, 0.5, 2.0)  # fmt: skip
    assert summary.spark == "█▁"


def test_the_table_joins_series_by_x() -> None:
    """A row holds the values of all series at one x, empty where a series has none."""
    drawn = Figure(
        "t", "step", "y", (Series("a", (1.0, 2.0), (0.0, 10.0)), Series("b", (3.0,), (10.0,)))
    )
    table = data_table(drawn)
    assert table.header == ("step", "a", "b")
    assert [[cell.text for cell in row] for row in table.rows] == [["0", "1", ""], ["10", "2", "3"]]


def test_a_long_table_says_how_much_it_shows() -> None:
    """Of 100 points 24 rows are shown, the first and the last among them."""
    table = data_table(figure(tuple(map(float, range(100)))))
    assert table.caption == "Loss (24 of 100 points)"
    assert (table.rows[0][0].text, table.rows[-1][0].text) == ("0", "99")
