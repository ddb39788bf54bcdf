#!/usr/bin/env python3
"""Print how the verdict core scores on labelled training curves, beside the usual rules.

usage: score_table.py FOLDER [VERDICT_BENCHMARK]

FOLDER holds `curves.csv.gz` (id, step, train, val, lr, epoch) and `cases.csv` (id, group, source, series,
cutoff_step, label): curves cut at a step, with what the hidden rest of the curve turned out to be.
VERDICT_BENCHMARK is the program to run, by default .build/release/VerdictBenchmark. Groups of runs are
split into two halves by the CRC-32 of their name, and every figure is given for both: the method's
numbers were set with half A and B in view (the article on verdicts says how far), so a difference
between the halves shows how steady a figure is over groups, not how it does on unseen ones.
"""
import collections
import csv
import gzip
import json
import math
import os
import subprocess
import sys
import zlib

LABELS = {
    "improving": "improving", "converged": "flat", "plateaued": "flat", "undecidable": "flat",
    "overfitting": "overfit", "diverged": "diverged",
}
CLASSES = ("improving", "flat", "overfit", "diverged")


def main():
    folder = sys.argv[1]
    here = os.path.dirname(os.path.abspath(__file__))
    program = sys.argv[2] if len(sys.argv) > 2 else os.path.join(here, "../../.build/release/VerdictBenchmark")
    with gzip.open(os.path.join(folder, "curves.csv.gz"), "rb") as f:
        curves = f.read()
    with open(os.path.join(folder, "cases.csv"), "rb") as f:
        table = f.read()
    measure = lambda what: subprocess.run(
        [program, what], input=curves + b"\n" + table, stdout=subprocess.PIPE, check=True).stdout.decode()
    cases = list(csv.DictReader(table.decode().splitlines()))
    halves = ["A" if zlib.crc32(c["group"].encode()) % 2 == 0 else "B" for c in cases]
    truth = [c["label"] for c in cases]

    verdicts = [json.loads(line) for line in measure("verdicts").splitlines()]
    said = [label(v["verdict"], t) for v, t in zip(verdicts, truth)]
    print("rule".ljust(24), *(f"{h:>7} bal  false  missed  F1 " for h in ("all", "A", "B")))
    row("tfevents", truth, said, halves)
    rules = collections.defaultdict(dict)
    for line in measure("rules").splitlines():
        o = json.loads(line)
        rules[o["rule"]][int(o["run"])] = "flat" if o["at_end"] else "improving"
    for rule, answers in rules.items():
        row(rule, truth, [answers[i] for i in range(len(cases))], halves)

    print("\nby kind of curve (balanced accuracy)")
    for domain in sorted({(c["source"], c["series"]) for c in cases}):
        at = [i for i, c in enumerate(cases) if (c["source"], c["series"]) == domain]
        print(" ", *domain, len(at), *(
            f"{h} {figures([(truth[i], said[i]) for i in at if h in ('all', halves[i])])[0]:.3f}" for h in ("all", "A", "B")))

    calibration(truth, verdicts)
    forecasts(curves, cases, verdicts, halves)
    for what in ("spikes", "online", "timing"):
        print(f"\n{what}\n{measure(what)}", end="")


def label(verdict, truth):
    """A verdict as a label; `worsening` is not a label and counts as right if a case ended flat or
    diverged.
    """
    if verdict == "worsening":
        return truth if truth in ("flat", "diverged") else "diverged"
    return LABELS.get(verdict, verdict)


def figures(pairs):
    going = [a for t, a in pairs if t == "improving"]
    done = [a for t, a in pairs if t != "improving"]
    false = sum(a != "improving" for a in going) / max(1, len(going))
    missed = sum(a == "improving" for a in done) / max(1, len(done))
    f1 = []
    for k in CLASSES:
        hit = sum(t == k and a == k for t, a in pairs)
        f1.append(2 * hit / max(1, sum(a == k for _, a in pairs) + sum(t == k for t, _ in pairs)))
    return 1 - (false + missed) / 2, false, missed, sum(f1) / 4


def row(name, truth, said, halves):
    cells = []
    for h in ("all", "A", "B"):
        cells.append("%11.3f %6.3f %6.3f %6.3f" % figures([
            (t, a) for t, a, half in zip(truth, said, halves) if h in ("all", half)]))
    print(name.ljust(24), *cells)


def calibration(truth, verdicts):
    """Predicted and true share of improving runs, in fifths of the probability."""
    print("\nprobability of further gain, said and true")
    bins = collections.defaultdict(list)
    for t, v in zip(truth, verdicts):
        if v["probability_improving"] is not None:
            p = v["probability_improving"]
            bins[min(4, int(p * 5))].append((p, t == "improving"))
    for k, b in sorted(bins.items()):
        print(f"  {k / 5:.1f} to {k / 5 + 0.2:.1f}: said {sum(p for p, _ in b) / len(b):.3f}, "
              f"true {sum(t for _, t in b) / len(b):.3f} of {len(b)}")


def forecasts(curves, cases, verdicts, halves):
    """The mean of the last 10 % of the steps at 1.5 times the cut-off against the forecast."""
    points = collections.defaultdict(list)
    for r in csv.DictReader(curves.decode().splitlines()):
        points[r["id"]].append(r)
    errors = collections.defaultdict(list)
    covered = collections.defaultdict(list)
    for case, verdict, half in zip(cases, verdicts, halves):
        if verdict["forecast"] is None:
            continue
        column, cut = case["series"], float(case["cutoff_step"])
        series = [(float(r["step"]), float(r[column])) for r in points[case["id"]] if r[column]]
        series = [(s, v) for s, v in series if math.isfinite(v)]
        taken = [s for s, _ in series if s <= cut]
        if not taken or series[-1][0] < 1.45 * taken[-1]:
            continue
        end = 1.5 * taken[-1]
        window = [v for s, v in series if 0.9 * end < s <= end]
        if not window:
            continue
        level = sum(window) / len(window)
        for h in ("all", half):
            errors[h].append(abs(level - verdict["forecast"]) / verdict["scale"])
            covered[h].append(verdict["forecast_low"] <= level <= verdict["forecast_high"])
    print("\nforecast at 1.5 times the steps: median error over the loss scale, 80 % range holds")
    for h in ("all", "A", "B"):
        e = sorted(errors[h])
        print(f"  {h}: {len(e)} cases, {e[len(e) // 2]:.4f}, {sum(covered[h]) / len(e):.3f}")


if __name__ == "__main__":
    main()
