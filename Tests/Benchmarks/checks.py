"""Whether all programs read the same: numbers of points and their sums."""

import csv
import hashlib
import math
import os
import re
import subprocess

from stopwatch import RustBoard

HERE = os.path.dirname(os.path.abspath(__file__))


def expect(condition, sentence):
    if not condition:
        raise SystemExit("NOT EQUAL: " + sentence)


def is_near(a, b):
    # Text has the shortest digits of a float32, so the last bits of a sum may differ.
    return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-3)


def output(command, seconds=600):
    run = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds)
    return run.stdout


def counted(text):
    """The `points=… sum=…` that a program printed."""
    points, total = re.search(r"points=(\d+) sum=(\S+)", text).groups()
    return int(points), float(total)


def check_ours(tools, log):
    """Checks that reader, `tags`, `export` and `verify` agree; returns the number of points and
    their sum.
    """
    points, total = counted(output([tools.points, "scan", *log.files()]))
    expect(points == log.scalars, f"{log.kind}: {points} points read, {log.scalars} written")
    kept, sum_kept = counted(output([tools.points, "add", *log.files()]))
    expect(kept == points and is_near(sum_kept, total), f"{log.kind}: points kept")

    listed = csv.DictReader(output([tools.tfevents, "tags", log.path, "-f", "csv"]).splitlines())
    expect(sum(int(row["points"]) for row in listed) == points, f"{log.kind}: tags")

    rows, sum_of_rows, hashes = 0, 0.0, []
    for width in ["1", "2"]:
        rows, sum_of_rows, digest = read_export([tools.tfevents, "export", log.path, "-j", width])
        hashes.append(digest)
    expect(rows == points and is_near(sum_of_rows, total), f"{log.kind}: export")
    expect(hashes[0] == hashes[1], f"{log.kind}: export with one and with two threads")
    for command in ["tags", "analyze"]:
        texts = [output([tools.tfevents, command, log.path, "-j", width]) for width in "12"]
        expect(texts[0] == texts[1], f"{log.kind}: {command} with one and with two threads")

    verified = subprocess.run([tools.tfevents, "verify", log.path], capture_output=True)
    expect(verified.returncode == 0, f"{log.kind}: verify")
    return points, total


def read_export(command):
    """Rows, sum of the last column and hash of the output of `export`, read in portions."""
    rows, total, digest, rest = 0, 0.0, hashlib.sha256(), b""
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        while part := process.stdout.read(1 << 22):
            digest.update(part)
            lines = (rest + part).split(b"\n")
            rest = lines.pop()
            rows += len(lines)
            total += sum(float(line[line.rindex(b",") + 1:]) for line in lines)
    expect(process.returncode == 0, "export")
    return rows, total, digest.hexdigest()


class Peers:
    """The other readers that a Python has installed."""

    def __init__(self, python):
        self.python = python
        self.has_tensorboard = self._can("import tensorboard, grpc")
        self.has_tbparse = self._can("import tbparse")
        self.server = None
        text = "import tensorboard_data_server as t; print(t.server_binary() or '')"
        found = subprocess.run([python, "-c", text], capture_output=True, text=True)
        if found.returncode == 0 and found.stdout.strip():
            self.server = found.stdout.strip()
        for name, there in [("EventAccumulator (tensorboard)", self.has_tensorboard),
                            ("tbparse", self.has_tbparse),
                            ("RustBoard (tensorboard-data-server)", self.server)]:
            if not there:
                print(f"skipped: {name} is not there for {python}", flush=True)

    def _can(self, statement):
        return subprocess.run([self.python, "-c", statement], capture_output=True).returncode == 0

    def command(self, kind, path, *more):
        return [self.python, os.path.join(HERE, "peer_reader.py"), kind, path, *more]

    def check(self, tools, log, points, total):
        """Checks that the peers read as many points with the same sum.

        In RustBoard a repeated step replaces all points from that step on; so it does here.
        """
        results = {}
        if self.has_tensorboard:
            results["EventAccumulator"] = output(self.command("accumulator", log.path))
        if self.has_tbparse:
            results["tbparse"] = output(self.command("tbparse", log.path))
        if self.server and self.has_tensorboard:
            board = RustBoard(self.server, log.path, checksum=True)
            board.load()
            try:
                asked = self.command("rustboard", log.path, str(board.port))
                results["RustBoard"] = output(asked)
            finally:
                board.stop()
        for name, text in results.items():
            theirs, their_sum = counted(text)
            if name == "RustBoard":
                export = [tools.tfevents, "export", log.path, "--overlap", "rustboard"]
                points, total, _ = read_export(export)
            equal = theirs == points and is_near(their_sum, total)
            expect(equal, f"{log.kind}: {name} read {theirs} points, sum {their_sum}")
        return list(results)


def check_all(tools, peers, logs, with_peers):
    for log in logs.values():
        points, total = check_ours(tools, log)
        names = peers.check(tools, log, points, total) if with_peers else []
        also = ", also by " + ", ".join(names) if names else ""
        print(f"equal: {log.path}, {points:,} points, sum {total:.6g}{also}", flush=True)
