"""Runs programs and takes their wall time, processor time and peak memory."""

import os
import re
import signal
import subprocess
import tempfile
import threading
import time


class Measurement:
    """The cost of one run: wall seconds, CPU seconds, bytes."""

    def __init__(self, wall, cpu, memory):
        self.wall = wall
        self.cpu = cpu
        self.memory = memory


def run_timed(passes, command):
    """Runs a command to its end with its output thrown away."""
    with tempfile.NamedTemporaryFile("r") as file:
        subprocess.run([passes, "time", file.name, *command], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wall, cpu, kilobytes, status = file.read().split()
    if status != "0":
        raise SystemExit(f"exit status {status}: {' '.join(command[:4])}")
    return Measurement(float(wall), float(cpu), int(kilobytes) * 1024)


class RustBoard:
    """TensorBoard's data server, which loads a log directory once and then serves it."""

    def __init__(self, server, path, checksum, seconds=300):
        command = [server, "--logdir", path, "--port", "0", "--reload", "once",
                   "--samples-per-plugin", "scalars=all", "-vv"]
        self.start = time.monotonic()
        self.process = subprocess.Popen(command + (["--checksum"] if checksum else []),
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                        text=True)
        self.deadline = self.start + seconds
        self.port = None
        self.wall = None

    def load(self):
        """Waits for the line that says how long loading took."""
        for line in self.process.stderr:
            if found := re.search(r"listening on \S*:(\d+)", line):
                self.port = int(found[1])
            if found := re.search(r"Finished load cycle \(([\d.]+)(\S+)\)", line):
                unit = {"s": 1, "ms": 1e-3, "µs": 1e-6}[found[2]]
                self.wall = float(found[1]) * unit
                # It keeps printing messages, and would block if nobody read them.
                threading.Thread(target=self.process.stderr.read, daemon=True).start()
                return
            if time.monotonic() > self.deadline:
                break
        self.stop()
        raise SystemExit("RustBoard did not say that it finished loading")

    def stop(self):
        """Ends it; only then its processor time and memory are known."""
        self.process.send_signal(signal.SIGKILL)
        _, _, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = -signal.SIGKILL
        return Measurement(self.wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def run_rustboard(server, path, checksum):
    board = RustBoard(server, path, checksum)
    board.load()
    return board.stop()
