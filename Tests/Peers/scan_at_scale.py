"""Scans 2,000 and 20,000 generated runs: memory a run, and whether every row agrees with analyze of that run alone.

usage: python3 Tests/Peers/scan_at_scale.py path/to/tfevents [--sizes 2000,20000] [--alone N] [--folder DIR]

Needs nothing but Python, and takes some minutes. The runs are of twelve kinds, each its own seed: converged,
improving, overfitting, NaN, diverged, resumed, too short, spiky, noisy, damaged, without a scalar, and split into
train and eval folders. It prints the peak memory of scan for each format and what a further run adds, and ends with
an error where a row differs: JSON lines from `analyze -f jsonl` of the run alone (of all runs with --alone 0, of every
Nth otherwise, the others in one analyze of all), CSV and the table from the JSON lines, merged parts from the whole.
"""

import argparse
import concurrent.futures
import csv
import io
import json
import math
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Soak"))
import event_file  # noqa: E402

START = 1_700_000_000.0
KINDS = ["converged", "improving", "overfitting", "nan", "diverged", "resumed", "short", "spiky", "noisy",
         "damaged", "empty", "split"]


def value(kind, x, noise, rng):
    """The evaluation loss at a share of the run."""
    base = 0.6 + 2 * math.exp(-12 * x) + noise * rng.gauss(0, 1)
    if kind == "improving":
        return 2.5 - 1.2 * x + noise * rng.gauss(0, 1)
    if kind == "overfitting":
        return base + 1.2 * max(0.0, x - 0.4)
    if kind == "nan":
        return base if x < 0.7 else math.nan
    if kind == "diverged":
        return base if x < 0.75 else base + 40 * (x - 0.75)
    if kind == "spiky" and rng.random() < 0.05:
        return base * 4
    return base + (rng.gauss(0, 0.2) if kind == "noisy" else 0)


def write(path, events, start):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    data = bytearray(event_file.version(start))
    for step, wall_time, values in events:
        data += event_file.scalars(step, wall_time, values)
    with open(path, "wb") as file:
        file.write(data)


def write_run(folder, index):
    """Writes one run and returns its name."""
    rng = random.Random(index)
    kind = KINDS[index % len(KINDS)]
    name = f"{kind[:5]}/{index:05}"  # short, so that a table shows it whole
    start = START + 1000 * index
    count = rng.randint(3, 5) if kind == "short" else rng.randint(30, 70)
    noise = rng.choice([0.001, 0.004, 0.02])
    events, others = [], []
    for place in range(count):
        step, x = 100 * (place + 1), (place + 1) / count
        wall_time = start + 60 * place + rng.random()
        train = 0.5 + 2.2 * math.exp(-8 * x) - (0.2 * x if kind == "overfitting" else 0)
        events.append((step, wall_time, {"eval/loss": value(kind, x, noise, rng)}))
        others.append((step, wall_time, {"train/loss": train, "train/learning_rate": 1e-3 * (1 - x)}))
    base = os.path.join(folder, name)
    file = f"events.out.tfevents.{int(start)}.host"
    if kind == "split":
        write(f"{base}/eval/{file}", [(s, t, {"loss": v["eval/loss"]}) for s, t, v in events], start)
        write(f"{base}/train/{file}", [(s, t, {"loss": v["train/loss"]}) for s, t, v in others], start)
        return name
    if kind == "empty":
        write(f"{base}/{file}", [], start)
        return name
    rows = [(s, t, {**v, **o}) for (s, t, v), (_, _, o) in zip(events, others)]
    if kind == "resumed":
        cut, back = count * 2 // 3, count // 2
        write(f"{base}/{file}", rows[:cut], start)
        rows = [(s, t + 7200, v) for s, t, v in rows[back:]]
        file = f"events.out.tfevents.{int(start) + 7000}.host"
    write(f"{base}/{file}", rows, start)
    if kind == "damaged":
        with open(f"{base}/{file}", "r+b") as stream:
            stream.seek(900)
            stream.write(b"\xff\x00\xff")
    return name


# A new process begins with the memory of its parent, so a small one must start it.
STARTER = """
import os, sys
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[
    (os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0)])
_, status, usage = os.wait4(pid, 0)
os.write(2, b"%d" % usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def measured(program, *words):
    """The output of a command, and its peak memory in kB, of which the starter itself takes 9,000.
    """
    done = subprocess.run([sys.executable, "-I", "-S", "-c", STARTER, program, *words], capture_output=True)
    assert done.returncode == 0, (words, done)
    return done.stdout, int(done.stderr)


def analyzed(program, path):
    done = subprocess.run([program, "analyze", path, "-f", "jsonl"], capture_output=True)
    return json.loads(done.stdout)


def same_but_name(scanned, alone):
    ours = {key: value for key, value in scanned.items() if key not in ("run", "path", "signature")}
    theirs = {key: value for key, value in alone.items() if key not in ("run", "path")}
    # The texts are compared, too: another order of keys, or 1 instead of 1.0, counts as a
    # difference.
    assert json.dumps(ours) == json.dumps(theirs), (scanned["run"], ours, theirs)


def compare_records(program, folder, records, alone):
    names = sorted(records)
    by_itself = names[:: alone or 1]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        paths = [os.path.join(folder, name) for name in by_itself]
        for name, record in zip(by_itself, pool.map(lambda path: analyzed(program, path), paths)):
            same_but_name(records[name], record)
    whole = subprocess.run([program, "analyze", folder, "-f", "jsonl"], capture_output=True).stdout
    count = 0
    for line in whole.splitlines():
        record = json.loads(line)
        same_but_name(records[record["run"]], record)
        count += 1
    assert count == len(records), (count, len(records))
    return len(by_itself)


def compare_csv(text, records):
    rows = list(csv.DictReader(io.StringIO(text.decode())))
    assert [row["run"] for row in rows] == list(records)
    for row in rows:
        record = records[row["run"]]
        assert row["verdict"] == record["verdict"]
        for key in ["best", "best_step", "last_step", "points", "wall_seconds", "metric"]:
            logged = record.get(key)
            cell = row[key]
            assert (cell == "" and logged is None) or cell == logged or float(cell) == float(logged), (row, key)
        last = record.get("last_text", record["last"])
        assert (row["last"] == "" and last is None) or str(float(row["last"])) == str(float(last)), row
        assert row["flags"].replace(";", " ").replace(",", " ").split() == record["flags"], (row, record["flags"])


def compare_table(text, records):
    lines = text.decode().splitlines()
    for index, (line, name) in enumerate(zip(lines[1:], records)):
        cells = line.split()
        assert cells[0] == str(index + 1) and cells[1] == name, (line, name)
    assert f"{len(records):,} runs" in text.decode()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--sizes", default="2000,20000")
    parser.add_argument("--alone", type=int, default=0)
    parser.add_argument("--folder")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    sizes = [int(size) for size in options.sizes.split(",")]
    peaks = {}
    with tempfile.TemporaryDirectory() as scratch:
        for size in sizes:
            folder = os.path.join(options.folder or scratch, str(size))
            if not os.path.exists(folder):
                with concurrent.futures.ProcessPoolExecutor() as pool:
                    list(pool.map(write_run, [folder] * size, range(size), chunksize=100))
            for form in ["table", "csv", "jsonl", "json", "md", "junit", "sarif", "github", "prometheus"]:
                text, peak = measured(program, "scan", folder, "-f", form)
                peaks[form, size] = peak
                if form == "table":
                    table = text
                elif form == "csv":
                    rows = text
                elif form == "jsonl":
                    lines = text
            records = {record["run"]: record for record in map(json.loads, lines.splitlines())}
            assert len(records) == size
            counts = {}
            for record in records.values():
                counts[record["verdict"]] = counts.get(record["verdict"], 0) + 1
            print(f"{size:,} runs:", ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items())))
            compare_csv(rows, records)
            compare_table(table, records)
            alone = compare_records(program, folder, records, options.alone)
            print(f"  {alone:,} agree with analyze alone, all with analyze of all; CSV and table with both")
            print(f"  {len(lines) / size:,.0f} bytes a record of JSON")
            parts = [os.path.join(scratch, f"{size}-{part}.jsonl") for part in range(4)]
            for part, path in enumerate(parts):
                measured(program, "scan", folder, "--shard", f"{part}/4", "-o", path)
            merged, peaks["merge", size] = measured(program, "merge", *parts[::-1], "-f", "jsonl")
            assert merged == lines, "merged parts differ from the single pass"
            _, peaks["merge to csv", size] = measured(program, "merge", *parts, "-f", "csv")
    for form in dict.fromkeys(form for form, _ in peaks):
        said = ", ".join(f"{peaks[form, size] / 1024:.1f} MiB for {size:,}" for size in sizes)
        if len(sizes) > 1:
            more = (peaks[form, sizes[-1]] - peaks[form, sizes[0]]) / (sizes[-1] - sizes[0])
            said += f": {more:.2f} KiB a further run"
        print(f"  {form:12} {said}")


if __name__ == "__main__":
    main()
