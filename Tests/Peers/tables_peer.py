"""pandas, DuckDB, sqlite3 and tbparse read what export and scan write, and find the logged numbers in it."""

import json
import math
import os
import sqlite3

from peers import Logs, need, same, tfevents

need("tensorboardX")
pandas = need("pandas")


def truth(folder):
    """Every point as TensorBoard's own classes read it: (run, tag, step) -> value."""
    from tensorboard.backend.event_processing.event_file_loader import RawEventFileLoader
    from tensorboard.compat.proto import event_pb2

    points = {}
    for parent, _, names in os.walk(folder):
        for name in sorted(n for n in names if "tfevents" in n):
            run = os.path.relpath(parent, folder)
            for raw in RawEventFileLoader(os.path.join(parent, name)).Load():
                event = event_pb2.Event.FromString(raw)
                for value in event.summary.value:
                    points[run, value.tag, event.step] = (event.wall_time, value.simple_value)
    return points


def with_pandas(folder, points):
    import io

    for gz in ["", ".gz"]:
        path = os.path.join(folder, "out.csv" + gz)
        tfevents("export", folder, "-o", path)
        frame = pandas.read_csv(path)
        os.remove(path)
        assert list(frame.columns) == ["run", "tag", "step", "wall_time", "value"]
        assert len(frame) == len(points)
        for row in frame.itertuples():
            wall_time, value = points[row.run, row.tag, row.step]
            assert row.wall_time == wall_time and same(row.value, value), row
    tabs = pandas.read_csv(io.StringIO(tfevents("export", folder, "-f", "tsv")), sep="\t")
    assert tabs.equals(pandas.read_csv(io.StringIO(tfevents("export", folder))))
    lines = pandas.read_json(io.StringIO(tfevents("export", folder, "-f", "jsonl")), lines=True, dtype=False)
    assert len(lines) == len(points)
    words = lines[lines.value.isna()].value_text
    assert set(words) == {"NaN", "Infinity", "-Infinity"}
    wide = pandas.read_csv(io.StringIO(tfevents("export", folder, "--wide")))
    assert len(wide) == len({(run, step) for run, _, step in points})
    for tag in {tag for _, tag, _ in points}:
        column = wide[wide[tag].notna()]
        finite = [1 for (r, t, s), (_, v) in points.items() if t == tag and not math.isnan(v)]
        assert len(column) == len(finite), tag
    iso = pandas.read_csv(io.StringIO(tfevents("export", folder, "--time", "iso")))
    times = pandas.to_datetime(iso.wall_time, utc=True, format="ISO8601")
    assert abs(times.iloc[0].timestamp() - points[iso.run[0], iso.tag[0], iso.step[0]][0]) < 1e-5
    scan = pandas.read_csv(io.StringIO(tfevents("scan", folder)))
    records = pandas.read_json(io.StringIO(tfevents("scan", folder, "-f", "jsonl")), lines=True, dtype=False)
    assert list(scan.run) == list(records.run)
    assert len(json.loads(tfevents("scan", folder, "-f", "json"))) == len(scan)


def with_duckdb(folder, points):
    duckdb = need_or_none("duckdb")
    if duckdb is None:
        return "no duckdb"
    csv, jsonl = os.path.join(folder, "a.csv"), os.path.join(folder, "a.jsonl")
    tfevents("export", folder, "-o", csv)
    tfevents("export", folder, "-o", jsonl)
    tfevents("scan", folder, "-o", os.path.join(folder, "scan.jsonl"))
    count = duckdb.sql(f"select count(*), count(value) from read_csv('{csv}')").fetchall()[0]
    assert count == (len(points), len(points)), count
    rows = duckdb.sql(f"select run, tag, step, value from read_json('{jsonl}')").fetchall()
    for run, tag, step, value in rows:
        logged = points[run, tag, step][1]
        assert (value is None) == (not math.isfinite(logged))
        assert value is None or same(value, logged)
    runs = duckdb.sql(f"select count(*) from read_json('{folder}/scan.jsonl')").fetchall()[0][0]
    assert runs == len({run for run, _, _ in points})
    for path in [csv, jsonl, os.path.join(folder, "scan.jsonl")]:
        os.remove(path)
    return "duckdb " + duckdb.__version__


def need_or_none(name):
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def with_sqlite(folder, points):
    path = os.path.join(folder, "runs.sqlite")
    for _ in range(2):  # the second call, to overwrite the first
        tfevents("export", folder, "-o", path)
    database = sqlite3.connect(path)
    assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
    rows = database.execute("select run, tag, step, wall_time, value, value_text from scalars").fetchall()
    assert len(rows) == len(points)
    for run, tag, step, wall_time, value, text in rows:
        logged_time, logged = points[run, tag, step]
        assert wall_time == logged_time
        assert same(value if text is None else float(text), logged), (value, text, logged)
        assert text is None or math.isnan(logged) or logged == 0
    plan = database.execute(
        "explain query plan select * from points where run_id = 1 and tag_id = 1").fetchall()
    assert "points_by_series" in plan[0][3]
    database.close()
    os.remove(path)


def with_tbparse(folder):
    tbparse = need_or_none("tbparse")
    if tbparse is None:
        return "no tbparse"
    import io

    theirs = tbparse.SummaryReader(folder, extra_columns={"dir_name"}).scalars
    ours = pandas.read_csv(io.StringIO(tfevents("export", folder, "--like", "tbparse")))
    assert list(ours.columns) == list(theirs.columns), (ours.columns, theirs.columns)
    key = ["dir_name", "tag", "step"]
    a = theirs.sort_values(key).reset_index(drop=True)
    b = ours.sort_values(key).reset_index(drop=True)
    assert len(a) == len(b)
    assert all(same(x, y) for x, y in zip(a.value, b.value))
    assert (a[key] == b[key]).all().all()
    return "tbparse"


with Logs() as folder:
    points = truth(folder)
    with_pandas(folder, points)
    with_sqlite(folder, points)
    print(f"tables: {len(points)} points through pandas {pandas.__version__}, sqlite3,",
          with_duckdb(folder, points) + ",", with_tbparse(folder))
