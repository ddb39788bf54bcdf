"""The logs to read: written by event-log-generator, and reused if they are complete."""

import glob
import os
import re
import shutil
import subprocess

FULL = {"simple": 10_000_000, "tensors": 10_000_000, "shuffled": 10_000_000, "images": 150_000,
        "runs": 10_000_000}
SAMPLE = {"simple": 200_000, "tensors": 200_000, "shuffled": 20_000, "images": 2_000,
          "runs": 20_000}
QUICK = {"simple": 20_000, "tensors": 20_000, "shuffled": 20_000, "images": 400, "runs": 6_000}


def records(kind, scalars):
    """The number of records for a number of scalars: the scalars, one per file, one per image."""
    files = scalars // 2_000 if kind == "runs" else 1
    return scalars + files + (scalars // 20 if kind == "images" else 0)


class Log:
    """One directory of generated event files."""

    def __init__(self, kind, scalars, parent):
        self.kind = kind
        self.scalars = scalars
        self.path = os.path.join(parent, kind)

    def files(self):
        return sorted(glob.glob(self.path + "/**/*tfevents*", recursive=True))

    def write(self, tools):
        """Writes the files unless all their records exist already."""
        if self._is_complete(tools):
            return
        print(f"writing {self.path} …", flush=True)
        shutil.rmtree(self.path, ignore_errors=True)
        os.makedirs(self.path)
        generator = [tools.generator, self.kind, self.path, str(self.scalars)]
        subprocess.run(generator, check=True)
        if not self._is_complete(tools):
            raise SystemExit(f"{self.path} is not what was to be written")

    def _is_complete(self, tools):
        if not os.path.isdir(self.path):
            return False
        run = subprocess.run([tools.passes, "frame", self.path], capture_output=True, text=True)
        counts = {name: int(value) for name, value in re.findall(r"(\w+)=(\d+)", run.stdout)}
        wanted = records(self.kind, self.scalars)
        return counts.get("records") == wanted and counts.get("bad") == 0


def write_all(sizes, parent, tools):
    """The logs of these sizes below `parent`, by kind."""
    logs = {kind: Log(kind, scalars, parent) for kind, scalars in sizes.items()}
    for log in logs.values():
        log.write(tools)
    return logs
