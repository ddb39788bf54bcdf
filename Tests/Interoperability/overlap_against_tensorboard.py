#!/usr/bin/env python3
"""Compare --overlap tensorboard and --overlap rustboard with the readers they are named after.

usage: overlap_against_tensorboard.py TFEVENTS LOGDIR...

TFEVENTS is the built tool. Needs TensorBoard from PyPI (2.21; with tensorboard-data-server for the Rust
half) in the Python that runs this. Serves each LOGDIR with either reader, asks it for every point of
every run and tag, and compares steps and float32 values with `tfevents export`. Series that TensorBoard
does not show at all are counted: it takes fewer number formats and stops at damage. Exit 1 where a
series that both show differs.
"""
import collections, csv, json, math, os, socket, struct, subprocess, sys, time
import urllib.error, urllib.parse, urllib.request

POINTS = 10_000_000  # more than any log has: nothing is sampled away


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def ask(port, path, **query):
    address = f"http://127.0.0.1:{port}/data/plugin/scalars/{path}?" + urllib.parse.urlencode(query)
    with urllib.request.urlopen(address, timeout=60) as answer:
        return json.loads(answer.read())


def wait_until_loaded(port, process):
    """Waits until the list of tags has been the same for three seconds."""
    last, same = None, 0
    for _ in range(240):
        if process.poll() is not None:
            raise SystemExit("tensorboard ended early")
        try:
            tags = ask(port, "tags")
        except OSError:
            tags = None
        same = same + 1 if tags and tags == last else 0
        if same >= 6:
            return tags
        last = tags
        time.sleep(0.5)
    return last or {}


def board(logdir, rust):
    port = free_port()
    command = [
        sys.executable, "-m", "tensorboard.main", "--logdir", logdir, "--port", str(port),
        "--load_fast", "true" if rust else "false", "--reload_interval", "600",
        "--samples_per_plugin", f"scalars={POINTS}",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        series, failed = {}, 0
        for run, tags in wait_until_loaded(port, process).items():
            for tag in tags:
                try:
                    points = ask(port, "scalars", run=run, tag=tag)
                except urllib.error.HTTPError:
                    failed += 1
                    continue
                series[run, tag] = [(p[1], p[2]) for p in points]
        return series, failed
    finally:
        process.terminate()
        process.wait()


def ours(tool, logdir, policy):
    command = [tool, "export", "--overlap", policy, logdir]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    series = collections.defaultdict(list)
    for row in csv.DictReader(text.splitlines(keepends=True)):
        series[row["run"], row["tag"]].append((int(row["step"]), row["value"]))
    return series


def bits(value):
    """A value as float32, every NaN alike."""
    number = float(value)
    if math.isnan(number):
        return "nan"
    try:
        return struct.pack("<f", number)
    except OverflowError:
        return repr(number)


def compare(tool, logdir, policy):
    theirs, failed = board(logdir, policy == "rustboard")
    mine = ours(tool, logdir, policy)
    # A log directory that is itself a run has no path below itself.
    only = {os.path.basename(os.path.abspath(logdir)): "."}
    mine = {(run if run in {r for r, _ in theirs} else only.get(run, run), tag): p
            for (run, tag), p in mine.items()}
    equal, different = 0, []
    for key, points in sorted(theirs.items()):
        if [(s, bits(v)) for s, v in points] == [(s, bits(v)) for s, v in mine.get(key, [])]:
            equal += 1
        else:
            different.append((key, points, mine.get(key, [])))
    unseen = len(set(mine) - set(theirs))
    print(f"{logdir}  {policy}: {equal} series equal, {len(different)} different, "
          f"{unseen} shown by us alone, {failed} that it fails to show")
    for (run, tag), a, b in different[:20]:
        steps = [s for s, _ in a], [s for s, _ in b]
        at = next((i for i, (x, y) in enumerate(zip(a, b)) if x[0] != y[0] or bits(x[1]) != bits(y[1])),
                  min(len(a), len(b)))
        print(f"    {run} {tag!r}: {len(a)} against our {len(b)} points, from the {at + 1}th on: "
              f"{steps[0][at:at + 4]} against {steps[1][at:at + 4]}")
    return not different


def main():
    tool, logdirs = sys.argv[1], sys.argv[2:]
    results = [compare(tool, d, p) for d in logdirs for p in ("tensorboard", "rustboard")]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
