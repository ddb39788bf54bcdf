"""`watch` follows runs that tensorboardX writes on bad days, and loses, doubles and makes up no point.

    python3 Tests/Peers/watch_peer.py .build/release/tfevents [seeds]

Jobs append, pause, are killed, resume (with and without purge_step), restart within the second so that they
truncate the file before; files come with holes of zeros that are filled later, lose a stretch for a while,
and are put in the place of others. All the while one `watch -f jsonl` reads.
"""

import glob
import json
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time

from peers import need, program

SummaryWriter = need("tensorboardX").SummaryWriter
from tensorboardX.proto.event_pb2 import Event, SessionLog  # noqa: E402

# After this many seconds a point on the disk must have been reported.
PATIENCE = 5
DRIVERS = 10


def events(path):
    """The events in whole records of a file, up to the first that is incomplete."""
    with open(path, "rb") as file:
        data = file.read()
    place = 0
    while place + 12 <= len(data):
        length = struct.unpack_from("<Q", data, place)[0]
        if length == 0 or place + 16 + length > len(data):
            return
        yield Event.FromString(data[place + 12 : place + 12 + length])
        place += 16 + length


def evaluations(folder):
    """The evaluations on the disk, and those of them that no later file replaces."""
    written, standing = [], []
    for path in sorted(glob.glob(folder + "/events*")):
        first = None
        points = []
        for event in events(path):
            if event.session_log.status == SessionLog.START:
                standing = [p for p in standing if p[0] < event.step]
            for value in event.summary.value:
                if value.tag == "eval/loss":
                    points.append((event.step, event.wall_time, value.simple_value))
                    first = event.step if first is None else first
        if first is not None:
            standing = [p for p in standing if p[0] < first]
        standing += points
        written += points
    return set(written), set(standing)


def log(folder, seed, first, purges, killed):
    """A job in a separate process."""
    child = os.fork()
    if child == 0:
        chance = random.Random(seed)
        writer = SummaryWriter(
            folder, flush_secs=1, max_queue=chance.choice([1, 10]), purge_step=first if purges else None)
        for step in range(first, first + chance.randint(5, 60)):
            writer.add_scalar("train/loss", chance.random() * 4, step)
            if step % 3 == 0:
                writer.add_scalar("eval/loss", chance.random() * 4, step)
            if chance.random() < 0.2:
                writer.flush()
            if chance.random() < 0.1:
                time.sleep(chance.random() * 0.8)
        if killed:
            os.kill(os.getpid(), signal.SIGKILL)
        writer.close()
        os._exit(0)
    os.waitpid(child, 0)


class Day:
    """A run, and the events of its life."""

    def __init__(self, folder, seed):
        self.folder = folder
        self.seed = seed
        self.chance = random.Random(seed)
        # The points that were ever on the disk, those that were there long enough that they must be
        # known, and the valid ones at the end.
        self.ever, self.due, self.standing = set(), set(), set()
        os.makedirs(folder)

    def live(self):
        steps = [step for step, _, _ in self.ever]
        first = max(0, max(steps, default=0) - self.chance.randint(-3, 9))
        if self.chance.random() < 0.7:
            # Otherwise the file may get the name of the one before, which the writer would
            # truncate.
            time.sleep(1.1)
        log(self.folder, self.chance.random(), first, self.chance.random() < 0.4, self.chance.random() < 0.5)

    def written_elsewhere(self):
        aside = self.folder + ".aside"
        steps = [step for step, _, _ in self.ever]
        log(aside, self.chance.random(), max(0, max(steps, default=0) - 4), False, False)
        (path,) = glob.glob(aside + "/events*")
        return path

    def arrive_with_hole(self):
        time.sleep(1.1)
        path = self.written_elsewhere()
        with open(path, "rb") as file:
            data = file.read()
        start = self.chance.randrange(len(data))
        end = self.chance.randint(start, len(data))
        target = os.path.join(self.folder, os.path.basename(path))
        with open(target, "wb", buffering=0) as file:
            file.write(data[:start])
            time.sleep(self.chance.random())
            file.write(bytes(end - start) + data[end:])
            time.sleep(self.chance.random() * 2)
            file.seek(start)
            file.write(data[start:end])
        shutil.rmtree(os.path.dirname(path))

    def last(self):
        paths = sorted(glob.glob(self.folder + "/events*"))
        return paths[-1] if paths else None

    def replace(self):
        target = self.last()
        if target:
            path = self.written_elsewhere()
            os.replace(path, target)
            shutil.rmtree(os.path.dirname(path))

    def lose_a_stretch_for_a_while(self):
        target = self.last()
        if target is None:
            return
        size = os.path.getsize(target)
        start = self.chance.randrange(size)
        with open(target, "r+b", buffering=0) as file:
            data = file.read()[start : start + self.chance.randint(1, 400)]
            file.seek(start)
            file.write(bytes(len(data)))
            time.sleep(self.chance.random() * 2)
            file.seek(start)
            file.write(data)

    def go(self):
        acts = [self.live] * 4 + [self.arrive_with_hole, self.replace, self.lose_a_stretch_for_a_while]
        for number in range(5):
            (self.live if number == 0 else self.chance.choice(acts))()
            written, self.standing = evaluations(self.folder)
            self.ever |= written
            if self.chance.random() < 0.4:
                time.sleep(PATIENCE)
                self.due |= self.standing
        self.due |= self.standing


def drive(root, seeds, results):
    """Seeds one after another, in a separate process."""
    child = os.fork()
    if child:
        return child
    for seed in seeds:
        day = Day(f"{root}/run-{seed:03}", seed)
        day.go()
        with open(f"{results}/{seed}", "w") as file:
            json.dump([sorted(day.ever), sorted(day.due)], file)
    os._exit(0)


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with tempfile.TemporaryDirectory() as root, tempfile.TemporaryDirectory() as results:
        watch = subprocess.Popen(
            [program(), "watch", root, "-f", "jsonl", "--not-runs", "*.aside"], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        time.sleep(1)
        drivers = [drive(root, range(i, count, DRIVERS), results) for i in range(min(DRIVERS, count))]
        reported = {}

        def listen():
            for line in watch.stdout:
                record = json.loads(line)
                if record["event"] == "evaluation" and record["metric"] == "eval/loss":
                    point = (record["step"], record["wall_time"], record["value"])
                    reported.setdefault(record["run"], []).append(point)

        listener = threading.Thread(target=listen)
        listener.start()
        statuses = [os.waitpid(driver, 0)[1] for driver in drivers]
        assert not any(statuses), "a writer failed"
        time.sleep(PATIENCE)
        watch.terminate()
        listener.join()
        failures, total = 0, 0
        for seed in range(count):
            with open(f"{results}/{seed}") as file:
                ever, due = ({tuple(p) for p in points} for points in json.load(file))
            points = reported.get(f"run-{seed:03}", [])
            total += len(points)
            lost, extra = due - set(points), set(points) - ever
            doubled = len(points) - len(set(points))
            if lost or extra or doubled:
                failures += 1
                print(f"seed {seed}: lost {sorted(lost)[:5]}, made up {sorted(extra)[:5]}, doubled {doubled}")
    assert total > 0
    print(f"watch: {count} runs of tensorboardX followed, {total} points, {failures} with faults")
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
