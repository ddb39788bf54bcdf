"""The two tables: the cost of each reader, and which targets are met."""

import datetime
import os
import platform
import statistics

from logs import FULL, SAMPLE

TITLES = {
    "simple": "10 M scalars, TF1 form",
    "tensors": "10 M scalars, TF2 tensors",
    "shuffled": "10 M scalars, random tag order",
    "images": "7,500 images and 150 k scalars",
    "runs": "5,000 runs × 2,000 scalars",
    "sample": "200 k scalars, times 50",
}
HIDDEN = {("sample", name) for name in ["tags -j 1", "analyze -j 1", "export -j 1", "verify -j 1"]}
SCALE = FULL["simple"] // SAMPLE["simple"]


class Results:
    """Medians of the measurements."""

    def __init__(self, measurements):
        self.measurements = measurements

    def has(self, kind, name):
        return (kind, name) in self.measurements

    def median(self, kind, name, unit):
        values = [getattr(one, unit) for one in self.measurements[kind, name]]
        return statistics.median(values) * (SCALE if kind == "sample" and unit != "memory" else 1)


def number(value):
    """Three digits: 0.0451, 0.311, 6.42, 11.6, 148, 1,204."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:#.3g}".rstrip(".")


def times_table(results):
    lines = ["| log | reader | CPU s | wall s | peak MB | RustBoard ÷ |",
             "|---|---|--:|--:|--:|--:|"]
    last = None
    for kind, name in results.measurements:
        if kind == "start" or (kind, name) in HIDDEN:
            continue
        ratio = ""
        if results.has(kind, "RustBoard") and name != "RustBoard":
            theirs = results.median(kind, "RustBoard", "wall" if kind == "runs" else "cpu")
            ours = results.median(kind, name, "wall" if kind == "runs" else "cpu")
            ratio = number(theirs / ours)
        cpu, wall = (number(results.median(kind, name, unit)) for unit in ["cpu", "wall"])
        memory = number(results.median(kind, name, "memory") / 1e6)
        shown = name if is_other(name) else f"`{name}`"
        title = "" if kind == last else TITLES[kind] + " "
        lines.append(f"| {title}| {shown} | {cpu} | {wall} | {memory} | {ratio} |")
        last = kind
    return lines


def is_other(name):
    words = ["cat", "read only", "checksums and frames", "points kept", "RustBoard", "tbparse",
             "EventAccumulator", "RustBoard --checksum"]
    return name in words


class Aims:
    """The rows of the second table."""

    def __init__(self, results):
        self.results = results
        self.lines = ["| aim | limit | measured | |", "|---|--:|--:|---|"]

    def _row(self, text, limit, measured, unit, is_met):
        word = "met" if is_met else "**missed**"
        self.lines.append(f"| {text} | {limit} | {number(measured)}{unit} | {word} |")

    def at_least(self, text, limit, measured, unit=" ×"):
        self._row(text, f"≥ {limit}{unit}", measured, unit, measured >= limit)

    def at_most(self, text, limit, measured, unit=" ×"):
        self._row(text, f"≤ {limit}{unit}", measured, unit, measured <= limit)

    def ratio(self, unit, above, below):
        return self.results.median(*above, unit) / self.results.median(*below, unit)

    def beats_rustboard(self, text, limit, kind, name, unit):
        if self.results.has(kind, "RustBoard"):
            self.at_least(text, limit, self.ratio(unit, (kind, "RustBoard"), (kind, name)))


def aims_table(results, tools):
    aims = Aims(results)
    kept = "points kept"
    aims.beats_rustboard("TF1, points kept: RustBoard's CPU ÷ ours", 25, "simple", kept, "cpu")
    aims.beats_rustboard("TF2, points kept: RustBoard's CPU ÷ ours", 45, "tensors", kept, "cpu")
    frames, read = ("simple", "checksums and frames"), ("simple", "read only")
    aims.at_most("TF1, points kept ÷ checksums and frames in C, CPU", 3,
                 aims.ratio("cpu", ("simple", kept), frames))
    aims.at_most("TF1, points kept ÷ read only, CPU", 5, aims.ratio("cpu", ("simple", kept), read))
    for name in ["tags -j 2", "analyze -j 2"]:
        aims.at_most(f"TF1, `{name}` ÷ read only, wall", 3.5,
                     aims.ratio("wall", ("simple", name), read))
    for name in ["tags -j 1", "analyze -j 1"]:
        aims.at_most(f"TF1, `{name}` ÷ read only, CPU", 3.5,
                     aims.ratio("cpu", ("simple", name), read))
        aims.at_most(f"random ÷ regular tag order, `{name}`, CPU", 2,
                     aims.ratio("cpu", ("shuffled", name), ("simple", name)))
    aims.beats_rustboard("5,000 runs, `tags -j 2`: RustBoard's wall ÷ ours", 12, "runs",
                         "tags -j 2", "wall")
    aims.beats_rustboard("5,000 runs, `analyze -j 2`: RustBoard's wall ÷ ours", 8, "runs",
                         "analyze -j 2", "wall")
    aims.beats_rustboard("images, all checked: RustBoard's CPU ÷ ours", 1, "images", "tags -j 1",
                         "cpu")
    aims.beats_rustboard("images, `--no-verify-payloads`: RustBoard's CPU ÷ ours", 15, "images",
                         "tags -j 1 --no-verify-payloads", "cpu")
    one, two = ("simple", "export -j 1"), ("simple", "export -j 2")
    aims.at_most("`export -j 1` to CSV, wall per row", 90,
                 results.median(*one, "wall") / FULL["simple"] * 1e9, " ns")
    aims.at_least("`export -j 2`: wall of one thread ÷ two", 1.7, aims.ratio("wall", one, two))
    add_memory(aims, kept)
    size = os.path.getsize(tools.tfevents) / 1e6
    aims.at_most("static binary without shared libraries", 14, size, " MB")
    aims.at_most("`--version`", 5, results.median("start", "--version", "wall") * 1e3, " ms")
    return aims.lines


def add_memory(aims, kept):
    memory = aims.results.median("simple", kept, "memory")
    aims.at_most("memory per kept point, TF1", 24, memory / FULL["simple"], " bytes")
    growth = max(aims.ratio("memory", ("simple", name), ("sample", name))
                 for name in ["tags -j 1", "analyze -j 1", "export -j 1", "verify -j 1"])
    aims.at_most("memory of `tags`, `analyze`, `export`, `verify`: 10 M ÷ 200 k points", 1.25,
                 growth)


def document(results, tools, rounds):
    """Both tables with the date, the processor and the command."""
    today = datetime.date.today().isoformat()
    text = (f"Measured on {today}, {processor()}, {os.cpu_count()} cores, files in the page "
            f"cache; medians of {rounds} interleaved rounds, in each of which what takes less than "
            "half a second is run five times in turns. The last column is CPU seconds, for the "
            "5,000 runs wall seconds.")
    words, lines = text.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 100:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    tables = [*times_table(results), "", *aims_table(results, tools)]
    return "\n".join([*lines, "", *tables]) + "\n"


def processor():
    try:
        with open("/proc/cpuinfo") as file:
            names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
        with open("/proc/cpuinfo") as file:
            family = [line.split(":")[1].strip() for line in file if line.startswith("cpu family")]
        return f"{names[0]} (family {family[0]})"
    except (OSError, IndexError):
        return platform.processor() or platform.machine()
