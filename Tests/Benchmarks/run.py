#!/usr/bin/env python3
"""Measures tfevents against the limits of the machine and against other readers.

    python3 Tests/Benchmarks/run.py [--data DIR] [--python PYTHON] [--rounds 5] [--markdown FILE]

Builds the static release binary, writes 4.6 GB of logs into DIR (a temporary directory otherwise;
they are reused when they are all there), checks that everybody reads the same numbers of points
with the same sums, then measures all in interleaved rounds and prints two tables in Markdown.
PYTHON is one that has tensorboard, tensorboard-data-server and tbparse; what it has not is skipped.

`--quick` takes little data and a debug build, and compares results only.
"""

import argparse
import os
import sys
import tempfile

from candidates import Candidates
from checks import Peers, check_all
from logs import FULL, QUICK, SAMPLE, write_all
from tables import Results, document
from tools import Tools


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", help="where the logs are kept [a temporary directory]")
    parser.add_argument("--python", default=sys.executable, help="the Python that has the peers")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--markdown", help="write the tables there, too")
    parser.add_argument("--no-checks", action="store_true", help="measure without comparing first")
    parser.add_argument("--quick", action="store_true", help="compare results on little data only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tfevents-benchmark-") as temporary:
        run(options, os.path.abspath(options.data or temporary))


def run(options, data):
    tools = Tools(options.quick)
    tools.build()
    peers = Peers(options.python)
    if options.quick:
        logs = write_all(QUICK, os.path.join(data, "quick"), tools)
        check_all(tools, peers, logs, with_peers=True)
        return
    samples = write_all(SAMPLE, os.path.join(data, "samples"), tools)
    logs = write_all(FULL, data, tools)
    if not options.no_checks:
        check_all(tools, peers, samples, with_peers=True)
        check_all(tools, peers, logs, with_peers=False)
    measurements = Candidates(tools, peers, logs, samples).measure(options.rounds)
    text = document(Results(measurements), tools, options.rounds)
    print("\n" + text)
    if options.markdown:
        with open(options.markdown, "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main()
