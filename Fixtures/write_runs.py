#!/usr/bin/env python3
"""Writes the example runs below Fixtures/runs: small synthetic curves, the same bytes every time.

usage: python3 Fixtures/write_runs.py      (Python 3.8 or later, nothing else)

Each run is one TensorBoard event file as a trainer writes it: `train/loss`, `train/learning_rate` and
`train/grad_norm` every 10 steps, `eval/loss` every 100.
"""
import math
import os
import random
import struct
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "Tests", "Soak"))

from event_file import field, record, varint  # noqa: E402

START = 1_790_000_000.0


def version(wall_time):
    return record(b"\x09" + struct.pack("<d", wall_time) + field(3, b"brain.Event:2"))


def scalar(wall_time, step, tag, value):
    summary = field(1, field(1, tag.encode()) + b"\x15" + struct.pack("<f", value))
    return record(b"\x09" + struct.pack("<d", wall_time) + b"\x10" + varint(step) + field(5, summary))


def write(name, steps, train, validation, peak):
    random.seed(name)
    records = [version(START)]
    for step in range(10, steps + 1, 10):
        at = START + 1.3 * step
        share = step / steps
        rate = peak * min(1, share / 0.03) * 0.5 * (1 + math.cos(math.pi * share))
        loss = train(share) * (1 + 0.03 * random.gauss(0, 1))
        records.append(scalar(at, step, "train/loss", loss))
        records.append(scalar(at, step, "train/learning_rate", rate))
        records.append(scalar(at, step, "train/grad_norm", abs(random.gauss(1, 0.2))))
        if step % 100 == 0:
            level = validation(share)
            records.append(scalar(at, step, "eval/loss", level * (1 + 0.004 * random.gauss(0, 1))))
    folder = os.path.join(HERE, "runs", name)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "events.out.tfevents.%d.example" % START), "wb") as f:
        f.write(b"".join(records))


def main():
    falling = lambda share: 0.2 + 2.2 * math.exp(-4 * share)
    write("sft-overfit", 6000, falling,
          lambda share: 0.85 + 1.6 * math.exp(-8 * share) + 1.1 * max(0, share - 0.38) ** 1.3, 2e-4)
    write("sft-good", 6000, lambda share: 0.72 + 1.8 * math.exp(-9 * share),
          lambda share: 0.78 + 1.7 * math.exp(-9 * share), 2e-4)
    write("sft-diverged", 4000,
          lambda share: 0.9 + 1.5 * math.exp(-8 * share) + 40 * max(0, share - 0.6) ** 2,
          lambda share: 0.95 + 1.5 * math.exp(-8 * share) + 40 * max(0, share - 0.6) ** 2, 3e-3)
    write("lora-slow", 3000, lambda share: 2.9 - 1.1 * share, lambda share: 2.95 - 1.05 * share, 5e-5)


if __name__ == "__main__":
    main()
