"""The programs to run: built here, as the README says."""

import os
import subprocess

PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# As the README has it.
STATIC = ["-c", "release", "-Xswiftc", "-static-executable", "-Xlinker", "-s",
          "-Xlinker", "--no-eh-frame-hdr", "-Xlinker", "--icf=safe",
          "-Xswiftc", "-Xfrontend", "-Xswiftc", "-disable-incremental-llvm-codegen",
          "-Xswiftc", "-Xfrontend", "-Xswiftc", "-function-sections"]


class Tools:
    """The built programs; `is_quick` takes a debug build, which is enough to compare results."""

    def __init__(self, is_quick):
        self.flags = [] if is_quick else STATIC
        folder = os.path.join(PACKAGE, ".build", "debug" if is_quick else "release")
        self.tfevents = os.path.join(folder, "tfevents")
        self.generator = os.path.join(folder, "event-log-generator")
        self.passes = os.path.join(folder, "benchmark-passes")
        self.points = os.path.join(folder, "benchmark-points")

    def build(self):
        environment = dict(os.environ, TFEVENTS_BENCHMARKS="1")
        for program in [self.generator, self.passes, self.points, self.tfevents]:
            name = os.path.basename(program)
            command = ["swift", "build", *self.flags, "--product", name]
            run = subprocess.run(command, cwd=PACKAGE, env=environment, capture_output=True,
                                 text=True)
            if run.returncode != 0:
                raise SystemExit(f"{name} was not built\n{run.stdout}{run.stderr}")
