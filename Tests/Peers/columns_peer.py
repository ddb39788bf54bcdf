"""Arrow and Parquet: pyarrow, pandas, polars and DuckDB read the same as in the CSV, to the last
bit.
"""

import csv
import io
import os
import struct
import subprocess
import sys
import tempfile

from peers import Logs, need, program, tfevents, use_package

pyarrow = need("pyarrow")
import pyarrow.ipc  # noqa: E402
import pyarrow.parquet  # noqa: E402

NAMES = ["run", "tag", "step", "wall_time", "value"]


def bits(number):
    return struct.pack("<d", number) if number == number else b"nan"


def expected(*words):
    """The rows of the CSV, floats widened."""
    rows = []
    text = tfevents("export", *words, "--columns", "dtype", text=False).decode()
    for run, tag, step, wall_time, value, kind in list(csv.reader(io.StringIO(text, newline="")))[1:]:
        number = float(value)
        if kind == "float32":
            (number,) = struct.unpack("<f", struct.pack("<f", number))
        rows.append((run, tag, int(step), bits(float(wall_time or "nan")), bits(number)))
    return rows


def rows_of(table):
    """The rows of a pyarrow table, which must be consistent."""
    table.validate(full=True)
    assert table.column_names[:5] == NAMES, table.column_names
    columns = [table.column(name).to_pylist() for name in NAMES]
    return [(run, tag, step, bits(time), bits(value)) for run, tag, step, time, value in zip(*columns)]


def nothing(folder):
    """Where no point matches, a stream has no rows, and no file is written."""
    words = [folder, "--tag", "no such tag"]
    stream = tfevents("export", *words, "-f", "arrow", text=False, status=1)
    assert pyarrow.ipc.open_stream(stream).read_all().num_rows == 0
    parquet = tfevents("export", *words, "-f", "parquet", text=False, status=1)
    assert pyarrow.parquet.read_table(io.BytesIO(parquet)).num_rows == 0
    path = os.path.join(folder, "x.parquet")
    tfevents("export", *words, "-o", path, status=1)
    assert not os.path.exists(path)


def check(*words):
    """Compares every way of reading with the CSV; returns the number of rows."""
    rows = expected(*words)
    with tempfile.TemporaryDirectory() as folder:
        stream = tfevents("export", *words, "-f", "arrow", text=False)
        arrow, parquet = os.path.join(folder, "x.arrow"), os.path.join(folder, "x.parquet")
        tfevents("export", *words, "-o", arrow)
        tfevents("export", *words, "-o", parquet)
        assert tfevents("export", *words, "-f", "parquet", text=False) == open(parquet, "rb").read()
        assert rows_of(pyarrow.ipc.open_stream(stream).read_all()) == rows
        table = pyarrow.ipc.open_file(arrow).read_all()
        assert rows_of(table) == rows
        kinds = [str(kind) for kind in table.schema.types]
        word = "dictionary<values=string, indices=int32, ordered=0>"
        assert kinds == [word, word, "int64", "double", "double"], kinds
        table = pyarrow.parquet.read_table(parquet)
        assert rows_of(table) == rows
        assert [str(kind) for kind in table.schema.types] == kinds
        by_pandas(arrow, parquet, rows)
        by_polars(stream, arrow, parquet, rows)
        by_duckdb(parquet, rows)
    return len(rows)


def same_frame(frame, rows):
    found = list(zip(*(frame[name] for name in NAMES)))
    found = [(run, tag, int(step), bits(float(time)), bits(float(value))) for run, tag, step, time, value in found]
    assert found == rows


def by_pandas(arrow, parquet, rows):
    try:
        import pandas
    except ImportError:
        return
    for frame in [pandas.read_feather(arrow), pandas.read_parquet(parquet)]:
        assert [str(kind) for kind in frame.dtypes] == ["category"] * 2 + ["int64"] + ["float64"] * 2, frame.dtypes
        same_frame(frame, rows)


def by_polars(stream, arrow, parquet, rows):
    try:
        import polars
    except ImportError:
        return
    frames = [
        polars.read_ipc_stream(io.BytesIO(stream)), polars.read_ipc(arrow), polars.read_parquet(parquet)]
    for frame in frames:
        assert [tuple(row[:3]) + (bits(row[3]), bits(row[4])) for row in frame.iter_rows()] == rows


def by_duckdb(parquet, rows):
    try:
        import duckdb
    except ImportError:
        return
    found = duckdb.sql(f"SELECT run, tag, step, wall_time, value FROM '{parquet}'").fetchall()
    assert [tuple(row[:3]) + (bits(row[3]), bits(row[4])) for row in found] == rows


def extra_columns(folder):
    """Further columns contain the same as those of the CSV."""
    names = ["file", "offset", "segment", "superseded", "dtype"]
    words = [folder, "--columns", ",".join(names), "--smooth", "tb:0.5"]
    text = list(csv.reader(io.StringIO(tfevents("export", *words, text=False).decode(), newline="")))
    table = pyarrow.ipc.open_stream(tfevents("export", *words, "-f", "arrow", text=False)).read_all()
    table.validate(full=True)
    assert table.column_names == text[0]
    assert len(text) - 1 == table.num_rows
    for name in names:
        place = text[0].index(name)
        assert [str(cell) for cell in table.column(name).to_pylist()] == [row[place] for row in text[1:]], name


def many_words(folder):
    """Dictionaries that grow while rows are written, in every block of rows."""
    writer = need("tensorboardX").SummaryWriter
    for run in range(40):
        with writer(os.path.join(folder, f"run {run} é")) as one:
            for step in range(3000):
                one.add_scalar(f"tag {run % 7}", step / 3, step)
    return check(folder)


def resumed(folder):
    """Data frames of a run that was resumed after its points had been sent, between two others."""
    writer = need("tensorboardX").SummaryWriter
    use_package()
    import tfevents as package

    for run, jobs in [("a", 1), ("b", 2), ("c", 1)]:
        for job in range(jobs):
            with writer(os.path.join(folder, run), filename_suffix=f".{job}") as one:
                for step in range(30_000 * job, 30_000 * job + 40_000):
                    for tag in (["before", "loss"], ["loss", "after"])[job]:
                        one.add_scalar(tag, step / 3 + job, step, walltime=1.7e9 + 1e5 * job + step)
    for overlap in ["resume", "raw", "tensorboard", "append"]:
        rows = expected(folder, "--overlap", overlap)
        same_frame(package.scalars(folder, overlap=overlap, to="columns"), rows)
        assert rows_of(package.scalars(folder, overlap=overlap, to="arrow")) == rows
    return len(rows)


with Logs(runs=8) as folder:
    count = check(folder)
    nothing(folder)
    extra_columns(folder)
with tempfile.TemporaryDirectory() as folder:
    count += many_words(folder)
with tempfile.TemporaryDirectory() as folder:
    count += resumed(folder)
for path in sys.argv[2:]:
    for parent, _, names in os.walk(path):
        if any("tfevents" in name for name in names):
            done = subprocess.run([program(), "export", parent], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            count += check(parent) if done.returncode == 0 else 0
print(f"columns: {count} rows of Arrow (stream and file) and Parquet are those of the CSV")
