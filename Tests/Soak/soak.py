"""1,000 runs that each get a point a second: what `watch` costs, and how late it is.

    python3 Tests/Soak/soak.py .build/release/tfevents [runs] [seconds]

Prints CPU (per cent of one core), the peak of resident memory, and the latency from the write of a point
to its line; ends with 1 where one of them is beyond its bound, or a point is lost or doubled.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time

import event_file

binary = sys.argv[1]
runs = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 60


def usage(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    with open(f"/proc/{pid}/status") as file:
        peak = next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), peak / 1024


resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
with tempfile.TemporaryDirectory() as root:
    files = []
    for number in range(runs):
        os.makedirs(f"{root}/run-{number:04}")
        path = f"{root}/run-{number:04}/events.out.tfevents.1700000000.host"
        files.append(open(path, "ab", buffering=0))
        files[-1].write(event_file.version(time.time()))
    watch = subprocess.Popen(
        ["prlimit", "--nofile=256", binary, "watch", root, "-f", "jsonl"],
        stdout=subprocess.PIPE, text=True)
    latencies, seen = [], []

    def listen():
        for line in watch.stdout:
            now = time.time()
            record = json.loads(line)
            if record["event"] == "evaluation":
                latencies.append(now - record["wall_time"])
                seen.append((record["run"], record["step"]))

    listener = threading.Thread(target=listen)
    listener.start()
    time.sleep(3)
    cpu, _ = usage(watch.pid)
    start = time.monotonic()
    for second in range(seconds):
        for number, file in enumerate(files):
            file.write(
                event_file.scalars(second + 1, time.time(), {"train/loss": 3 / (second + 1) ** 0.3}))
            # The points of a second are spread over it.
            due = start + second + (number + 1) / runs
            if number % 20 == 0 and (ahead := due - time.monotonic()) > 0:
                time.sleep(ahead)
    took = time.monotonic() - start
    after, peak = usage(watch.pid)
    time.sleep(3)
    watch.terminate()
    listener.join()

latencies.sort()
late = latencies[int(0.99 * len(latencies))]
share = 100 * (after - cpu) / took
print(f"{runs} runs, {took:.1f} s, {len(seen)} of {runs * seconds} points, {len(seen) - len(set(seen))} doubled")
print(f"CPU {share:.1f} % of a core, peak {peak:.1f} MB")
print(f"latency: median {latencies[len(latencies) // 2]:.2f} s, 99 % {late:.2f} s, worst {latencies[-1]:.2f} s")
good = share < 10 and peak < 100 and late < 2 and len(seen) == len(set(seen)) == runs * seconds
sys.exit(0 if good else 1)
