"""tfevents.spark.scan gives the records of one scan; 2,000 runs take it at most four times as long, once warm."""

import json
import math
import os
import sys
import tempfile
import time

from peers import need, use_package

need("tensorboardX", "pyarrow")
need("pyspark")
use_package()
os.environ["PYSPARK_PYTHON"] = sys.executable
from pyspark.sql import SparkSession  # noqa: E402

import tfevents.spark  # noqa: E402

RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 200


def runs(folder, count):
    """Folders of runs that differ."""
    SummaryWriter = need("tensorboardX").SummaryWriter
    paths = []
    for number in range(count):
        paths.append(os.path.join(folder, "runs", f"{number:05}"))
        with SummaryWriter(paths[-1]) as writer:
            for step in range(1, 41):
                writer.add_scalar("eval/loss", 0.5 + 0.0001 * number + 2 * math.exp(-step / 8), step * 100)
    return paths


with tempfile.TemporaryDirectory() as folder:
    paths = runs(folder, RUNS)
    spark = (
        SparkSession.builder.master("local[2]").appName("tfevents").config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false").getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    root = os.path.join(folder, "runs")
    frame = spark.createDataFrame([(path,) for path in paths], "path string").repartition(4).cache()
    frame.count()
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        rows = tfevents.spark.scan(frame, root=root).collect()
        times.append(time.perf_counter() - begin)
    begin = time.perf_counter()
    lines = tfevents.scan(root)
    alone = time.perf_counter() - begin
    expected = {one.run: one.record for one in lines}
    assert len(rows) == RUNS
    for row in rows:
        record = json.loads(row.record)
        assert record == expected[row.run] and row.path == os.path.join(root, row.run), row.run
        assert row.verdict == record["verdict"] and row.best_step == record["best_step"], row.run
    assert [row.run for row in tfevents.spark.scan(spark, paths[:3], root=root).collect()] == ["00000", "00001", "00002"]
    spark.stop()
print(f"spark: {RUNS} records are those of one scan; {times[-1]:.2f} s once warm, one scan {alone:.2f} s")
