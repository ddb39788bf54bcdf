"""The programs that are run: built here, as the README says."""

import os
import subprocess

PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# The README's commands for a static binary.
STATIC = ["-c", "release", "--static-swift-stdlib", "-Xlinker", "-s", "-Xlinker",
          "--no-export-dynamic", "-Xlinker", "-L.build", "-Xswiftc", "-Xclang-linker", "-Xswiftc",
          "-static-libgcc", "-Xswiftc", "-Xclang-linker", "-Xswiftc", "-no-pie", "-Xswiftc",
          "-Xfrontend", "-Xswiftc", "-function-sections"]
LIBRARY = "libstdc++.a"


class Tools:
    """The built programs; `is_quick` takes a debug build, which is enough to compare results."""

    def __init__(self, is_quick):
        self.flags = [] if is_quick else STATIC
        folder = os.path.join(PACKAGE, ".build", "debug" if is_quick else "release")
        self.tfevents = os.path.join(folder, "tfevents")
        self.generator = os.path.join(folder, "event-log-generator")
        self.passes = os.path.join(folder, "benchmark-passes")
        self.points = os.path.join(folder, "benchmark-points")

    def link_library(self):
        """Puts the C++ library where it is found before the shared one."""
        path = subprocess.run(["clang", f"-print-file-name={LIBRARY}"], check=True,
                              capture_output=True, text=True).stdout.strip()
        place = os.path.join(PACKAGE, ".build", LIBRARY)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        if os.path.lexists(place):
            os.remove(place)
        os.symlink(path, place)

    def build(self):
        if self.flags:
            self.link_library()
        environment = dict(os.environ, TFEVENTS_BENCHMARKS="1")
        for program in [self.generator, self.passes, self.points, self.tfevents]:
            name = os.path.basename(program)
            command = ["swift", "build", *self.flags, "--product", name]
            run = subprocess.run(command, cwd=PACKAGE, env=environment, capture_output=True,
                                 text=True)
            if run.returncode != 0:
                raise SystemExit(f"{name} was not built\n{run.stdout}{run.stderr}")
