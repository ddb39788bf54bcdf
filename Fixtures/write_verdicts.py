#!/usr/bin/env python3
"""Writes one small run for each verdict below Fixtures/verdicts, the same bytes every time.

usage: python3 Fixtures/write_verdicts.py [TFEVENTS]      (Python 3.8 or later, nothing else)

With the path of the program it also draws the pictures of the documentation's page Verdicts. A test of plot
compares these with what it draws; another compares the verdicts with the runs' names.
"""
import math
import os
import random
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "Tests", "Soak"))

from event_file import scalars, version  # noqa: E402

START = 1_790_000_000.0
PICTURES = os.path.join(HERE, "..", "Sources", "tfevents", "tfevents.docc")
FALLING = lambda share: 0.6 + 1.8 * math.exp(-7 * share)


def write(verdict, train, validation=None, noise=0.02, rate=None, steps=3000):
    """Train values at every 30th step, validation values at every 60th; both get the share of the way."""
    random.seed(verdict)
    records = [version(START)]
    for step in range(30, steps + 1, 30):
        share = step / 3000
        values = {"train/loss": train(share) * (1 + noise * random.gauss(0, 1))}
        if rate:
            values["train/learning_rate"] = rate(share)
        if validation and step % 60 == 0:
            values["eval/loss"] = validation(share) * (1 + noise / 4 * random.gauss(0, 1))
        records.append(scalars(step, START + 2 * step, values))
    folder = os.path.join(HERE, "verdicts", verdict)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "events.out.tfevents.%d.example" % START), "wb") as f:
        f.write(b"".join(records))


def main():
    cosine = lambda share: 1e-4 * (1 + math.cos(math.pi * share))
    write("improving", lambda share: 2.6 - 1.1 * share**0.8, lambda share: 2.65 - 1.0 * share**0.8)
    write("converged", FALLING, lambda share: FALLING(share) + 0.06, rate=cosine)
    early = lambda share: 1.3 + 1.1 * math.exp(-14 * share)
    write("plateaued", early, lambda share: early(share) + 0.04, rate=lambda share: 1e-3 * (1 - 0.2 * share))
    write("worsening", lambda share: FALLING(share) + 0.5 * max(0, share - 0.45),
          lambda share: FALLING(share) + 0.06 + 0.5 * max(0, share - 0.45))
    write("overfitting", lambda share: 0.15 + 2.2 * math.exp(-3.5 * share),
          lambda share: 0.85 + 1.6 * math.exp(-9 * share) + 1.1 * max(0, share - 0.35))
    write("diverged", lambda share: FALLING(share) + 3.2 / (1 + math.exp((0.8 - share) / 0.02)), noise=0.05)
    write("undecidable", lambda share: 1.2 + 4 * math.exp(-7 * share), noise=0.25)
    write("too-little-data", FALLING, steps=120)
    if len(sys.argv) > 1:
        for verdict in sorted(os.listdir(os.path.join(HERE, "verdicts"))):
            picture = os.path.join(PICTURES, "verdict-%s.svg" % verdict)
            run = os.path.join(HERE, "verdicts", verdict)
            subprocess.run([sys.argv[1], "plot", run, "-o", picture], check=True)


if __name__ == "__main__":
    main()
