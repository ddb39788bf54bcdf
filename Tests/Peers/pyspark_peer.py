"""Spark pipes paths through scan --stdin, and merging its records equals the single pass."""

import os
import sys
import tempfile

from peers import Logs, need, program, tfevents

need("tensorboardX", "pyspark")
# Workers that start another Python than the driver's are refused.
os.environ["PYSPARK_PYTHON"] = sys.executable
from pyspark.sql import SparkSession  # noqa: E402

with Logs(runs=24) as folder, tempfile.TemporaryDirectory() as parts:
    paths = sorted(
        parent for parent, _, names in os.walk(folder) if any("tfevents" in name for name in names))
    spark = (
        SparkSession.builder.master("local[2]").appName("tfevents")
        .config("spark.ui.enabled", "false").getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    records = (
        spark.sparkContext.parallelize(paths, 5)
        .pipe(f"{program()} scan --stdin --root {folder}", checkCode=True))
    lines = records.collect()
    assert len(lines) == len(paths)
    records.saveAsTextFile(parts + "/records")
    spark.stop()
    files = sorted(
        os.path.join(parts, "records", name)
        for name in os.listdir(parts + "/records") if name.startswith("part-"))
    for options in [[], ["--group", r"seed\d+"], ["-f", "jsonl"], ["-f", "table"], ["-f", "sarif"]]:
        single = tfevents("scan", folder, *options)
        assert tfevents("merge", *files, *options) == single, options
        assert tfevents("merge", *reversed(files), *options) == single, options
print(f"pyspark: {len(lines)} records of {len(files)} parts merge to the single pass")
