"""Judges points that are in memory."""

import csv
import io
import math
from typing import Any, Iterable, Iterator, Mapping, Optional, Tuple

from ._errors import TfeventsError
from ._process import call, command, records
from ._results import Analysis

Point = Tuple[str, int, float, float]
"""Tag, step, wall time in seconds since 1970 (NaN: unknown), value."""


def judge(
    points: Any,
    metric: Optional[str] = None,
    preset: Optional[str] = None,
    within: Optional[float] = None,
    **options: Any
) -> Analysis:
    """The analysis of one training, from points in memory; no file is written.

    ``points`` is one of

    - ``{"train/loss": (steps, values), "eval/loss": (steps, values, wall_times)}``, with lists or arrays;
    - a list of rows (tag, step, value) or (tag, step, wall_time, value);
    - a list of dicts with the keys tag, step, value and perhaps wall_time;
    - the ``log_history`` of Hugging Face's Trainer, whose tags are named as Trainer names them in TensorBoard;
    - a data frame (pandas, polars, pyarrow) of one run with the columns tag, step, value and perhaps wall_time.

    A value of None means NaN. ``within`` is how many seconds the answer may take; None: as long as it
    needs. Further keywords are options of ``tfevents analyze``.

    Raises ValueError for anything that is not a point, TfeventsError if the executable refuses the options.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("tag", "step", "wall_time", "value"))
    for tag, step, wall_time, value in rows(points):
        writer.writerow((tag, step, "" if math.isnan(wall_time) else repr(wall_time), repr(value)))
    given = dict(options, format="jsonl", metric=metric, preset=preset, from_="points")
    source = text.getvalue().encode("utf-8", "surrogateescape")
    output, _ = call(command("analyze", ["-"], given), source, within=within)
    found = records(output)
    if len(found) != 1:
        raise TfeventsError("{} answers for one run".format(len(found)))
    return Analysis.of(found[0])


def number_of(value: Any) -> float:
    """A plain number, also of a tensor from which gradients are computed."""
    detach = getattr(value, "detach", None)
    return float(value if detach is None else detach())


def point(tag: Any, step: Any, wall_time: Any, value: Any) -> Point:
    """A point of plain types. Raises ValueError for a step that is not whole, and for other values
    that are not numbers.
    """
    if not isinstance(tag, str):
        raise ValueError("a tag is a text, not {!r}".format(tag))
    try:
        whole = int(step)
        time = math.nan if wall_time is None else float(wall_time)
        number = math.nan if value is None else number_of(value)
    except (TypeError, OverflowError, ValueError):
        raise ValueError("not a point: {!r}".format((tag, step, wall_time, value))) from None
    if whole != step or not -(2**63) <= whole < 2**63:
        raise ValueError("a step is a whole number of 64 bits, not {!r}".format(step))
    return tag, whole, time, number


def rows(points: Any) -> Iterator[Point]:
    """The points in any of the forms that ``judge`` accepts."""
    if hasattr(points, "columns"):
        return frame_rows(points)
    if isinstance(points, Mapping):
        return series_rows(points)
    return row_by_row(points)


def frame_rows(frame: Any) -> Iterator[Point]:
    names = list(getattr(frame, "column_names", frame.columns))
    if "run" in names and len(set(cells_of(frame, "run"))) > 1:
        raise ValueError("the data frame holds several runs; judge one: frame[frame.run == name]")
    missing = [name for name in ("tag", "step", "value") if name not in names]
    if missing:
        raise ValueError("the data frame lacks the columns " + ", ".join(missing))
    times = cells_of(frame, "wall_time") if "wall_time" in names else [None] * len(frame)
    for cells in zip(cells_of(frame, "tag"), cells_of(frame, "step"), times, cells_of(frame, "value")):
        yield point(*cells)


def cells_of(frame: Any, name: str) -> Iterable[Any]:
    """A column as plain values; pyarrow has a way of its own."""
    column = frame[name]
    return column.to_pylist() if hasattr(column, "to_pylist") else column


def series_rows(series: Mapping[str, Any]) -> Iterator[Point]:
    for tag, columns in series.items():
        if len(columns) not in (2, 3):
            raise ValueError("{}: (steps, values) or (steps, values, wall_times)".format(tag))
        steps, values = columns[0], columns[1]
        times = columns[2] if len(columns) == 3 else [None] * len(steps)
        if not len(steps) == len(values) == len(times):
            raise ValueError("{}: as many values as steps are needed".format(tag))
        for step, value, time in zip(steps, values, times):
            yield point(tag, step, time, value)


def row_by_row(given: Iterable[Any]) -> Iterator[Point]:
    runs = set()
    for row in given:
        # A row of five comes from tfevents.scalars: its run comes first.
        if isinstance(row, Mapping):
            runs.add(row.get("run"))
        elif len(row) == 5:
            runs.add(row[0])
        if len(runs) > 1:
            raise ValueError("the rows are of several runs; judge the rows of one")
        if isinstance(row, Mapping):
            if "tag" in row and "value" in row:
                yield point(row["tag"], row["step"], row.get("wall_time"), row["value"])
            else:
                yield from history_entry(row)
        elif len(row) == 3:
            yield point(row[0], row[1], None, row[2])
        elif len(row) in (4, 5):
            yield point(*row[-4:])
        else:
            raise ValueError("not a point: {!r}".format(row))


def history_entry(entry: Mapping[str, Any]) -> Iterator[Point]:
    """The points of an entry of ``log_history``."""
    if "step" not in entry:
        raise ValueError("no step in {!r}".format(entry))
    for key, value in entry.items():
        if key == "step" or isinstance(value, bool) or not isinstance(value, (int, float)):
            continue
        role, _, name = key.partition("_")
        tag = role + "/" + name if role in ("eval", "test") and name else "train/" + key
        yield point(tag, entry["step"], None, value)
